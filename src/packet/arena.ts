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

  /** Of each node, so that it is sought again without being read. */
  #hashes = new Int32Array(1 << 10);
  /** Nodes by hash, and a byte of each one's hash, 0 = free: so few that a node that is new is known to be without a look. */
  #table = new Int32Array(1 << 11);
  #tags = new Uint8Array(1 << 11);
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
      let mixed = Math.imul(stackEnds[i] as number, 0x85ebca6b) ^ Math.imul(stackBelow[i] as number, 0xc2b2ae35);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
      hash = Math.imul((hash << 13) | (hash >>> 19), 5) ^ mixed;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash ^= hash >>> 13;
    const tags = this.#tags;
    const mask = tags.length - 1;
    const tag = tagOf(hash);
    let slot = hash & mask;
    for (let found; (found = tags[slot] as number) !== 0; slot = (slot + 1) & mask) {
      if (found !== tag) continue;
      const node = this.#table[slot] as number;
      if (this.#hashes[node] === hash && this.#equal(node, level, base, length)) return node;
    }
    const made = this.#append(level, base, length);
    this.#hashes[made] = hash;
    tags[slot] = tag;
    this.#table[slot] = made;
    if (2 * made > tags.length) this.#rehash(2 * tags.length);
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
    this.#rehash(this.#tags.length);
  }

  /** Of all nodes together. */
  get intervals(): number {
    return this.first[this.count] as number;
  }

  /** Bytes that are held. */
  get bytes(): number {
    const { level, first, ends, below, stackEnds, stackBelow } = this;
    const arrays = [level, first, ends, below, stackEnds, stackBelow, this.#hashes, this.#table, this.#tags];
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
      this.#hashes = longer(this.#hashes, 2 * node);
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

  /** Room for that many intervals more on the stack. */
  reserve(length: number): void {
    while (this.top + length > this.stackEnds.length) this.#growStack();
  }

  #growStack(): void {
    this.stackEnds = longer(this.stackEnds, 2 * this.stackEnds.length);
    this.stackBelow = longer(this.stackBelow, 2 * this.stackBelow.length);
  }

  #rehash(size: number): void {
    if (size === this.#tags.length) this.#tags.fill(0);
    else {
      this.#table = new Int32Array(size);
      this.#tags = new Uint8Array(size);
    }
    const tags = this.#tags;
    const mask = size - 1;
    for (let node = 0; node < this.count; node++) {
      // Ends are found by their outcome.
      if (this.level[node] === endLevel) continue;
      const hash = this.#hashes[node] as number;
      let slot = hash & mask;
      while (tags[slot] !== 0) slot = (slot + 1) & mask;
      tags[slot] = tagOf(hash);
      this.#table[slot] = node;
    }
  }
}

function tagOf(hash: number): number {
  return (hash >>> 24) | 1;
}

function longer<T extends Uint16Array | Int32Array | Float64Array>(array: T, size: number): T {
  const grown = new (array.constructor as new (size: number) => T)(size);
  grown.set(array);
  return grown;
}
