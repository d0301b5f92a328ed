/** Who holds addresses on a segment, in the order of the addresses. */

import type { Holding } from "../model/model.ts";
import type { Ip } from "../net/ip.ts";
import type { Ranges } from "../net/ranges.ts";

export interface Ordered {
  readonly addresses: readonly Ip[];
  /** One for each address; several may hold the same. */
  readonly holdings: readonly Holding[];
  /** Those whose address nobody knows: it may be any. */
  readonly unknown: readonly Holding[];
}

export function orderedBy(all: readonly Holding[]): Ordered {
  const stated = all.flatMap((holding) =>
    holding.address.kind === "known" ? [{ holding, address: holding.address.value }] : [],
  );
  stated.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return {
    addresses: stated.map((s) => s.address),
    holdings: stated.map((s) => s.holding),
    unknown: all.filter((h) => h.address.kind === "unknown"),
  };
}

/** Numbers of both families stand in one order, by value; only those of a range's own family lie in it. */
export function inRanges({ addresses, holdings, unknown }: Ordered, ranges: Ranges): readonly Holding[] {
  const found: Holding[] = [];
  for (const { first, last } of ranges) {
    for (let i = lowest(addresses, first); i < addresses.length && (addresses[i] as Ip) <= last; i++) {
      if (typeof addresses[i] === typeof first) found.push(holdings[i] as Holding);
    }
  }
  return [...found, ...unknown];
}

/** Where the first address at or above a value stands. */
function lowest(addresses: readonly Ip[], value: Ip): number {
  let [from, to] = [0, addresses.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((addresses[middle] as Ip) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
