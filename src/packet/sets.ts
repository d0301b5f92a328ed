/**
 * Sets of packets. A `Sets` owns every set that it makes, and is dropped as a whole; a set is a number, and two sets are
 * equal when their numbers are. Numbers are keys for maps as long as nothing is released.
 *
 * INVARIANT: source and destination of a packet are of one family. Every set made here lies within `full()`.
 */

import type { Family } from "../net/ip.ts";
import { AddressSpace } from "./address-space.ts";
import { Algebra, AND, IS, MINUS, type Operation, OR, OVER, OVER_IS, WITHIN } from "./algebra.ts";
import { Arena, everything, nothing } from "./arena.ts";
import { endOfLine, type Field, fields, isAddress, levelOf, sizes } from "./field.ts";
import { type Limits, usualLimits } from "./limits.ts";
import { Masks } from "./masks.ts";
import { type Box, contains, count, endsOf, type Header, nodesOf, pieces, valuesOf, witness } from "./reading.ts";
import { belowAt, fix, type Move, move, project, rename } from "./rewrite.ts";
import { common, type Stretches } from "./stretches.ts";
import { Unions } from "./union-all.ts";

declare const kind: unique symbol;
export type PacketSet = number & { readonly [kind]: "set" };

/** Which outcome each packet has; outcomes are positive numbers, and a packet without one is undecided. */
export type Decision = number & { readonly [kind]: "decision" | "set" };

/** Everything made after it can be released at once. */
export type Mark = number & { readonly [kind]: "mark" };

export interface Used {
  readonly nodes: number;
  readonly intervals: number;
  readonly steps: number;
  readonly bytes: number;
}

/** Outcomes of a rule that permits or denies. */
export const PERMIT = 1;
export const DENY = 2;

/** The last that a diagram asks for comes first. */
const belowSource = fields.slice(fields.indexOf("source") + 1).toReversed();
const [destinationLevel, sourceLevel] = [levelOf("destination"), levelOf("source")];

export class Sets {
  readonly space: AddressSpace;
  readonly #arena: Arena;
  readonly #algebra: Algebra;
  readonly #unions: Unions;
  readonly #full: PacketSet;

  constructor(space: AddressSpace = new AddressSpace([], []), limits: Partial<Limits> = {}) {
    this.space = space;
    this.#arena = new Arena({ ...usualLimits, ...limits });
    const masks = new Masks(this.#arena, new Set(fields.filter(isAddress).map(levelOf)));
    this.#algebra = new Algebra(this.#arena, masks);
    this.#unions = new Unions(this.#algebra);
    this.#full = this.box({});
  }

  // Making sets

  empty(): PacketSet {
    return nothing as PacketSet;
  }

  full(family?: Family): PacketSet {
    return family === undefined ? this.#full : this.box({ destination: this.space.family(family) });
  }

  /** The packets of a box, ICMP and ports among them: who asks for a port must ask for a protocol that has them. */
  box(box: Box): PacketSet {
    return this.#boxed(box, everything) as PacketSet;
  }

  /** The packets of a box, all with that outcome. */
  decided(box: Box, outcome: number): Decision {
    return this.#boxed(box, this.#arena.outcome(outcome)) as Decision;
  }

  /** Packets whose IPv4 number agrees with `value` wherever `care` has a bit; points are in it if they are in `points`. */
  masked(field: "source" | "destination", value: number, care: number, points: Stretches = []): PacketSet {
    this.#arena.top = 0;
    const family = this.space.family(4);
    const below = field === "destination" ? this.#constrained("source", family, everything) : everything;
    const matching = this.#algebra.masks.numbers(levelOf(field), value, care, below);
    const numbers = field === "source" ? this.#constrained("destination", family, matching) : matching;
    return points.length === 0 ? (numbers as PacketSet) : this.#apply(OR, numbers, this.box({ [field]: points }));
  }

  // Algebra

  union(a: PacketSet, b: PacketSet): PacketSet {
    return this.#apply(OR, a, b);
  }

  /** At once, which is faster than one by one by a factor that grows with the list. */
  unionAll(list: readonly PacketSet[]): PacketSet {
    this.#arena.top = 0;
    return this.#unions.of(list) as PacketSet;
  }

  intersect(a: PacketSet, b: PacketSet): PacketSet {
    return this.#apply(AND, a, b);
  }

  subtract(a: PacketSet, b: PacketSet): PacketSet {
    return this.#apply(MINUS, a, b);
  }

  complement(a: PacketSet): PacketSet {
    return this.#apply(MINUS, this.#full, a);
  }

  isEmpty(a: PacketSet): boolean {
    return a === nothing;
  }

  isSubset(a: PacketSet, b: PacketSet): boolean {
    return this.#apply(MINUS, a, b) === nothing;
  }

  // Rule lists

  /** The first decision of the list that decides a packet counts. Combined in halves: rule by rule is quadratic. */
  firstMatch(list: readonly Decision[]): Decision {
    this.#arena.top = 0;
    return this.#firstOf(list, 0, list.length) as Decision;
  }

  /** Packets for which the first decision of the list is `PERMIT`; the same as `where` of `firstMatch`, and faster. */
  permitted(list: readonly Decision[]): PacketSet {
    this.#arena.top = 0;
    return this.#permittedOf(list, 0, list.length) as PacketSet;
  }

  /** Packets that have the outcome. */
  where(decision: Decision, outcome: number): PacketSet {
    return this.#apply(IS, decision, this.#arena.outcome(outcome));
  }

  /** The decision for packets of the set alone. */
  inside(set: PacketSet, decision: Decision): Decision {
    return this.#apply(WITHIN, set, decision) as Decision;
  }

  /** The set, cut by outcome; what is undecided is left out. */
  split(set: PacketSet, decision: Decision): ReadonlyMap<number, PacketSet> {
    const inside = this.inside(set, decision);
    const ends = endsOf(this.#algebra, inside).map((end) => this.#arena.outcomeOf(end));
    return new Map(ends.sort((a, b) => a - b).map((outcome) => [outcome, this.where(inside, outcome)]));
  }

  /** A rule list of sets: what it permits, and what any of its rules matches. */
  acl(rules: readonly { readonly match: PacketSet; readonly permit: boolean }[]): {
    readonly permit: PacketSet;
    readonly match: PacketSet;
  } {
    const deny = this.#arena.outcome(DENY);
    const decisions = rules.map(({ match, permit }) => (permit ? match : this.#apply(WITHIN, match, deny)) as Decision);
    return { permit: this.permitted(decisions), match: this.unionAll(rules.map(({ match }) => match)) };
  }

  // Rewrites

  /** The field may be anything. */
  forget(set: PacketSet, field: Field): PacketSet {
    this.#arena.top = 0;
    const any = project(this.#algebra, this.#unions, set, levelOf(field));
    return isAddress(field) ? this.#within(any) : (any as PacketSet);
  }

  /** The field becomes any of the values, whatever it was. */
  assign(set: PacketSet, field: Field, values: Stretches): PacketSet {
    return this.intersect(this.forget(set, field), this.box({ [field]: values }));
  }

  /** Packets that `assign` would bring into the set. */
  beforeAssign(set: PacketSet, field: Field, values: Stretches): PacketSet {
    return this.forget(this.intersect(set, this.box({ [field]: values })), field);
  }

  /** Values are moved, as by pairs of addresses; the moves do not overlap. */
  move(set: PacketSet, field: Field, moves: readonly Move[], rest: "keep" | "drop"): PacketSet {
    this.#arena.top = 0;
    const place = { level: levelOf(field), size: this.sizeOf(field) };
    return this.#within(move(this.#algebra, this.#unions, set, place, moves, rest));
  }

  /** Packets of the set with that value, the field then being anything. */
  fix(set: PacketSet, field: Field, value: number): PacketSet {
    this.#arena.top = 0;
    return this.#within(fix(this.#algebra, set, levelOf(field), value));
  }

  /** Fields take each other's place; each is named once on either side. */
  rename(set: PacketSet, pairs: readonly (readonly [from: Field, to: Field])[]): PacketSet {
    this.#arena.top = 0;
    const to = new Map(pairs.map(([a, b]) => [levelOf(a), levelOf(b)]));
    return this.#within(rename(this.#algebra, this.#unions, set, to));
  }

  /** What a field was is kept as what it was `first`, and the field may be anything. */
  remember(set: PacketSet, field: Field, first: Field): PacketSet {
    return this.rename(this.forget(set, first), [[field, first]]);
  }

  /** The headers of the answers: ends and ports change places, an echo request becomes an echo reply and back. */
  reply(set: PacketSet): PacketSet {
    const turned = this.rename(set, [
      ["source", "destination"],
      ["destination", "source"],
      ["sourcePort", "destinationPort"],
      ["destinationPort", "sourcePort"],
    ]);
    return this.move(turned, "icmp", echoes, "keep");
  }

  // Reading

  contains(set: PacketSet, header: Header): boolean {
    return contains(this.#algebra, set, header);
  }

  witness(set: PacketSet, likes: Box = {}): Header | undefined {
    return witness(this.#algebra, set, likes);
  }

  pieces(set: PacketSet): Generator<Box> {
    return pieces(this.#algebra, set, (field) => this.sizeOf(field));
  }

  values(set: PacketSet, field: Field): Stretches {
    return valuesOf(this.#algebra, set, field, this.sizeOf(field));
  }

  /** How many packets, told apart by these fields only; about, when there are more than 2^53. */
  count(set: PacketSet, wanted: readonly Field[]): number {
    const among = fields.filter((field) => wanted.includes(field));
    const others = fields.filter((field) => !wanted.includes(field));
    const seen = others.reduce((s, field) => (this.#asks(s, field) ? this.forget(s, field) : s), set);
    return count(this.#algebra, seen, among, (field, from, to) => {
      const end = Math.min(to, this.sizeOf(field));
      return isAddress(field) ? this.space.count(from, end) : end - from;
    });
  }

  /** Nodes of the diagram of one set. */
  nodes(set: PacketSet | Decision): number {
    return nodesOf(this.#algebra, set);
  }

  /** How many values a field has. */
  sizeOf(field: Field): number {
    return isAddress(field) ? this.space.size : sizes[field];
  }

  // Life

  /** Steps are counted anew, as a new question begins. */
  renew(): void {
    this.#arena.steps = 0;
  }

  get used(): Used {
    const { count: nodes, intervals, steps, bytes } = this.#arena;
    return { nodes, intervals, steps, bytes: bytes + this.#algebra.bytes };
  }

  mark(): Mark {
    return this.#arena.count as Mark;
  }

  /** Sets that were made after the mark are gone, and their numbers will be others'. */
  release(mark: Mark): void {
    this.#arena.release(mark);
    this.#algebra.forget();
  }

  #apply(operation: Operation, a: number, b: number): PacketSet {
    // After a limit was passed in the middle of an operation, something may still lie there.
    this.#arena.top = 0;
    return this.#algebra.apply(operation, a, b) as PacketSet;
  }

  #within(node: number): PacketSet {
    return this.#apply(AND, this.#full, node);
  }

  #firstOf(list: readonly Decision[], from: number, to: number): number {
    if (to - from < 2) return to === from ? nothing : (list[from] as number);
    const middle = (from + to) >> 1;
    const first = this.#firstOf(list, from, middle);
    return this.#algebra.apply(OVER, first, this.#firstOf(list, middle, to));
  }

  /** Of the later half only what it permits counts, so it is a smaller set and no decision. */
  #permittedOf(list: readonly Decision[], from: number, to: number): number {
    if (to - from < 2) return to === from ? nothing : this.#algebra.apply(IS, list[from] as number, everything);
    const middle = (from + to) >> 1;
    const first = this.#firstOf(list, from, middle);
    return this.#algebra.apply(OVER_IS, first, this.#permittedOf(list, middle, to));
  }

  #asks(set: PacketSet, field: Field): boolean {
    return this.values(set, field).length !== 2 || belowAt(this.#algebra, set, levelOf(field), 0) !== set;
  }

  #boxed(box: Box, end: number): number {
    this.#arena.top = 0;
    let node = end;
    for (const field of belowSource) {
      const stretches = box[field];
      if (stretches !== undefined) node = this.#constrained(field, stretches, node);
    }
    const { end4, size } = this.space;
    const { destination = [0, size], source = [0, size] } = box;
    const to4 = (destination[0] ?? size) < end4 ? this.#boxedFor(box, destination, source, 0, end4, node) : nothing;
    if ((destination[destination.length - 1] ?? 0) <= end4) return to4;
    const to6 = this.#boxedFor(box, destination, source, end4, size, node);
    return this.#algebra.apply(OR, to4, to6);
  }

  /** Source and destination between two places, which are those of one family. */
  #boxedFor(
    { firstDestination }: Box,
    destination: Stretches,
    source: Stretches,
    from: number,
    to: number,
    below: number,
  ): number {
    const { size } = this.space;
    let node = this.#cut(sourceLevel, size, cut(source, from, to), below);
    if (firstDestination !== undefined) node = this.#constrained("firstDestination", firstDestination, node);
    return this.#cut(destinationLevel, size, cut(destination, from, to), node);
  }

  #constrained(field: Field, stretches: Stretches, below: number): number {
    return this.#cut(levelOf(field), this.sizeOf(field), stretches, below);
  }

  #cut(level: number, size: number, stretches: Stretches, below: number): number {
    const arena = this.#arena;
    const base = arena.top;
    for (let i = 0; i < stretches.length; i += 2) {
      const to = stretches[i + 1] as number;
      if ((stretches[i] as number) > 0) arena.push(base, stretches[i] as number, nothing);
      arena.push(base, to === size ? endOfLine : to, below);
    }
    if (stretches.length === 0 || stretches[stretches.length - 1] !== size) arena.push(base, endOfLine, nothing);
    return this.#algebra.node(level, base);
  }
}

/** The part of the list that lies between two places. */
function cut(list: Stretches, from: number, to: number): Stretches {
  return (list[0] ?? 0) >= from && (list[list.length - 1] ?? to) <= to ? list : common(list, [from, to]);
}

/** Type times 256: echo and echo reply (RFC 792, RFC 4443). */
const echoes: readonly Move[] = [
  [8, 0],
  [0, 8],
  [128, 129],
  [129, 128],
].map(([from, to]) => ({ from: (from as number) << 8, to: ((from as number) + 1) << 8, becomes: (to as number) << 8 }));
