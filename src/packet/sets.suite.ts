/**
 * The law of packet sets: random programs run on `Sets` and on its naive twin, and every result agrees: packet by packet,
 * and as the same number as the set put together from its headers. Used by the quick and by the slow suite.
 */

import fc from "fast-check";
import { parseIp, parsePrefix, rangeOf } from "../net/ip.ts";
import { AddressSpace } from "./address-space.ts";
import type { Field } from "./field.ts";
import { type NaiveSet, Universe } from "./naive.ts";
import type { Box, Header } from "./reading.ts";
import { DENY, PERMIT, type PacketSet, Sets } from "./sets.ts";
import { between, common, joined, one, others, type Stretches } from "./stretches.ts";

export function rangeIn(text: string): { first: number | bigint; last: number | bigint } {
  const prefix = parsePrefix(text)?.prefix;
  if (prefix === undefined) throw new Error(`not a prefix: ${text}`);
  return rangeOf(prefix);
}

const place = rangeIn("10.1.0.0/16");
const host = rangeIn("10.1.2.3/32");
const place6 = rangeIn("2001:db8::/32");

/** Two IPv4 hosts and an IPv6 host whose addresses are assigned; the first may lie inside of 10.1.0.0/16 or not. */
function testSpace(): AddressSpace {
  return new AddressSpace(
    [place, place6],
    [
      { id: "a", owner: "A", within: [rangeIn("10.0.0.0/15")] },
      { id: "b", owner: "B", within: [place] },
      { id: "c", owner: "C", within: [rangeIn("2001:db8:1::/64")] },
    ],
  );
}

function cells(space: AddressSpace): Map<Field, readonly Stretches[]> {
  const point = (p: Stretches): Stretches[] =>
    Array.from({ length: p.length / 2 }, (_, i) => p.slice(2 * i, 2 * i + 2));
  const points = ["a", "b", "c"].flatMap((id) => point(joined([space.assigned(id)])).flatMap(singles));
  const [inside, inside6] = [space.numbers(place), space.numbers(place6)];
  const known = joined([...points, inside, inside6]);
  const outside = others(known, space.size);
  const addresses = [
    space.numbers(host),
    common(inside, others(space.numbers(host), space.size)),
    common(outside, space.family(4)),
    inside6,
    common(outside, space.family(6)),
    ...points,
  ];
  const ports = [one(80), others(one(80), 0x10000)];
  return new Map<Field, readonly Stretches[]>([
    ["destination", addresses],
    ["source", addresses],
    ["destinationPort", ports],
    ["protocol", [one(6), others(one(6), 0x100)]],
    ["sourcePort", ports],
    [
      "icmp",
      [between(0x800, 0x8ff), between(0, 0xff), others(joined([between(0x800, 0x8ff), between(0, 0xff)]), 0x10000)],
    ],
  ]);
}

function singles(stretches: Stretches): Stretches[] {
  const [from, to] = stretches as [number, number];
  return Array.from({ length: to - from }, (_, i) => one(from + i));
}

export const operations = [
  "box",
  "union",
  "unionAll",
  "intersect",
  "subtract",
  "complement",
  "isSubset",
  "firstMatch",
  "split",
  "forget",
  "assign",
  "beforeAssign",
  "move",
  "fix",
  "reply",
  "values",
  "witness",
  "pieces",
] as const;

type Operation = (typeof operations)[number];

/** One line of a program: what to do, and numbers from which its operands are chosen. */
export interface Step {
  readonly operation: Operation;
  readonly picks: readonly number[];
}

export const programs: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    operation: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Operation>("box") },
      { weight: 5, arbitrary: fc.constantFrom(...operations) },
    ),
    picks: fc.array(fc.nat({ max: 0xffff }), { minLength: 8, maxLength: 8 }),
  }),
  { minLength: 8, maxLength: 16 },
);

/** What the programs have covered so far. */
export interface Coverage {
  readonly operations: Map<Operation, number>;
  results: number;
  empty: number;
  both: number;
}

export function noCoverage(): Coverage {
  return { operations: new Map(), results: 0, empty: 0, both: 0 };
}

export class Twins {
  readonly space: AddressSpace = testSpace();
  readonly universe: Universe;
  readonly sets: Sets;
  readonly #packets: readonly { readonly header: number; readonly packet: Header }[];

  constructor() {
    this.universe = new Universe(this.space, cells(this.space));
    this.sets = new Sets(this.space);
    this.#packets = [...this.universe.full()].map((header) => ({ header, packet: this.universe.packet(header) }));
  }

  /** The set put together from its headers. */
  exactly(naive: NaiveSet): PacketSet {
    return this.sets.unionAll([...naive].map((header) => this.sets.box(this.universe.boxOf(header))));
  }

  same(set: PacketSet, naive: NaiveSet): boolean {
    return this.#packets.every(({ header, packet }) => this.sets.contains(set, packet) === naive.has(header));
  }

  /** Says which step went wrong; nothing when none did. */
  run(program: readonly Step[], coverage: Coverage, exact: boolean): string | undefined {
    const { sets, universe } = this;
    const made: { readonly set: PacketSet; readonly naive: NaiveSet }[] = [
      { set: sets.full(), naive: universe.full() },
      { set: sets.box(this.#box([1, 1, 2, 2, 0, 1])), naive: universe.box(this.#box([1, 1, 2, 2, 0, 1])) },
    ];
    for (const [index, { operation, picks }] of program.entries()) {
      coverage.operations.set(operation, (coverage.operations.get(operation) ?? 0) + 1);
      const of = (n: number): (typeof made)[number] =>
        made[(picks[n] as number) % made.length] as (typeof made)[number];
      const wrong = (why: string): string => `step ${index}, ${operation}: ${why}`;
      const [a, b] = [of(0), of(1)];
      const list = [a, b, of(2), of(3), of(4), of(5)].slice(0, (picks[6] as number) % 7);
      const field = [...universe.cells.keys()][(picks[2] as number) % universe.cells.size] as Field;
      const all = universe.cells.get(field) as readonly Stretches[];
      const cell = (picks[3] as number) % all.length;
      const values = joined(all.filter((_, i) => ((picks[4] as number) >> i) % 2 === 1));
      let result: (typeof made)[number] | undefined;
      if (operation === "box") result = { set: sets.box(this.#box(picks)), naive: universe.box(this.#box(picks)) };
      else if (operation === "union" || operation === "intersect" || operation === "subtract") {
        result = { set: sets[operation](a.set, b.set), naive: universe[operation](a.naive, b.naive) };
      } else if (operation === "unionAll") {
        result = { set: sets.unionAll(list.map((x) => x.set)), naive: universe.unionAll(list.map((x) => x.naive)) };
        if (result.set !== list.reduce((s, x) => sets.union(s, x.set), sets.empty()))
          return wrong("is no fold of unions");
      } else if (operation === "complement") {
        result = { set: sets.complement(a.set), naive: universe.complement(a.naive) };
      } else if (operation === "isSubset") {
        if (sets.isSubset(a.set, b.set) !== universe.isSubset(a.naive, b.naive)) return wrong("differs");
      } else if (operation === "firstMatch") {
        const permit = (i: number): boolean => ((picks[7] as number) >> i) % 2 === 1;
        const acl = sets.acl(list.map((x, i) => ({ match: x.set, permit: permit(i) })));
        const rules = list.map((x, i) => ({ match: x.naive, outcome: permit(i) ? PERMIT : DENY }));
        result = { set: acl.permit, naive: universe.firstMatch(rules, PERMIT) };
        if (acl.match !== sets.unionAll(list.map((x) => x.set))) return wrong("matches something else");
      } else if (operation === "split") {
        const decided = list.map((x, i) => sets.inside(x.set, sets.decided({}, i + 1)));
        if (sets.permitted(decided) !== sets.where(sets.firstMatch(decided), PERMIT)) return wrong("permits otherwise");
        const decision = sets.firstMatch(decided);
        const split = sets.split(a.set, decision);
        const rules = list.map((x, i) => ({ match: x.naive, outcome: i + 1 }));
        for (let i = 1; i <= list.length; i++) {
          const due = universe.intersect(a.naive, universe.firstMatch(rules, i));
          if (!this.same(split.get(i) ?? sets.empty(), due)) return wrong(`outcome ${i} differs`);
        }
      } else if (operation === "forget") {
        result = { set: sets.forget(a.set, field), naive: universe.forget(a.naive, field) };
      } else if (operation === "assign") {
        result = { set: sets.assign(a.set, field, values), naive: universe.assign(a.naive, field, values) };
      } else if (operation === "beforeAssign") {
        const naive = universe.beforeAssign(a.naive, field, values);
        result = { set: sets.beforeAssign(a.set, field, values), naive };
      } else if (operation === "move") {
        const goal = (picks[5] as number) % all.length;
        const [x, y] = [all[cell], all[goal]] as [Stretches, Stretches];
        // Only cells of one size can be moved to each other.
        if (x.length !== 2 || y.length !== 2 || span(x) !== span(y) || cell === goal) continue;
        const moves = [{ from: x[0] as number, to: x[1] as number, becomes: y[0] as number }];
        const rest = (picks[6] as number) % 2 === 0 ? "keep" : "drop";
        const naive = universe.move(a.naive, field, new Map([[cell, goal]]), rest);
        result = { set: sets.move(a.set, field, moves, rest), naive };
      } else if (operation === "fix") {
        const [value] = all[cell] as Stretches;
        result = { set: sets.fix(a.set, field, value as number), naive: universe.fix(a.naive, field, cell) };
      } else if (operation === "reply") {
        result = { set: sets.reply(a.set), naive: universe.reply(a.naive) };
        if (sets.reply(result.set) !== a.set) return wrong("the reply of the reply is something else");
      } else if (operation === "values") {
        const due = joined([...universe.values(a.naive, field)].map((i) => all[i] as Stretches));
        if (String(sets.values(a.set, field)) !== String(due)) return wrong("differs");
      } else if (operation === "witness") {
        const found = sets.witness(a.set, { destinationPort: one(443), protocol: one(17) });
        if ((found === undefined) !== (a.naive.size === 0)) return wrong("exists for an empty set, or not");
        if (found !== undefined && !sets.contains(a.set, found)) return wrong("is not in the set");
      } else {
        const boxes = [...sets.pieces(a.set)].map((box) => sets.box(box));
        if (sets.unionAll(boxes) !== a.set) return wrong("do not cover");
        let sum = sets.empty();
        for (const box of boxes) {
          if (sets.intersect(sum, box) !== sets.empty()) return wrong("overlap");
          sum = sets.union(sum, box);
        }
      }
      if (result === undefined) continue;
      coverage.results++;
      if (result.naive.size === 0) coverage.empty++;
      if (universe.values(result.naive, "destination").size > 5) coverage.both++;
      if (!this.same(result.set, result.naive)) return wrong("differs");
      if (exact && result.set !== this.exactly(result.naive)) return wrong("is an equal set, but not the same");
      if (sets.isEmpty(result.set) !== (result.naive.size === 0)) return wrong("emptiness differs");
      const inverse = sets.complement(sets.intersect(sets.complement(result.set), sets.complement(b.set)));
      if (inverse !== sets.union(result.set, b.set)) return wrong("de Morgan does not hold");
      made.push(result);
    }
    return undefined;
  }

  #box(picks: readonly number[]): Box {
    const { cells: all } = this.universe;
    const chosen = [...all].map(([field, list], n) => {
      const bits = picks[n] as number;
      // A third of the fields is not asked for.
      if (bits % 3 === 0) return [];
      const some = list.filter((_, i) => (bits >> (i + 2)) % 2 === 1);
      return [
        [field, some.length === 0 && bits % 8 > 0 ? (list[bits % list.length] as Stretches) : joined(some)] as const,
      ];
    });
    return Object.fromEntries(chosen.flat());
  }
}

function span(stretches: Stretches): number {
  return (stretches[1] as number) - (stretches[0] as number);
}

export function ip(text: string): number | bigint {
  const value = parseIp(text);
  if (value === undefined) throw new Error(`not an address: ${text}`);
  return value;
}
