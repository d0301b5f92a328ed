/** The flood's sets of headers, kept as packet sets; and what they hold, for people. */

import type { Field, Headers, HeaderSet } from "../forward/flood/headers.ts";
import type { Ip, Range } from "../net/ip.ts";
import { normal, type Ranges } from "../net/ranges.ts";
import type { Box } from "../packet/reading.ts";
import { type Listing, listing } from "../packet/print.ts";
import type { Limits } from "../packet/limits.ts";
import { type PacketSet, Sets } from "../packet/sets.ts";
import { joined, type Stretches } from "../packet/stretches.ts";

/** A value of each field. */
export type Point = Readonly<Record<Field, Ip>>;

export interface PacketHeaders extends Headers {
  /** The next question may cost as much as the first. */
  renew(): void;
  /** One packet of a set; undefined of none. */
  witness(set: HeaderSet): Point | undefined;
  /** As a short list, largest first. */
  list(set: HeaderSet): Listing;
}

const open = (set: HeaderSet): PacketSet => set as unknown as PacketSet;
const close = (set: PacketSet): HeaderSet => set as unknown as HeaderSet;

export function packetHeaders(limits: Partial<Limits> = {}): PacketHeaders {
  const sets = new Sets(undefined, limits);
  const known = new Map<string, HeaderSet>();
  // The same list of ranges is asked for again and again.
  const byRanges = new WeakMap<Ranges, Partial<Record<Field, HeaderSet>>>();
  const named = (field: Field, ranges: Ranges): HeaderSet => {
    const key = `${field} ${ranges.map((r) => `${r.first}-${r.last}`).join(" ")}`;
    const set = known.get(key) ?? close(sets.box(boxOf(sets, field, ranges)));
    known.set(key, set);
    return set;
  };
  return {
    all: close(sets.full()),
    none: close(sets.empty()),
    where(field, ranges) {
      const own = byRanges.get(ranges) ?? {};
      byRanges.set(ranges, own);
      own[field] ??= named(field, ranges);
      return own[field];
    },
    and: (a, b) => close(sets.intersect(open(a), open(b))),
    minus: (a, b) => close(sets.subtract(open(a), open(b))),
    or: (list) => close(sets.unionAll(list.map(open))),
    isNone: (a) => sets.isEmpty(open(a)),
    values: (a, field) => valuesOf(sets, open(a), field),
    renew: () => sets.renew(),
    witness: (set) => pointOf(sets, open(set)),
    list: (set) => listing(sets, open(set)),
  };
}

function valuesOf(sets: Sets, set: PacketSet, field: Field): Ranges {
  if (field === "source" || field === "destination") return sets.space.read(sets.values(set, field)).numbers;
  const of = field === "icmpType" || field === "icmpCode" ? "icmp" : field;
  const stretches = sets.values(set, of);
  const ranges: Range[] = [];
  for (let i = 0; i < stretches.length; i += 2) {
    const [first, last] = [stretches[i] as number, (stretches[i + 1] as number) - 1];
    if (field === "icmpType") ranges.push({ first: Math.floor(first / 256), last: Math.floor(last / 256) });
    else if (field === "icmpCode")
      ranges.push(last - first > 254 ? { first: 0, last: 255 } : { first: first % 256, last: last % 256 });
    else ranges.push({ first, last });
  }
  return normal(ranges);
}

function pointOf(sets: Sets, set: PacketSet): Point | undefined {
  const header = sets.witness(set);
  if (header === undefined) return undefined;
  const { sourcePort, destinationPort, protocol, icmp } = header;
  const address = (place: number): Ip => {
    const at = sets.space.at(place);
    return typeof at === "object" ? at.piece.first : at;
  };
  return {
    source: address(header.source),
    destination: address(header.destination),
    protocol,
    sourcePort,
    destinationPort,
    icmpType: Math.floor(icmp / 256),
    icmpCode: icmp % 256,
  };
}

function boxOf(sets: Sets, field: Field, ranges: Ranges): Box {
  if (ranges.length === 0) return { protocol: [] };
  switch (field) {
    case "source":
    case "destination":
      return { [field]: joined(ranges.map((r) => sets.space.numbers(r))) };
    case "icmpType":
      return { icmp: joined(ranges.map((r) => [Number(r.first) * 256, (Number(r.last) + 1) * 256])) };
    case "icmpCode":
      return { icmp: joined(everyType(ranges)) };
    default:
      return { [field]: joined(ranges.map((r) => [Number(r.first), Number(r.last) + 1])) };
  }
}

function everyType(codes: Ranges): readonly Stretches[] {
  return Array.from({ length: 256 }, (_, type) =>
    codes.flatMap((r) => [type * 256 + Number(r.first), type * 256 + Number(r.last) + 1]),
  );
}
