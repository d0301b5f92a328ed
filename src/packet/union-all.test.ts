import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PacketSet, Sets } from "./sets.ts";
import { between, one } from "./stretches.ts";

const sets = new Sets();
/** Prefixes that are spread evenly, crowded, or nested. */
const destination = fc
  .tuple(
    fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 0xfff }), fc.constantFrom(0, 2 ** 31, 2 ** 32 - 1)),
    fc.constantFrom(1, 1, 1, 2, 16, 2 ** 12, 2 ** 24),
  )
  .map(([first, size]) => between(first - (first % size), first - (first % size) + size - 1));
const port = fc.constantFrom(undefined, undefined, one(80), one(443), between(0, 1023));
const box = fc.tuple(destination, port).map(([to, destinationPort]) => {
  return sets.box(destinationPort === undefined ? { destination: to } : { destination: to, destinationPort });
});
const mask = fc
  .tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.constantFrom(0xffff0001, 0xff0000f0, 0x000f00ff, 0xff00ff00))
  .map(([value, care]) => sets.masked("destination", value, care));

/** The naive twin: one after the other. */
function folded(list: readonly PacketSet[]): PacketSet {
  return list.reduce((sum, set) => sets.union(sum, set), sets.empty());
}

describe("the union of many sets", () => {
  test("is that of one after the other, however they lie", () => {
    const lists = fc.array(box, { minLength: 3, maxLength: 400, size: "max" });
    fc.assert(
      fc.property(lists, (list) => {
        expect(sets.unionAll(list)).toBe(folded(list));
      }),
    );
  });

  test("is so for more than can be sorted at once", () => {
    const list = Array.from({ length: 1500 }, (_, i) => sets.box({ destination: one((i * 7919) % 100_000) }));
    expect(sets.unionAll(list)).toBe(folded(list));
  });

  test("is so for many with the same below, nested and next to each other", () => {
    const list = Array.from({ length: 100 }, (_, i) => sets.box({ destination: between(i % 10, 10 * i) }));
    expect(sets.unionAll(list)).toBe(sets.box({ destination: between(0, 990) }));
  });

  test("is so among wildcard masks", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(box, mask), { minLength: 3, maxLength: 20 }), (list) => {
        expect(sets.unionAll(list)).toBe(folded(list));
      }),
      { numRuns: 50 },
    );
  });
});
