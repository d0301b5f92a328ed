/**
 * Whether an expectation holds: proven by floods for every source, port and branch that it names. Where it does not hold,
 * a walk tells why, or one packet shows it.
 */

import { type Flooded, flood, free } from "../forward/flood/ask.ts";
import type { HeaderSet } from "../forward/flood/headers.ts";
import type { Arrival, Home, Session } from "../forward/flood/result.ts";
import type { Network } from "../forward/network.ts";
import { distinct } from "../forward/reasons.ts";
import type { Answer, Reason } from "../forward/trace.ts";
import { type Start, walk } from "../forward/walk/answer.ts";
import type { Key } from "../model/model.ts";
import { attempt, Exhausted } from "../packet/limits.ts";
import { isSymbol, type Packet } from "../packet/packet.ts";
import { arrivals, missing, verdictOf } from "./explain.ts";
import type { PacketHeaders, Point } from "./packet-sets.ts";
import { spent } from "./spent.ts";
import { type Beginnings, beginnings, type Problem, type Question } from "./trace.ts";
import { eventsOf, instead, surelyPasses } from "./way.ts";

export interface Expectation extends Question {
  readonly verdict: "reachable" | "blocked";
  /** Names that each direction must pass. */
  readonly through: readonly string[];
}

export interface Judged {
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  /** Null: nobody can say. */
  readonly holds: boolean | null;
  readonly reasons: readonly Reason[];
  readonly assumptions: readonly Key[];
}

interface Part extends Flooded {
  readonly start: Start;
}

export function judge(net: Network, headers: PacketHeaders, expected: Expectation): Judged | Problem {
  const asked = beginnings(net, expected);
  if ("problem" in asked) return asked;
  const judged = attempt(() => proven(asked, headers, expected));
  if (!(judged instanceof Exhausted)) return judged;
  return { verdict: "unknown", holds: null, reasons: [spent(expected, judged)], assumptions: [] };
}

function proven(asked: Beginnings, headers: PacketHeaders, expected: Expectation): Judged {
  const parts = asked.starts.map((start): Part => ({ start, ...flood(asked.net, headers, [start]) }));
  const assumptions = [...new Set(parts.flatMap(({ result }) => [...result.assumptions]))].sort();
  const verdict = verdictFor(asked, headers, expected, parts);
  if (expected.verdict === "blocked") {
    if (verdict === "blocked") return { verdict, holds: true, reasons: [], assumptions };
    if (verdict !== "unknown") return { verdict, holds: false, reasons: witnessed(asked, headers, parts), assumptions };
  } else if (verdict === "reachable") {
    const reasons = expected.through.flatMap((name) => past(asked, headers, parts, name).slice(0, 1));
    return { verdict, holds: reasons.length === 0, reasons, assumptions };
  }
  const reasons = explained(asked, parts, verdict);
  return { verdict, holds: verdict === "unknown" ? null : false, reasons, assumptions };
}

/** Blocked means that nothing arrives; what arrives and is not answered has arrived. */
function verdictFor(
  { refused }: Beginnings,
  headers: PacketHeaders,
  expected: Expectation,
  parts: readonly Part[],
): Judged["verdict"] {
  const some = (pick: (part: Part) => HeaderSet) => parts.some((p) => !headers.isNone(pick(p)));
  const misses = refused.length > 0 || some(({ first, result }) => headers.minus(first, result.all));
  // Of no packet at all nothing can be said to get through.
  const empty = parts.some(({ first }) => headers.isNone(first));
  if (parts.length > 0 && !misses && !empty) return "reachable";
  const arrives = some(({ result }) => result.arrivedSome);
  const unsure = some(({ result }) => result.unknown) || refused.some((r) => r.verdict === "unknown");
  const lost =
    refused.some((r) => r.verdict === "dropped") ||
    parts.some(({ result }) => result.stops.some((s) => s.verdict === "dropped"));
  if (expected.verdict === "blocked") return arrives ? "partly" : unsure ? "unknown" : "blocked";
  if (arrives && lost) return "partly";
  return unsure ? "unknown" : arrives ? "partly" : "blocked";
}

/** To tell why is worth less than to tell whether. */
const toldBudget = 40_000;

/** Why not, in the words of a walk; in those of the flood, where a walk would be too long or says less. */
function explained(asked: Beginnings, parts: readonly Part[], verdict: Judged["verdict"]): readonly Reason[] {
  const { net, starts, refused } = asked;
  const own = refused.map((r) => r.reason);
  if (starts.length === 0) return own;
  const answer = walk(net, starts, { every: true, budget: toldBudget });
  const found = verdictOf(answer);
  const agrees = found === verdict || (refused.length > 0 && found !== "unknown");
  if (agrees && answer.reasons.length > 0) return [...answer.reasons, ...own];
  return distinct([...parts.flatMap(({ result }) => result.stops.map((s) => s.reason())), ...own]);
}

/** A packet that should be blocked and arrives, walked. */
function witnessed(asked: Beginnings, headers: PacketHeaders, parts: readonly Part[]): readonly Reason[] {
  for (const { start, result } of parts) {
    const packet = packetIn(headers, start.packet, result.arrivedSome);
    const shown = packet === undefined ? [] : arrivals(walk(asked.net, [{ ...start, packet }], { budget: toldBudget }));
    if (shown.length > 0) return shown.slice(0, 1);
  }
  return [];
}

/** One packet of a set: the fields that its sender picks, each narrowed to one value. */
function packetIn(headers: PacketHeaders, packet: Packet, set: HeaderSet): Packet | undefined {
  const point = headers.witness(set);
  if (point === undefined) return undefined;
  const narrowed = free(packet).flatMap((field: keyof Point) => {
    const [term, value] = [packet[field], point[field]];
    return term === undefined || !isSymbol(term) ? [] : [[field, { ...term, within: [{ first: value, last: value }] }]];
  });
  return { ...packet, ...(Object.fromEntries(narrowed) as Partial<Packet>) };
}

/** Why what is delivered does not pass a name in both directions. */
function past(
  { net, starts }: Beginnings,
  headers: PacketHeaders,
  parts: readonly Part[],
  name: string,
): readonly Reason[] {
  const fits = (node: string) => node === name || node.slice(node.indexOf("/") + 1) === name;
  const around = parts.filter(({ result }) => {
    return !(result.arrivals.every((a) => arrivesThrough(headers, a, fits)) && comesBackThrough(result, fits));
  });
  if (around.length === 0) return [];
  const told = (answer: Answer) => answer.branches.flatMap((b) => missing(b, name));
  for (const { start } of around) {
    const reasons = told(walk(net, [start], { budget: toldBudget }));
    if (reasons.length > 0) return reasons;
  }
  const either = told(walk(net, starts, { budget: toldBudget }));
  return either.length > 0 ? either : around.map((part) => onlySome(part, name, fits));
}

/** It is passed on some branches, and others that end alike go by. */
function onlySome({ start, result }: Part, name: string, fits: Fits): Reason {
  const flows = [...result.homes.map((h) => h.flow), ...result.arrivals.map((a) => a.flow)];
  const other = flows.map((f) => instead([...eventsOf(f).forward, ...eventsOf(f).back], fits)).find((h) => h);
  const message = `\`${name}\` is one of several that packets may take: others go by${
    other === undefined ? "" : ` \`${other.node}\``
  }`;
  const { node, origin } = other ?? { node: start.node.name, origin: start.node.origin };
  return { code: "expectation.through.missing", message, node, origin, further: [], direction: "forward" };
}

type Fits = (node: string) => boolean;

function arrivesThrough(headers: PacketHeaders, { flow, set, sessions }: Arrival, fits: Fits): boolean {
  if (headers.isNone(set) || surelyPasses(eventsOf(flow).forward, fits)) return true;
  return sessions !== undefined && sessions.length > 0 && sessions.every((s) => openedThrough(s, fits));
}

function openedThrough({ flow }: Session, fits: Fits): boolean {
  return flow !== undefined && surelyPasses(eventsOf(flow).forward, fits);
}

/** On the way home, or on the way back of every session that was opened for it. */
function comesBackThrough({ homes, arrivals: all }: Flooded["result"], fits: Fits): boolean {
  const through = (list: readonly Home[]) => list.every(({ flow }) => surelyPasses(eventsOf(flow).back, fits));
  if (through(homes)) return true;
  const sessions = all.flatMap((a) => a.sessions ?? []);
  return sessions.length > 0 && sessions.every((s) => through(s.homes));
}
