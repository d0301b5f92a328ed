/**
 * The union of many diagrams at once: their intervals are sorted by where they begin and swept over once, instead of
 * rewriting a growing node for each of them.
 */

import { type Algebra, OR } from "./algebra.ts";
import { everything, nothing } from "./arena.ts";
import { endLevel, endOfLine } from "./field.ts";

/** Labels of a line stay below 2^42, so that a start and an index fit in one exact number. */
const most = 1024;
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
    for (const node of list) this.#put(node);
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

    const segments = this.#segmentTop;
    let ordered = true;
    for (let i = from; i < to; i++) {
      const node = work[i] as number;
      if (arena.level[node] !== level) ordered = this.#segment(segments, 0, endOfLine, node) && ordered;
      else if (this.#algebra.masks.under(node, level)) ordered = false;
      else {
        let start = 0;
        for (let j = arena.first[node] as number; j < (arena.first[node + 1] as number); j++) {
          const end = arena.ends[j] as number;
          const below = arena.below[j] as number;
          if (below !== nothing) ordered = this.#segment(segments, start, end, below) && ordered;
          start = end;
        }
      }
      if (!ordered) break;
    }
    const result = ordered ? this.#sweep(level, segments) : -1;
    this.#segmentTop = segments;
    return result >= 0 ? result : this.#halves(from, to);
  }

  /** Whether there was room. */
  #segment(base: number, start: number, end: number, below: number): boolean {
    const top = this.#segmentTop;
    if (top - base === most) return false;
    if (top === this.#ends.length) {
      this.#ends = twice(this.#ends);
      this.#below = twice(this.#below);
      this.#keys = twice(this.#keys);
    }
    this.#ends[top] = end;
    this.#below[top] = below;
    this.#keys[top] = start * most + (top - base);
    this.#segmentTop = top + 1;
    return true;
  }

  #halves(from: number, to: number): number {
    const middle = (from + to) >> 1;
    const a = this.#all(from, middle);
    return this.#algebra.apply(OR, a, this.#all(middle, to));
  }

  /** From the smallest start to the end of the line; -1 when too many intervals lie over each other. */
  #sweep(level: number, segments: number): number {
    const { arena } = this.#algebra;
    const base = arena.top;
    const open = this.#openTop;
    const last = this.#segmentTop;
    sort(this.#keys, segments, last);
    if (this.#apart(base, segments, last)) return this.#algebra.node(level, base);
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
        return -1;
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
    return this.#algebra.node(level, base);
  }

  /** Writes the intervals one after the other; false, and nothing written, when one lies over another. */
  #apart(base: number, segments: number, last: number): boolean {
    const { arena } = this.#algebra;
    let end = 0;
    for (let i = segments; i < last; i++) {
      const key = this.#keys[i] as number;
      const start = Math.floor(key * share);
      if (start < end) {
        arena.top = base;
        return false;
      }
      const segment = segments + (key - start * most);
      if (start > end) arena.push(base, start, nothing);
      end = this.#ends[segment] as number;
      arena.push(base, end, this.#below[segment] as number);
    }
    if (end < endOfLine) arena.push(base, endOfLine, nothing);
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

  #enlargeOpen(): void {
    this.#openEnds = twice(this.#openEnds);
    this.#openBelow = twice(this.#openBelow);
  }
}

const run = 16;
const spare = new Float64Array(most);

/** Runs by insertion, then merged two by two. */
function sort(keys: Float64Array, from: number, to: number): void {
  for (let start = from; start < to; start += run) insertionSort(keys, start, Math.min(start + run, to));
  for (let width = run; width < to - from; width *= 2) {
    for (let start = from; start + width < to; start += 2 * width) {
      merge(keys, start, start + width, Math.min(start + 2 * width, to));
    }
  }
}

function insertionSort(keys: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i] as number;
    let j = i - 1;
    while (j >= from && (keys[j] as number) > key) {
      keys[j + 1] = keys[j] as number;
      j--;
    }
    keys[j + 1] = key;
  }
}

function merge(keys: Float64Array, from: number, middle: number, to: number): void {
  for (let i = from; i < middle; i++) spare[i - from] = keys[i] as number;
  let left = 0;
  let right = middle;
  for (let out = from; left < middle - from; out++) {
    if (right < to && (keys[right] as number) < (spare[left] as number)) keys[out] = keys[right++] as number;
    else keys[out] = spare[left++] as number;
  }
}

function twice<T extends Int32Array | Float64Array>(array: T): T {
  const grown = new (array.constructor as new (size: number) => T)(2 * array.length);
  grown.set(array);
  return grown;
}
