/**
 * Which lines of a text differ from those of another: the shortest list of changes (E. Myers, "An O(ND) Difference
 * Algorithm and Its Variations", 1986). Texts that have little in common are one change.
 */

import { type Document, lineStarts, lineText, type Span } from "./document.ts";

/** Whole lines; an empty span stands where the other text has lines and this one has none. */
export interface LineChange {
  readonly old: Span;
  readonly new: Span;
}

/** Beyond so many changed lines the rest is one change. */
const mostChanged = 1000;

export function changedLines(old: Document, next: Document): readonly LineChange[] {
  const [a, b] = [linesOf(old), linesOf(next)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  const shorter = Math.min(a.length, b.length) - head;
  while (tail < shorter && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const kept = common(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const found: LineChange[] = [];
  let [x, y] = [head, head];
  for (const [i, j] of [
    ...kept.map(([i, j]) => [i + head, j + head] as const),
    [a.length - tail, b.length - tail] as const,
  ]) {
    if (i > x || j > y) found.push({ old: spanOf(old, x, i), new: spanOf(next, y, j) });
    [x, y] = [i + 1, j + 1];
  }
  return found;
}

function linesOf(document: Document): readonly string[] {
  return document.text === "" ? [] : lineStarts(document).map((_, i) => lineText(document, i + 1));
}

/** From line `first` (from 0) to before line `end`. */
function spanOf(document: Document, first: number, end: number): Span {
  const starts = lineStarts(document);
  const start = starts[first] ?? document.text.length;
  if (end <= first) return { document, start, end: start };
  const whole = (starts[end] ?? document.text.length + 1) - 1;
  return { document, start, end: Math.max(start, whole) };
}

/** Pairs of equal lines in ascending order, as many as there can be. */
function common(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const trail = furthest(a, b);
  if (trail === undefined) return [];
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trail.length - 1; d >= 0; d--) {
    const before = trail[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (before.get(k - 1) ?? -1) < (before.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const x0 = d === 0 ? 0 : (before.get(from) ?? 0);
    const y0 = d === 0 ? 0 : x0 - from;
    while (x > x0 && y > y0 && x > 0 && y > 0 && a[x - 1] === b[y - 1]) pairs.push([--x, --y]);
    [x, y] = [x0, y0];
  }
  return pairs.reverse();
}

/** For each number of changes, how far each diagonal got before it; undefined when there are too many. */
function furthest(a: readonly string[], b: readonly string[]): readonly ReadonlyMap<number, number>[] | undefined {
  const reached = new Map<number, number>([[1, 0]]);
  const trail: ReadonlyMap<number, number>[] = [];
  for (let d = 0; d <= Math.min(mostChanged, a.length + b.length); d++) {
    trail.push(new Map(reached));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
      let x = down ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reached.set(k, x);
      if (x >= a.length && x - k >= b.length) return trail;
    }
  }
  return undefined;
}
