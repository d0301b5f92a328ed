/**
 * One flooding: the network, the sets, what may be spent, and the steps that call each other (the flood is recursive
 * through several files, as the walk is).
 */

import type { Balance, Interface, Key, Option, Origin } from "../../model/model.ts";
import type { Unknown } from "../../value/value.ts";
import type { Network } from "../network.ts";
import type { Reason } from "../trace.ts";
import { landing } from "../landing.ts";
import { type Decision, type Flow, isTie, remember, sessionPast, type Sifted } from "./flow.ts";
import type { Headers } from "./headers.ts";
import type { Finding, Lore } from "./lore.ts";
import { alternatives, join, type Result, stopped } from "./result.ts";

export interface Steps {
  send(on: Course, flow: Flow): Result;
  arrive(on: Course, flow: Flow): Result;
  emit(on: Course, flow: Flow, out: Interface, target: Interface): Result;
  healthy(on: Course, balance: Balance, option: Option): boolean;
}

export interface Course extends Steps {
  readonly net: Network;
  readonly headers: Headers;
  /** Whether packets go on past what refuses them, and only leave a stop there: for every reason, not the first. */
  readonly despite: boolean;
  spend(): boolean;
  /** Health by balance and option; "asked" while it is being worked out. */
  readonly memo: Map<string, boolean | "asked">;
  readonly lore: Lore;
  readonly finding: Finding;
  /** Routes that packets have taken. */
  readonly taken: Set<Key>;
  /** What happens to packets that arrived where they were going: for the way in, the answer; for a check, nothing. */
  arrived(on: Course, flow: Flow): Result;
}

export interface Why {
  readonly code: string;
  readonly message: string | (() => string);
  readonly node?: string;
  readonly origin: Origin;
  readonly further?: readonly Origin[];
  readonly subject?: string | undefined;
  readonly wouldMakeItKnown?: string;
}

export function dropped(on: Course, flow: Flow, why: Why): Result {
  return halt(on, flow, why, "dropped");
}

/** Refused here; what lies behind is flooded all the same where every reason is wanted. */
export function refused(on: Course, flow: Flow, why: Why, onwards: (flow: Flow) => Result): Result {
  const stop = dropped(on, flow, why);
  return on.despite ? alternatives(on.headers, [passed(stop), onwards(flow)]) : stop;
}

/** Its stops, as those that packets go on past. */
export function passed(result: Result): Result {
  return { ...result, stops: result.stops.map((s) => ({ ...s, passed: true })) };
}

/** No way on from here; where every reason is wanted, the rest is flooded from where the packets were to go. */
export function stranded(on: Course, flow: Flow, why: Why): Result {
  const { destination } = flow.now;
  const single = destination === undefined || isTie(destination) ? undefined : destination;
  const goal = on.despite && !flow.reply && !flow.lost && single !== undefined ? landing(on.net, single) : undefined;
  const node = goal === undefined ? undefined : on.net.node(goal.at.node);
  if (goal === undefined || node === undefined) return dropped(on, flow, why);
  const now = { ...flow.now, destination: goal.address };
  const there = { node, arriving: goal.at, now, lost: true, forgotten: true, onBehalf: undefined };
  return refused(on, flow, why, (f) => on.arrive(on, { ...f, ...there }));
}

export function undecided(on: Course, flow: Flow, why: Why): Result {
  return halt(on, flow, why, "unknown");
}

export function because(on: Course, flow: Flow, why: Unknown, what: string, node = flow.node.name): Result {
  return undecided(on, flow, {
    code: why.code,
    message: `${what}: ${why.why}`,
    node,
    origin: why.at.length > 0 ? { at: why.at } : flow.node.origin,
    ...(why.wanted === undefined ? {} : { wouldMakeItKnown: why.wanted }),
  });
}

function halt(on: Course, flow: Flow, why: Why, verdict: "dropped" | "unknown"): Result {
  const { direction, first, node } = flow;
  const reason = (): Reason => ({
    code: why.code,
    message: typeof why.message === "string" ? why.message : why.message(),
    node: why.node ?? node.name,
    origin: why.origin,
    further: why.further ?? [],
    direction,
    ...(why.subject === undefined ? {} : { subject: why.subject }),
    ...(why.wouldMakeItKnown === undefined ? {} : { wouldMakeItKnown: why.wouldMakeItKnown }),
  });
  const { world } = flow;
  return stopped(on.headers, {
    set: first,
    verdict,
    direction,
    world,
    reason,
    code: why.code,
    flow,
  });
}

/** A hop that people see: kept in the past, so that an arrival can tell its lines. */
export function seen(flow: Flow, node: string, type: string, origin: Origin): Flow {
  return remember(flow, { kind: "hop", node, type, origin });
}

/** The last route in that direction that led away from the plain way. */
export function diverted(flow: Flow): Decision | undefined {
  for (const event of sessionPast(flow)) {
    if (event.kind === "decided" && !event.connected && event.direction === flow.direction) return event;
  }
  return undefined;
}

/** Both ways that a sifting leaves. */
export function fork(on: Course, sifted: Sifted, yes: (flow: Flow) => Result, no: (flow: Flow) => Result): Result {
  if (sifted.no === undefined) return sifted.yes === undefined ? join(on.headers, sifted.by, []) : yes(sifted.yes);
  if (sifted.yes === undefined) return no(sifted.no);
  return join(on.headers, sifted.by, [yes(sifted.yes), no(sifted.no)]);
}
