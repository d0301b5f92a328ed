// The law of plain ways on thousands of networks; TIELINE_SEED repeats a run.
import { expect, test } from "vitest";
import { lawOfPlainWays } from "../../src/forward/plain.suite.ts";

const seed = Number(process.env["TIELINE_SEED"] ?? Date.now() % 2 ** 31);

test("on random networks every packet of a plain way meets its nodes, in that order", () => {
  const { wrong, ways } = lawOfPlainWays({ seed, networks: 1500 });
  console.log(`seed ${seed}: ${ways} plain ways`);
  expect(wrong).toEqual([]);
});
