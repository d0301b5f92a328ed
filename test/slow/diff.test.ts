// The law of diff on many pairs of random networks; TIELINE_SEED repeats a run.
import { expect, test } from "vitest";
import { law } from "../../src/query/diff.suite.ts";

const seed = Number(process.env["TIELINE_SEED"] ?? Date.now() % 2 ** 31);

test("nothing differs from itself, and what is gained one way is lost the other", () => {
  console.log(`seed ${seed}`);
  expect(law({ seed, networks: 150 })).toBeGreaterThan(500);
});
