import { describe, expect, test } from "vitest";
import { attempt, Exhausted } from "./limits.ts";
import { AddressSpace, type Point } from "./address-space.ts";
import { ip, rangeIn } from "./sets.suite.ts";
import { Sets } from "./sets.ts";
import { common, joined } from "./stretches.ts";

const space = new AddressSpace(["10.1.0.0/16", "10.1.2.0/24", "2001:db8::/32"].map(rangeIn), [
  { id: "a", owner: "host-a", within: [rangeIn("10.1.0.0/16")] },
  { id: "b", owner: "host-b", within: [rangeIn("10.1.2.0/24")] },
  { id: "six", owner: "host-6", within: [rangeIn("2001:db8::/64")] },
]);
const piecesOf = (id: string): string[] =>
  space.read(space.assigned(id)).points.map(({ piece }) => `${piece.first}-${piece.last}`);

describe("the line of addresses", () => {
  test("an assigned address is cut by every range, and is one point where none cuts it", () => {
    const [from, to] = [0x0a010000, 0x0a010200];
    expect(piecesOf("a")).toEqual([`${from}-${to - 1}`, `${to}-${to + 255}`, `${to + 256}-${from + 0xffff}`]);
    expect(piecesOf("b")).toHaveLength(1);
    expect(piecesOf("six")).toHaveLength(1);
  });

  test("a range holds its numbers and the points that lie in it", () => {
    const subnet = space.prefix({ first: 0x0a010200, length: 24 });
    expect(space.read(subnet).points.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(space.read(subnet).numbers).toEqual([rangeIn("10.1.2.0/24")]);
    const network = space.prefix({ first: 0x0a010000, length: 16 });
    expect(common(network, space.assigned("a"))).toEqual(joined([space.assigned("a")]));
  });

  test("an address of one subnet is not another's, and no number is either", () => {
    expect(common(space.assigned("a"), space.assigned("b"))).toEqual([]);
    expect(common(space.numbers(rangeIn("0.0.0.0/0")), space.assigned("a"))).toEqual([]);
  });

  test("a number may turn out to be held by what can lie there", () => {
    const found = space.read(space.touching(ip("10.1.2.9"))).points.map(({ id }) => id);
    expect(found).toEqual(["a", "b"]);
    expect(space.touching(ip("10.9.9.9"))).toEqual([]);
    expect((space.at(space.touching(ip("2001:db8::1"))[0] as number) as Point).id).toBe("six");
  });

  test("a family holds its numbers and its points, and nothing else does", () => {
    expect(joined([space.family(4), space.family(6)])).toEqual([0, space.size]);
    expect(space.prefix({ first: 0, length: 0 })).toEqual(space.family(4));
    expect(space.prefix({ first: 0n, length: 0 })).toEqual(space.family(6));
  });

  test("IPv6 ranges that come later find their place between the labels", () => {
    const later = new AddressSpace([rangeIn("2001:db8::/32")], []);
    const inner = ["2001:db8:1::/48", "2001:db8:1:2::/64", "2001:db8:1:2::5/128"].map((text) =>
      later.range(rangeIn(text)),
    );
    const outer = later.range(rangeIn("2001:db8::/32"));
    for (const range of inner) expect(common(outer, range)).toEqual(range);
    expect(later.read(inner[2] ?? []).numbers).toEqual([rangeIn("2001:db8:1:2::5/128")]);
    expect(later.count(...(inner[1] as unknown as [number, number]))).toBe(2 ** 64);
  });

  test("a range that was not named may not cut an assigned address", () => {
    expect(() => space.range(rangeIn("10.1.2.0/25"))).toThrow(/was not named/);
    expect(space.range(rangeIn("10.9.0.0/25"))).toEqual(space.numbers(rangeIn("10.9.0.0/25")));
  });
});

describe("limits", () => {
  test("an operation that would pass one says which, and earlier sets stay", () => {
    const sets = new Sets(space, { nodes: 300 });
    const first = sets.box({ destination: space.family(4), destinationPort: [80, 81] });
    const many = attempt(() =>
      Array.from({ length: 1000 }, (_, i) => sets.box({ destination: [i, i + 1] })).reduce((a, b) => sets.union(a, b)),
    );
    expect(many).toBeInstanceOf(Exhausted);
    expect((many as Exhausted).limit).toBe("nodes");
    expect(sets.intersect(first, sets.full())).toBe(first);
  });

  test("steps are counted from one question to the next", () => {
    const sets = new Sets(space, { steps: 1000 });
    const work = (): unknown =>
      attempt(() => Array.from({ length: 100 }, (_, i) => sets.box({ destination: [2 * i, 2 * i + 1] })).length);
    expect(work()).toBe(100);
    expect(work()).toBeInstanceOf(Exhausted);
    sets.renew();
    expect(work()).toBe(100);
  });

  test("what was made after a mark can be released", () => {
    const sets = new Sets(space);
    const kept = sets.box({ destinationPort: [80, 81] });
    const mark = sets.mark();
    const before = sets.used.nodes;
    for (let i = 0; i < 5000; i++) sets.box({ destination: [i, i + 1] });
    sets.release(mark);
    expect(sets.used.nodes).toBe(before);
    expect(sets.box({ destinationPort: [80, 81] })).toBe(kept);
    expect(sets.union(kept, sets.full())).toBe(sets.full());
  });
});
