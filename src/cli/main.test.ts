import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { version } from "../api/version.ts";
import { main, reportCrash } from "./main.ts";

const scenario = resolve(import.meta.dirname, "../../scenarios/gwlb-distributed");
const before = process.cwd();
let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "tieline-"));
  process.chdir(cwd);
  writeFileSync("notes.txt", "call the office\n");
});
afterAll(() => {
  process.chdir(before);
  rmSync(cwd, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as a pipeline sees it: no terminal. */
async function run(...args: string[]): Promise<Ran> {
  return captured(() => main(args));
}

async function captured(act: () => Promise<number> | number): Promise<Ran> {
  const { stdout, stderr } = process;
  const texts = { out: "", err: "" };
  const write = { out: stdout.write.bind(stdout), err: stderr.write.bind(stderr) };
  stdout.write = (text: string | Uint8Array) => ((texts.out += String(text)), true);
  stderr.write = (text: string | Uint8Array) => ((texts.err += String(text)), true);
  try {
    const code = await act();
    return { code, ...texts };
  } finally {
    stdout.write = write.out;
    stderr.write = write.err;
  }
}

const error = ({ out }: Ran): unknown => (JSON.parse(out) as { error: unknown }).error;

const commands = ["check", "show", "trace", "reach", "diff", "init", "explain", "rules", "doctor", "completion"];

describe("usage", () => {
  test("no command prints the help and is a mistake", async () => {
    expect(await run()).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Usage: tieline") });
  });

  test.each(commands)("the example of %s --help works", async (name) => {
    const { out } = await run(name, "--help");
    const lines = out.slice(out.indexOf("Example:")).match(/(?<=^ {2}tieline ).+/gm) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    rmSync("gwlb-distributed", { recursive: true, force: true });
    for (const line of lines) expect(await run(...line.split(" "))).toMatchObject({ code: 0, err: "" });
    rmSync("gwlb-distributed", { recursive: true, force: true });
  });

  test.each([
    [["chekc"], "unknown command `chekc` (did you mean `check`?); see `tieline --help`"],
    [["check", "--fail-om"], "unknown option `--fail-om` (did you mean `--fail-on`?); see `tieline check --help`"],
    [["trace", "internet"], "missing required argument `to`; see `tieline trace --help`"],
    [["check", "--format", "pdf"], expect.stringContaining("formats are text, json")],
    [
      ["check", "--fail-on", "disaster"],
      "`--fail-on disaster`: allowed choices are error, warning, note, never; see `tieline check --help`",
    ],
  ])("%j", async (args, message) => {
    const json = await run(...args, "-j");
    expect(json).toMatchObject({ code: 2, err: "" });
    expect(error(json)).toEqual({ code: "usage.arguments.invalid", message });
    expect(await run(...args)).toMatchObject({ code: 2, out: "", err: expect.stringContaining("error[usage.arg") });
  });

  test("findings that cannot be are not chosen: everything would seem well", async () => {
    expect(error(await run("check", "-C", scenario, "--only", "source.key,sourc", "-j"))).toEqual({
      code: "usage.only.unknown",
      message: "`--only sourc`: no finding's code begins so; `tieline rules` lists them",
    });
    expect(await run("check", "-C", scenario, "--only", "source,path.asymmetric,route.")).toMatchObject({ code: 0 });
  });

  test("paths and -C together are a mistake", async () => {
    expect(error(await run("check", "a", "-C", "b", "-j"))).toMatchObject({ code: "usage.paths.twice" });
  });
});

describe("nothing to read", () => {
  test.each([
    [["check", "gone"], "project.path.missing"],
    [["show", "-C", "gone"], "project.path.missing"],
    [["trace", "a", "b", "-C", "gone"], "project.path.missing"],
    [["diff", scenario, "gone"], "project.path.missing"],
    [["diff", "gone", scenario], "project.path.missing"],
    [["check", "notes.txt"], "project.format.unknown"],
    [["check"], "input.nothing.read"],
  ])("%j", async (args, code) => {
    const json = await run(...args, "--format", "json");
    expect(json).toMatchObject({ code: 2, err: "" });
    expect(JSON.parse(json.out)).toMatchObject({ formatVersion: "1.0", tieline: version, error: { code } });
  });

  test("a template that is all aliases of aliases is as good as none", async () => {
    const level = (name: string, below: string) => `${name}: &${name} [${`*${below},`.repeat(9)}]`;
    const text = ["a: &a [x]", ..."bcdefgh".split("").map((n, i) => level(n, "abcdefgh"[i] ?? "a"))].join("\n");
    writeFileSync("bomb.yml", `${text}\nResources: { Vpc: { Type: "AWS::EC2::VPC", Tags: *h } }\n`);
    const json = await run("check", "bomb.yml", "--format", "json");
    rmSync("bomb.yml");
    expect(json).toMatchObject({ code: 2, err: "" });
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: "source.alias.bomb", at: [{ file: "bomb.yml" }] } });
  });

  test("a folder of other files is told what would be read", async () => {
    mkdirSync("odd");
    writeFileSync("odd/notes.txt", "call the office\n");
    writeFileSync("odd/main.tf", 'resource "aws_vpc" "x" {}\n');
    expect((await run("check", "odd")).err).toBe(
      "error[input.nothing.read]: nothing that Tieline can read in `odd`: none of its 2 files is a " +
        "CloudFormation template or an ARM template\n",
    );
    rmSync("odd", { recursive: true });
  });

  test("a file of no known format is shown with its line", async () => {
    expect((await run("check", "notes.txt")).err).toBe(`\
error[project.format.unknown]: \`notes.txt\` is of no format that Tieline reads
 --> notes.txt:1:1
  |
1 | call the office
  | ^^^^^^^^^^^^^^^
  = fix: name a CloudFormation template or an ARM template
`);
  });
});

test("a project file that is drafted lists what stands for itself, and not what another stack nests", async () => {
  mkdirSync("nested/parts", { recursive: true });
  const child =
    "  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://bucket.test/parts/net.yml } }\n";
  writeFileSync("nested/main.yml", `Resources:\n${child}`);
  const vpc = "Resources:\n  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }\n";
  writeFileSync("nested/parts/net.yml", vpc);
  expect(await run("init", "--from", "nested")).toMatchObject({ code: 0 });
  const drafted = readFileSync("nested/tieline.yaml", "utf8");
  expect(drafted.match(/stack: .*/g)).toEqual(["stack: main"]);
  expect((await run("show", "nested")).out).toContain("main:Child (nested/parts/net.yml)");
  rmSync("nested", { recursive: true });
});

describe("answers", () => {
  test("a trace that is delivered ends with 0, one that is not with 1, an unknown name with 2", async () => {
    const trace = (...args: string[]): Promise<Ran> => run("trace", ...args, "-C", scenario, "-j");
    const delivered = await trace("internet", "web/LoadBalancer", "tcp/80");
    expect(JSON.parse(delivered.out)).toMatchObject({ verdict: "delivered", branches: { count: 16, delivered: 16 } });
    expect(delivered).toMatchObject({ code: 0, err: "" });
    expect(await trace("internet", "web/LoadBalancer", "tcp/22")).toMatchObject({ code: 1 });
    expect(error(await trace("internet", "web/LoadBalancr", "tcp/80"))).toMatchObject({ code: "question.to.unclear" });
  });

  test("a diff of what is the same ends with 0, of what is not with 1", async () => {
    const web = readFileSync(join(scenario, "web.yml"), "utf8");
    writeFileSync("before.yml", web);
    writeFileSync("same.yml", `# a comment\n${web}`);
    writeFileSync("after.yml", web.replace("FromPort: 80, ToPort: 80", "FromPort: 80, ToPort: 81"));
    const same = await run("diff", "before.yml", "same.yml", "-j");
    expect(JSON.parse(same.out)).toMatchObject({ verdict: "same", gained: [], lost: [], changes: [{ old: null }] });
    expect(same).toMatchObject({ code: 0, err: "" });
    // What the missing parameters leave open is open in both.
    expect(await run("diff", "before.yml", "after.yml", "--allow-unknown")).toMatchObject({ err: "" });
    for (const name of ["before", "same", "after"]) rmSync(`${name}.yml`);
  });

  test("several formats at once, each to its place", async () => {
    const places = ["--format", "json=out.json", "--output", "out.txt"];
    const ran = await run("trace", "internet", "web/LoadBalancer", "tcp/80", "-C", scenario, ...places);
    expect(ran).toEqual({ code: 0, out: "", err: "" });
    expect(JSON.parse(readFileSync("out.json", "utf8"))).toMatchObject({ verdict: "delivered" });
    expect(readFileSync("out.txt", "utf8")).toMatch(/^internet -> web\/LoadBalancer tcp\/80: delivered/);
  });

  test.each([
    [
      "trace a b --format sarif",
      "formats are text, json, and `sarif` is one of other commands; see `tieline trace --help`",
    ],
    ["diff a b --format junit", "formats are text, json, markdown, and `junit` is one of other commands"],
    [
      "check --format text --format github",
      "cannot both go to standard output: give one of them a file, as --format github=",
    ],
    ["check --format json=a --format sarif=a", "json and sarif cannot both go to `a`"],
    ["check --format sarif=", "a file's name is due behind `=`"],
  ])("%s", async (line, words) => {
    const ran = await run(...line.split(" "));
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain(words);
  });

  test("what cannot be written is told, and everything else is written", async () => {
    const places = ["json=no/such.json", "sarif=here.sarif", "junit=.", "markdown=here.md"];
    const ran = await run("check", "-C", scenario, ...places.flatMap((place) => ["--format", place]));
    expect(ran).toMatchObject({ code: 2, out: expect.stringContaining("7 of 7 expectations hold") });
    expect(ran.err).toBe(
      "error[output.file.unwritable]: `no/such.json` cannot be written: there is no such folder; `.` cannot be written: it is a folder\n",
    );
    expect(readFileSync("here.md", "utf8")).toContain("7 of 7 expectations hold");
    expect(JSON.parse(readFileSync("here.sarif", "utf8"))).toMatchObject({ version: "2.1.0" });
    const json = await run("check", "-C", scenario, "-j", "--format", "sarif=no/such");
    expect(JSON.parse(json.out)).toMatchObject({ findings: [] });
    expect(json).toMatchObject({ code: 2, err: expect.stringContaining("`no/such` cannot be written") });
  });

  test("when nothing could be read, every report says so where it is expected", async () => {
    const places = ["json=gone.json", "sarif=gone.sarif", "junit=gone.xml", "markdown=gone.md", "github"];
    const ran = await run("check", "gone", ...places.flatMap((place) => ["--format", place]));
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("error[project.path.missing]") });
    expect(ran.out).toBe("::error title=project.path.missing::there is no file or folder `gone`\n");
    expect(JSON.parse(readFileSync("gone.json", "utf8"))).toMatchObject({ error: { code: "project.path.missing" } });
    expect(readFileSync("gone.sarif", "utf8")).toContain('"executionSuccessful": false');
    expect(readFileSync("gone.xml", "utf8")).toContain('<error type="project.path.missing"');
    expect(readFileSync("gone.md", "utf8")).toContain("there is no file or folder `gone`");
  });

  test("a baseline accepts what is wrong, and one that is none is an error", async () => {
    writeFileSync("twice.yml", "Resources: { Vpc: { Type: AWS::EC2::VPC, Type: AWS::EC2::VPC } }\n");
    const failing = ["check", "twice.yml", "--fail-on", "note"];
    expect(await run(...failing)).toMatchObject({ code: 1 });
    expect(await run(...failing, "--write-baseline", "base.json")).toMatchObject({ code: 0, err: "" });
    expect(await run(...failing, "--baseline", "base.json")).toMatchObject({ code: 0 });
    expect(error(await run("check", "twice.yml", "--baseline", "none.json", "-j"))).toMatchObject({
      code: "baseline.file.unreadable",
    });
    expect(error(await run("check", "twice.yml", "--baseline", "twice.yml", "-j"))).toMatchObject({
      code: "baseline.file.invalid",
    });
  });

  test("a report that cannot be written is an error", async () => {
    const ran = await run("rules", "--output", "no/such/folder", "-j");
    expect(ran).toMatchObject({ code: 2 });
    expect(error(ran)).toMatchObject({ code: "output.file.unwritable" });
  });
});

describe("rules, explain, doctor, init", () => {
  test("every rule can be explained", async () => {
    const { rules } = JSON.parse((await run("rules", "-j")).out) as { rules: { code: string }[] };
    expect(rules.map(({ code }) => code)).toContain("source.key.duplicate");
    for (const { code } of rules) expect(await run("explain", code)).toMatchObject({ code: 0, err: "" });
  });

  test("a misspelled code names the nearest", async () => {
    expect(error(await run("explain", "source.key.duplicat", "-j"))).toEqual({
      code: "rule.code.unknown",
      message: "there is no finding `source.key.duplicat`; did you mean `source.key.duplicate`?",
    });
  });

  test("doctor says what it found", async () => {
    const { out, code } = await run("doctor", "-j");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      checks: [{ name: "Node", ok: true }, {}, { found: expect.stringContaining("gwlb-distributed") }, {}],
    });
  });

  test("init copies a scenario once, and never over something", async () => {
    const first = await run("init", "-j");
    expect(JSON.parse(first.out)).toMatchObject({ folder: "gwlb-distributed", missing: [] });
    expect(readFileSync("gwlb-distributed/web.yml", "utf8")).toBe(readFileSync(join(scenario, "web.yml"), "utf8"));
    expect(error(await run("init", "gwlb-distributed", "-j"))).toMatchObject({ code: "init.folder.exists" });
    expect(error(await run("init", "gwlb", "-j"))).toMatchObject({ code: "init.scenario.unknown" });
  });
});

test("a bug of ours ends in a sentence and never in a stack trace", async () => {
  const crashed = await captured(() => reportCrash(new TypeError("x is not a function"), ["check"]));
  expect(crashed).toMatchObject({ code: 2, out: "" });
  expect(crashed.err).toMatch(/^error\[internal\.error\]: internal error: x is not a function\. .*report/);
  expect(crashed.err).not.toContain("    at ");
});
