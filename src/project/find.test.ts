import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locate, textOf } from "../source/document.ts";
import { findProject } from "./find.ts";
import { isRefusal, type Project } from "./project.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "tieline-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

async function found(...paths: string[]): Promise<Project> {
  const project = await findProject({ paths, cwd, stdin: "Resources: {}" });
  if (isRefusal(project)) throw new Error(`${project.code}: ${project.message}`);
  return project;
}

async function refused(...paths: string[]): Promise<string> {
  const project = await findProject({ paths, cwd });
  return isRefusal(project) ? `${project.code}: ${project.message}` : "not refused";
}

/** `code file:line:column message; fix` */
function listed({ findings }: Project): string[] {
  return findings.map(({ code, at, message, fix }) => {
    const [first] = at;
    const place =
      first === undefined
        ? ""
        : ` ${first.span.document.path}:${Object.values(locate(first.span)).slice(0, 2).join(":")}`;
    return `${code}${place} ${message}${fix === undefined ? "" : `; ${fix}`}`;
  });
}

const inputs = ({ inputs }: Project): string[] => inputs.map(({ scope, document }) => `${scope} = ${document.path}`);

describe("a project file that cannot be read", () => {
  test.each<[string, (path: string) => void]>([
    ["it is a folder", (path) => mkdirSync(path)],
    ["its link leads to nothing", (path) => symlinkSync("nowhere", path)],
    ["its links go round in a circle", (path) => symlinkSync("tieline.yaml", path)],
  ])("of which %s is not left out in silence", async (why, make) => {
    write({ "a.yml": "Resources: {}" });
    make(join(cwd, "tieline.yaml"));
    expect(await refused(cwd)).toBe(`project.file.unreadable: \`tieline.yaml\` is not read: ${why}`);
    expect(await refused()).toContain(why);
  });

  test("and one that is missing among texts asks no disk for a name that is near", async () => {
    const texts = { "tieline.yaml": "inputs:\n  - cloudformation: nett.yml\n", "net.yml": "Resources: {}\n" };
    const project = await findProject({ paths: [], cwd: "/", texts });
    if (isRefusal(project)) throw new Error(project.message);
    expect(listed(project)).toEqual([
      "project.file.missing tieline.yaml:2:21 there is no file `nett.yml`; write `net.yml`",
    ]);
  });
});

describe("which project is meant", () => {
  test("the nearest tieline.yaml, no further up than the git checkout", async () => {
    write({
      "tieline.yaml": "inputs: []\n",
      "repo/tieline.yaml": "inputs: []\n",
      "repo/.git/HEAD": "",
      "repo/a/b/x.yml": "",
    });
    const here = await findProject({ paths: [], cwd: join(cwd, "repo/a/b") });
    expect(here).toMatchObject({ file: { path: "../../tieline.yaml" } });
    rmSync(join(cwd, "repo/tieline.yaml"));
    expect(await findProject({ paths: [], cwd: join(cwd, "repo/a/b") })).toMatchObject({ file: undefined });
  });

  test("a path that is given is taken as it is, whatever lies above it", async () => {
    write({ "tieline.yaml": "inputs: []\n", "net/web.yml": "a: 1\n", "net/hub.json": "{}" });
    expect(inputs(await found("net"))).toEqual(["hub = net/hub.json", "web = net/web.yml"]);
    expect(inputs(await found("net/web.yml"))).toEqual(["web = net/web.yml"]);
    expect(inputs(await found("net/web.yml", "net/hub.json", "-"))).toEqual([
      "web = net/web.yml",
      "hub = net/hub.json",
      "stdin = <stdin>",
    ]);
  });

  test("inside a folder its tieline.yaml wins, and what it does not name is left alone", async () => {
    write({ "net/tieline.yaml": "inputs:\n  - cloudformation: web.yml\n", "net/web.yml": "", "net/other.yml": "" });
    expect(inputs(await found("net"))).toEqual(["web = net/web.yml"]);
    expect(inputs(await found("net/tieline.yaml"))).toEqual(["web = net/web.yml"]);
  });

  test("a bare folder: sorted, without what no person wrote, equal names told apart", async () => {
    write({
      "b/net.yml": "",
      "a/net.yml": "",
      "a/only.yaml": "",
      "node_modules/x/net.yml": "",
      ".git/net.yml": "",
      "picture.png": "",
    });
    expect(inputs(await found("."))).toEqual(["a/net = a/net.yml", "only = a/only.yaml", "b/net = b/net.yml"]);
  });

  test("what is not there is refused", async () => {
    expect(await refused("gone")).toBe("project.path.missing: there is no file or folder `gone`");
    write({ "a/tieline.yaml": "inputs: []\n", "b/tieline.yaml": "inputs: []\n" });
    expect(await refused("a", "b")).toBe(
      "project.file.several: one project at a time: `a/tieline.yaml` and `b/tieline.yaml` were named",
    );
  });

  test("a link that leads back up is not followed, and said", async () => {
    write({ "net/web.yml": "" });
    symlinkSync(join(cwd, "net"), join(cwd, "net/again"));
    const project = await found("net");
    expect(inputs(project)).toEqual(["web = net/web.yml"]);
    expect(listed(project)).toEqual([expect.stringMatching(/^project.folder.limit the link `net\/again` leads back/)]);
  });

  test("a folder that is too deep is not read, and said", async () => {
    write({ [`${"d/".repeat(40)}net.yml`]: "" });
    expect(listed(await found("."))).toEqual([expect.stringContaining("more than 32 levels down")]);
  });
});

describe("what tieline.yaml says", () => {
  const files = { "web.yml": "Resources: {}\n", "hub.yml": "Resources: {}\n", "addr.json": "[]" };

  test("everything that it can say, with its places", async () => {
    write({
      ...files,
      "tieline.yaml": `inputs:
  - cloudformation: hub.yml
    region: eu-west-1
    account: 012345678901
  - cloudformation: web.yml
    stack: shop
    parameters:
      Service: com.amazonaws.vpce.eu-west-1.\${hub.Service}
      Zones: [eu-west-1a, eu-west-1b]
      Later:
physical: { hub/Service: vpce-svc-1, hub/Addresses: [192.0.2.1, 192.0.2.2] }
hosts: { shop/Router: { docker: true, addresses: addr.json } }
links: [{ name: office, vpn: { between: [shop/Vpn, office] } }]
assume: { appliances: stateless }
expect:
  - { from: internet, to: shop/Web, traffic: tcp/80, verdict: reachable, through: hub/Inspection, survives: 1 zone }
  - { name: closed, from: internet, to: shop/Host, verdict: blocked, encrypted: false }
ignore: [{ code: path.loop, at: shop/Web, reason: known, until: 2027-01-31 }]
`,
    });
    const project = await found(".");
    expect(listed(project)).toEqual([]);
    expect(inputs(project)).toEqual(["hub = hub.yml", "shop = web.yml"]);
    const [hub, shop] = project.inputs;
    expect(hub).toMatchObject({ listed: true, format: "cloudformation", account: { text: "012345678901" } });
    expect([...(shop?.parameters ?? [])].map(([name, { text }]) => [name, text])).toEqual([
      ["Service", `com.amazonaws.vpce.eu-west-1.\${hub.Service}`],
      ["Zones", "eu-west-1a,eu-west-1b"],
    ]);
    expect(project.physical.get("hub/Addresses")?.map(({ text }) => text)).toEqual(["192.0.2.1", "192.0.2.2"]);
    expect(project.hosts).toMatchObject([
      { name: { text: "shop/Router" }, docker: { value: true }, addresses: { text: "[]" } },
    ]);
    expect(project.links).toMatchObject([{ name: "office", vpn: [{ text: "shop/Vpn" }, { text: "office" }] }]);
    expect(project.appliances).toMatchObject({ value: "stateless" });
    expect(project.expectations).toMatchObject([
      { name: "internet -> shop/Web tcp/80", through: [{ text: "hub/Inspection" }], survives: { text: "1 zone" } },
      { name: "closed", traffic: undefined, verdict: { value: "blocked" }, encrypted: { value: false } },
    ]);
    expect(project.ignores).toMatchObject([{ code: "path.loop", at: "shop/Web", until: "2027-01-31" }]);
    expect(project.expectations.map(({ to }) => textOf(to.at))).toEqual(["shop/Web", "shop/Host"]);
    expect(project.documents().map(({ path }) => path)).toEqual(["tieline.yaml", "hub.yml", "web.yml", "addr.json"]);
  });

  test("a template may open a file beside it, and nothing else", async () => {
    write({ "net/web.yml": "", "net/inner/vpc.yml": "inner" });
    const { open, inputs } = await found("net/web.yml");
    const [web] = inputs;
    if (web === undefined) throw new Error("no input");
    expect(open(web.document, "inner/vpc.yml")).toEqual({ path: "net/inner/vpc.yml", text: "inner" });
    expect(open(web.document, "inner")).toBeUndefined();
    expect(open(web.document, "https://example.com/vpc.yml")).toBeUndefined();
  });

  test.each([
    [
      "an unknown key, with the nearest",
      "expcet: []\n",
      ["project.key.unknown tieline.yaml:1:1 `expcet` is no key of a project file; write `expect`"],
    ],
    [
      "an unknown key inside",
      "inputs:\n  - cloudformation: web.yml\n    stak: a\n",
      ["project.key.unknown tieline.yaml:3:5 `stak` is no key of `inputs[0]`; write `stack`"],
    ],
    [
      "a key that is like none",
      "assume: { zzz: 1 }\n",
      ["project.key.unknown tieline.yaml:1:11 `zzz` is no key of `assume`; it knows `appliances`"],
    ],
    [
      "a word that is none of the possible ones",
      "assume: { appliances: opaqe }\n",
      [
        "project.value.invalid tieline.yaml:1:23 `assume.appliances` wants `transparent` or `stateless` or `opaque`, and this is `opaqe`; write `opaque`",
      ],
    ],
    [
      "a list where a text is due",
      "expect:\n  - { from: [a], to: b, verdict: blocked }\n",
      ["project.value.invalid tieline.yaml:2:13 `expect[0].from` wants a text, and this is a list"],
    ],
    [
      "a text where a list is due",
      "inputs: web.yml\n",
      ["project.value.invalid tieline.yaml:1:9 `inputs` wants a list, and this is `web.yml`"],
    ],
    [
      "a tag",
      "physical: { a/b: !Ref x }\n",
      [
        "project.value.invalid tieline.yaml:1:18 `physical.a/b` wants a text or a list, and this is `!Ref`, which means nothing here",
      ],
    ],
    [
      "an item that is no text, deep in a list",
      "links: [{ vpn: { between: [a, [b]] } }]\n",
      ["project.value.invalid tieline.yaml:1:31 `links[0].vpn.between[1]` wants a text, and this is a list"],
    ],
    [
      "a list of the wrong length",
      "links: [{ vpn: { between: [a] } }]\n",
      ["project.value.invalid tieline.yaml:1:27 `links[0].vpn.between` wants a list of 2, and this is a list"],
    ],
    [
      "an expectation that does not say enough",
      "expect:\n  - from: internet\n    to:\n    verdict: blocked\n",
      ["project.value.missing tieline.yaml:3:5 `expect[0]` says no `to`; add `to:` with a text"],
    ],
    [
      "a file that is no map",
      "- a\n",
      ["project.value.invalid tieline.yaml:1:1 a project file wants a map, and this is a list"],
    ],
    [
      "keys of JavaScript's own",
      "__proto__: 1\n",
      [
        "project.key.unknown tieline.yaml:1:1 `__proto__` is no key of a project file; it knows `inputs`, `physical`, `hosts`, `links`, `assume`, `expect`, `ignore`",
      ],
    ],
    [
      "an input that names no file",
      "inputs: [{ stack: a }]\n",
      [
        "project.value.missing tieline.yaml:1:10 `inputs[0]` says no `cloudformation`; add `cloudformation:` with a path, or name another format",
      ],
    ],
    [
      "two formats in one input",
      "inputs: [{ cloudformation: web.yml, arm: hub.yml }]\n",
      ["project.input.several tieline.yaml:1:28 one input is `cloudformation` and `arm` at once; make it two entries"],
    ],
    [
      "a file that is not there, with the nearest",
      "inputs:\n  - cloudformation: wep.yml\n",
      ["project.file.missing tieline.yaml:2:21 there is no file `wep.yml`; write `web.yml`"],
    ],
    [
      "a folder where a file is due",
      "hosts: { a: { routes: . } }\n",
      ["project.file.unreadable tieline.yaml:1:23 `.` is not read: it is a folder"],
    ],
    [
      "two stacks of one name",
      "inputs:\n  - cloudformation: web.yml\n  - cloudformation: hub.yml\n    stack: web\n",
      ["project.stack.duplicate tieline.yaml:3:21 two inputs are the stack `web`; give one of them another `stack:`"],
    ],
    [
      "a key twice",
      "inputs: []\ninputs: []\n",
      [
        "source.key.duplicate tieline.yaml:2:1 `inputs` stands twice, both times with the same value; delete one of them",
      ],
    ],
    ["a file that is no YAML", "inputs: [\n", [expect.stringMatching(/^source.syntax.invalid tieline.yaml:/)]],
    ["nothing behind a colon means not given", "assume:\ninputs:\n  - cloudformation: web.yml\n    region:\n", []],
  ])("%s", async (_, text, expected) => {
    write({ ...files, "tieline.yaml": text });
    expect(listed(await found("."))).toEqual(expected);
  });
});
