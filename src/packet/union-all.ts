/**
 * The union of many diagrams at once: their intervals are sorted by where they begin and swept over once, instead of
 * rewriting a growing node for each of them.
 */

import { type Algebra, OR } from "./algebra.ts";
import { everything, nothing } from "./arena.ts";
import { endLevel, endOfLine, levelsPerField } from "./field.ts";
import { mostKeys, sort } from "./sort.ts";

/** Labels of a line stay below 2^42, so that a start and an index fit in one exact number. */
const most = mostKeys;
const share = 1 / most;
/** Where more intervals than this lie over each other, unions by two share more. */
const deepest = 24;

export class Unions {
  readonly #algebra: Algebra;
  /** Stacks, each used from a top that the caller keeps: diagrams, intervals, and the intervals that are open. */
  #work = new Int32Array(1 << 10);
  #workTop = 0;
  #ends = new Float64Array(1 << 11);
  #below = new Int32Array(1 << 11);
  #segmentTop = 0;
  #openEnds = new Float64Array(1 << 10);
  #openBelow = new Int32Array(1 << 10);
  #openTop = 0;
  #keys = new Float64Array(1 << 11);

  constructor(algebra: Algebra) {
    this.#algebra = algebra;
  }

  of(list: readonly number[]): number {
    this.#workTop = this.#segmentTop = this.#openTop = 0;
    while (list.length > this.#work.length) this.#work = twice(this.#work);
    const work = this.#work;
    for (let i = 0; i < list.length; i++) work[i] = list[i] as number;
    this.#workTop = list.length;
    return this.#all(0, list.length);
  }

  #put(node: number): void {
    if (this.#workTop === this.#work.length) this.#work = twice(this.#work);
    this.#work[this.#workTop++] = node;
  }

  #all(from: number, until: number): number {
    const { arena } = this.#algebra;
    const work = this.#work;
    let level = endLevel;
    let to = from;
    for (let i = from; i < until; i++) {
      const node = work[i] as number;
      if (node === everything) return everything;
      if (node === nothing) continue;
      work[to++] = node;
      const own = arena.level[node] as number;
      if (own < level) level = own;
    }
    if (to - from < 2) return to === from ? nothing : (work[from] as number);
    if (to - from === 2) return this.#algebra.apply(OR, work[from] as number, work[from + 1] as number);

    if (this.#algebra.masks.inUse) {
      // Among bits the same pairs come again and again, and results of two are remembered.
      if (level % levelsPerField > 0) return this.#halves(from, (from + to) >> 1, to);
      const others = this.#byBitsFirst(level, from, to);
      if (others > from && others < to) return this.#halves(from, others, to);
    }
    const segments = this.#segmentTop;
    const result = this.#collect(level, from, to) ? this.#united(level, segments) : -1;
    this.#segmentTop = segments;
    return result >= 0 ? result : this.#halves(from, (from + to) >> 1, to);
  }

  #halves(from: number, middle: number, to: number): number {
    const a = this.#all(from, middle);
    return this.#algebra.apply(OR, a, this.#all(middle, to));
  }

  /**
   * Nodes that ask bit by bit come first; returns where the others begin. All numbers of such a node are one interval, so a
   * union of them settles only once which form it has.
   */
  #byBitsFirst(level: number, from: number, to: number): number {
    const { arena, masks } = this.#algebra;
    const work = this.#work;
    let others = from;
    for (let i = from; i < to; i++) {
      const node = work[i] as number;
      if (arena.level[node] !== level || !masks.under(node, level)) continue;
      work[i] = work[others] as number;
      work[others++] = node;
    }
    return others;
  }

  /** Puts the intervals of all nodes on top of the stack; whether there was room. */
  #collect(level: number, from: number, to: number): boolean {
    const { arena } = this.#algebra;
    const base = this.#segmentTop;
    if (base + most > this.#ends.length) this.#enlarge();
    const work = this.#work;
    const ends = this.#ends;
    const below = this.#below;
    const keys = this.#keys;
    const { first, level: levels, ends: arenaEnds, below: arenaBelow } = arena;
    const full = base + most;
    let top = base;
    for (let i = from; i < to; i++) {
      const node = work[i] as number;
      if (levels[node] !== level) {
        if (top === full) return false;
        ends[top] = endOfLine;
        below[top] = node;
        keys[top] = top - base;
        top++;
        continue;
      }
      let start = 0;
      const last = first[node + 1] as number;
      for (let j = first[node] as number; j < last; j++) {
        const end = arenaEnds[j] as number;
        const under = arenaBelow[j] as number;
        if (under !== nothing) {
          if (top === full) return false;
          ends[top] = end;
          below[top] = under;
          keys[top] = start * most + (top - base);
          top++;
        }
        start = end;
      }
    }
    this.#segmentTop = top;
    return true;
  }

  /** -1 when too many intervals lie over each other. */
  #united(level: number, segments: number): number {
    const { arena } = this.#algebra;
    const base = arena.top;
    sort(this.#keys, segments, this.#segmentTop);
    if (!this.#apart(base, segments) && !this.#sweep(base, segments)) return -1;
    return this.#algebra.node(level, base);
  }

  /** From the smallest start to the end of the line; false when too many intervals lie over each other. */
  #sweep(base: number, segments: number): boolean {
    const { arena } = this.#algebra;
    const open = this.#openTop;
    const last = this.#segmentTop;
    let next = segments;
    let place = 0;
    while (place < endOfLine) {
      // Those that begin here are opened.
      let until = endOfLine;
      while (next < last) {
        const key = this.#keys[next] as number;
        const start = Math.floor(key * share);
        if (start > place) {
          until = start;
          break;
        }
        if (this.#openTop === this.#openEnds.length) this.#enlargeOpen();
        const segment = segments + (key - start * most);
        this.#openEnds[this.#openTop] = this.#ends[segment] as number;
        this.#openBelow[this.#openTop++] = this.#below[segment] as number;
        next++;
      }
      if (this.#openTop - open > deepest) {
        arena.top = base;
        this.#openTop = open;
        return false;
      }
      for (let i = open; i < this.#openTop; i++) until = Math.min(until, this.#openEnds[i] as number);
      arena.push(base, until, this.#opened(open));
      // Those that end here are closed.
      let kept = open;
      for (let i = open; i < this.#openTop; i++) {
        if (this.#openEnds[i] === until) continue;
        this.#openEnds[kept] = this.#openEnds[i] as number;
        this.#openBelow[kept++] = this.#openBelow[i] as number;
      }
      this.#openTop = kept;
      place = until;
    }
    return true;
  }

  /** Writes the intervals one after the other; false, and nothing written, when one lies over another with another below. */
  #apart(base: number, segments: number): boolean {
    const { arena } = this.#algebra;
    const last = this.#segmentTop;
    arena.reserve(2 * (last - segments) + 1);
    const { stackEnds, stackBelow } = arena;
    const keys = this.#keys;
    const ends = this.#ends;
    const below = this.#below;
    let top = base;
    let end = 0;
    let under = nothing;
    for (let i = segments; i < last; i++) {
      const key = keys[i] as number;
      const start = Math.floor(key * share);
      const segment = segments + (key - start * most);
      const next = below[segment] as number;
      if (start <= end && next === under) {
        end = Math.max(end, ends[segment] as number);
        continue;
      }
      if (start < end) return false;
      if (end > 0) {
        stackEnds[top] = end;
        stackBelow[top++] = under;
      }
      if (start > end) {
        stackEnds[top] = start;
        stackBelow[top++] = nothing;
      }
      end = ends[segment] as number;
      under = next;
    }
    stackEnds[top] = end;
    stackBelow[top++] = under;
    if (end < endOfLine) {
      stackEnds[top] = endOfLine;
      stackBelow[top++] = nothing;
    }
    arena.top = top;
    return true;
  }

  #opened(open: number): number {
    const top = this.#openTop;
    if (top - open < 2) return top === open ? nothing : (this.#openBelow[open] as number);
    const from = this.#workTop;
    for (let i = open; i < top; i++) {
      if (i === open || this.#openBelow[i] !== this.#openBelow[i - 1]) this.#put(this.#openBelow[i] as number);
    }
    const result = this.#all(from, this.#workTop);
    this.#workTop = from;
    return result;
  }

  #enlarge(): void {
    this.#ends = twice(this.#ends);
    this.#below = twice(this.#below);
    this.#keys = twice(this.#keys);
  }

  #enlargeOpen(): void {
    this.#openEnds = twice(this.#openEnds);
    this.#openBelow = twice(this.#openBelow);
  }
}

function twice<T extends Int32Array | Float64Array>(array: T): T {
  const grown = new (array.constructor as new (size: number) => T)(2 * array.length);
  grown.set(array);
  return grown;
}
