// The law on a few hundred changed templates; `npm run slow` tries ten thousand. TIELINE_SEED repeats a run.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { corpus, describeCorpus } from "../corpus.ts";
import { type Case, keptFolder, law, printTally, tried } from "./law.suite.ts";
import { corpusFiles, ownFiles, ownProjects, projectNamed } from "./projects.suite.ts";

// The same cases every time: what a new seed finds belongs to the slow suite.
const seed = Number(process.env["TIELINE_SEED"] ?? 1);

describe("a changed template is answered or refused", () => {
  test("each file of our scenarios, by itself", async () => {
    const tally = await law({ projects: ownFiles, seed, cases: 120 });
    console.log(printTally(tally, seed));
  });

  test("a file of a whole scenario: what the others say is still shown", async () => {
    const tally = await law({ projects: ownProjects, seed, cases: 20 });
    console.log(printTally(tally, seed));
  });

  // A case of the corpus is tried where the corpus is.
  const kept = readdirSync(keptFolder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      const one = JSON.parse(readFileSync(join(keptFolder, name), "utf8")) as Case;
      const project = projectNamed(one.project, corpus);
      return project === undefined ? [] : [[name.replace(".json", "").replaceAll("-", " "), one, project] as const];
    });
  test.each(kept)("%s, which once failed", async (_, one, project) => {
    expect((await tried(one, project)).complaints).toEqual([]);
  });
});

describeCorpus("a changed template of a real network is answered or refused", (folder) => {
  test("templates of CloudFormation and ARM, each by itself", async () => {
    const projects = corpusFiles(folder, ["cloudformation", "azure-arm", "aws-workshops"], 12_000);
    const tally = await law({ projects, seed, cases: 160 });
    console.log(printTally(tally, seed));
  });
});
