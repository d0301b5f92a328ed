/**
 * Two networks compared: which packets get further in one than in the other, from the internet to everything, from
 * everything to the internet, and between all things. Per pair of ends each network is flooded; the sets of a pair have
 * one owner, so that they can be compared. Ends that nothing tells apart in either network speak for each other until a
 * difference is found; then each is asked for itself, so that the lines are its own.
 */

import { flood, type Flooded } from "../forward/flood/ask.ts";
import type { HeaderSet } from "../forward/flood/headers.ts";
import type { Network } from "../forward/network.ts";
import { groupBy } from "../model/builder.ts";
import type { Key, Model, Origin } from "../model/model.ts";
import { intersect } from "../net/ranges.ts";
import { attempt, Exhausted } from "../packet/limits.ts";
import { familyOfTerm } from "../packet/packet.ts";
import { anyOf, nobodys } from "./addresses.ts";
import { type Changed, changesOf, type Treated } from "./changes.ts";
import { type Ends, endsOf, type Joined } from "./ends.ts";
import { absent, addressesFrom, type Anybody, isInternet, type Lane, type Lanes, lanesOf, noLanes } from "./lanes.ts";
import { answered, arriving, nothingSent, shifts } from "./levels.ts";
import { type PacketHeaders, packetHeaders } from "./packet-sets.ts";

export interface Change extends Changed {
  /** Names in the network in which the packets get further; several that are told apart by nothing. */
  readonly from: readonly string[];
  readonly to: string;
  /** What says that the two ends are there, in either network, where they stand, and their own filters. */
  readonly ends: readonly Origin[];
}

/** Ways that were not compared, because it would have cost more than its budget. */
export interface Uncompared {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly code: "diff.budget.exhausted" | "question.budget.exhausted";
}

export interface Diff {
  readonly changes: readonly Change[];
  readonly uncompared: readonly Uncompared[];
  /** Of either network. */
  readonly assumptions: { readonly old: ReadonlySet<Key>; readonly new: ReadonlySet<Key> };
}

export interface Terms {
  /** How many pairs of ends are compared at most. */
  readonly pairs?: number;
  /** Told how many of those that send are done. */
  readonly tick?: (done: number, total: number) => void;
  /** Flood networks that are equal, too. */
  readonly always?: true;
}

const mostPairs = 30_000;

/** Networks that are equal element by element are not flooded: whatever nobody can say is the same in both. */
export function diff(old: Network, next: Network, terms: Terms = {}): Diff {
  if (terms.always !== true && elementsOf(old.model) === elementsOf(next.model)) {
    return { changes: [], uncompared: [], assumptions: { old: new Set(), new: new Set() } };
  }
  const ends = endsOf(old, next);
  const comparison = comparing(ends, anybodyIn(old, next));
  const changes: Change[] = [];
  const uncompared: Uncompared[] = [];
  const senders = ends.alike.filter(([j]) => j?.old?.sends === true || j?.new?.sends === true);
  const takers = ends.alike.filter(([j]) => j?.old?.receives === true || j?.new?.receives === true);
  let left = terms.pairs ?? mostPairs;
  const compare = (from: Joined, to: Joined): Found => (left-- > 0 ? comparison.of(from, to) : "diff.budget.exhausted");

  for (const [i, froms] of senders.entries()) {
    terms.tick?.(i, senders.length);
    for (const tos of takers) {
      const pair = speakers(froms, tos);
      if (pair === undefined) continue;
      const spoken = compare(pair.from, pair.to);
      if (typeof spoken === "string") uncompared.push({ from: froms.map(nameOf), to: tos.map(nameOf), code: spoken });
      if (typeof spoken === "string" || spoken.length === 0) continue;
      for (const to of tos) {
        const from = froms.filter((f) => f !== to);
        const [first] = from;
        if (first === undefined) continue;
        const found = first === pair.from && to === pair.to ? spoken : compare(first, to);
        if (typeof found === "string") uncompared.push({ from: from.map(nameOf), to: [nameOf(to)], code: found });
        else changes.push(...found.map((change) => ofEnds(ends, change, from, to)));
      }
    }
  }
  return { changes, uncompared: gathered(uncompared), assumptions: comparison.assumed };
}

/** A model as text, without where it comes from. */
function elementsOf(model: Model): string {
  return JSON.stringify(model, (key, value: unknown) => {
    if (key === "origin" || key === "at") return undefined;
    if (typeof value === "bigint") return `${value}n`;
    return value instanceof Map ? [...value] : value;
  });
}

type Found = readonly Changed[] | Uncompared["code"];

/** Public addresses that are nobody's in either network. */
function anybodyIn(old: Network, next: Network): Anybody {
  const both = (family: 4 | 6) => intersect(nobodys(old, family), nobodys(next, family));
  const who = (word: string) => [anyOf(word, both(4)), anyOf(`${word} (IPv6)`, both(6))];
  return { client: who("client"), server: who("server") };
}

/** One of each list, and not the same. */
function speakers(froms: readonly Joined[], tos: readonly Joined[]): { from: Joined; to: Joined } | undefined {
  const [from] = froms;
  const to = tos.find((t) => t !== from);
  return from === undefined || to === undefined ? undefined : { from, to };
}

function comparing(ends: Ends, anybody: Anybody) {
  const assumed = { old: new Set<Key>(), new: new Set<Key>() };
  const treated = (headers: PacketHeaders, which: "old" | "new", lane: Lane): Flooded | undefined => {
    if (lane.starts.length === 0) return undefined;
    const flooded = flood(ends[which], headers, lane.starts);
    for (const key of flooded.result.assumptions) assumed[which].add(key);
    return flooded;
  };
  const ofFamily = (headers: PacketHeaders, old: Lane, next: Lane): readonly Changed[] => {
    if ([old, next].every(({ starts, doubts }) => starts.length + doubts.length === 0)) return [];
    const flooded = { old: treated(headers, "old", old), new: treated(headers, "new", next) };
    const first = (flooded.new ?? flooded.old)?.first ?? headers.all;
    const before = treatedAs(headers, ends.old, old, flooded.old, first);
    const after = treatedAs(headers, ends.new, next, flooded.new, first);
    const there = shifts(headers, first, before.there, after.there);
    const both = headers.and(
      flooded.old?.result.arrivedSome ?? headers.none,
      flooded.new?.result.arrivedSome ?? headers.none,
    );
    const back =
      before.back === undefined || after.back === undefined ? [] : shifts(headers, both, before.back, after.back);
    return [
      ...there.flatMap((shift) => changesOf(headers, "forward", shift, before, after)),
      ...back.flatMap((shift) => changesOf(headers, "back", shift, before, after)),
    ];
  };
  const of = (from: Joined, to: Joined): Found => {
    const lanes = { old: lanesIn(ends, "old", from, to, anybody), new: lanesIn(ends, "new", from, to, anybody) };
    const headers = packetHeaders();
    const found = attempt(() => ([4, 6] as const).flatMap((f) => ofFamily(headers, lanes.old[f], lanes.new[f])));
    return found instanceof Exhausted ? "question.budget.exhausted" : found;
  };
  return { of, assumed };
}

function treatedAs(
  headers: PacketHeaders,
  net: Network,
  lane: Lane,
  flooded: Flooded | undefined,
  first: HeaderSet,
): Treated {
  const doubtful = lane.doubts.length > 0;
  if (flooded === undefined) {
    return { net, lane, flooded, there: nothingSent(headers, first, doubtful), back: undefined };
  }
  return { net, lane, flooded, there: arriving(headers, flooded, doubtful), back: answered(headers, flooded) };
}

function lanesIn(ends: Ends, which: "old" | "new", from: Joined, to: Joined, anybody: Anybody): Lanes {
  const [sender, taker] = [from[which], to[which]];
  if (sender?.sends === true && taker?.receives === true) return lanesOf(ends[which], sender, taker, anybody);
  const other = which === "old" ? "new" : "old";
  const missing = [sender?.sends === true ? undefined : from[other], taker?.receives === true ? undefined : to[other]];
  return noLanes(missing.flatMap((end) => (end === undefined ? [] : absent(end, which))));
}

/** Named as in the network in which the packets get further. */
function ofEnds(ends: Ends, change: Changed, from: readonly Joined[], to: Joined): Change {
  const { kind, packet } = change;
  const way = kind === "lost" ? "old" : "new";
  const pick = (j: Joined) => (way === "old" ? (j.old ?? j.new) : (j.new ?? j.old));
  const senders = from.flatMap((j) => j[way] ?? []);
  const own = packet !== undefined && !senders.some(isInternet);
  const sources = own ? senders.flatMap((s) => addressesFrom(ends[way], s, familyOfTerm(packet.source))) : [];
  const origins = [...from, to].flatMap((j) => [...(j.old?.origins ?? []), ...(j.new?.origins ?? [])]);
  return {
    ...change,
    sources: sources.length > 0 ? sources : change.sources,
    from: from.flatMap((j) => pick(j)?.name ?? []),
    to: pick(to)?.name ?? "",
    ends: [...new Set(origins)],
  };
}

function nameOf(joined: Joined): string {
  return (joined.new ?? joined.old)?.name ?? "";
}

/** What comes from the same ends stands together. */
function gathered(list: readonly Uncompared[]): readonly Uncompared[] {
  const groups = groupBy(list, ({ from, code }) => JSON.stringify([from, code]));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, to: [...new Set(same.flatMap(({ to }) => to))].sort() }];
  });
}
