import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { boxes } from "./boxes.suite.ts";
import { built } from "./law/built.suite.ts";
import { coverage, expectCovered, printCoverage } from "./law/coverage.suite.ts";
import { caught, corpusOf, judge, law, planted } from "./law/law.suite.ts";
import { brokenSets, mutants } from "./law/mutants.suite.ts";
import { readPlan } from "./law/plan.suite.ts";

const terms = { seed: 1, networks: 300 };

test("what one packet does, the set that it is in does, on random networks", () => {
  const covered = coverage(law(terms));
  console.log(`seed ${terms.seed}: ${printCoverage(covered)}`);
  expectCovered(covered);
});

describe("networks on which that has failed before", () => {
  const kept = new URL("kept/", import.meta.url);
  test.each(readdirSync(kept).map((file) => [file.replace(".txt", "").replaceAll("-", " "), file] as const))(
    "%s",
    (_, file) => {
      const plan = readPlan(readFileSync(new URL(file, kept), "utf8"));
      const { lines, walks } = judge(built(plan), plan.salt);
      expect(lines).toEqual([]);
      expect(walks).not.toEqual([]);
    },
  );
});

describe("a mistake in one engine does not stay hidden: it", () => {
  const corpus = corpusOf({ ...terms, networks: 400 });
  test.each(Object.entries(mutants))("%s", (_, mutant) => {
    expect(caught(corpus, planted(mutant))).toBeDefined();
  });
  test.each(Object.entries(brokenSets))("%s", (_, broken) => {
    expect(caught(corpus, (net) => ({ walked: net, flooded: net, headers: broken(boxes) }))).toBeDefined();
  });
});
