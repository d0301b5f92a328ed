// The law of packet sets at length: more than 100,000 operations on random sets, each compared with the naive twin.
import fc from "fast-check";
import { expect, test } from "vitest";
import { noCoverage, operations, programs, Twins } from "../../src/packet/sets.suite.ts";

test("100,000 operations on packet sets agree with explicit sets", () => {
  const seed = Number(process.env["TIELINE_SEED"] ?? Date.now() % 0x7fffffff);
  const coverage = noCoverage();
  let twins = new Twins();
  let programsRun = 0;
  const property = fc.property(programs, (program) => {
    // A new arena now and then, so that small and grown tables are both met; each tenth result is also rebuilt exactly.
    if (programsRun++ % 500 === 0) twins = new Twins();
    const wrong = twins.run(program, coverage, programsRun % 10 === 0);
    if (wrong !== undefined) throw new Error(wrong);
  });
  fc.assert(property, { seed, numRuns: 10_000 });

  const done = [...coverage.operations.values()].reduce((a, b) => a + b, 0);
  const share = (n: number): string => `${((100 * n) / coverage.results).toFixed(0)} %`;
  console.log(
    [
      `packet sets: seed ${seed} (TIELINE_SEED), ${programsRun} programs, ${done} operations`,
      `results: ${coverage.results}, empty ${share(coverage.empty)}, of both families ${share(coverage.both)}`,
      `operations: ${[...coverage.operations].map(([name, count]) => `${name} ${count}`).join(", ")}`,
    ].join("\n"),
  );
  expect(done).toBeGreaterThanOrEqual(100_000);
  expect([...coverage.operations.keys()].toSorted()).toEqual([...operations].toSorted());
  expect(coverage.empty / coverage.results).toBeLessThan(0.6);
  expect(coverage.both / coverage.results).toBeGreaterThan(0.15);
});
