/**
 * Values of one field: a flat, sorted list `[from, to, from, to, …]` of stretches that do not touch, `to` excluded. Plain
 * numbers whatever the field: ports and protocols are themselves, addresses are places on the line of an `AddressSpace`.
 */

export type Stretches = readonly number[];

export const none: Stretches = [];

export function one(value: number): Stretches {
  return [value, value + 1];
}

/** Both ends included. */
export function between(first: number, last: number): Stretches {
  return [first, last + 1];
}

export function values(list: readonly number[]): Stretches {
  return joined(list.map(one));
}

/** What lies in any of the lists. */
export function joined(lists: readonly Stretches[]): Stretches {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const pairs: [number, number][] = [];
  for (const list of lists) each(list, (from, to) => pairs.push([from, to]));
  pairs.sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [from, to] of pairs) {
    const end = out[out.length - 1];
    if (end !== undefined && from <= end) out[out.length - 1] = Math.max(end, to);
    else out.push(from, to);
  }
  return out;
}

export function common(a: Stretches, b: Stretches): Stretches {
  const out: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [endA, endB] = [a[i + 1] as number, b[j + 1] as number];
    const from = Math.max(a[i] as number, b[j] as number);
    const to = Math.min(endA, endB);
    if (from < to) out.push(from, to);
    if (endA <= endB) i += 2;
    if (endB <= endA) j += 2;
  }
  return out;
}

/** What the list leaves of `[0, size)`. */
export function others(list: Stretches, size: number): Stretches {
  const edges = list[0] === 0 ? list.slice(1) : [0, ...list];
  return edges[edges.length - 1] === size ? edges.slice(0, -1) : [...edges, size];
}

export function holds(list: Stretches, value: number): boolean {
  for (let i = 0; i < list.length; i += 2) {
    if (value < (list[i] as number)) return false;
    if (value < (list[i + 1] as number)) return true;
  }
  return false;
}

export function each(list: Stretches, use: (from: number, to: number) => void): void {
  for (let i = 0; i < list.length; i += 2) use(list[i] as number, list[i + 1] as number);
}

export function same(a: Stretches, b: Stretches): boolean {
  return a.length === b.length && a.every((edge, i) => edge === b[i]);
}
