/**
 * A node with listeners ends a session and starts another, there and back, to one of its targets; or passes it on under
 * the client's own address, in which case the answer comes back to it whatever the routes say.
 */

import type { Interface, Listener, Node, Option, Origin } from "../../model/model.ts";
import { normal } from "../../net/ranges.ts";
import { type Packet, type Term, test, type World } from "../../packet/packet.ts";
import { isUnknown, known, type Unknown } from "../../value/value.ts";
import { addressOf, destinationOf, ownPort } from "../ends.ts";
import { choose } from "./choose.ts";
import { over } from "./encapsulate.ts";
import type { Run } from "./run.ts";
import { refused } from "./despite.ts";
import { anew, because, type End, endsOf, hop, listOf, type Passed, push, type State } from "./state.ts";
import { describe } from "../words.ts";

export function proxied(run: Run, state: State, listeners: readonly Listener[]): readonly End[] {
  const ends: End[] = [];
  let worlds: readonly World[] = [state.world];
  for (const listener of listeners) {
    const left: World[] = [];
    for (const world of worlds) {
      const parts = takes(listener, { ...state, world });
      ends.push(...parts.yes.flatMap((w) => taken(run, { ...state, world: w }, listener)));
      ends.push(
        ...parts.maybe.flatMap(([w, why]) =>
          because({ ...state, world: w }, why, `whether \`${listener.name}\` takes it`),
        ),
      );
      left.push(...parts.no);
    }
    worlds = left;
  }
  return [...ends, ...worlds.flatMap((world) => untaken(run, { ...state, world }, listeners))];
}

/** What no listener waits for, the node may still take for itself: a ping. */
function untaken(run: Run, state: State, listeners: readonly Listener[]): readonly End[] {
  const { node, packet, world } = state;
  const own = "nothing" in node.accepts ? [] : (node.accepts.protocols ?? []);
  const split = test(packet.protocol, normal(own.map((p) => ({ first: p, last: p }))), world);
  const ends: End[] = [];
  if (split.yes !== undefined) {
    const here = { ...state, world: split.yes };
    ends.push(served(here, `receives ${describe(packet, split.yes)}`, node.origin));
  }
  if (split.no !== undefined) {
    const message = `no listener of \`${node.name}\` takes ${describe(packet, split.no)}`;
    const further = listeners.map((l) => l.origin);
    const why = { code: "balancer.listener.none", message, origin: node.origin, further };
    ends.push(...refused(run, { ...state, world: split.no }, why, (s) => [served(s, message, node.origin)]));
  }
  return ends;
}

/** The session ends at the node itself. */
function served(state: State, decision: string, origin: Origin): End {
  const { node } = state;
  return {
    verdict: "delivered",
    state: hop(state, { node: node.name, kind: node.kind, decision, origin }),
    reasons: [],
  };
}

interface Parts {
  readonly yes: readonly World[];
  readonly no: readonly World[];
  readonly maybe: readonly (readonly [World, Unknown])[];
}

function takes(listener: Listener, state: State): Parts {
  const { packet, world } = state;
  const unsure = [...listener.protocols, listener.ports].find((v) => v.kind === "unknown") ?? listener.doubt;
  if (unsure?.kind === "unknown") return { yes: [], no: [], maybe: [[world, unsure]] };
  const stated = listener.protocols.flatMap((p) => (p.kind === "known" ? [{ first: p.value, last: p.value }] : []));
  const byProtocol = test(packet.protocol, normal(stated), world);
  const no: World[] = byProtocol.no === undefined ? [] : [byProtocol.no];
  const { ports } = listener;
  if (byProtocol.yes === undefined || ports.kind === "unknown" || packet.destinationPort === undefined) {
    return { yes: [], no: byProtocol.yes === undefined ? no : [...no, byProtocol.yes], maybe: [] };
  }
  const byPort = test(packet.destinationPort, [ports.value], byProtocol.yes);
  if (byPort.no !== undefined) no.push(byPort.no);
  return { yes: byPort.yes === undefined ? [] : [byPort.yes], no, maybe: [] };
}

function taken(run: Run, state: State, listener: Listener): readonly End[] {
  const { node } = state;
  const balance = run.net.balance(listener.balance);
  if (balance === undefined) return because(state, nothingBehind(listener), "where it goes from here");
  const decision = `listener \`${listener.name}\` takes ${describe(state.packet, state.world)}`;
  if (listener.answers !== undefined && run.net.optionsOf(balance.key).length === 0) {
    return [served(state, `${decision} and ${listener.answers}`, listener.origin)];
  }
  const here = hop(state, { node: node.name, kind: node.kind, decision, origin: listener.origin });
  const ends = endsOf(choose(run, here, balance, node.key, (option, s) => session(run, s, listener, option)));
  return run.despite ? ends.map((end) => unserved(run, here, end)) : ends;
}

/** Where every reason is wanted, the client's own answer is walked also when no session came about. */
function unserved(run: Run, state: State, end: End): End {
  if (end.verdict === "delivered") return end;
  return { verdict: "delivered", state: lasting(run, resume(state, end.state), end), reasons: [] };
}

function lasting(run: Run, state: State, { reasons }: End): State {
  return run.despite ? { ...state, faults: push(state.faults, ...reasons) } : state;
}

function nothingBehind(listener: Listener): Unknown {
  const why = `what \`${listener.name}\` sends to was not read`;
  return { kind: "unknown", code: "balance.thing.unknown", why, at: listener.origin.at };
}

/** The session to the target, there and back; afterwards the client's answer leaves from here. */
function session(run: Run, state: State, listener: Listener, option: Option): readonly Passed[] {
  const { node } = state;
  const to = destinationOf(run.net, option);
  if (isUnknown(to)) return over(because(state, to, `which target \`${node.name}\` sends to`));
  const packet = second(run, state, listener, option, to);
  if (isUnknown(packet)) return over(because(state, packet, `the packet that \`${node.name}\` sends`));
  const home = homeOf(run, node);
  const begun = anew(state, node, packet);
  const start: State =
    listener.source === "client" && home !== undefined ? { ...begun, sender: { by: home.key } } : begun;
  return run.send(run, start).flatMap((there): readonly Passed[] => {
    const state1 = resume(state, there.state);
    if (there.verdict !== "delivered") return over([{ ...there, state: { ...state1, node: there.state.node } }]);
    const returns = listener.source === "client" ? home : undefined;
    return run.answer(run, there, node.key, returns).map((back): Passed => {
      const after = lasting(run, resume(state1, back.state), back);
      const hops = listOf(back.state.hops);
      const failed = back.verdict === "delivered" || run.despite ? {} : { failed: back };
      return {
        end: {
          verdict: "delivered",
          state: { ...after, hops: there.state.hops },
          reasons: [],
          back: { hops, ...failed },
        },
      };
    });
  });
}

/** What the inner session has found out holds for the outer one too. */
function resume(outer: State, inner: State): State {
  const { world, box, memory, assumptions, hops, faults } = inner;
  return { ...outer, world, box, memory, assumptions, hops, faults };
}

function second(run: Run, state: State, listener: Listener, option: Option, to: Term): Packet | Unknown {
  const port = option.port ?? known(undefined);
  if (port.kind === "unknown") return port;
  const { packet, node } = state;
  const destinationPort = port.value ?? packet.destinationPort;
  const ports = destinationPort === undefined ? {} : { destinationPort };
  if (listener.source === "client") return { ...packet, destination: to, ...ports };
  const from = addressOf(run.net, node.key);
  if (isUnknown(from)) return from;
  return { source: from, destination: to, protocol: packet.protocol, sourcePort: ownPort(node), ...ports };
}

function homeOf(run: Run, node: Node): Interface | undefined {
  return run.net.interfacesOf(node.key)[0];
}
