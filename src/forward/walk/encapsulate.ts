/**
 * What returns is a call: a packet that is wrapped, inspected elsewhere and sent back comes out where it went in. The
 * outer packets are packets, filtered and routed like any other; the one that comes back is not the answer of the one
 * that went (its ports are kept, not swapped), so the inspector's own rules decide it.
 */

import type { Encapsulate, Inspect, Key, Node, Option } from "../../model/model.ts";
import { isSymbol, type Packet } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { choiceId, choose, flowKey } from "./choose.ts";
import { targetOf } from "../choices.ts";
import { addressOf, ownPort } from "../ends.ts";
import type { Network } from "../network.ts";
import type { Run } from "./run.ts";
import {
  anew,
  because,
  dropped,
  type End,
  faulty,
  hop,
  type Inspection,
  listOf,
  type Passed,
  push,
  recall,
  type State,
} from "./state.ts";
import { describe } from "../words.ts";

/** Deeper nesting than this is no network that anybody runs. */
const deepest = 12;

export function encapsulated(run: Run, state: State, how: Encapsulate): readonly Passed[] {
  const passed = handed(run, state, how);
  return run.despite ? passed.map((p) => despite(state, p)) : passed;
}

function handed(run: Run, state: State, how: Encapsulate): readonly Passed[] {
  const { node } = state;
  const balance = run.net.balance(how.balance);
  if (balance === undefined) {
    const message = `what stands behind \`${node.name}\` was not read`;
    return over(because(state, missing(message, state), message));
  }
  if (how.kind === "wrap") return wrapped(run, state, node, node.key, how);
  const decision = `hands ${describe(state.packet, state.world)} on for inspection`;
  const here = hop(state, { node: node.name, kind: node.kind, decision, origin: node.origin });
  return choose(run, here, balance, node.key, (option, s) => {
    const peer = targetOf(run.net, option);
    if (isUnknown(peer)) return over(because(s, peer, `what \`${node.name}\` hands packets to`));
    const through = run.net.node(peer.node);
    if (through?.encapsulate?.kind !== "wrap") {
      const message = `\`${through?.name ?? peer.node}\` sends packets to no inspector`;
      return over(dropped(s, { code: "balancer.listener.missing", message, origin: through?.origin ?? option.origin }));
    }
    return wrapped(run, s, through, node.key, through.encapsulate);
  });
}

/** Where every reason is wanted, a packet goes on from here also when it never came back. */
function despite(state: State, passed: Passed): Passed {
  const { end } = passed;
  if (end?.verdict !== "dropped") return passed;
  const { world, box, memory, assumptions, faults } = end.state;
  return {
    on: { ...state, world, box, memory, assumptions, faults: push(faults, ...end.reasons), sender: "forgotten" },
  };
}

function missing(why: string, state: State): Unknown {
  return { kind: "unknown", code: "balance.thing.unknown", why, at: state.node.origin.at };
}

/** At the balancer: into an outer packet to one of its targets and back. `place` is where the packet came in. */
function wrapped(
  run: Run,
  state: State,
  through: Node,
  place: Key,
  how: Encapsulate & { kind: "wrap" },
): readonly Passed[] {
  const balance = run.net.balance(how.balance);
  if (balance === undefined) {
    const message = `\`${through.name}\` has no listener that sends packets to a target`;
    return over(dropped(state, { code: "balancer.listener.missing", message, origin: through.origin }));
  }
  const zone = through.zone?.kind === "known" ? ` (${through.zone.value})` : "";
  const decision = `picks one target for both directions of a flow${zone}`;
  const here = hop(state, { node: through.name, kind: through.kind, decision, origin: through.origin });
  if (here.context.depth >= deepest) {
    const message = "packets are wrapped inside of packets more often than is followed";
    return over(dropped(here, { code: "path.loop", message, origin: through.origin }));
  }
  const by = choiceId(balance.key, place, state.packet);
  return choose(run, here, balance, place, (option, s) => roundTrip(run, s, { through, place, how, option, by }));
}

interface Trip {
  readonly through: Node;
  readonly place: Key;
  readonly how: Encapsulate & { kind: "wrap" };
  readonly option: Option;
  readonly by: string;
}

function roundTrip(run: Run, state: State, trip: Trip): readonly Passed[] {
  const { through, how, option } = trip;
  const from = addressOf(run.net, through.key);
  const target = targetOf(run.net, option);
  if (isUnknown(target)) return over(because(state, target, `which target \`${through.name}\` sends to`));
  const to = addressOf(run.net, target.node);
  const inspector = run.net.node(target.node);
  if (isUnknown(from)) return over(because(state, from, `the address of \`${through.name}\``));
  if (isUnknown(to)) return over(because(state, to, `the address of \`${target.node}\``));
  if (inspector === undefined) return [];
  const outer: Packet = {
    source: from,
    destination: to,
    protocol: how.protocol,
    sourcePort: ownPort(through),
    destinationPort: how.port,
  };
  const back: Packet = { ...outer, source: to, destination: from };
  return nested(run, state, through, inspector, outer, how.name).flatMap((there) => {
    if (there.end !== undefined) return [there];
    return inspected(run, there.on, inspector, trip, outer).flatMap((seen) => {
      if (seen.end !== undefined) return [seen];
      return nested(run, seen.on, inspector, through, back, how.name);
    });
  });
}

/** An outer packet from one node to another; what it met on the way stays, the inner packet goes on unchanged. */
function nested(run: Run, state: State, from: Node, to: Node, packet: Packet, name: string): readonly Passed[] {
  const { context } = state;
  const fresh = anew(state, from, packet);
  const start: State = {
    ...fresh,
    expects: to.key,
    context: {
      ...fresh.context,
      inner: context.inner ?? state.packet,
      outer: context.inner === undefined ? context.outer : [...context.outer, state.packet],
      encapsulation: [...context.encapsulation, name],
    },
  };
  return run.send(run, start).map((end): Passed => {
    const { world, box, memory, hops, assumptions, faults } = end.state;
    const after: State = { ...state, world, box, memory, hops, assumptions, faults };
    if (end.verdict === "delivered" && end.state.node.key === to.key) return { on: { ...after, sender: "forgotten" } };
    return { end: { ...end, state: { ...after, node: end.state.node } } };
  });
}

/** The inspector looks at the inner packet. */
function inspected(run: Run, state: State, inspector: Node, trip: Trip, outer: Packet): readonly Passed[] {
  const { place, by, how } = trip;
  const { inspect } = inspector;
  if (inspect === undefined) {
    const why = `nobody says what \`${inspector.name}\` does with the packets it is sent`;
    return over(because(state, missing(why, state), "what comes back"));
  }
  const { context } = state;
  const wrappedNow = {
    ...context,
    inner: context.inner ?? state.packet,
    outer: context.inner === undefined ? context.outer : [...context.outer, state.packet],
    encapsulation: [...context.encapsulation, how.name],
  };
  const decision = `inspects ${describe(state.packet, state.world)}`;
  const shown = hop(
    { ...state, packet: outer, context: wrappedNow },
    { node: inspector.name, kind: inspector.kind, decision, origin: inspector.origin },
  );
  return judged(run, { ...state, hops: shown.hops }, inspector, inspect, by, `${inspector.key} @${place}`);
}

/** A host in the way, to which a route handed the packet. */
export function inspectedInline(run: Run, state: State, inspect: Inspect): readonly Passed[] {
  const { node } = state;
  const decision = `inspects ${describe(state.packet, state.world)}`;
  const here = hop(state, { node: node.name, kind: node.kind, decision, origin: node.origin });
  return judged(run, here, node, inspect, node.key, node.key);
}

/** A stateful inspector knows the answers of what it has seen, and nothing else that claims to be one. */
function judged(
  run: Run,
  state: State,
  inspector: Node,
  inspect: Inspect,
  by: string,
  place: string,
): readonly Passed[] {
  const taken: State = { ...state, assumptions: new Set([...state.assumptions, inspect.assumption]) };
  if (inspect.mode === "opaque") {
    return over(
      because(
        taken,
        {
          kind: "unknown",
          code: "appliance.behaviour.unknown",
          why: `what \`${inspector.name}\` does with a packet is not known, and it is taken for opaque`,
          wanted: "`assume: { appliances: transparent }` in tieline.yaml, or its configuration",
          at: inspector.origin.at,
        },
        "whether it passes",
        inspector.name,
      ),
    );
  }
  const decision = taken.decisions?.last;
  const key = `inspect ${place} ${flowKey(taken.packet)}`;
  const stateful = inspect.mode === "stateful";
  const { name, kind } = inspector;
  const { packet } = taken;
  const inline = by === inspector.key;
  const met: Inspection = { by, name, kind, stateful, inline, packet, decision: diversion(taken) ?? decision };
  const on: State = { ...taken, inspections: push(taken.inspections, met) };
  if (!stateful) return [{ on }];
  if (!taken.reply) return [{ on: { ...on, memory: push(on.memory, { key }) } }];
  if (recall(taken.memory, key) !== undefined || taken.lost) return [{ on }];
  const cause = met.decision;
  const other = listOf(taken.before).findLast((d) => d.node === cause?.node && !d.connected);
  const last = listOf(taken.before).findLast((d) => d.node === cause?.node);
  const parted = other ?? last;
  const why = {
    code: "path.asymmetric",
    message: `\`${name}\` sees only the answer of this flow, and drops what it has not seen begin`,
    node: name,
    origin: cause?.origin ?? inspector.origin,
    further: parted === undefined ? [] : [parted.origin],
    subject: ownerIn(run.net, packet),
  };
  return run.despite ? [{ on: faulty(on, why) }] : over(dropped(taken, why));
}

/** Whose packet it is: the owner of the end that is not just anybody's. */
export function ownerIn(net: Network, packet: Packet): string | undefined {
  for (const term of [packet.destination, packet.source]) {
    const owner = isSymbol(term) ? (term.chooser === "deployment" ? term.owner : undefined) : net.ownerOf(term);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** The last route that led away from the plain way. */
function diversion(state: State) {
  return listOf(state.decisions).findLast((d) => !d.connected);
}

export function over(ends: readonly End[]): readonly Passed[] {
  return ends.map((end) => ({ end }));
}
