/**
 * How far packets get, as sets: on every branch, on some, on none, or nobody can say. The way there and the way of the
 * answers are told apart; of the answers only those count whose packets arrive.
 */

import type { Flooded } from "../forward/flood/ask.ts";
import type { Headers, HeaderSet } from "../forward/flood/headers.ts";
import type { Stop } from "../forward/flood/result.ts";
import type { Direction } from "../forward/trace.ts";

/** On how many branches; `unknown`: it depends on what nobody can say. */
export type Level = "every" | "some" | "none" | "unknown";

/** Disjoint; together they are what was asked about. */
export interface Levels {
  readonly every: HeaderSet;
  readonly some: HeaderSet;
  /** On some branch certainly; of another nobody can say. */
  readonly atLeastSome: HeaderSet;
  readonly none: HeaderSet;
  readonly unknown: HeaderSet;
}

/** How certain it is: the lowest and the highest that it can be. */
const bounds: Readonly<Record<keyof Levels, readonly [low: number, high: number]>> = {
  every: [2, 2],
  some: [1, 1],
  atLeastSome: [1, 2],
  none: [0, 0],
  unknown: [0, 2],
};

const kinds = ["every", "some", "atLeastSome", "none", "unknown"] as const;

/** The way there. `doubtful`: besides the flood there is an address that nobody knows. */
export function arriving(headers: Headers, { first, result }: Flooded, doubtful: boolean): Levels {
  const unknown = stopsOf(headers, result.stops, "forward", "unknown");
  const refused = stopsOf(headers, result.stops, "forward", "dropped");
  return levels(headers, first, result.arrivedSome, refused, doubtful ? first : unknown);
}

/** The way back of what arrives. */
export function answered(headers: Headers, { result }: Flooded): Levels {
  const unknown = stopsOf(headers, result.stops, "back", "unknown");
  const refused = stopsOf(headers, result.stops, "back", "dropped");
  return levels(headers, result.arrivedSome, result.some, refused, unknown);
}

/** Nothing is sent. */
export function nothingSent(headers: Headers, first: HeaderSet, doubtful: boolean): Levels {
  const { none } = headers;
  return {
    every: none,
    some: none,
    atLeastSome: none,
    none: doubtful ? none : first,
    unknown: doubtful ? first : none,
  };
}

function levels(headers: Headers, base: HeaderSet, reached: HeaderSet, refused: HeaderSet, unknown: HeaderSet): Levels {
  const there = headers.and(base, reached);
  const certain = headers.minus(there, unknown);
  const elsewhere = headers.minus(base, there);
  return {
    every: headers.minus(certain, refused),
    some: headers.and(certain, refused),
    atLeastSome: headers.and(there, unknown),
    none: headers.minus(elsewhere, unknown),
    unknown: headers.and(elsewhere, unknown),
  };
}

function stopsOf(headers: Headers, stops: readonly Stop[], direction: Direction, verdict: Stop["verdict"]): HeaderSet {
  const wanted = stops.filter((s) => s.direction === direction && s.verdict === verdict);
  return wanted.length === 0 ? headers.none : headers.or(wanted.map((s) => s.set));
}

/** Packets that get further in one network than in the other, or of which that cannot be said. */
export interface Shift {
  readonly kind: "gained" | "lost" | "unknown";
  readonly old: Level;
  readonly new: Level;
  readonly set: HeaderSet;
}

/** Of the packets `within`; empty when all get equally far. */
export function shifts(headers: Headers, within: HeaderSet, old: Levels, next: Levels): readonly Shift[] {
  const found = new Map<string, Shift>();
  for (const a of kinds) {
    const before = headers.and(within, old[a]);
    if (headers.isNone(before)) continue;
    for (const b of kinds) {
      const kind = kindOf(bounds[a], bounds[b]);
      if (kind === undefined) continue;
      const set = headers.and(before, next[b]);
      if (headers.isNone(set)) continue;
      const shift = { kind, old: levelOf(a, kind), new: levelOf(b, kind) };
      const key = `${shift.kind} ${shift.old} ${shift.new}`;
      const same = found.get(key);
      found.set(key, { ...shift, set: same === undefined ? set : headers.or([same.set, set]) });
    }
  }
  return [...found.values()];
}

function kindOf(old: readonly [number, number], next: readonly [number, number]): Shift["kind"] | undefined {
  if (next[0] > old[1]) return "gained";
  if (next[1] < old[0]) return "lost";
  return old[0] === old[1] && next[0] === next[1] ? undefined : "unknown";
}

function levelOf(kind: keyof Levels, shift: Shift["kind"]): Level {
  if (kind === "atLeastSome") return shift === "unknown" ? "unknown" : "some";
  return kind;
}
