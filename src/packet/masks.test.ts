import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manyIntervals } from "./masks.ts";
import { type PacketSet, Sets } from "./sets.ts";
import { between, one } from "./stretches.ts";

const sets = new Sets();
const everyone = sets.full(4);
const at = (destination: number): Parameters<Sets["contains"]>[1] => ({
  ...(sets.witness(everyone) as Parameters<Sets["contains"]>[1]),
  destination,
});
const matches = (number: number, value: number, care: number): boolean => ((number ^ value) & care) === 0;
const word = fc.integer({ min: 0, max: 0xffffffff });
/** Care about most bits, or about few. */
const care = fc
  .tuple(word, word, word, fc.integer({ min: 0, max: 3 }))
  .map(([a, b, c, n]) => [a, a | b, a & b, a | b | c][n] as number)
  .map((n) => n >>> 0);

/** A union of masks and prefixes, and how to ask whether a number is in it. */
const part = fc.oneof(
  fc.record({ value: word, care }),
  fc.record({ value: word, care: fc.integer({ min: 1, max: 31 }).map((n) => (-1 << n) >>> 0) }),
);

function setOf({ value, care: cares }: { value: number; care: number }): PacketSet {
  return sets.masked("destination", value, cares);
}

describe("masks", () => {
  test("every even address of a network is half of it, whatever the form", () => {
    const even = sets.masked("destination", 0x0a000000, 0xff000001);
    const odd = sets.masked("destination", 0x0a000001, 0xff000001);
    const network = sets.box({ destination: between(0x0a000000, 0x0affffff) });
    expect(sets.union(even, odd)).toBe(network);
    expect(sets.subtract(network, odd)).toBe(even);
    expect(sets.nodes(even)).toBeLessThan(20);
    expect(sets.contains(even, at(0x0a010203))).toBe(false);
    expect(sets.contains(even, at(0x0a010204))).toBe(true);
  });

  test("a part with few intervals is the same set as if no mask had been there", () => {
    const even = sets.masked("destination", 0x0a000000, 0xff000001);
    const part = sets.intersect(even, sets.box({ destination: between(0x0a010200, 0x0a0102ff) }));
    const list = Array.from({ length: 128 }, (_, i) => sets.box({ destination: one(0x0a010200 + 2 * i) }));
    expect(part).toBe(sets.unionAll(list));
  });

  test("so many single addresses that bits are smaller become bits, and come back", () => {
    const list = Array.from({ length: 2 * manyIntervals }, (_, i) => sets.box({ destination: one(2 * i) }));
    const all = sets.unionAll(list);
    expect(all).toBe(sets.masked("destination", 0, 0xffffc001));
    const half = sets.subtract(all, sets.box({ destination: between(0x100, 0xffffffff) }));
    expect(half).toBe(sets.unionAll(list.slice(0, 128)));
  });

  test("sixteen masks with sixteen free bits each stay small", () => {
    const before = sets.used.steps;
    const masks = Array.from({ length: 16 }, (_, i) =>
      sets.masked("destination", 0x0a000000 + i * 257, 0xff00f0f0 | i),
    );
    const all = sets.unionAll(masks);
    expect(sets.nodes(all)).toBeLessThan(1000);
    expect(masks.every((mask) => sets.isSubset(mask, all))).toBe(true);
    expect(sets.used.steps - before).toBeLessThan(100_000);
  });

  test("agree with the numbers they match, in every operation", () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(word),
        (a, b, some) => {
          const [x, y] = [sets.unionAll(a.map(setOf)), sets.unionAll(b.map(setOf))];
          const numbers = [
            ...some,
            ...[...a, ...b].flatMap(({ value, care: c }) => [value, (value ^ ~c) >>> 0, (value & c) >>> 0]),
          ];
          const [union, both, rest] = [sets.union(x, y), sets.intersect(x, y), sets.subtract(x, y)];
          for (const number of numbers) {
            const inX = a.some((m) => matches(number, m.value, m.care));
            const inY = b.some((m) => matches(number, m.value, m.care));
            expect(sets.contains(union, at(number))).toBe(inX || inY);
            expect(sets.contains(both, at(number))).toBe(inX && inY);
            expect(sets.contains(rest, at(number))).toBe(inX && !inY);
          }
          expect(sets.union(rest, both)).toBe(x);
          expect(sets.unionAll([rest, both, sets.subtract(y, x)])).toBe(union);
          expect(sets.complement(sets.complement(x))).toBe(x);
          const turned = sets.rename(x, [
            ["destination", "source"],
            ["source", "destination"],
          ]);
          expect(
            sets.rename(turned, [
              ["destination", "source"],
              ["source", "destination"],
            ]),
          ).toBe(x);
          const found = sets.witness(rest);
          expect(found === undefined).toBe(rest === sets.empty());
          expect(found === undefined || sets.contains(rest, found)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
