// The law of walk and flood on thousands of networks; TIELINE_SEED repeats a run.
import { expect, test } from "vitest";
import { boxes } from "../../src/forward/flood/boxes.suite.ts";
import { coverage, expectCovered, printCoverage } from "../../src/forward/flood/law/coverage.suite.ts";
import { caught, corpusOf, law, planted } from "../../src/forward/flood/law/law.suite.ts";
import { brokenSets, mutants } from "../../src/forward/flood/law/mutants.suite.ts";

const seed = Number(process.env["TIELINE_SEED"] ?? Date.now() % 2 ** 31);

test("what one packet does, the set that it is in does, on random networks", () => {
  const covered = coverage(law({ seed, networks: 3000 }));
  console.log(`seed ${seed}: ${printCoverage(covered)}`);
  expectCovered(covered);
});

test("a mistake in one engine does not stay hidden", () => {
  const corpus = corpusOf({ seed, networks: 3000 });
  const found = [
    ...Object.entries(mutants).map(([name, mutant]) => [name, caught(corpus, planted(mutant))] as const),
    ...Object.entries(brokenSets).map(
      ([name, broken]) =>
        [name, caught(corpus, (net) => ({ walked: net, flooded: net, headers: broken(boxes) }))] as const,
    ),
  ];
  const rows = found.map(([name, at]) => `  ${name.padEnd(44)}${at === undefined ? "not found" : `network ${at}`}`);
  console.log(`seed ${seed}: mistakes planted in one engine, and the network that shows them\n${rows.join("\n")}`);
  expect(found.filter(([, at]) => at === undefined)).toEqual([]);
});
