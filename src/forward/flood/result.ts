/**
 * What becomes of a set of packets, as algebra. Parts go different ways and are put together by union; of alternatives
 * (options of a choice, worlds) all must deliver, so they are put together by intersection.
 */

import type { Key } from "../../model/model.ts";
import type { World } from "../../packet/packet.ts";
import type { Direction, Reason } from "../trace.ts";
import type { Headers, HeaderSet } from "./headers.ts";
import type { Flow } from "./flow.ts";

/** Packets that arrived somewhere. */
export interface Arrival {
  readonly set: HeaderSet;
  readonly flow: Flow;
  /** Those that are answered, on every branch. */
  readonly answered: HeaderSet;
  /** Sessions that the node opened for them. */
  readonly sessions?: readonly Session[];
}

/** What a node with listeners opens on behalf of those who come to it. */
export interface Session {
  readonly to: Key;
  /** Packets for which it arrives, and those for which it is answered. */
  readonly set: HeaderSet;
  readonly answered: HeaderSet;
  readonly flow: Flow | undefined;
  /** Its answers, back where it began. */
  readonly homes: readonly Home[];
}

/** Packets that stop somewhere, on some branch at least. */
export interface Stop {
  readonly set: HeaderSet;
  readonly verdict: "dropped" | "unknown";
  readonly direction: Direction;
  readonly world: World;
  readonly reason: () => Reason;
  readonly code: string;
  /** Where they stand, and what they have met. */
  readonly flow: Flow;
  /** Only remembered: what goes on past it ends elsewhere. */
  readonly passed?: true;
}

/** Answers that came home, in one world. */
export interface Home {
  readonly set: HeaderSet;
  readonly world: World;
  readonly flow: Flow;
}

export interface Result {
  /** Everything that this is about. */
  readonly base: HeaderSet;
  /** Both ways on every branch. */
  readonly all: HeaderSet;
  /** Both ways on some branch. */
  readonly some: HeaderSet;
  /** There, on every branch and on some. */
  readonly arrivedAll: HeaderSet;
  readonly arrivedSome: HeaderSet;
  /** Nobody can say, on some branch. */
  readonly unknown: HeaderSet;
  readonly arrivals: readonly Arrival[];
  readonly stops: readonly Stop[];
  readonly homes: readonly Home[];
  readonly assumptions: ReadonlySet<Key>;
}

const nothingAssumed: ReadonlySet<Key> = new Set();

export function nothing(headers: Headers): Result {
  const { none } = headers;
  return {
    base: none,
    all: none,
    some: none,
    arrivedAll: none,
    arrivedSome: none,
    unknown: none,
    arrivals: [],
    stops: [],
    homes: [],
    assumptions: nothingAssumed,
  };
}

export function stopped(headers: Headers, stop: Stop): Result {
  const unknown = stop.verdict === "unknown" ? stop.set : headers.none;
  return { ...nothing(headers), base: stop.set, unknown, stops: [stop] };
}

/** Packets that part: each result is about packets of its own. */
export function parts(headers: Headers, results: readonly Result[]): Result {
  if (results.length === 1) return results[0] as Result;
  const or = (pick: (r: Result) => HeaderSet) => headers.or(results.map(pick));
  return {
    base: or((r) => r.base),
    all: or((r) => r.all),
    some: or((r) => r.some),
    arrivedAll: or((r) => r.arrivedAll),
    arrivedSome: or((r) => r.arrivedSome),
    unknown: or((r) => r.unknown),
    ...gathered(results),
  };
}

/** Alternatives: each result is about the same packets. */
export function alternatives(headers: Headers, results: readonly Result[]): Result {
  const [first, ...others] = results;
  if (first === undefined) return nothing(headers);
  if (others.length === 0) return first;
  const or = (pick: (r: Result) => HeaderSet) => headers.or(results.map(pick));
  const and = (pick: (r: Result) => HeaderSet) => others.reduce((set, r) => headers.and(set, pick(r)), pick(first));
  return {
    base: or((r) => r.base),
    all: and((r) => r.all),
    some: or((r) => r.some),
    arrivedAll: and((r) => r.arrivedAll),
    arrivedSome: or((r) => r.arrivedSome),
    unknown: or((r) => r.unknown),
    ...gathered(results),
  };
}

function gathered(results: readonly Result[]): Pick<Result, "arrivals" | "stops" | "homes" | "assumptions"> {
  const assumptions = new Set<Key>();
  for (const r of results) for (const key of r.assumptions) assumptions.add(key);
  return {
    arrivals: results.flatMap((r) => r.arrivals),
    stops: results.flatMap((r) => r.stops),
    homes: results.flatMap((r) => r.homes),
    assumptions,
  };
}

/** The same result, and besides what stopped on other options of a choice that it rests on. */
export function besides(headers: Headers, result: Result, others: readonly Result[]): Result {
  if (others.length === 0) return result;
  const { assumptions, stops } = gathered([result, ...others]);
  return {
    ...result,
    base: headers.or([result.base, ...others.map((r) => r.base)]),
    unknown: headers.or([result.unknown, ...others.map((r) => r.unknown)]),
    stops,
    assumptions,
  };
}

export function join(headers: Headers, by: "parts" | "worlds", results: readonly Result[]): Result {
  return by === "parts" ? parts(headers, results) : alternatives(headers, results);
}

/** Packets of a set that stop on no branch of the results. */
export function unbroken(headers: Headers, set: HeaderSet, stops: readonly Stop[]): HeaderSet {
  return stops.length === 0 ? set : headers.minus(set, headers.or(stops.map((s) => s.set)));
}
