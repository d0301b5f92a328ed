/** The walk as an answer: from every start, there and back, on every branch; merged, counted, with reasons. */

import type { Key, Node } from "../../model/model.ts";
import { anyWorld, isSymbol, type Packet, type Symbol, type World } from "../../packet/packet.ts";
import type { Network } from "../network.ts";
import { healthOf } from "./health.ts";
import { type Run, run, type Terms } from "./run.ts";
import { answer } from "./session.ts";
import { begin, type Box, dropped, type End, hop, listOf, type State } from "./state.ts";
import type { Answer, Branch, Verdict } from "../trace.ts";
import { distinct } from "../reasons.ts";
import { withEvery } from "./every.ts";
import { covered, volumeOf } from "./volume.ts";
import { arrive, emit, send } from "./walk.ts";

/** One way to begin: a host that sends a packet, under the name of the choice it stands for. */
export interface Start {
  readonly node: Node;
  readonly packet: Packet;
  /** What tells it from the other starts: which host, which of the name's addresses. */
  readonly choice: string;
  /** The one node whose taking the packet counts, where another may hold the address as well. */
  readonly goal?: Key;
  /** Where what is asked about narrows something from the beginning. */
  readonly world?: World;
}

interface Final {
  readonly forward: End;
  readonly back: End | undefined;
}

export function walk(net: Network, starts: readonly Start[], terms: Terms = {}): Answer {
  const finals = finalsOf(net, starts, terms);
  const answer = assemble(net, starts, finals);
  if (terms.every !== true || answer.branches.every((b) => b.verdict !== "dropped")) return answer;
  return withEvery(answer, finals.map(lastOf), endsDespite(net, starts, terms));
}

/** The ends of packets that go on past whatever refuses them. */
export function endsDespite(net: Network, starts: readonly Start[], terms: Terms = {}): readonly End[] {
  return finalsOf(net, starts, { ...terms, budget: everyBudget, despite: true }).map(lastOf);
}

/** To look for further reasons is worth less than the answer. */
const everyBudget = 40_000;

function finalsOf(net: Network, starts: readonly Start[], terms: Terms): readonly Final[] {
  const asked = run(net, { send, arrive, emit, answer, healthOf }, terms);
  return starts.flatMap((start, index) => from(asked, start, index, starts.length));
}

function lastOf({ forward, back }: Final): End {
  return back ?? forward;
}

const startChoice = "start";

function from(asked: Run, start: Start, index: number, of: number): readonly Final[] {
  const { node, packet } = start;
  const box: Box = of > 1 ? new Map([[startChoice, new Set([index])]]) : new Map();
  const first: State = { ...begin(node, packet), world: start.world ?? anyWorld, box };
  const begun = hop(first, { node: node.name, kind: node.kind, decision: "sends", origin: node.origin });
  return send(asked, begun).flatMap((forward): readonly Final[] => {
    if (forward.verdict !== "delivered") return [{ forward, back: undefined }];
    if (start.goal !== undefined && forward.state.node.key !== start.goal) {
      return elsewhere(asked.net, forward, start.goal).map((end) => ({ forward: end, back: undefined }));
    }
    return answer(asked, forward, node.key, undefined).map((back) => ({ forward, back }));
  });
}

/** The packet is taken, but not by whom it was meant for. */
function elsewhere(net: Network, { state }: End, goal: Key): readonly End[] {
  const name = net.node(goal)?.name ?? goal;
  const message = `the packet is taken by \`${state.node.name}\`, past \`${name}\`: no route leads it there`;
  const decided = listOf(state.decisions).findLast((d) => !d.connected);
  return dropped(state, { code: "path.goal.other", message, origin: decided?.origin ?? state.node.origin });
}

function assemble(net: Network, starts: readonly Start[], finals: readonly Final[]): Answer {
  const branches = finals.map((f) => branchOf(net, starts, f));
  const { count, delivered } = counted(finals);
  const verdict = verdictOf(branches);
  const failing = branches.find((b) => b.verdict === "dropped") ?? branches.find((b) => b.verdict === "unknown");
  const shown = failing ?? branches[0] ?? nothing;
  const told = verdict === "partly" ? withPins(finals, branches) : branches;
  const assumptions = new Set(finals.flatMap((f) => [...(f.back ?? f.forward).state.assumptions]));
  return {
    verdict,
    shown: told[branches.indexOf(shown)] ?? shown,
    branches: told,
    count,
    delivered,
    factors: factorsOf(net, starts, finals, count),
    reasons: distinct(told.flatMap((b) => b.reasons)),
    assumptions: [...assumptions].sort(),
  };
}

const nothing: Branch = {
  verdict: "unknown",
  forward: { verdict: "unknown", hops: [] },
  back: null,
  reasons: [],
  choices: [],
  count: 0,
  world: anyWorld,
};

export function verdictOf(branches: readonly { readonly verdict: Verdict }[]): Verdict {
  const has = (verdict: Verdict) => branches.some((b) => b.verdict === verdict);
  if (branches.length === 0) return "unknown";
  if (has("delivered")) return has("dropped") ? "partly" : has("unknown") ? "unknown" : "delivered";
  return has("unknown") ? "unknown" : "dropped";
}

/** A forward choice counts as delivered only if every answer to it is. */
function counted(finals: readonly Final[]): { readonly count: number; readonly delivered: number } {
  const byForward = new Map<string, { box: Box; bad: Box[] }>();
  for (const { forward, back } of finals) {
    const { box } = forward.state;
    const key = [...box].map(([id, options]) => `${id}=${[...options].sort((a, b) => a - b).join(",")}`).join(" ");
    const entry = byForward.get(key) ?? { box, bad: [] };
    if ((back ?? forward).verdict !== "delivered") entry.bad.push((back ?? forward).state.box);
    byForward.set(key, entry);
  }
  let count = 0;
  let delivered = 0;
  for (const { box, bad } of byForward.values()) {
    count += volumeOf(box);
    delivered += volumeOf(box) - covered(box, bad);
  }
  return { count, delivered };
}

function branchOf(net: Network, starts: readonly Start[], final: Final): Branch {
  const { forward, back } = final;
  const last = back ?? forward;
  const { world, box } = last.state;
  return {
    verdict: last.verdict,
    forward: { verdict: forward.verdict, hops: listOf(forward.state.hops) },
    back: back === undefined ? null : { verdict: back.verdict, hops: listOf(back.state.hops) },
    reasons: distinct(last.reasons),
    choices: [...box].map(([id, options]) => choiceName(net, starts, id, options)),
    count: volumeOf(forward.state.box),
    world,
  };
}

/** "2 addresses", "4 targets of …": said only where every branch meets the same choices, so that the product is right. */
function factorsOf(net: Network, starts: readonly Start[], finals: readonly Final[], count: number): readonly string[] {
  const options = new Map<string, Set<number>>();
  for (const { forward } of finals) {
    for (const [id, taken] of forward.state.box) {
      const seen = options.get(id) ?? new Set();
      for (const option of taken) seen.add(option);
      options.set(id, seen);
    }
  }
  const sizes = new Map<string, number>();
  for (const [id, seen] of options) {
    const what = id === startChoice ? "addresses" : `targets of ${net.balance(balanceIn(id))?.name ?? "a route"}`;
    sizes.set(what, Math.max(sizes.get(what) ?? 0, seen.size));
  }
  const product = [...sizes.values()].reduce((a, b) => a * b, 1);
  return product === count && starts.length > 0 ? [...sizes].map(([what, size]) => `${size} ${what}`) : [];
}

function balanceIn(id: string): string {
  return id.slice(0, id.indexOf(" @"));
}

/** One option stands for those that ended alike. */
function choiceName(net: Network, starts: readonly Start[], id: string, options: ReadonlySet<number>): string {
  const [first = 0] = options;
  if (id === startChoice) return starts[first]?.choice ?? id;
  const balance = balanceIn(id);
  const option = net.optionsOf(balance)[first];
  if (option?.to.kind === "interface") {
    const node = net.interface(option.to.interface)?.node;
    const name = node === undefined ? undefined : net.node(node)?.name;
    if (name !== undefined) return name;
  }
  return net.balance(balance)?.name ?? id;
}

/** Where an address that the deployment will pick decides, say so: a pin settles it. */
function withPins(finals: readonly Final[], branches: readonly Branch[]): readonly Branch[] {
  return branches.map((branch, i) => {
    const final = finals[i];
    if (final === undefined || branch.verdict === "delivered") return branch;
    const deciding = decidingSymbols(final);
    if (deciding.length === 0) return branch;
    const pins = deciding.map((s) => `\`${s.owner ?? s.id}\``).join(", ");
    const wouldMakeItKnown = `the address of ${pins} under \`physical:\` in tieline.yaml`;
    return { ...branch, reasons: branch.reasons.map((r) => ({ wouldMakeItKnown, ...r })) };
  });
}

function decidingSymbols({ forward, back }: Final): readonly Symbol[] {
  const { world } = (back ?? forward).state;
  const symbols = new Map<string, Symbol>();
  const hops = [...listOf(forward.state.hops), ...listOf(back?.state.hops)];
  for (const { packet, outer } of hops) {
    for (const term of [packet, ...outer].flatMap((p) => [p.source, p.destination])) {
      if (isSymbol(term) && term.chooser === "deployment" && world.has(term.id)) symbols.set(term.id, term);
    }
  }
  return [...symbols.values()];
}
