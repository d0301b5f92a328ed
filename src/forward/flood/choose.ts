/**
 * Choices: one of several, the same for every packet of a flow. Every option is tried; the flow goes on once, with the
 * packets that each option let through kept beside it. At the end all options must have let a packet through in both
 * directions, or some: which is the algebra of sets, and no branch is ever followed twice.
 */

import type { Balance, Key, Option } from "../../model/model.ts";
import type { World } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { targetHealthy } from "../assumptions.ts";
import { type Candidate, candidatesOf, inZone } from "../choices.ts";
import { type Course, dropped, undecided, type Why } from "./course.ts";
import { type Event, type Flow, flowKey, type Header, remember } from "./flow.ts";
import type { HeaderSet } from "./headers.ts";
import { alternatives, besides, nothing, parts, type Result, type Stop, stopped } from "./result.ts";

type Next = (flow: Flow) => Result;

export function choiceId(balance: Key, place: Key, header: Header): string {
  return `${balance} @${place} ${flowKey(header)}`;
}

/** In one world: what each option lets through, and what stopped on some of them. */
interface State {
  readonly world: World;
  readonly passed: ReadonlyMap<number, HeaderSet>;
  readonly events: readonly Event[];
  readonly fails: readonly Result[];
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
  if ("why" in found) return (found.unknown ? undecided : dropped)(on, flow, found.why);
  let states: readonly State[] = [{ world: flow.world, passed: new Map(), events: [], fails: [] }];
  for (const { index, option } of found.options) {
    const allowed = before?.get(index);
    const first = allowed === undefined ? flow.first : on.headers.and(flow.first, allowed);
    if (on.headers.isNone(first)) continue;
    states = states.flatMap((state) => tried(on, { ...flow, first, world: state.world }, state, index, option, via));
  }
  const result = alternatives(
    on.headers,
    states.map((state) => onwards(on, flow, id, state, next)),
  );
  if (balance.check === undefined) return result;
  return { ...result, assumptions: new Set([...result.assumptions, targetHealthy.key]) };
}

/** One option in one world, which the option's own way may part further. */
function tried(
  on: Course,
  flow: Flow,
  state: State,
  index: number,
  option: Option,
  via: (option: Option, flow: Flow, onwards: Next) => Result,
): readonly State[] {
  const came: Flow[] = [];
  const { stops, assumptions } = via(option, flow, (f) => {
    came.push(f);
    return nothing(on.headers);
  });
  const worlds = new Map<string, { world: World; came: Flow[]; stops: Stop[] }>();
  const at = (world: World) => {
    const key = worldKey(world);
    const entry = worlds.get(key) ?? { world, came: [], stops: [] };
    worlds.set(key, entry);
    return entry;
  };
  for (const f of came) at(f.world).came.push(f);
  for (const s of stops) at(s.world).stops.push(s);
  if (worlds.size === 0) at(flow.world);
  return [...worlds.values()].map((w) => ({
    world: w.world,
    passed:
      w.came.length === 0 ? state.passed : new Map(state.passed).set(index, on.headers.or(w.came.map((f) => f.first))),
    events: [...state.events, ...w.came.flatMap((f) => since(f, flow))],
    fails: [
      ...state.fails,
      { ...parts(on.headers, [nothing(on.headers), ...w.stops.map((s) => stopped(on.headers, s))]), assumptions },
    ],
  }));
}

function since(flow: Flow, before: Flow): readonly Event[] {
  const events: Event[] = [];
  for (let p = flow.past; p !== undefined && p !== before.past; p = p.before) events.push(p.last);
  return events.reverse();
}

function onwards(on: Course, flow: Flow, id: string, state: State, next: Next): Result {
  const { headers } = on;
  const first = headers.or([...state.passed.values()]);
  if (headers.isNone(first)) return besides(headers, nothing(headers), state.fails);
  // What an option's own trip met is its business; what inspected the flow is remembered, for every option.
  const remembered = state.events.filter((e) => e.kind === "inspected" || e.kind === "hop");
  const going = remember(flow, ...remembered);
  const pending = new Map(flow.pending).set(id, state.passed);
  return besides(headers, next({ ...going, first, world: state.world, pending, forgotten: true }), state.fails);
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
  const doubt = near.find((c) => c.option.doubt !== undefined)?.option.doubt;
  if (doubt !== undefined) return { why: whyUnknown(balance, doubt), unknown: true };
  const healthy = near.filter((c) => on.healthy(on, balance, c.option));
  if (healthy.length > 0) return { options: healthy };
  if (balance.failOpen) return { options: near };
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
