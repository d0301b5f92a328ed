/**
 * Operations on two diagrams: from the top down, interval by interval, each pair of nodes once. Results are remembered in
 * a table of bounded size, where a newer one takes the place of an older (Brace, Rudell, Bryant, "Efficient implementation
 * of a BDD package", 1990).
 */

import { type Arena, everything, nothing } from "./arena.ts";
import { endLevel } from "./field.ts";
import { type Masks, manyIntervals, numbersEnd } from "./masks.ts";

export const OR = 0;
export const AND = 1;
export const MINUS = 2;
/** The first diagram's outcome where it has one, else the second's. */
export const OVER = 3;
/** Everything where the first diagram's outcome is the second (an end), else nothing. */
export const IS = 4;
/** The second diagram's outcomes within the first, a set. */
export const WITHIN = 5;
/** Everything where the first diagram's outcome is `everything`, or it has none and the second, a set, holds. */
export const OVER_IS = 6;

export type Operation = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const largestMemory = 1 << 18;

export class Algebra {
  readonly arena: Arena;
  readonly masks: Masks;
  /** Four numbers an entry: the operation and the nodes, and the result. */
  #memory = new Int32Array(4 << 10);

  constructor(arena: Arena, masks: Masks) {
    this.arena = arena;
    this.masks = masks;
  }

  apply(operation: Operation, a: number, b: number): number {
    const known = this.trivial(operation, a, b);
    return known >= 0 ? known : this.recurse(operation, a, b);
  }

  /** The node on the stack of the arena, in the form that is due to it. */
  node(level: number, base: number): number {
    const { arena, masks } = this;
    return masks.inUse || arena.top - base > manyIntervals ? masks.settle(level, base) : arena.node(level, base);
  }

  /** Must follow `Arena.release`, after which numbers of nodes mean something else. */
  forget(): void {
    this.#memory.fill(0);
    this.masks.forget();
  }

  get bytes(): number {
    return this.#memory.byteLength;
  }

  /** -1 when the nodes must be looked into. Small, so that it costs no call. */
  trivial(operation: Operation, a: number, b: number): number {
    if (operation === OR) {
      if (a === b || b === nothing) return a;
      if (a === nothing) return b;
      return a === everything || b === everything ? everything : -1;
    }
    if (operation === OVER) {
      if (a === b || b === nothing) return a;
      if (a === nothing) return b;
      return this.arena.level[a] === endLevel ? a : -1;
    }
    return this.#trivial(operation, a, b);
  }

  #trivial(operation: Operation, a: number, b: number): number {
    switch (operation) {
      case AND:
        if (a === b || b === everything) return a;
        if (a === everything) return b;
        return a === nothing || b === nothing ? nothing : -1;
      case MINUS:
        if (a === b || a === nothing || b === everything) return nothing;
        return b === nothing ? a : -1;
      case IS:
        if (a === b) return everything;
        return this.arena.level[a] === endLevel ? nothing : -1;
      case OVER_IS:
        if (a === nothing || a === b) return b;
        if (b === nothing) return this.apply(IS, a, everything);
        if (this.arena.level[a] === endLevel) return a === everything ? everything : nothing;
        return -1;
      default:
        if (a === nothing || b === nothing) return nothing;
        return a === everything ? b : -1;
    }
  }

  recurse(operation: Operation, a: number, b: number): number {
    if (operation <= AND && a > b) [a, b] = [b, a];
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = (hash ^ (hash >>> 15)) + operation;
    let memory = this.#memory;
    let entry = (hash << 2) & (memory.length - 1);
    // An entry that was never written holds no operation on `nothing`: those are trivial.
    if (memory[entry] === a && memory[entry + 1] === b && memory[entry + 2] === operation) {
      return memory[entry + 3] as number;
    }
    const { arena } = this;
    const levelA = arena.level[a] as number;
    const levelB = arena.level[b] as number;
    const base = arena.top;
    if (levelA === levelB) this.both(operation, a, b, base);
    else if (levelA < levelB) {
      const end = arena.first[a + 1] as number;
      for (let i = arena.first[a] as number; i < end; i++) {
        const below = arena.below[i] as number;
        const known = this.trivial(operation, below, b);
        const result = known >= 0 ? known : this.recurse(operation, below, b);
        arena.push(base, arena.ends[i] as number, result);
      }
    } else {
      const end = arena.first[b + 1] as number;
      for (let i = arena.first[b] as number; i < end; i++) {
        const below = arena.below[i] as number;
        const known = this.trivial(operation, a, below);
        const result = known >= 0 ? known : this.recurse(operation, a, below);
        arena.push(base, arena.ends[i] as number, result);
      }
    }
    const result = this.node(levelA < levelB ? levelA : levelB, base);
    memory = this.#memory;
    if (arena.count > memory.length && memory.length < 4 * largestMemory) memory = this.#enlarge();
    entry = (hash << 2) & (memory.length - 1);
    memory[entry] = a;
    memory[entry + 1] = b;
    memory[entry + 2] = operation;
    memory[entry + 3] = result;
    return result;
  }

  /** The intervals of both, cut by the ends of both. */
  both(operation: Operation, a: number, b: number, base: number): void {
    const { arena } = this;
    let i = arena.first[a] as number;
    let j = arena.first[b] as number;
    const lastA = (arena.first[a + 1] as number) - 1;
    const level = arena.level[a] as number;
    if (this.masks.under(a, level) || this.masks.under(b, level)) {
      arena.push(base, numbersEnd, this.apply(operation, this.masks.byBits(a), this.masks.byBits(b)));
      while ((arena.ends[i] as number) <= numbersEnd) i++;
      while ((arena.ends[j] as number) <= numbersEnd) j++;
    }
    for (;;) {
      const endA = arena.ends[i] as number;
      const endB = arena.ends[j] as number;
      const belowA = arena.below[i] as number;
      const belowB = arena.below[j] as number;
      const known = this.trivial(operation, belowA, belowB);
      const result = known >= 0 ? known : this.recurse(operation, belowA, belowB);
      if (endA < endB) {
        arena.push(base, endA, result);
        i++;
      } else {
        arena.push(base, endB, result);
        j++;
        if (endA === endB) {
          if (i === lastA) return;
          i++;
        }
      }
    }
  }

  #enlarge(): Int32Array<ArrayBuffer> {
    const old = this.#memory;
    const size = Math.min(4 * old.length, 4 * largestMemory);
    const memory = new Int32Array(size);
    for (let from = 0; from < old.length; from += 4) {
      const a = old[from] as number;
      const b = old[from + 1] as number;
      if (a === 0 && b === 0) continue;
      const operation = old[from + 2] as number;
      const hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
      const entry = (((hash ^ (hash >>> 15)) + operation) << 2) & (size - 1);
      memory[entry] = a;
      memory[entry + 1] = b;
      memory[entry + 2] = operation;
      memory[entry + 3] = old[from + 3] as number;
    }
    this.#memory = memory;
    return memory;
  }
}
