/**
 * Nodes of decision diagrams, each held once: a node asks for one field and cuts its line into intervals, with a
 * diagram below each. Equal sets are therefore the same number. (Bryant, "Graph-based algorithms for Boolean function
 * manipulation", 1986; by field with intervals: Srinivasan et al., "Algorithms for discrete function manipulation", 1990.)
 *
 *   node n of level v:   [0, e0) -> k0   [e0, e1) -> k1   …   [ei, end) -> kj         neighbours differ
 *
 * Intervals of all nodes lie end to end in two arrays. Nodes are written on top of a stack and then sought or kept.
 * INVARIANT: no node has one interval only, and the level below is always higher.
 */

import { endLevel } from "./field.ts";
import { Exhausted, type Limits } from "./limits.ts";

/** Ends of a diagram: no packet, every packet. */
export const nothing = 0;
export const everything = 1;

export class Arena {
  level = new Uint16Array(1 << 10);
  /** Where the intervals of a node begin; those of the next node begin where they end. */
  first = new Int32Array((1 << 10) + 1);
  ends = new Float64Array(1 << 12);
  below = new Int32Array(1 << 12);
  count = 0;
  steps = 0;

  stackEnds = new Float64Array(1 << 12);
  stackBelow = new Int32Array(1 << 12);
  top = 0;

  /** Pairs of node and hash; 0 = free. */
  #table = new Int32Array(1 << 12);
  readonly #limits: Limits;
  readonly #outcomes = new Map<number, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
    this.outcome(0);
    this.outcome(1);
  }

  /** An end with a meaning of its own; 0 is `nothing`, 1 `everything`. */
  outcome(value: number): number {
    const known = this.#outcomes.get(value);
    if (known !== undefined) return known;
    const node = this.#append(endLevel, 0, 0);
    this.#outcomes.set(value, node);
    return node;
  }

  outcomeOf(node: number): number {
    for (const [value, end] of this.#outcomes) if (end === node) return value;
    throw new Error(`node ${node} is no end`);
  }

  /** One more interval on the stack, up to `end`; `base` is where the node begins. */
  push(base: number, end: number, below: number): void {
    const { top } = this;
    if (top > base && this.stackBelow[top - 1] === below) this.stackEnds[top - 1] = end;
    else {
      if (top === this.stackEnds.length) this.#growStack();
      this.stackEnds[top] = end;
      this.stackBelow[top] = below;
      this.top = top + 1;
    }
  }

  /** The node whose intervals lie on the stack from `base`; takes them off. */
  node(level: number, base: number): number {
    const { stackEnds, stackBelow } = this;
    const length = this.top - base;
    this.top = base;
    if (length === 1) return stackBelow[base] as number;
    this.spend(length);
    let hash = level;
    for (let i = base; i < base + length; i++) {
      // An end counts with its low 32 bits.
      hash = Math.imul(hash ^ (stackEnds[i] as number), 0x85ebca6b) ^ (stackBelow[i] as number);
      hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
    }
    hash ^= hash >>> 16;
    const table = this.#table;
    const mask = table.length - 1;
    let slot = (hash << 1) & mask;
    for (let found; (found = table[slot] as number) !== 0; slot = (slot + 2) & mask) {
      if (table[slot + 1] === hash && this.#equal(found, level, base, length)) return found;
    }
    const made = this.#append(level, base, length);
    table[slot] = made;
    table[slot + 1] = hash;
    if (made << 2 > table.length) this.#rehash();
    return made;
  }

  spend(steps: number): void {
    if ((this.steps += steps) > this.#limits.steps) throw new Exhausted("steps");
  }

  /** Forgets every node that was made since there were `count`. */
  release(count: number): void {
    if (count >= this.count) return;
    for (const [value, node] of this.#outcomes) if (node >= count) this.#outcomes.delete(value);
    this.count = count;
    // In place: a new table would be memory that was never touched.
    const table = this.#table;
    const kept = new Int32Array(2 * count);
    for (let i = 0, to = 0; i < table.length; i += 2) {
      const node = table[i] as number;
      if (node === 0 || node >= count) continue;
      kept[to++] = node;
      kept[to++] = table[i + 1] as number;
    }
    this.#table.fill(0);
    this.#refill(kept);
  }

  /** Of all nodes together. */
  get intervals(): number {
    return this.first[this.count] as number;
  }

  /** Bytes that are held. */
  get bytes(): number {
    const arrays = [this.level, this.first, this.ends, this.below, this.stackEnds, this.stackBelow, this.#table];
    return arrays.reduce((sum, array) => sum + array.byteLength, 0);
  }

  #equal(node: number, level: number, base: number, length: number): boolean {
    const first = this.first[node] as number;
    if (this.level[node] !== level || (this.first[node + 1] as number) - first !== length) return false;
    const { ends, below, stackEnds, stackBelow } = this;
    for (let i = 0; i < length; i++) {
      if (ends[first + i] !== stackEnds[base + i] || below[first + i] !== stackBelow[base + i]) return false;
    }
    return true;
  }

  #append(level: number, base: number, length: number): number {
    const node = this.count;
    if (node >= this.#limits.nodes) throw new Exhausted("nodes");
    if (node === this.level.length) {
      this.level = longer(this.level, 2 * node);
      this.first = longer(this.first, 2 * node + 1);
    }
    const first = this.first[node] as number;
    if (first + length > this.#limits.intervals) throw new Exhausted("intervals");
    if (first + length > this.ends.length) {
      const size = Math.max(2 * this.ends.length, first + length);
      this.ends = longer(this.ends, size);
      this.below = longer(this.below, size);
    }
    const { ends, below, stackEnds, stackBelow } = this;
    for (let i = 0; i < length; i++) {
      ends[first + i] = stackEnds[base + i] as number;
      below[first + i] = stackBelow[base + i] as number;
    }
    this.level[node] = level;
    this.first[node + 1] = first + length;
    this.count = node + 1;
    return node;
  }

  #growStack(): void {
    this.stackEnds = longer(this.stackEnds, 2 * this.stackEnds.length);
    this.stackBelow = longer(this.stackBelow, 2 * this.stackBelow.length);
  }

  #rehash(): void {
    const old = this.#table;
    this.#table = new Int32Array(2 * old.length);
    this.#refill(old);
  }

  #refill(old: Int32Array): void {
    const table = this.#table;
    const mask = table.length - 1;
    for (let i = 0; i < old.length; i += 2) {
      const node = old[i] as number;
      if (node === 0 || node >= this.count) continue;
      const hash = old[i + 1] as number;
      let slot = (hash << 1) & mask;
      while (table[slot] !== 0) slot = (slot + 2) & mask;
      table[slot] = node;
      table[slot + 1] = hash;
    }
  }
}

function longer<T extends Uint16Array | Int32Array | Float64Array>(array: T, size: number): T {
  const grown = new (array.constructor as new (size: number) => T)(size);
  grown.set(array);
  return grown;
}
