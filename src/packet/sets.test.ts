import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noCoverage, programs, Twins } from "./sets.suite.ts";

describe("packet sets and their naive twin", () => {
  test("agree on random programs", () => {
    const twins = new Twins();
    const coverage = noCoverage();
    const property = fc.property(programs, (program) => {
      const wrong = twins.run(program, coverage, true);
      if (wrong !== undefined) throw new Error(wrong);
    });
    fc.assert(property, { numRuns: 300 });
    expect(coverage.results).toBeGreaterThan(1000);
  });
});
