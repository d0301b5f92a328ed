// The law of hardening at length, templates as large as machines write them, and every template of the corpus with its
// time. TIELINE_SEED repeats a run; a case that fails is shrunk and kept in test/hardening/kept.
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check, type CheckReport, open } from "../../src/api/index.ts";
import { corpus, describeCorpus } from "../corpus.ts";
import { inFolder, type Ran, tieline, unclean } from "../hardening/command.suite.ts";
import { largeArm, largeCloudFormation, long } from "../hardening/large.suite.ts";
import { law, printTally } from "../hardening/law.suite.ts";
import { type ChangedProject, corpusFiles, ownFiles, ownProjects } from "../hardening/projects.suite.ts";

const seed = Number(process.env["TIELINE_SEED"] ?? Date.now() % 2 ** 31);

const LONG = 60 * 60_000;
const MOST_MILLISECONDS = 5_000;
const folders = ["cloudformation", "aws-workshops", "azure-arm", "gwlb-workshop"];

async function holds(projects: readonly ChangedProject[], cases: number): Promise<void> {
  const tally = await law({ projects, seed, cases });
  console.log(printTally(tally, seed));
  expect(tally.cases).toBeGreaterThanOrEqual(cases);
  expect(tally.slowest[0]?.milliseconds).toBeLessThan(MOST_MILLISECONDS);
}

describe("10,000 changed templates are answered or refused, none in more than five seconds", () => {
  test("files of our scenarios", () => holds(ownFiles, corpus === undefined ? 8_000 : 2_500), LONG);
  test("whole scenarios with one changed file", () => holds(ownProjects, corpus === undefined ? 2_000 : 1_000), LONG);
});

describeCorpus("10,000 changed templates, those of real networks among them", (folder) => {
  test("each by itself", () => holds(corpusFiles(folder, folders, 100_000), 6_500), LONG);
});

/** A run of the command that ends by itself, with a report or a sentence. */
function clean(ran: Ran, codes: readonly number[]): Ran {
  expect(unclean(ran)).toEqual([]);
  if (!codes.includes(ran.code ?? -1)) throw new Error(`exit ${ran.code}: ${ran.err}`);
  return ran;
}

describe("fifty megabytes are read, or refused with a reason", () => {
  test.each(Object.entries(long))("%s", async (name, text) => {
    await inFolder(async (folder) => {
      const file = join(folder, `template.${name.startsWith("json") ? "json" : "yml"}`);
      writeFileSync(file, text(50 * 1024 * 1024));
      const ran = clean(await tieline(["check", file, "-j"], { stopAfter: 240_000 }), [0, 1, 2]);
      const said = JSON.parse(ran.out) as Partial<CheckReport> & { readonly error?: { readonly message: string } };
      const told = said.error?.message ?? said.findings?.[0]?.message ?? "nothing wrong";
      console.log(`${name}: exit ${ran.code}, ${(ran.milliseconds / 1000).toFixed(1)} s: ${told}`);
      clean(await tieline(["check", file], { stopAfter: 240_000 }), [0, 1, 2]);
    });
  });
});

describe("five thousand resources", () => {
  test.each([
    ["CloudFormation", "net.yml", largeCloudFormation],
    ["ARM", "net.json", largeArm],
  ])("%s: read, and one way is traced", async (_, name, template) => {
    const start = performance.now();
    const texts = { [name]: template(5_000) };
    const opened = await open({ cwd: "/", paths: [], texts });
    console.log(
      `${name}: ${(Object.values(texts)[0]?.length ?? 0) >> 10} KiB in ${(performance.now() - start) | 0} ms`,
    );
    if ("error" in opened) throw new Error(opened.error.message);
    expect(opened.loaded.model.nodes.size).toBeGreaterThan(700);
  });

  test("more than any stack has are cut with an error at the first that is left out", async () => {
    const texts = { "net.yml": largeCloudFormation(20_100), "net.json": largeArm(20_100) };
    const opened = await open({ cwd: "/", paths: [], texts });
    if ("error" in opened) throw new Error(opened.error.message);
    const cut = opened.loaded.findings.filter(({ code }) => code === "evaluation.budget.exceeded");
    expect(cut.map(({ message, at }) => [message, at.length])).toEqual([
      ["a stack has more than 20000 resources; those from here on are not read", 1],
      ["a stack has more than 20000 resources; those from here on are not read", 1],
    ]);
  });
});

describeCorpus("check of every template of the corpus", (folder) => {
  test(
    "each by itself in less than five seconds",
    async () => {
      const rows: { readonly file: string; readonly milliseconds: number; readonly end: string }[] = [];
      const names = ["cloudformation", "aws-workshops"].flatMap((part) =>
        readdirSync(join(folder, part), { recursive: true, encoding: "utf8" }).map((name) => join(part, name)),
      );
      for (const file of names.sort()) {
        if (!statSync(join(folder, file)).isFile()) continue;
        const start = process.cpuUsage();
        const opened = await open({ cwd: folder, paths: [file] });
        const end = "error" in opened ? opened.error.code : countsOf(check(opened, choice));
        const { user, system } = process.cpuUsage(start);
        rows.push({ file, milliseconds: (user + system) / 1000, end });
      }
      rows.sort((a, b) => b.milliseconds - a.milliseconds);
      const table = rows.map(
        ({ file, milliseconds, end }) => `${milliseconds.toFixed(0).padStart(6)} ms  ${file}  ${end}`,
      );
      console.log(`${rows.length} files, processor time, the slowest first\n${table.join("\n")}`);
      expect(rows.length).toBeGreaterThan(200);
      expect(rows[0]?.milliseconds).toBeLessThan(MOST_MILLISECONDS);
    },
    LONG,
  );
});

const choice = { only: [], skip: [], showIgnored: false, today: "2026-11-24" };

function countsOf({ findings }: CheckReport): string {
  const of = (wanted: string): number => findings.filter(({ severity }) => severity === wanted).length;
  return `${of("error")} errors, ${of("warning")} warnings, ${of("note")} notes`;
}
