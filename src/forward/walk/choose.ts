/**
 * Choices: one of several, the same for every packet of a flow. Every option is followed; those that end alike are
 * merged on the way back up, so that their number never multiplies.
 */

import type { Balance, Key, Option, Origin } from "../../model/model.ts";
import { type Packet, packetKey, termKey, type World } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { targetHealthy } from "../assumptions.ts";
import { type Candidate, candidatesOf, doubtAmong, doubtIn, inZone, served } from "../choices.ts";
import type { Run } from "./run.ts";
import { dropped, type End, listOf, type Memory, type Passed, push, type State, undecided, type Why } from "./state.ts";

/** Both directions of a flow give the same text. */
export function flowKey(packet: Packet): string {
  const ends = [
    `${termKey(packet.source)}:${termKey(packet.sourcePort)}`,
    `${termKey(packet.destination)}:${termKey(packet.destinationPort)}`,
  ].sort();
  return `${termKey(packet.protocol)} ${ends.join(" ")}`;
}

export function choiceId(balance: Key, place: Key, packet: Packet): string {
  return `${balance} @${place} ${flowKey(packet)}`;
}

/**
 * Whether the ways of the options meet again, so that the answer finds the option that its question took; or go apart,
 * and what one of them remembers is nothing to another.
 */
export type Ways = "meet" | "part";

/** Follows every option that a flow may get here; `via` says how one goes. */
export function choose(
  run: Run,
  state: State,
  balance: Balance,
  place: Key,
  via: (option: Option, state: State) => readonly Passed[],
  ways: Ways = "meet",
): readonly Passed[] {
  const id = choiceId(balance.key, place, state.packet);
  const taken = state.box.get(id);
  const found = taken === undefined ? candidates(run, state, balance) : chosen(run, balance, taken);
  if ("why" in found) return (found.unknown ? undecided : dropped)(state, found.why).map((end) => ({ end }));
  const assumptions =
    balance.check === undefined ? state.assumptions : new Set([...state.assumptions, targetHealthy.key]);
  const here = { ...state, assumptions };
  const [only] = found.options;
  if (only !== undefined && found.options.length === 1 && taken === undefined) return via(only.option, here);
  return followAll(id, here, found.options, via, ways);
}

/** Every option in turn, then merged: also for choices that no balance makes, such as a name with several addresses. */
export function followAll(
  id: string,
  state: State,
  options: readonly Candidate[],
  via: (option: Option, state: State) => readonly Passed[],
  ways: Ways,
): readonly Passed[] {
  const groups = new Map<string, { indexes: number[]; results: (readonly Passed[])[] }>();
  for (const { index, option } of options) {
    const start = { ...state, box: new Map(state.box).set(id, new Set([index])) };
    const results = via(option, start);
    const alike = results.every((r) => stateOf(r).box.size === start.box.size);
    const kept = results.map((r) => keptKey(stateOf(r), state, ways)).join(" / ");
    const key = alike ? `${results.map(outcomeKey).join(" / ")} ${kept}` : `#${index}`;
    const group = groups.get(key) ?? { indexes: [], results: [] };
    group.indexes.push(index);
    group.results.push(results);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ indexes, results }) => merge(id, new Set(indexes), state, results));
}

/** The first stands for all; what the others remember and why they failed is kept. */
function merge(
  id: string,
  indexes: ReadonlySet<number>,
  before: State,
  all: readonly (readonly Passed[])[],
): readonly Passed[] {
  const [first = [], ...others] = all;
  return first.map((passed, i) => {
    const same = others.map((o) => o[i]).filter((p): p is Passed => p !== undefined);
    const own = stateOf(passed);
    const added = same.flatMap((p) => since(stateOf(p), before));
    const state: State = {
      ...own,
      box: new Map(own.box).set(id, indexes),
      memory: push(own.memory, ...added),
      faults: push(own.faults, ...same.flatMap((p) => listOf(stateOf(p).faults))),
      assumptions: new Set([own, ...same.map(stateOf)].flatMap((s) => [...s.assumptions])),
    };
    if (passed.end === undefined) return { on: state };
    const reasons = [...passed.end.reasons, ...same.flatMap((p) => p.end?.reasons ?? [])];
    return { end: { ...passed.end, state, reasons } };
  });
}

function since(state: State, before: State): readonly Memory[] {
  const older = new Set(listOf(before.memory));
  return listOf(state.memory).filter((m) => !older.has(m));
}

/** What stateful things have seen since: an answer that comes another way may not find it, or not find them. */
function keptKey(state: State, before: State, ways: Ways): string {
  const older = new Set(listOf(before.inspections));
  const inspections = listOf(state.inspections).flatMap((i) => (i.stateful && !older.has(i) ? [i.by] : []));
  const memory = since(state, before).map(({ key, restores }) => {
    return restores === undefined ? key : `${key} ${packetKey(restores)}`;
  });
  return [...new Set(ways === "meet" ? inspections : [...inspections, ...memory])].sort().join(" & ");
}

function stateOf(passed: Passed): State {
  return passed.end === undefined ? passed.on : passed.end.state;
}

function outcomeKey(passed: Passed): string {
  const state = stateOf(passed);
  const here = `${packetKey(state.packet)} ${worldKey(state.world)}${state.lost ? " lost" : ""}`;
  if (passed.end === undefined) return `on ${state.node.key} ${here}`;
  return `${endKey(passed.end)} ${here}`;
}

function endKey(end: End): string {
  const codes = end.reasons.map((r) => r.code).join(",");
  const back = end.back === undefined ? "" : ` back ${end.back.failed === undefined ? "ok" : endKey(end.back.failed)}`;
  // Where it was delivered decides whether its answer comes from, or home to, the right one.
  const at = end.verdict === "delivered" ? ` at ${end.state.node.key}` : "";
  return `${end.verdict}${at} ${codes}${back}`;
}

export function worldKey(world: World): string {
  return [...world]
    .map(([id, ranges]) => `${id}=${ranges.map((r) => `${r.first}-${r.last}`).join(",")}`)
    .sort()
    .join(" ");
}

type Candidates = { readonly options: readonly Candidate[] } | { readonly why: Why; readonly unknown: boolean };

function chosen(run: Run, balance: Balance, taken: ReadonlySet<number>): Candidates {
  const options = run.net.optionsOf(balance.key);
  return {
    options: [...taken].flatMap((index) => {
      const option = options[index];
      return option === undefined ? [] : [{ index, option }];
    }),
  };
}

/** Options of the right zone that are healthy; what happens when none is, is the balance's own. */
function candidates(run: Run, state: State, balance: Balance): Candidates {
  const all = candidatesOf(run.net, balance);
  if (all.length === 0) {
    const message = `\`${balance.name}\` has nothing registered to send to`;
    return {
      why: { code: "balancer.target.none", message, node: balance.name, origin: balance.origin },
      unknown: false,
    };
  }
  const near = inZone(run.net, balance, all);
  if (isUnknown(near)) return { why: whyUnknown(balance, near), unknown: true };
  if (near.length === 0) {
    const message = `\`${balance.name}\` has no target in its zone, and does not cross zones`;
    const why: Why = { code: "balancer.zone.no-target", message, node: balance.name, origin: balance.origin };
    return { why: { ...why, further: all.map((c) => c.option.origin) }, unknown: false };
  }
  const doubt = doubtIn(all, near);
  if (doubt !== undefined) return { why: whyUnknown(balance, doubt), unknown: true };
  const healths = near.map((c) => run.healthOf(run, state, balance, c.option));
  const healthy = near.filter((_, i) => healths[i] !== "dropped");
  const lame = doubtAmong(near, healthy);
  if (lame !== undefined) return { why: whyUnknown(balance, lame), unknown: true };
  const options = served(balance, near, healthy);
  if (options.length > 0) return { options };
  const message = `every target of \`${balance.name}\` fails its health check, and it sends to none then`;
  const further = near.map((c) => c.option.origin);
  return {
    why: { code: "balancer.target.unhealthy", message, node: balance.name, origin: balance.origin, further },
    unknown: false,
  };
}

function whyUnknown(balance: Balance, because: Unknown): Why {
  return {
    code: because.code,
    message: `which target \`${balance.name}\` takes: ${because.why}`,
    node: balance.name,
    origin: origin(balance, because),
    ...(because.wanted === undefined ? {} : { wouldMakeItKnown: because.wanted }),
  };
}

function origin(balance: Balance, because: Unknown): Origin {
  return because.at.length > 0 ? { at: because.at } : balance.origin;
}
