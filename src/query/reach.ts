/**
 * Every packet of a question: which get through, and why the others do not. Per pair of ends one flood; what the sender
 * may choose is a set, and so are the answers.
 */

import { flood } from "../forward/flood/ask.ts";
import { type Flow, isTie } from "../forward/flood/flow.ts";
import type { Headers, HeaderSet } from "../forward/flood/headers.ts";
import type { Arrival, Result, Stop } from "../forward/flood/result.ts";
import type { Network } from "../forward/network.ts";
import { inOrder, reasonKey } from "../forward/reasons.ts";
import type { Reason } from "../forward/trace.ts";
import type { Start } from "../forward/walk/answer.ts";
import type { Key, Origin } from "../model/model.ts";
import { attempt, Exhausted } from "../packet/limits.ts";
import { isSymbol, type Packet } from "../packet/packet.ts";
import { spent } from "./spent.ts";
import { beginnings, type Problem, type Question } from "./trace.ts";
import { eventsOf, hopsIn, stepsIn } from "./way.ts";

/** Packets that arrive at one place in one way. */
export interface Reached {
  readonly to: string;
  /** The ends and fields that are the same for all of them. */
  readonly packet: Packet;
  readonly set: HeaderSet;
  /** Whether their answers get back. */
  readonly reply: boolean;
  /** What inspects, translates or passes them on, in order. */
  readonly through: readonly string[];
  /** The same, step by step: of several in one step each packet passes one. */
  readonly passes: readonly (readonly string[])[];
  /** The lines that decided. */
  readonly origins: readonly Origin[];
  readonly proxy?: string;
}

export interface Refused {
  readonly to: string;
  /** Undefined: there is no packet to send at all. */
  readonly packet: Packet | undefined;
  readonly set: HeaderSet;
  /** What is lost: the packets themselves, the answers to them, or nobody can say. */
  readonly what: "packets" | "answers" | "unknown";
  readonly reasons: readonly Reason[];
}

export interface Reach {
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  readonly allowed: readonly Reached[];
  readonly blocked: readonly Refused[];
  /** Sessions that a balancer opens to what was asked about, on behalf of who asked. */
  readonly viaProxy: readonly Reached[];
  readonly assumptions: readonly Key[];
  readonly net: Network;
  readonly took: readonly string[];
}

export function reach(net: Network, headers: Headers, question: Question): Reach | Problem {
  const asked = beginnings(net, question);
  if ("problem" in asked) return asked;
  const parts = asked.starts.map((start) => partOf(asked.net, headers, question, start));
  const proxies = attempt(() => proxied(net, headers, question));
  const assumptions = new Set(parts.flatMap((p) => p.assumptions));
  const cut = proxies instanceof Exhausted ? [unasked(question, headers, proxies)] : [];
  return {
    verdict: joint([
      ...parts.map((p) => p.verdict),
      ...asked.refused.map((r) => (r.verdict === "unknown" ? ("unknown" as const) : ("blocked" as const))),
    ]),
    allowed: parts.flatMap((p) => p.allowed),
    blocked: [
      ...asked.refused.map(({ reason, verdict }) => ({
        to: reason.node,
        packet: undefined,
        set: headers.all,
        what: verdict === "unknown" ? ("unknown" as const) : ("packets" as const),
        reasons: [reason],
      })),
      ...parts.flatMap((p) => p.blocked),
      ...cut,
    ],
    viaProxy: proxies instanceof Exhausted ? [] : proxies,
    assumptions: [...assumptions].sort(),
    net: asked.net,
    took: asked.took,
  };
}

/** What becomes of all packets of one start. */
interface Part extends Pick<Reach, "verdict" | "allowed" | "blocked" | "assumptions"> {}

function partOf(net: Network, headers: Headers, question: Question, start: Start): Part {
  const part = attempt((): Part => {
    const { first, result } = flood(net, headers, [start]);
    const { stops, arrivals, assumptions } = result;
    const goes = stops.some((s) => s.verdict === "dropped");
    const every = goes ? flood(net, headers, [start], { despite: true }).result.stops : stops;
    return {
      verdict: verdictOf(headers, first, result),
      allowed: arrivals.flatMap((a) => reached(net, headers, start, a)),
      blocked: refused(net, headers, start, stops, every),
      assumptions: [...assumptions],
    };
  });
  if (!(part instanceof Exhausted)) return part;
  const blocked = [{ ...unasked(question, headers, part), packet: start.packet }];
  return { verdict: "unknown", allowed: [], blocked, assumptions: [] };
}

/** Of these packets nobody can say anything: the sets grew beyond what a question may cost. */
function unasked(question: Question, headers: Headers, limit: Exhausted): Refused {
  return { to: question.to, packet: undefined, set: headers.all, what: "unknown", reasons: [spent(question, limit)] };
}

function verdictOf(headers: Headers, first: HeaderSet, result: Result): Reach["verdict"] {
  // Of no packet at all nothing can be said to get through.
  if (headers.isNone(first)) return "blocked";
  if (headers.isNone(headers.minus(first, result.all))) return "reachable";
  if (!headers.isNone(result.unknown)) return "unknown";
  return headers.isNone(result.arrivedSome) ? "blocked" : "partly";
}

function joint(verdicts: readonly Reach["verdict"][]): Reach["verdict"] {
  const [first = "blocked"] = verdicts;
  if (verdicts.every((v) => v === first)) return first;
  return verdicts.includes("unknown") ? "unknown" : "partly";
}

function reached(net: Network, headers: Headers, start: Start, arrival: Arrival): readonly Reached[] {
  const { flow, set, answered } = arrival;
  const both: readonly (readonly [HeaderSet, boolean])[] = [
    [headers.and(set, answered), true],
    [headers.minus(set, answered), false],
  ];
  return both.flatMap(([part, reply]) =>
    headers.isNone(part)
      ? []
      : [
          {
            to: flow.node.name,
            packet: start.packet,
            set: part,
            reply,
            through: middleboxes(net, flow),
            passes: passes(net, flow),
            origins: deciding(flow),
          },
        ],
  );
}

/** Nodes on the way that are more than a router. */
export function middleboxes(net: Network, flow: Flow): readonly string[] {
  return [...new Set(passes(net, flow).flat())];
}

/** The same, step by step: of several in one step each packet passes one. */
function passes(net: Network, flow: Flow): readonly (readonly string[])[] {
  const special = (node: string) =>
    net
      .nodesNamed(node)
      .some(
        (n) =>
          n.key !== flow.node.key &&
          (n.inspect !== undefined || n.encapsulate?.kind === "wrap" || net.portsOf(n.key) !== undefined),
      );
  return stepsIn(eventsOf(flow).forward, special);
}

export function deciding(flow: Flow): readonly Origin[] {
  return hopsIn(eventsOf(flow).forward).flatMap(({ origin }) => (origin.at.length > 0 ? [origin] : []));
}

/**
 * Every packet that stops somewhere stands in one row, with all that refuses it on its way. `first` are the stops of what
 * stops at the first that refuses it, `every` those of what goes on.
 */
function refused(
  net: Network,
  headers: Headers,
  start: Start,
  first: readonly Stop[],
  every: readonly Stop[],
): readonly Refused[] {
  const to = destinationName(net, start.packet);
  const told = (["unknown", "packets", "answers"] as const).map((what) => {
    return [what, headers.or(first.filter((s) => kindOf(s) === what).map((s) => s.set))] as const;
  });
  const parts = partition(headers, every);
  return parts.flatMap(({ set, reasons }) => {
    let left = set;
    return told.flatMap(([what, of]): readonly Refused[] => {
      const part = headers.and(left, of);
      left = headers.minus(left, of);
      return headers.isNone(part) ? [] : [{ to, packet: start.packet, set: part, what, reasons: inOrder(reasons) }];
    });
  });
}

function kindOf({ verdict, direction }: Stop): Refused["what"] {
  return verdict === "unknown" ? "unknown" : direction === "forward" ? "packets" : "answers";
}

/** What stops later on the way has met more. */
function lengthOf({ flow }: Stop): number {
  return flow.past?.length ?? 0;
}

/** Parts of the packets that stop for the same reasons. */
function partition(
  headers: Headers,
  stops: readonly Stop[],
): readonly { readonly set: HeaderSet; readonly reasons: readonly Reason[] }[] {
  const byReason = new Map<string, { reason: Reason; sets: HeaderSet[] }>();
  for (const stop of [...stops].sort((a, b) => lengthOf(a) - lengthOf(b))) {
    const reason = stop.reason();
    const same = byReason.get(reasonKey(reason)) ?? { reason, sets: [] };
    same.sets.push(stop.set);
    byReason.set(reasonKey(reason), same);
  }
  let parts: readonly { set: HeaderSet; reasons: readonly Reason[] }[] = [
    { set: headers.or(stops.map((s) => s.set)), reasons: [] },
  ];
  for (const { reason, sets } of byReason.values()) {
    const of = headers.or(sets);
    parts = parts.flatMap(({ set, reasons }) => [
      { set: headers.and(set, of), reasons: [...reasons, reason] },
      { set: headers.minus(set, of), reasons },
    ]);
    parts = parts.filter(({ set }) => !headers.isNone(set));
  }
  return parts;
}

function destinationName(net: Network, packet: Packet): string {
  const { destination } = packet;
  if (isTie(destination)) return "";
  if (isSymbol(destination)) return destination.owner ?? "internet";
  return net.ownerOf(destination) ?? "";
}

/** What balancers would open to it: the same question, put to every balancer that has it among its targets. */
function proxied(net: Network, headers: Headers, question: Question): readonly Reached[] {
  const goal = beginnings(net, question);
  if ("problem" in goal) return [];
  const targets = new Set(goal.goals);
  const balancers = new Set(
    net.model.listeners
      .filter((l) =>
        net.optionsOf(l.balance).some((o) => o.to.kind === "interface" && targets.has(ownerOf(net, o.to.interface))),
      )
      .map((l) => net.node(l.node)?.name ?? ""),
  );
  return [...balancers].flatMap((proxy) => {
    const asked = beginnings(net, { ...question, to: proxy });
    if ("problem" in asked) return [];
    return asked.starts.flatMap((start) =>
      flood(asked.net, headers, [start]).result.arrivals.flatMap((a) =>
        (a.sessions ?? []).flatMap((session): readonly Reached[] => {
          const name = net.node(session.to)?.name;
          if (name === undefined || !targets.has(session.to) || headers.isNone(session.set)) return [];
          const reply = headers.isNone(headers.minus(session.set, a.answered));
          const origins = deciding(session.flow ?? a.flow);
          const { packet } = start;
          return [
            {
              to: name,
              packet,
              set: session.set,
              reply,
              through: middleboxes(asked.net, a.flow),
              passes: passes(asked.net, a.flow),
              origins,
              proxy,
            },
          ];
        }),
      ),
    );
  });
}

function ownerOf(net: Network, key: Key): Key {
  return net.interface(key)?.node ?? "";
}
