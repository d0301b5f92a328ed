import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allNumbers6, Labels, labelsEnd } from "./labels.ts";

/** Addresses that differ in any of their words, many of them neighbours. */
const word = fc.oneof(fc.constantFrom(0n, 1n, 0xffff_ffffn), fc.bigInt({ min: 0n, max: 0xffff_ffffn }));
const address = fc.tuple(word, word, word, word).map(([a, b, c, d]) => (a << 96n) | (b << 64n) | (c << 32n) | d);
const prefix = fc
  .tuple(address, fc.integer({ min: 0, max: 128 }))
  .map(([ip, length]) => ({ first: (ip >> BigInt(128 - length)) << BigInt(128 - length), length }));
const first = 2 ** 32;

function ordered(list: readonly bigint[]): bigint[] {
  return [...new Set(list)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

describe("labels of IPv6 addresses", () => {
  test("are in the order of the addresses, known before or not, and stay", () => {
    fc.assert(
      fc.property(fc.array(address), fc.array(address, { maxLength: 12 }), (named, later) => {
        const labels = new Labels(ordered(named), first);
        const given = [...named, ...later].map((edge) => [edge, labels.of(edge)] as const);
        for (const [edge, label] of given) expect(labels.of(edge)).toBe(label);
        const edges = ordered([0n, ...named, ...later, allNumbers6]);
        const found = edges.map((edge) => labels.of(edge));
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        expect([found[0], found.at(-1)]).toEqual([first, labelsEnd]);
        edges.slice(0, -1).forEach((edge, i) => {
          const label = found[i] as number;
          expect([labels.upTo(label), labels.from(label)]).toEqual([edge, edge]);
          const next = Math.min(label + 1, (found[i + 1] as number) - 1);
          expect(labels.upTo(next)).toBe(edge);
          expect(labels.from(next + 1)).toBe(edges[i + 1]);
        });
      }),
    );
  });

  test("a prefix lies between the labels of its first address and of the one after its last", () => {
    fc.assert(
      fc.property(fc.array(address), fc.array(prefix, { maxLength: 8 }), (named, prefixes) => {
        const labels = new Labels(ordered(named), first);
        for (const { first: from, length } of prefixes) {
          const end = from + (1n << BigInt(128 - length));
          expect(labels.prefix(from, length)).toEqual([labels.of(from), labels.of(end)]);
        }
      }),
    );
  });
});
