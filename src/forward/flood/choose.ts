/**
 * Choices: one of several, the same for every packet of a flow. Every option is tried; the flow goes on once, with the
 * packets that each option let through kept beside it. At the end all options must have let a packet through in both
 * directions, or some: which is the algebra of sets, and no branch is ever followed twice.
 */

import type { Balance, Key, Option } from "../../model/model.ts";
import type { World } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { targetHealthy } from "../assumptions.ts";
import { type Candidate, candidatesOf, doubtAmong, doubtIn, inZone, served } from "../choices.ts";
import { type Course, dropped, refused, undecided, type Why } from "./course.ts";
import { type Event, type Flow, flowKey, type Header, type Pending, remember } from "./flow.ts";
import type { HeaderSet } from "./headers.ts";
import { alternatives, besides, nothing, parts, type Result, stopped } from "./result.ts";

type Next = (flow: Flow) => Result;

export function choiceId(balance: Key, place: Key, header: Header): string {
  return `${balance} @${place} ${flowKey(header)}`;
}

/** Packets that go on together: in one world, inspected alike, and which of them each option lets through. */
interface Group {
  readonly world: World;
  readonly passed: Map<number, HeaderSet>;
  /** The choices that were made on the options' own ways: the answer is bound by them too. */
  inner: Pending;
  /** What inspected them, on whichever way. */
  readonly inspected: Event[];
  /** The hops of each option's way. */
  readonly ways: (readonly Event[])[];
}

/** `via` says how packets take one option; what it hands to its `onwards` has come through. */
export function chosen(
  on: Course,
  flow: Flow,
  balance: Balance,
  place: Key,
  via: (option: Option, flow: Flow, onwards: Next) => Result,
  next: Next,
): Result {
  const id = choiceId(balance.key, place, flow.now);
  const before = flow.pending.get(id);
  const found = before === undefined ? candidates(on, balance) : taken(on, balance, before);
  if ("why" in found) return found.unknown ? undecided(on, flow, found.why) : refused(on, flow, found.why, next);
  const groups = new Map<string, Group>();
  const fails: Result[] = [];
  for (const { index, option } of found.options) {
    const allowed = before?.get(index);
    const first = allowed === undefined ? flow.first : on.headers.and(flow.first, allowed);
    if (on.headers.isNone(first)) continue;
    const { stops, assumptions } = via(option, { ...flow, first }, (came) => {
      gather(on, groups, flow, index, came);
      return nothing(on.headers);
    });
    fails.push({
      ...parts(on.headers, [nothing(on.headers), ...stops.map((s) => stopped(on.headers, s))]),
      assumptions,
    });
  }
  const going = alternatives(
    on.headers,
    [...groups.values()].map((group) => onwards(on, flow, id, group, next)),
  );
  const result = besides(on.headers, going, fails);
  if (balance.check === undefined) return result;
  return { ...result, assumptions: new Set([...result.assumptions, targetHealthy.key]) };
}

/** For options whose ways never meet again: each goes on by itself, and its answers are bound to it. */
export function parted(
  on: Course,
  flow: Flow,
  balance: Balance,
  place: Key,
  via: (option: Option, flow: Flow) => Result,
): Result {
  const { headers } = on;
  const id = choiceId(balance.key, place, flow.now);
  const before = flow.pending.get(id);
  const found = before === undefined ? candidates(on, balance) : taken(on, balance, before);
  if ("why" in found) return (found.unknown ? undecided : dropped)(on, flow, found.why);
  const results = found.options.flatMap(({ index, option }) => {
    const allowed = before?.get(index);
    const first = allowed === undefined ? flow.first : headers.and(flow.first, allowed);
    if (headers.isNone(first)) return [];
    return [via(option, { ...flow, first, pending: new Map(flow.pending).set(id, new Map([[index, first]])) })];
  });
  return alternatives(headers, results);
}

/** To those that came through like it, in whichever option. */
function gather(on: Course, groups: Map<string, Group>, flow: Flow, index: number, came: Flow): void {
  const events = since(came, flow);
  // What an option's own trip met is its business; what inspected the flow is remembered, for every option.
  const inspected = events.filter((e) => e.kind === "inspected");
  const inspectors = inspected.flatMap((e) => (e.stateful ? [e.by] : []));
  const key = `${worldKey(came.world)} ${[...new Set(inspectors)].sort().join(" & ")}`;
  const group: Group = groups.get(key) ?? {
    world: came.world,
    passed: new Map(),
    inner: flow.pending,
    inspected: [],
    ways: [],
  };
  group.passed.set(index, on.headers.or([group.passed.get(index) ?? on.headers.none, came.first]));
  group.inner = bound(on, group.inner, came.pending);
  group.inspected.push(...inspected);
  group.ways.push(events.filter((e) => e.kind === "hop" || e.kind === "ways"));
  groups.set(key, group);
}

/** Choices that both know are open to whatever either let through. */
function bound(on: Course, a: Pending, b: Pending): Pending {
  const all = new Map(a);
  for (const [id, options] of b) {
    const before = all.get(id);
    if (before === options) continue;
    const both = new Map(before);
    for (const [index, set] of options) both.set(index, on.headers.or([both.get(index) ?? on.headers.none, set]));
    all.set(id, both);
  }
  return all;
}

function since(flow: Flow, before: Flow): readonly Event[] {
  const events: Event[] = [];
  for (let p = flow.past; p !== undefined && p !== before.past; p = p.before) events.push(p.last);
  return events.reverse();
}

function onwards(
  on: Course,
  flow: Flow,
  id: string,
  { world, passed, inner, inspected, ways }: Group,
  next: Next,
): Result {
  const first = on.headers.or([...passed.values()]);
  const pending = new Map(inner).set(id, passed);
  return next({
    ...remember(flow, ...inspected, { kind: "ways", each: ways }),
    first,
    world,
    pending,
    forgotten: true,
    onBehalf: undefined,
  });
}

export function worldKey(world: World): string {
  return [...world]
    .map(([id, ranges]) => `${id}=${ranges.map((r) => `${r.first}-${r.last}`).join(",")}`)
    .sort()
    .join(" ");
}

/** All options of every choice, or some of each: what is left of a set. */
export function onEvery(on: Course, flow: Flow): { readonly all: HeaderSet; readonly some: HeaderSet } {
  const { headers } = on;
  let all = flow.first;
  let some = flow.first;
  for (const passed of flow.pending.values()) {
    const sets = [...passed.values()];
    for (const set of sets) all = headers.and(all, set);
    some = headers.and(some, headers.or(sets));
  }
  return { all, some };
}

export type Candidates = { readonly options: readonly Candidate[] } | { readonly why: Why; readonly unknown: boolean };

/** What an answer may take: the options that let its question through. */
function taken(on: Course, balance: Balance, before: ReadonlyMap<number, HeaderSet>): Candidates {
  return { options: candidatesOf(on.net, balance).filter(({ index }) => before.has(index)) };
}

/** Options of the right zone that are healthy; what happens when none is, is the balance's own. */
export function candidates(on: Course, balance: Balance): Candidates {
  const all = candidatesOf(on.net, balance);
  const { name: node, origin } = balance;
  if (all.length === 0) {
    const message = `\`${node}\` has nothing registered to send to`;
    return { why: { code: "balancer.target.none", message, node, origin }, unknown: false };
  }
  const near = inZone(on.net, balance, all);
  if (isUnknown(near)) return { why: whyUnknown(balance, near), unknown: true };
  if (near.length === 0) {
    const message = `\`${node}\` has no target in its zone, and does not cross zones`;
    const further = all.map((c) => c.option.origin);
    return { why: { code: "balancer.zone.no-target", message, node, origin, further }, unknown: false };
  }
  const doubt = doubtIn(all, near);
  if (doubt !== undefined) return { why: whyUnknown(balance, doubt), unknown: true };
  const healthy = near.filter((c) => on.healthy(on, balance, c.option));
  const lame = doubtAmong(near, healthy);
  if (lame !== undefined) return { why: whyUnknown(balance, lame), unknown: true };
  const options = served(balance, near, healthy);
  if (options.length > 0) return { options };
  const message = `every target of \`${node}\` fails its health check, and it sends to none then`;
  const further = near.map((c) => c.option.origin);
  return { why: { code: "balancer.target.unhealthy", message, node, origin, further }, unknown: false };
}

function whyUnknown(balance: Balance, because: Unknown): Why {
  const { name: node, origin } = balance;
  return {
    code: because.code,
    message: `which target \`${node}\` takes: ${because.why}`,
    node,
    origin: because.at.length > 0 ? { at: because.at } : origin,
    ...(because.wanted === undefined ? {} : { wouldMakeItKnown: because.wanted }),
  };
}
