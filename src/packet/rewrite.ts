/**
 * Images of sets under what networks do to headers: a field is forgotten, fixed, moved, or takes another's place. Each
 * rebuilds the diagram above the field, once per node.
 */

import { type Algebra, AND, OR } from "./algebra.ts";
import { everything, nothing } from "./arena.ts";
import { endLevel, endOfLine, levelsPerField } from "./field.ts";
import { numbersEnd } from "./masks.ts";
import type { Unions } from "./union-all.ts";

/** Values `from` up to `to` (excluded) become `becomes` and those after it. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly becomes: number;
}

/** Rebuilds what asks for fields before `level`; `change` gets every diagram that begins at the field or after it. */
function above(algebra: Algebra, node: number, level: number, change: (node: number) => number): number {
  const { arena } = algebra;
  const done = new Map<number, number>();
  const visit = (n: number): number => {
    const known = done.get(n);
    if (known !== undefined) return known;
    const own = arena.level[n] as number;
    let result: number;
    if (n === nothing) result = nothing;
    else if (own >= level) result = change(n);
    else {
      const base = arena.top;
      for (let i = arena.first[n] as number; i < (arena.first[n + 1] as number); i++) {
        const below = visit(arena.below[i] as number);
        arena.push(base, arena.ends[i] as number, below);
      }
      result = algebra.node(own, base);
    }
    done.set(n, result);
    return result;
  };
  return visit(node);
}

/** Packets that differ from one of the set in nothing but the field. */
export function project(algebra: Algebra, unions: Unions, node: number, level: number): number {
  return above(algebra, node, level, (n) => {
    if (algebra.arena.level[n] !== level) return n;
    const below = new Set<number>();
    algebra.masks.below(n, (b) => below.add(b));
    return unions.of([...below]);
  });
}

/** The packets of the set in which the field has that value, with any value in its place. */
export function fix(algebra: Algebra, node: number, level: number, value: number): number {
  return above(algebra, node, level, (n) => belowAt(algebra, n, level, value));
}

/** What a node asks for next when the field has that value. */
export function belowAt(algebra: Algebra, node: number, level: number, value: number): number {
  const { arena } = algebra;
  let n = node;
  while ((arena.level[n] as number) < level + levelsPerField) {
    const bit = (arena.level[n] as number) - level - 1;
    const wanted = bit < 0 ? value : Math.floor(value / 2 ** (31 - bit)) % 2;
    let low = arena.first[n] as number;
    let high = (arena.first[n + 1] as number) - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wanted < (arena.ends[middle] as number)) high = middle;
      else low = middle + 1;
    }
    n = arena.below[low] as number;
  }
  return n;
}

/** Values of the field are moved; `rest` says what becomes of packets whose value is moved nowhere. */
export function move(
  algebra: Algebra,
  unions: Unions,
  node: number,
  { level, size }: { readonly level: number; readonly size: number },
  moves: readonly Move[],
  rest: "keep" | "drop",
): number {
  const { arena } = algebra;
  return above(algebra, node, level, (n) => {
    const ends: number[] = [];
    const below: number[] = [];
    const add = (end: number, b: number): void => {
      ends.push(Math.min(end, size));
      below.push(b);
    };
    if (arena.level[n] === level) algebra.masks.intervals(n, add);
    else add(size, n);
    const built = (fill: (push: (end: number, b: number) => void) => void): number => {
      const base = arena.top;
      fill((end, b) => arena.push(base, end >= size ? endOfLine : end, b));
      return algebra.node(level, base);
    };
    const parts = moves.map(({ from, to, becomes }) =>
      built((push) => {
        if (becomes > 0) push(becomes, nothing);
        for (let i = firstAfter(ends, from), start = from; start < to; i++) {
          start = Math.min(ends[i] as number, to);
          push(start - from + becomes, below[i] as number);
        }
        if (to - from + becomes < size) push(size, nothing);
      }),
    );
    if (rest === "keep") parts.push(built((push) => without(ends, below, moves, size, push)));
    return unions.of(parts);
  });
}

function without(
  ends: readonly number[],
  below: readonly number[],
  moves: readonly Move[],
  size: number,
  push: (end: number, below: number) => void,
): void {
  let place = 0;
  const keep = (to: number): void => {
    for (let i = firstAfter(ends, place); place < to; i++) {
      place = Math.min(ends[i] as number, to);
      push(place, below[i] as number);
    }
  };
  for (const { from, to } of moves.toSorted((a, b) => a.from - b.from)) {
    keep(from);
    if (to > place) push((place = to), nothing);
  }
  keep(size);
}

function firstAfter(ends: readonly number[], place: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Each field takes the place of another, for all levels that `to` names; two fields may change places. */
export function rename(algebra: Algebra, unions: Unions, node: number, to: ReadonlyMap<number, number>): number {
  const { arena } = algebra;
  const lowest = Math.max(...to.keys());
  const done = new Map<number, number>();
  const visit = (n: number): number => {
    const own = arena.level[n] as number;
    if (n <= everything || own === endLevel || own >= lowest + levelsPerField) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const field = own - (own % levelsPerField);
    const goal = own - field + (to.get(field) ?? field);
    const parts = byBelow(algebra, n).map(([below, edges]) =>
      algebra.apply(AND, onLine(algebra, goal, edges), visit(below)),
    );
    const result = parts.length === 2 ? algebra.apply(OR, parts[0] as number, parts[1] as number) : unions.of(parts);
    done.set(n, result);
    return result;
  };
  return visit(node);
}

/** The diagrams below a node, each with the stretches that lead to it. */
function byBelow(algebra: Algebra, node: number): readonly (readonly [number, number[]])[] {
  const { arena } = algebra;
  const found = new Map<number, number[]>();
  let start = 0;
  for (let i = arena.first[node] as number; i < (arena.first[node + 1] as number); i++) {
    const below = arena.below[i] as number;
    const end = arena.ends[i] as number;
    if (below !== nothing) {
      const edges = found.get(below);
      if (edges === undefined) found.set(below, [start, end]);
      else edges.push(start, end);
    }
    start = end;
  }
  return [...found];
}

/** Everything whose value, or bit, at that level lies in the stretches. */
function onLine(algebra: Algebra, level: number, edges: readonly number[]): number {
  const { arena } = algebra;
  const base = arena.top;
  for (let i = 0; i < edges.length; i += 2) {
    if ((edges[i] as number) > 0) arena.push(base, edges[i] as number, nothing);
    arena.push(base, edges[i + 1] as number, everything);
  }
  if (arena.stackEnds[arena.top - 1] !== endOfLine) arena.push(base, endOfLine, nothing);
  const field = level - (level % levelsPerField);
  if (field === level) return algebra.node(level, base);
  const bit = arena.node(level, base);
  arena.push(base, numbersEnd, bit);
  arena.push(base, endOfLine, nothing);
  return algebra.node(field, base);
}
