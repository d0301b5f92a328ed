import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostKeys, sort } from "./sort.ts";

/** Spread evenly, crowded at some places, or all at one. */
const key = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 31 }).map((n) => n * 2 ** 21),
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(0, 2 ** 52 - 1, 2 ** 52),
);

describe("sorting in place", () => {
  test("does what sorting does, and touches nothing else", () => {
    const lists = fc.oneof(
      fc.array(key, { maxLength: 100 }),
      fc.array(fc.nat({ max: 2 ** 31 }), { maxLength: mostKeys, size: "max" }),
      fc.array(key, { maxLength: mostKeys, size: "max" }),
    );
    fc.assert(
      fc.property(lists, fc.nat({ max: 3 }), (list, before) => {
        const keys = Float64Array.from([...Array.from({ length: before }, () => -1), ...list, -2]);
        sort(keys, before, before + list.length);
        const sorted = list.toSorted((a, b) => a - b);
        expect(keys).toEqual(Float64Array.from([...Array.from({ length: before }, () => -1), ...sorted, -2]));
      }),
      { numRuns: 300 },
    );
  });
});
