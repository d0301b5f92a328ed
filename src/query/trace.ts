/** One packet there and back: from every host that FROM names to every address that TO names. */

import type { Network } from "../forward/network.ts";
import type { Answer, Branch } from "../forward/trace.ts";
import { type Start, verdictOf, walk } from "../forward/walk/answer.ts";
import type { Terms } from "../forward/walk/run.ts";
import { internet } from "../model/builder.ts";
import type { Key } from "../model/model.ts";
import { intersect } from "../net/ranges.ts";
import { anyWorld, familyOfTerm, type Term, type World } from "../packet/packet.ts";
import { isNamedHost } from "./addresses.ts";
import { type Destination, destinations } from "./destinations.ts";
import { type Place, resolveName } from "./names.ts";
import type { Refused } from "./refused.ts";
import { type Source, sources } from "./sources.ts";
import { headerOf, parseTraffic, type Traffic } from "./traffic.ts";

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
}

export interface Problem {
  readonly problem: string;
  readonly candidates: readonly string[];
  /** Which part of the question it is about. */
  readonly part: "from" | "to" | "traffic";
}

/** `took`: what the names were taken to mean, where they could mean more than one thing. */
export type Traced = { readonly answer: Answer; readonly net: Network; readonly took: readonly string[] } | Problem;

export function trace(net: Network, question: Question, terms: Terms = { every: true }): Traced {
  const asked = beginnings(net, question);
  if ("problem" in asked) return asked;
  const { starts, took, refused } = asked;
  const answer = starts.length === 0 ? nowhere(refused) : besides(walk(asked.net, starts, terms), refused);
  return { answer, net: asked.net, took };
}

/** How a question begins: a packet from every host that FROM names to every address that TO names. */
export interface Beginnings {
  readonly net: Network;
  readonly starts: readonly Start[];
  /** The nodes that TO stands for. */
  readonly goals: readonly Key[];
  readonly took: readonly string[];
  /** Where there is no packet to send, or nobody can say which. */
  readonly refused: readonly Refused[];
}

export function beginnings(net: Network, question: Question): Beginnings | Problem {
  const traffic = parseTraffic(question.traffic);
  if ("problem" in traffic) return { problem: traffic.problem, candidates: [], part: "traffic" };
  const from = resolveName(net, question.from);
  if ("problem" in from) return { ...from, part: "from" };
  const to = resolveName(net, question.to);
  if ("problem" in to) return { ...to, part: "to" };
  const asking = sources(net, from.place);
  if ("problem" in asking) return { ...asking, part: "from" };
  const outside = asking.sources.length > 0 && asking.sources.every((s) => s.node.key === internet.node);
  const goal = destinations(asking.net, to.place, outside);
  if ("problem" in goal) return { ...goal, part: "to" };
  const goals = goalsOf(to.place);
  const several = asking.sources.length > 1;
  const starts = asking.sources.flatMap((s) =>
    goal.destinations.flatMap((d) => (several && s.node.key === d.node ? [] : startsOf(s, d, traffic.traffic))),
  );
  const refused = [
    ...meeting(asking.refused, goal.destinations, goal.refused),
    ...meeting(goal.refused, asking.sources, asking.refused),
  ];
  if (starts.length === 0 && refused.length === 0) {
    const problem = `\`${question.from}\` and \`${question.to}\` have no addresses of one family`;
    return { problem, candidates: [], part: "to" };
  }
  return { net: asking.net, starts, goals, took: tookOf(from.place, to.place, outside), refused };
}

function goalsOf(place: Place): readonly Key[] {
  return place.kind === "nodes" ? place.nodes.map((n) => n.key) : place.kind === "public" ? [place.node.key] : [];
}

function tookOf(from: Place, to: Place, outside: boolean): readonly string[] {
  const took: string[] = [];
  if (from.kind === "nodes" && from.set) took.push(`\`${from.name}\` for its ${hostsText(from.nodes.length)}`);
  if (to.kind === "public") took.push(`\`${to.name}\` for the public address of \`${to.node.name}\``);
  if (to.kind === "nodes") {
    const which = outside ? "public" : "private";
    const many = to.set ? ` of its ${hostsText(to.nodes.length)}` : "";
    took.push(`\`${to.name}\` for the ${which} address${to.set ? "es" : ""}${many}`);
  }
  return took;
}

function hostsText(count: number): string {
  return count === 1 ? "one host" : `${count} hosts`;
}

function startsOf(source: Source, destination: Destination, traffic: Traffic): readonly Start[] {
  const family = familyOfTerm(source.address);
  if (family !== familyOfTerm(destination.address)) return [];
  const packet = { source: source.address, destination: destination.address, ...headerOf(traffic, family) };
  const world = bothWorlds(source.world ?? anyWorld, destination.world ?? anyWorld);
  const choice = `${source.name} → ${destination.name}`;
  const goal = isNamedHost(destination.address) && destination.node !== undefined ? { goal: destination.node } : {};
  return [{ node: source.node, packet, choice, world, ...goal }];
}

function bothWorlds(a: World, b: World): World {
  const both = new Map(a);
  for (const [id, ranges] of b) {
    const other = both.get(id);
    both.set(id, other === undefined ? ranges : intersect(other, ranges));
  }
  return both;
}

function branchFor({ verdict, reason }: Refused): Branch {
  return {
    verdict,
    forward: { verdict, hops: [] },
    back: null,
    reasons: [reason],
    choices: [],
    count: 1,
    world: anyWorld,
  };
}

/** There is no packet to send. */
/** An address that nobody knows matters where the other end has one of its family, or may. */
function meeting(
  refused: readonly Refused[],
  others: readonly { readonly address: Term }[],
  unsure: readonly Refused[],
): readonly Refused[] {
  return refused.filter(
    ({ family }) =>
      family === undefined ||
      others.some((other) => familyOfTerm(other.address) === family) ||
      unsure.some((other) => other.family === undefined || other.family === family),
  );
}

function nowhere(refused: readonly Refused[]): Answer {
  const branches = refused.map(branchFor);
  const [shown] = branches;
  if (shown === undefined) throw new Error("a question without a packet needs a reason");
  const reasons = refused.map((r) => r.reason);
  const verdict = verdictOf(branches);
  return { verdict, shown, branches, count: branches.length, delivered: 0, factors: [], reasons, assumptions: [] };
}

/** What nobody can say of some stands beside what is known of the others. */
function besides(answer: Answer, refused: readonly Refused[]): Answer {
  if (refused.length === 0) return answer;
  const branches = [...answer.branches, ...refused.map(branchFor)];
  return {
    ...answer,
    verdict: verdictOf(branches),
    branches,
    count: answer.count + refused.length,
    factors: [],
    reasons: [...answer.reasons, ...refused.map((r) => r.reason)],
  };
}
