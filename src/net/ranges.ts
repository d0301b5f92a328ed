/**
 * Sorted, disjoint lists of inclusive ranges: of addresses (both families may stand in one list; IPv4 sorts first) and
 * of ports. Small and exact; sets over whole headers are `packet/`'s.
 */

import { bitsOf, familyOf, type Ip, offset, type Prefix, type Range, rangeOf } from "./ip.ts";

export type Ranges = readonly Range[];

function compare(a: Ip, b: Ip): number {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sorted, merged form of any list of ranges. */
export function normal(list: readonly Range[]): Ranges {
  const sorted = [...list].sort((a, b) => compare(a.first, b.first));
  const out: Range[] = [];
  for (const range of sorted) {
    const last = out[out.length - 1];
    if (last !== undefined && typeof last.last === typeof range.first && range.first <= offset(last.last, 1)) {
      if (range.last > last.last) out[out.length - 1] = { first: last.first, last: range.last };
    } else out.push(range);
  }
  return out;
}

export function rangesOf(prefixes: readonly Prefix[]): Ranges {
  return normal(prefixes.map(rangeOf));
}

export function intersect(a: Ranges, b: Ranges): Ranges {
  const out: Range[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as Range;
    const y = b[j] as Range;
    const first = compare(x.first, y.first) >= 0 ? x.first : y.first;
    const last = compare(x.last, y.last) <= 0 ? x.last : y.last;
    if (typeof first === typeof last && first <= last) out.push({ first, last });
    if (compare(x.last, y.last) <= 0) i++;
    else j++;
  }
  return out;
}

export function subtract(a: Ranges, b: Ranges): Ranges {
  const out: Range[] = [];
  for (const range of a) {
    let first = range.first;
    let open = true;
    for (const cut of b) {
      if (typeof cut.first !== typeof first || cut.last < first) continue;
      if (cut.first > range.last) break;
      if (cut.first > first) out.push({ first, last: offset(cut.first, -1) });
      if (cut.last >= range.last) {
        open = false;
        break;
      }
      first = offset(cut.last, 1);
    }
    if (open) out.push({ first, last: range.last });
  }
  return out;
}

export function contains(ranges: Ranges, ip: Ip): boolean {
  return ranges.some((range) => typeof range.first === typeof ip && range.first <= ip && ip <= range.last);
}

export function isEmpty(ranges: Ranges): boolean {
  return ranges.length === 0;
}

/** How many values the list holds, counted up to 2^53. */
export function sizeOf(ranges: Ranges): number {
  return ranges.reduce((sum, range) => sum + Number(BigInt(range.last) - BigInt(range.first)) + 1, 0);
}

/** The fewest prefixes that make up the list, in order. */
export function prefixesOf(ranges: Ranges): readonly Prefix[] {
  const out: Prefix[] = [];
  for (const range of ranges) {
    const bits = bitsOf(familyOf(range.first));
    let first = BigInt(range.first);
    const last = BigInt(range.last);
    while (first <= last) {
      let host = 0;
      while (host < bits && (first & (1n << BigInt(host))) === 0n && first + (1n << BigInt(host + 1)) - 1n <= last)
        host++;
      out.push({ first: bits === 32 ? Number(first) : first, length: bits - host });
      first += 1n << BigInt(host);
    }
  }
  return out;
}
