/**
 * What changed for packets that get further in one network than in the other: by which way and lines they get there in
 * the one, and what stands in their way in the other.
 */

import { type Flooded, free } from "../forward/flood/ask.ts";
import type { HeaderSet } from "../forward/flood/headers.ts";
import type { Network } from "../forward/network.ts";
import type { Direction, Reason } from "../forward/trace.ts";
import { walk } from "../forward/walk/answer.ts";
import type { Origin } from "../model/model.ts";
import { isSymbol, type Packet, type Term } from "../packet/packet.ts";
import type { Lane } from "./lanes.ts";
import type { Level, Levels, Shift } from "./levels.ts";
import type { PacketHeaders, Point } from "./packet-sets.ts";
import { deciding, middleboxes } from "./reach.ts";

/** How one of the networks treats what one end sends to another. */
export interface Treated {
  readonly net: Network;
  readonly lane: Lane;
  /** Undefined: there is no packet to send. */
  readonly flooded: Flooded | undefined;
  readonly there: Levels;
  /** Undefined: nothing arrives. */
  readonly back: Levels | undefined;
}

export interface Changed {
  readonly kind: Shift["kind"];
  readonly direction: Direction;
  /** How far the packets get, or their answers. */
  readonly old: Level;
  readonly new: Level;
  /** Undefined: in neither network is there a packet to send. */
  readonly packet: Packet | undefined;
  readonly sources: readonly Term[];
  readonly destinations: readonly Term[];
  readonly set: HeaderSet;
  /** Whose set it is. */
  readonly headers: PacketHeaders;
  /** Where the packets get further: whether their answers get back on every way. */
  readonly reply: boolean;
  readonly through: readonly string[];
  /** The lines of the ways by which they get there; of answers, those of one packet's way back. */
  readonly origins: readonly Origin[];
  /** What stands in their way in the other network; for what is unknown, why it is. */
  readonly reasons: readonly Reason[];
  /** Unknown in both networks, for the same reasons. */
  readonly settled: boolean;
}

export function changesOf(
  headers: PacketHeaders,
  direction: Direction,
  shift: Shift,
  old: Treated,
  next: Treated,
): readonly Changed[] {
  const { kind, set } = shift;
  const about = { kind, direction, old: shift.old, new: shift.new, headers };
  if (kind === "unknown") {
    const shown = next.flooded === undefined ? old : next;
    return pieces(headers, set, [doubtsIn(old, direction), doubtsIn(next, direction)]).map((piece) => ({
      ...about,
      ...sent(shown.lane),
      set: piece.set,
      reply: false,
      through: [],
      origins: [],
      reasons: distinct(piece.reasons.flat()),
      settled: shift.old === shift.new && codes(piece.reasons[0]) === codes(piece.reasons[1]),
    }));
  }
  const [way, other] = kind === "gained" ? [next, old] : [old, next];
  return pieces(headers, set, [stopsIn(other, direction)]).flatMap((piece) =>
    byReply(headers, piece.set, way).map(({ part, reply }) => ({
      ...about,
      ...sent(way.lane),
      set: part,
      reply,
      ...wayOf(headers, direction, part, way),
      reasons: distinct(piece.reasons.flat()),
      settled: false,
    })),
  );
}

function sent({ starts, sources, destinations }: Lane): Pick<Changed, "packet" | "sources" | "destinations"> {
  return { packet: starts[0]?.packet, sources, destinations };
}

/** Packets with answers on every way, and the others. */
function byReply(headers: PacketHeaders, set: HeaderSet, { back }: Treated) {
  const part = back === undefined ? headers.none : headers.and(set, back.every);
  const parts = [
    { part, reply: true },
    { part: headers.minus(set, part), reply: false },
  ];
  return parts.filter((p) => !headers.isNone(p.part));
}

function wayOf(
  headers: PacketHeaders,
  direction: Direction,
  set: HeaderSet,
  way: Treated,
): Pick<Changed, "through" | "origins"> {
  const arrivals = (way.flooded?.result.arrivals ?? []).filter((a) => !headers.isNone(headers.and(a.set, set)));
  const there = arrivals.flatMap((a) => deciding(a.flow));
  return {
    through: [...new Set(arrivals.flatMap((a) => middleboxes(way.net, a.flow)))],
    origins: [...new Set(direction === "back" ? wayBack(headers, set, way) : there)],
  };
}

/** The lines by which the answer to one of the packets comes home. */
function wayBack(headers: PacketHeaders, set: HeaderSet, { net, lane }: Treated): readonly Origin[] {
  const one = headers.witness(set);
  if (one === undefined) return [];
  const starts = lane.starts.map((start) => ({
    ...start,
    choice: start.node.name,
    packet: narrowed(start.packet, one),
  }));
  return walk(net, starts).branches.flatMap(({ back }) =>
    back?.verdict === "delivered" ? back.hops.flatMap(({ origin }) => (origin.at.length > 0 ? [origin] : [])) : [],
  );
}

/** With that value for what the sender picks, which stays the sender's. */
function narrowed(packet: Packet, one: Point): Packet {
  const tied = free(packet).flatMap((field) => {
    const term = packet[field];
    const value = one[field];
    return term !== undefined && value !== undefined && isSymbol(term)
      ? [[field, { ...term, within: [{ first: value, last: value }] }]]
      : [];
  });
  return { ...packet, ...(Object.fromEntries(tied) as Partial<Packet>) };
}

/** Packets, and the reasons that go for all of them; undefined: for whatever is sent. */
interface Cause {
  readonly set: HeaderSet | undefined;
  readonly reason: Reason;
}

function stopsIn({ lane, flooded }: Treated, direction: Direction): readonly Cause[] {
  const stops = (flooded?.result.stops ?? []).filter((s) => s.direction === direction);
  const refused = direction === "forward" ? [...lane.refusals, ...lane.doubts] : [];
  return [
    ...refused.map((reason) => ({ set: undefined, reason })),
    ...stops.map((s) => ({ set: s.set, reason: s.reason() })),
  ];
}

function doubtsIn({ lane, flooded }: Treated, direction: Direction): readonly Cause[] {
  const stops = (flooded?.result.stops ?? []).filter((s) => s.direction === direction && s.verdict === "unknown");
  const doubts = direction === "forward" ? lane.doubts : [];
  return [
    ...doubts.map((reason) => ({ set: undefined, reason })),
    ...stops.map((s) => ({ set: s.set, reason: s.reason() })),
  ];
}

interface Piece {
  readonly set: HeaderSet;
  /** One list for each list of causes. */
  readonly reasons: readonly (readonly Reason[])[];
}

/** The set in parts, so that each part has one list of reasons. */
function pieces(headers: PacketHeaders, set: HeaderSet, causes: readonly (readonly Cause[])[]): readonly Piece[] {
  let found: readonly Piece[] = [{ set, reasons: causes.map(() => []) }];
  for (const [i, list] of causes.entries()) {
    for (const { set: about, reason } of merged(headers, list)) {
      found = found.flatMap((piece) => {
        const inside = about === undefined ? piece.set : headers.and(piece.set, about);
        if (headers.isNone(inside)) return [piece];
        const reasons = piece.reasons.map((before, k) => (k === i ? [...before, reason] : before));
        const outside = headers.minus(piece.set, inside);
        return [
          { set: inside, reasons },
          ...(headers.isNone(outside) ? [] : [{ set: outside, reasons: piece.reasons }]),
        ];
      });
    }
  }
  return found;
}

/** What several branches say alike is one cause. */
function merged(headers: PacketHeaders, causes: readonly Cause[]): readonly Cause[] {
  const found = new Map<string, Cause>();
  for (const cause of causes) {
    const key = codeOf(cause.reason);
    const before = found.get(key);
    const all = before === undefined || before.set === undefined || cause.set === undefined;
    const set = all ? cause.set : headers.or([before.set, cause.set]);
    found.set(key, {
      reason: before?.reason ?? cause.reason,
      set: before !== undefined && before.set === undefined ? undefined : set,
    });
  }
  return [...found.values()];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((r) => [`${codeOf(r)} ${r.message}`, r])).values()];
}

function codes(reasons: readonly Reason[] | undefined): string {
  return (reasons ?? []).map(codeOf).toSorted().join(", ");
}

function codeOf({ code, node }: Reason): string {
  return `${code} ${node.slice(node.indexOf("/") + 1)}`;
}
