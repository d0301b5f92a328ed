/**
 * The walk and the flood are twins: whatever one packet does, the set that it is in does. For a question both are asked.
 * `compare` walks one packet from every part into which the flood has cut the traffic; `held` takes witnesses of each of
 * the flood's sets and packets of its own choice, and says what the walks were.
 */

import type { Model } from "../../model/model.ts";
import type { Ip } from "../../net/ip.ts";
import { contains, type Ranges } from "../../net/ranges.ts";
import { isSymbol, type Packet, type Term } from "../../packet/packet.ts";
import { type Network, network } from "../network.ts";
import type { Answer, Verdict } from "../trace.ts";
import { endsDespite, type Start, walk } from "../walk/answer.ts";
import { reasonsOf } from "../walk/every.ts";
import { flood, free } from "./ask.ts";
import { type Box, boxes, boxesOf } from "./boxes.suite.ts";
import type { Field, Headers, HeaderSet } from "./headers.ts";
import type { Result, Stop } from "./result.ts";

export interface Disagreement {
  readonly packet: string;
  readonly walk: string;
  readonly flood: string;
}

/** What can be told of one packet by both. */
interface Told {
  readonly verdict: Verdict;
  /** On how many branches it gets there. */
  readonly arrived: "nowhere" | "somewhere" | "everywhere";
  readonly codes: string;
  /** What refuses it on its way, the first and all behind. */
  readonly every: string;
}

/** What the flood says of one header. */
function sides({ result, despite }: Floods, box: Box): Told {
  const within = (set: HeaderSet) => !boxes.isNone(boxes.and(set, [box] as unknown as HeaderSet));
  const all = within(result.all);
  const some = within(result.some);
  const unknown = within(result.unknown);
  const stops = result.stops.filter((s) => within(s.set));
  const dropped = stops.some((s) => s.verdict === "dropped");
  const verdict = some && dropped ? "partly" : unknown ? "unknown" : some ? "delivered" : "dropped";
  const odd = all === (verdict === "delivered") ? [] : [`on every branch: ${all}`];
  const arrived = within(result.arrivedAll) ? "everywhere" : within(result.arrivedSome) ? "somewhere" : "nowhere";
  const codes = list([...stops.map((s) => `${s.direction} ${s.code}`), ...odd]);
  const every = list(despite.filter((s) => within(s.set)).map((s) => `${s.direction} ${s.code}`));
  return { verdict, arrived, codes, every };
}

function list(codes: readonly string[]): string {
  return [...new Set(codes)].sort().join(", ");
}

/** One packet: a value for each field that the sender picks. */
type Point = Readonly<Partial<Record<Field, Ip>>>;

function boxAt(whole: Box, point: Point): Box {
  const fixed = Object.entries(point).map(([f, value]) => [f, [{ first: value, last: value }]]);
  return { ...whole, ...(Object.fromEntries(fixed) as Partial<Box>) };
}

function corner(box: Box, fields: readonly Field[], pick: (ranges: Ranges) => Ip): Point {
  return Object.fromEntries(fields.map((f) => [f, pick(box[f])]));
}

/**
 * What the sender has picked stays the sender's: as a plain number it might belong to a named list, of which the asker
 * has said that it does not.
 */
function packetAt(packet: Packet, point: Point): Packet {
  const fields = Object.entries(packet).map(([f, term]: [string, Term]) => {
    const value = isSymbol(term) && term.chooser === "sender" ? point[f as Field] : undefined;
    if (value === undefined || !isSymbol(term)) return [f, term];
    return [f, { ...term, within: [{ first: value, last: value }] }];
  });
  return Object.fromEntries(fields) as unknown as Packet;
}

function setsOf(first: HeaderSet, result: Result): readonly HeaderSet[] {
  return [
    first,
    result.all,
    result.some,
    result.arrivedSome,
    result.arrivedAll,
    result.unknown,
    ...result.stops.map((s) => s.set),
    ...result.arrivals.map((a) => a.set),
  ];
}

/** Every cell of the traffic that some set of the result tells from another. */
function cells(first: HeaderSet, result: Result): readonly Box[] {
  let parts: readonly HeaderSet[] = [first];
  for (const set of setsOf(first, result)) {
    parts = parts.flatMap((p) => [boxes.and(p, set), boxes.minus(p, set)].filter((x) => !boxes.isNone(x)));
  }
  return parts.flatMap((p) => boxesOf(p).slice(0, 2));
}

function told(answer: Answer): Omit<Told, "every"> {
  const ways = answer.branches.map((b) => b.forward.verdict);
  return {
    verdict: answer.verdict,
    arrived: ways.every((v) => v === "delivered")
      ? "everywhere"
      : ways.some((v) => v === "delivered")
        ? "somewhere"
        : "nowhere",
    codes: list(answer.reasons.map((r) => `${r.direction} ${r.code}`)),
  };
}

const lowest = (ranges: Ranges) => ranges[0]?.first ?? 0;
const highest = (ranges: Ranges) => ranges.at(-1)?.last ?? 0;

/** Where the twins disagree about these starts. */
export function compare(net: Network, starts: readonly Start[]): readonly Disagreement[] {
  const { first, result } = flood(net, boxes, starts);
  const despite = flood(net, boxes, starts, { despite: true }).result.stops;
  const fields = freeIn(starts);
  const points = cells(first, result).flatMap((cell) => [lowest, highest].map((pick) => corner(cell, fields, pick)));
  return judged(net, starts, { result, despite }, points).disagreements;
}

function freeIn(starts: readonly Start[]): readonly Field[] {
  return [...new Set(starts.flatMap((s) => free(s.packet)))];
}

export interface Held {
  readonly disagreements: readonly Disagreement[];
  readonly walks: readonly Answer[];
}

/** What each engine is told of the network, and the sets of the flood. */
export interface Engines {
  readonly walked: Network;
  readonly flooded: Network;
  readonly headers?: Headers;
}

/** The networks may differ, to see whether that is found out; `random` gives numbers from 0 to below 1. */
export function held(
  { walked, flooded, headers = boxes }: Engines,
  starts: readonly Start[],
  interesting: Ranges,
  random: () => number,
): Held {
  const { first, result } = flood(flooded, headers, on(flooded, starts));
  const despite = flood(flooded, headers, on(flooded, starts), { despite: true }).result.stops;
  const fields = freeIn(starts);
  const unlike = new Map(setsOf(first, result).map((set) => [JSON.stringify(set, digits), set]));
  const shuffled = [...unlike.values()].map((set) => [random(), set] as const).sort(([a], [b]) => a - b);
  const some = shuffled.slice(0, witnesses).map(([, set]) => set);
  const points = [...some, ...Array.from({ length: strangers }, () => first)].flatMap((set, i) => {
    const all = boxesOf(set);
    const box = all[Math.floor(random() * all.length)];
    if (box === undefined) return [];
    const pick = i < some.length && random() < 0.5 ? lowest : anywhere(interesting, random);
    return [corner(box, fields, pick)];
  });
  return judged(walked, on(walked, starts), { result, despite }, points);
}

const witnesses = 8;
const strangers = 4;

function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

/** One of the values of interest that lie in the ranges, or any of theirs. */
function anywhere(interesting: Ranges, random: () => number): (ranges: Ranges) => Ip {
  return (ranges) => {
    const near = interesting.filter((r) => contains(ranges, r.first));
    const known = near[Math.floor(random() * near.length)];
    if (known !== undefined && random() < 0.6) return known.first;
    const range = ranges[Math.floor(random() * ranges.length)] ?? { first: 0, last: 0 };
    if (typeof range.first === "bigint" || typeof range.last === "bigint") {
      return BigInt(range.first) + BigInt(Math.floor(random() * Number(BigInt(range.last) - BigInt(range.first))));
    }
    return range.first + Math.floor(random() * (range.last - range.first + 1));
  };
}

function on(net: Network, starts: readonly Start[]): readonly Start[] {
  return starts.map((s) => ({ ...s, node: net.node(s.node.key) ?? s.node }));
}

interface Floods {
  readonly result: Result;
  /** Of packets that went on past what refused them. */
  readonly despite: readonly Stop[];
}

function judged(net: Network, starts: readonly Start[], floods: Floods, points: readonly Point[]): Held {
  const whole = boxesOf(boxes.all)[0] as Box;
  const disagreements: Disagreement[] = [];
  const walks: Answer[] = [];
  for (const point of points) {
    const there = starts.map((s) => ({ ...s, packet: packetAt(s.packet, point) }));
    const answer = walk(net, there);
    walks.push(answer);
    const every = endsDespite(net, there).flatMap(reasonsOf);
    const walked = { ...told(answer), every: list(every.map((r) => `${r.direction} ${r.code}`)) };
    const flooded = sides(floods, boxAt(whole, point));
    if (print(walked) !== print(flooded)) {
      const packet = starts.map((s) => text(s.packet, point)).join(" | ");
      disagreements.push({ packet, walk: print(walked), flood: print(flooded) });
    }
  }
  return { disagreements, walks };
}

function print({ verdict, arrived, codes, every }: Told): string {
  const behind = every === codes ? "" : `; in all: ${every}`;
  return `${verdict}, arrives ${arrived}${codes === "" ? "" : `: ${codes}`}${behind}`;
}

function text(packet: Packet, point: Point): string {
  return Object.entries(packet)
    .map(([f, term]: [string, Term]) => `${f}=${isSymbol(term) ? (point[f as Field] ?? term.id) : term}`)
    .join(" ");
}

export function of(model: Model): Network {
  return network(model);
}
