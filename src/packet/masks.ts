/**
 * The other form of a node, for wildcard masks. A mask with 16 free bits that is no prefix is 65,536 intervals and 32
 * bits, so a node that asks for an address may ask bit by bit instead, where that is much smaller:
 *
 *   level L      [0, 2^32) -> b      [2^32, …) as ever
 *   level L + 1  b: bit 31 of the number    …    level L + 32  bit 0
 *
 * INVARIANT: which form a node has follows from the set alone (more than `manyIntervals`, and eight times as many as
 * nodes by bits), so that equal sets stay the same node.
 */

import { type Arena, nothing } from "./arena.ts";
import { endOfLine, levelsPerField } from "./field.ts";

export const manyIntervals = 4096;
const bitsAreWorth = 8;
const bits = 32;
/** Where the numbers of IPv4 end on every line of addresses. */
export const numbersEnd = 2 ** bits;
const powers = Array.from({ length: bits + 1 }, (_, bit) => 2 ** bit);

export class Masks {
  readonly #arena: Arena;
  readonly #addresses: ReadonlySet<number>;
  /** Whether any node has this form: until then nobody needs to look. */
  inUse = false;
  /** By bit node: how many intervals it is, what lies below the first and the last; 0 intervals = not yet known. */
  #intervals = new Float64Array(0);
  #firstBelow = new Int32Array(0);
  #lastBelow = new Int32Array(0);
  #visited = new Int32Array(0);
  #visit = 0;

  /** `addresses` are the levels of fields that are addresses. */
  constructor(arena: Arena, addresses: ReadonlySet<number>) {
    this.#arena = arena;
    this.#addresses = addresses;
  }

  forget(): void {
    this.#intervals.fill(0);
  }

  /** Whether the node, which has that level, has this form. */
  under(node: number, level: number): boolean {
    return this.inUse && this.#isBit(this.#arena.below[this.#arena.first[node] as number] as number, level);
  }

  #isBit(node: number, level: number): boolean {
    return (this.#arena.level[node] as number) < level + levelsPerField && level % levelsPerField === 0;
  }

  /** Numbers that agree with `value` wherever `care` has a bit. */
  numbers(level: number, value: number, care: number, below: number): number {
    const { top: base } = this.#arena;
    let node = below;
    for (let bit = 0; bit < bits; bit++) {
      if (((care >>> bit) & 1) === 0) continue;
      const set = ((value >>> bit) & 1) === 1;
      node = this.#bit(level + bits - bit, set ? nothing : node, set ? node : nothing);
    }
    this.#arena.push(base, numbersEnd, node);
    this.#arena.push(base, endOfLine, nothing);
    this.inUse = true;
    return this.settle(level, base);
  }

  #bit(level: number, clear: number, set: number): number {
    const base = this.#arena.top;
    this.#arena.push(base, 1, clear);
    this.#arena.push(base, endOfLine, set);
    return this.#arena.node(level, base);
  }

  /** The node on the stack, in the form that is due to it. */
  settle(level: number, base: number): number {
    const arena = this.#arena;
    if (!this.#addresses.has(level)) return arena.node(level, base);
    const head = arena.stackBelow[base] as number;
    if (this.#isBit(head, level)) {
      if (this.#worth(head, level)) return arena.node(level, base);
      const ends = arena.stackEnds.slice(base + 1, arena.top);
      const below = arena.stackBelow.slice(base + 1, arena.top);
      arena.top = base;
      this.#spread(head, level, 0, numbersEnd, (end, node) => arena.push(base, end, node));
      for (let i = 0; i < ends.length; i++) arena.push(base, ends[i] as number, below[i] as number);
      return arena.node(level, base);
    }
    if (arena.top - base > manyIntervals) this.#condense(level, base);
    return arena.node(level, base);
  }

  /** The numbers of a node by bits, whichever form it has. */
  byBits(node: number): number {
    const arena = this.#arena;
    const level = arena.level[node] as number;
    const first = arena.first[node] as number;
    if (this.under(node, level)) return arena.below[first] as number;
    const length = (arena.first[node + 1] as number) - first;
    const ends = arena.ends.slice(first, first + length);
    const below = arena.below.slice(first, first + length);
    return this.#bitsOf(level, ends, below, Number.POSITIVE_INFINITY);
  }

  /** Every interval of a node in turn, with those that are kept by bits. */
  intervals(node: number, use: (end: number, below: number) => void): void {
    const arena = this.#arena;
    const level = arena.level[node] as number;
    let i = arena.first[node] as number;
    if (this.under(node, level)) {
      this.#spread(arena.below[i++] as number, level, 0, numbersEnd, use);
    }
    for (; i < (arena.first[node + 1] as number); i++) use(arena.ends[i] as number, arena.below[i] as number);
  }

  /** The diagrams below a node, each at least once. */
  below(node: number, use: (below: number) => void): void {
    const arena = this.#arena;
    const level = arena.level[node] as number;
    const visit = (n: number): void => (this.#isBit(n, level) ? this.below(n, visit) : use(n));
    for (let i = arena.first[node] as number; i < (arena.first[node + 1] as number); i++) {
      visit(arena.below[i] as number);
    }
  }

  /** Neighbours that are equal may be told apart. */
  #spread(node: number, level: number, from: number, to: number, use: (end: number, below: number) => void): void {
    if (!this.#isBit(node, level)) {
      this.#arena.spend(1);
      use(to, node);
      return;
    }
    const first = this.#arena.first[node] as number;
    // Bits above the one that is asked for are free, so the node repeats.
    const half = powers[bits - ((this.#arena.level[node] as number) - level)] as number;
    for (let start = from; start < to; start += 2 * half) {
      this.#spread(this.#arena.below[first] as number, level, start, start + half, use);
      this.#spread(this.#arena.below[first + 1] as number, level, start + half, start + 2 * half, use);
    }
  }

  #worth(head: number, level: number): boolean {
    const { count } = this.#arena;
    if (this.#intervals.length < count) this.#enlarge(2 * count);
    this.#measure(head, level);
    const intervals = this.#times(head, level, level);
    if (intervals <= manyIntervals) return false;
    const limit = intervals / bitsAreWorth;
    if (count < limit) return true;
    this.#visit++;
    return this.#nodes(head, level, 0, limit) < limit;
  }

  #measure(node: number, level: number): void {
    if (!this.#isBit(node, level) || this.#intervals[node] !== 0) return;
    const arena = this.#arena;
    const first = arena.first[node] as number;
    const own = arena.level[node] as number;
    const clear = arena.below[first] as number;
    const set = arena.below[first + 1] as number;
    this.#measure(clear, level);
    this.#measure(set, level);
    const join = this.#last(clear, level) === this.#first(set, level) ? 1 : 0;
    this.#intervals[node] = this.#times(clear, level, own) + this.#times(set, level, own) - join;
    this.#firstBelow[node] = this.#first(clear, level);
    this.#lastBelow[node] = this.#last(set, level);
  }

  /** Intervals of a diagram below a level; bits in between are free, so it repeats. */
  #times(node: number, level: number, above: number): number {
    if (!this.#isBit(node, level)) return 1;
    const times = powers[(this.#arena.level[node] as number) - above - 1] as number;
    const join = this.#lastBelow[node] === this.#firstBelow[node] ? 1 : 0;
    return times * (this.#intervals[node] as number) - join * (times - 1);
  }

  #first(node: number, level: number): number {
    return this.#isBit(node, level) ? (this.#firstBelow[node] as number) : node;
  }

  #last(node: number, level: number): number {
    return this.#isBit(node, level) ? (this.#lastBelow[node] as number) : node;
  }

  #enlarge(size: number): void {
    const known = this.#intervals;
    const [firstBelow, lastBelow] = [this.#firstBelow, this.#lastBelow];
    this.#intervals = new Float64Array(size);
    this.#firstBelow = new Int32Array(size);
    this.#lastBelow = new Int32Array(size);
    this.#visited = new Int32Array(size);
    this.#intervals.set(known);
    this.#firstBelow.set(firstBelow);
    this.#lastBelow.set(lastBelow);
  }

  /** Nodes by bits below this one that were not visited yet, and those counted before; no more than `limit`. */
  #nodes(node: number, level: number, before: number, limit: number): number {
    if (before >= limit || this.#visited[node] === this.#visit || !this.#isBit(node, level)) return before;
    this.#visited[node] = this.#visit;
    const first = this.#arena.first[node] as number;
    const clear = this.#nodes(this.#arena.below[first] as number, level, before + 1, limit);
    return this.#nodes(this.#arena.below[first + 1] as number, level, clear, limit);
  }

  /** Puts the numbers of the node on the stack in bits, if that is worth it. */
  #condense(level: number, base: number): void {
    const arena = this.#arena;
    const ends = arena.stackEnds.slice(base, arena.top);
    const below = arena.stackBelow.slice(base, arena.top);
    const past = ends.findIndex((end) => end >= numbersEnd);
    if (past + 1 <= manyIntervals) return;
    const head = this.#bitsOf(level, ends, below, (past + 1) / bitsAreWorth);
    if (head < 0) return;
    arena.top = base;
    arena.push(base, numbersEnd, head);
    for (let i = ends[past] === numbersEnd ? past + 1 : past; i < ends.length; i++) {
      arena.push(base, ends[i] as number, below[i] as number);
    }
    this.inUse = true;
  }

  /** A diagram by bits from intervals; -1 as soon as it has `limit` nodes. */
  #bitsOf(level: number, ends: Float64Array, below: Int32Array, limit: number): number {
    const made = new Set<number>();
    let at = 0;
    const build = (depth: number, from: number): number => {
      const size = powers[bits - depth] as number;
      while ((ends[at] as number) <= from) at++;
      if ((ends[at] as number) >= from + size) return below[at] as number;
      const clear = build(depth + 1, from);
      if (clear < 0) return clear;
      const set = build(depth + 1, from + size / 2);
      if (set < 0 || clear === set) return set;
      const node = this.#bit(level + 1 + depth, clear, set);
      if (limit === Number.POSITIVE_INFINITY) return node;
      made.add(node);
      return made.size >= limit ? -1 : node;
    };
    return build(0, 0);
  }
}
