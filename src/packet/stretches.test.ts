import { describe, expect, test } from "vitest";
import { between, common, holds, joined, none, one, others, values } from "./stretches.ts";

describe("values of a field", () => {
  test("that touch or overlap are one stretch", () => {
    expect(joined([one(22), between(80, 81), between(82, 90), between(85, 100)])).toEqual([22, 23, 80, 101]);
    expect(values([443, 80, 81])).toEqual([80, 82, 443, 444]);
    expect(joined([])).toEqual(none);
  });

  test("in common lie in both lists", () => {
    expect(common([0, 10, 20, 30], [5, 25])).toEqual([5, 10, 20, 25]);
    expect(common([0, 10], [10, 20])).toEqual(none);
  });

  test.each([
    [[], [0, 100]],
    [[0, 100], []],
    [
      [0, 10],
      [10, 100],
    ],
    [
      [5, 10, 20, 100],
      [0, 5, 10, 20],
    ],
  ])("what %j leaves of 100 values is %j", (list, rest) => {
    expect(others(list, 100)).toEqual(rest);
    expect(others(rest, 100)).toEqual(list);
  });

  test("hold their first value, and not the one after their last", () => {
    const ports = between(1024, 65535);
    expect([1023, 1024, 65535, 65536].map((port) => holds(ports, port))).toEqual([false, true, true, false]);
  });
});
