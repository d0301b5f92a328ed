/** What a set holds: whether a packet lies in it, one that does, its disjoint boxes, the values of one field. */

import type { Algebra } from "./algebra.ts";
import { everything, nothing } from "./arena.ts";
import { endLevel, endOfLine, type Field, fieldAt, fields, levelOf, levelsPerField } from "./field.ts";
import { belowAt } from "./rewrite.ts";
import { joined, type Stretches } from "./stretches.ts";

/** The packets whose every field lies in its stretches; a field that is not named is any. */
export type Box = { readonly [F in Field]?: Stretches };

/** A packet as numbers: addresses are places on the line, `icmp` is type times 256 plus code. */
export type Header = Readonly<Record<Field, number>>;

export function contains(algebra: Algebra, node: number, header: Header): boolean {
  let n = node;
  while (algebra.arena.level[n] !== endLevel) {
    const field = fieldAt(algebra.arena.level[n] as number);
    n = belowAt(algebra, n, levelOf(field), header[field]);
  }
  return n !== nothing;
}

/** One packet of the set: for each field one of the values that are liked, the first that fits, or else the smallest. */
export function witness(algebra: Algebra, node: number, likes: Box): Header | undefined {
  if (node === nothing) return undefined;
  const { arena, masks } = algebra;
  const header = Object.fromEntries(fields.map((field) => [field, likes[field]?.[0] ?? 0])) as Record<Field, number>;
  let n = node;
  while (n !== everything) {
    const level = arena.level[n] as number;
    const field = fieldAt(level);
    const liked = likedValue(algebra, n, level, likes[field] ?? []);
    if (liked !== undefined) {
      header[field] = liked;
      n = belowAt(algebra, n, level, liked);
      continue;
    }
    const first = arena.first[n] as number;
    let i = first;
    while (arena.below[i] === nothing) i++;
    header[field] = i === first ? 0 : (arena.ends[i - 1] as number);
    const by = masks.under(n, level);
    n = arena.below[i] as number;
    if (!by || i > first) continue;
    // Bit by bit, a bit that is not asked for being 0.
    for (let own = arena.level[n] as number; own < level + levelsPerField; own = arena.level[n] as number) {
      const clear = arena.below[arena.first[n] as number] as number;
      if (clear === nothing) header[field] += 2 ** (31 - (own - level - 1));
      n = clear === nothing ? (arena.below[(arena.first[n] as number) + 1] as number) : clear;
    }
  }
  return header;
}

function likedValue(algebra: Algebra, node: number, level: number, likes: Stretches): number | undefined {
  for (let i = 0; i < likes.length; i += 2) {
    if (belowAt(algebra, node, level, likes[i] as number) !== nothing) return likes[i];
  }
  return undefined;
}

/** Boxes that do not overlap and together are the set; there may be very many. */
export function* pieces(algebra: Algebra, node: number, size: (field: Field) => number): Generator<Box> {
  if (node === nothing) return;
  if (node === everything) {
    yield {};
    return;
  }
  const field = fieldAt(algebra.arena.level[node] as number);
  for (const [below, stretches] of branches(algebra, node, size(field))) {
    for (const box of pieces(algebra, below, size)) yield { [field]: stretches, ...box };
  }
}

/** The diagrams below a node with the values that lead to them. */
function branches(algebra: Algebra, node: number, size: number): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>();
  let start = 0;
  algebra.masks.intervals(node, (end, below) => {
    const edges = found.get(below);
    if (edges?.at(-1) === start) edges[edges.length - 1] = Math.min(end, size);
    else if (edges !== undefined) edges.push(start, Math.min(end, size));
    else if (below !== nothing) found.set(below, [start, Math.min(end, size)]);
    start = end;
  });
  return found;
}

/** Every value that the field has in some packet of the set. */
export function valuesOf(algebra: Algebra, node: number, field: Field, size: number): Stretches {
  const { arena } = algebra;
  const level = levelOf(field);
  const seen = new Set<number>();
  const found: Stretches[] = [];
  let any = false;
  const visit = (n: number): void => {
    if (n === nothing || any || seen.has(n)) return;
    seen.add(n);
    const own = arena.level[n] as number;
    if (own > level) any = true;
    else if (own === level) found.push(...branches(algebra, n, size).values());
    else algebra.masks.below(n, visit);
  };
  visit(node);
  return any ? [0, size] : joined(found);
}

/** How many packets; `between` counts the values of a field from one place to another. */
export function count(
  algebra: Algebra,
  node: number,
  wanted: readonly Field[],
  between: (field: Field, from: number, to: number) => number,
): number {
  const known = new Map<string, number>();
  const visit = (n: number, index: number): number => {
    const field = wanted[index];
    if (n === nothing) return 0;
    if (field === undefined) return 1;
    const key = `${n} ${index}`;
    let sum = known.get(key);
    if (sum !== undefined) return sum;
    sum = 0;
    if (algebra.arena.level[n] !== levelOf(field)) sum = between(field, 0, endOfLine) * visit(n, index + 1);
    else {
      for (const [below, stretches] of branches(algebra, n, endOfLine)) {
        const inside = visit(below, index + 1);
        for (let i = 0; i < stretches.length; i += 2) {
          sum += inside * between(field, stretches[i] as number, stretches[i + 1] as number);
        }
      }
    }
    known.set(key, sum);
    return sum;
  };
  return visit(node, 0);
}

/** Nodes of a diagram, its ends not counted. */
export function nodesOf(algebra: Algebra, node: number): number {
  const { arena } = algebra;
  const seen = new Set<number>();
  const visit = (n: number): void => {
    if (arena.level[n] === endLevel || seen.has(n)) return;
    seen.add(n);
    for (let i = arena.first[n] as number; i < (arena.first[n + 1] as number); i++) visit(arena.below[i] as number);
  };
  visit(node);
  return seen.size;
}

/** The ends that a diagram reaches, nothing left out. */
export function endsOf(algebra: Algebra, node: number): readonly number[] {
  const { arena } = algebra;
  const seen = new Set<number>();
  const ends: number[] = [];
  const visit = (n: number): void => {
    if (n === nothing || seen.has(n)) return;
    seen.add(n);
    if (arena.level[n] === endLevel) ends.push(n);
    else
      for (let i = arena.first[n] as number; i < (arena.first[n + 1] as number); i++) visit(arena.below[i] as number);
  };
  visit(node);
  return ends;
}
