/**
 * The walk and the flood are twins: whatever one packet does, the set that it is in does. For a question both are asked,
 * and from every part into which the flood has cut the traffic one packet is walked.
 */

import type { Model } from "../../model/model.ts";
import type { Ip } from "../../net/ip.ts";
import type { Ranges } from "../../net/ranges.ts";
import { isSymbol, type Packet, type Term } from "../../packet/packet.ts";
import { type Network, network } from "../network.ts";
import type { Answer, Verdict } from "../trace.ts";
import { type Start, walk } from "../walk/answer.ts";
import { flood, free } from "./ask.ts";
import { type Box, boxes, boxesOf } from "./boxes.suite.ts";
import type { HeaderSet } from "./headers.ts";
import type { Result } from "./result.ts";

export interface Disagreement {
  readonly packet: string;
  readonly walk: string;
  readonly flood: string;
}

/** What the flood says of one header. */
function sides(result: Result, box: Box): { verdict: Verdict; arrived: boolean } {
  const within = (set: HeaderSet) => !boxes.isNone(boxes.and(set, [box] as unknown as HeaderSet));
  const all = within(result.all);
  const some = within(result.some);
  const unknown = within(result.unknown);
  const dropped = result.stops.some((s) => s.verdict === "dropped" && within(s.set));
  const verdict: Verdict =
    some && dropped ? "partly" : unknown ? "unknown" : all ? "delivered" : some ? "partly" : "dropped";
  return { verdict, arrived: within(result.arrivedSome) };
}

function point(box: Box, pick: (ranges: Ranges) => Ip): Box {
  const fixed = Object.entries(box).map(([f, ranges]: [string, Ranges]) => {
    const value = pick(ranges);
    return [f, [{ first: value, last: value }]];
  });
  return Object.fromEntries(fixed) as unknown as Box;
}

function packetAt(packet: Packet, box: Box): Packet {
  const tied = new Set(free(packet));
  return Object.fromEntries(
    Object.entries(packet).map(([f, term]: [string, Term]) => [
      f,
      tied.has(f as keyof Packet) ? box[f as keyof Box][0]?.first : term,
    ]),
  ) as unknown as Packet;
}

/** Every cell of the traffic that some set of the result tells from another. */
function cells(first: HeaderSet, result: Result): readonly Box[] {
  const sets = [
    result.all,
    result.some,
    result.arrivedSome,
    result.arrivedAll,
    result.unknown,
    ...result.stops.map((s) => s.set),
    ...result.arrivals.map((a) => a.set),
  ];
  let parts: readonly HeaderSet[] = [first];
  for (const set of sets) {
    parts = parts.flatMap((p) => [boxes.and(p, set), boxes.minus(p, set)].filter((x) => !boxes.isNone(x)));
  }
  return parts.flatMap((p) => boxesOf(p).slice(0, 2));
}

function ends(answer: Answer): { verdict: Verdict; arrived: boolean } {
  return { verdict: answer.verdict, arrived: answer.branches.some((b) => b.forward.verdict === "delivered") };
}

/** Where the twins disagree about these starts. */
export function compare(net: Network, starts: readonly Start[]): readonly Disagreement[] {
  const { first, result } = flood(net, boxes, starts);
  const out: Disagreement[] = [];
  for (const cell of cells(first, result)) {
    for (const pick of [(r: Ranges) => r[0]?.first ?? 0, (r: Ranges) => r.at(-1)?.last ?? 0]) {
      const box = point(cell, pick);
      const walked = ends(
        walk(
          net,
          starts.map((s) => ({ ...s, packet: packetAt(s.packet, box) })),
        ),
      );
      const flooded = sides(result, box);
      if (walked.verdict !== flooded.verdict || walked.arrived !== flooded.arrived) {
        const packet = starts.map((s) => text(packetAt(s.packet, box))).join(" | ");
        out.push({ packet, walk: JSON.stringify(walked), flood: JSON.stringify(flooded) });
      }
    }
  }
  return out;
}

function text(packet: Packet): string {
  return Object.entries(packet)
    .map(([f, term]: [string, Term]) => `${f}=${isSymbol(term) ? term.id : term}`)
    .join(" ");
}

export function of(model: Model): Network {
  return network(model);
}
