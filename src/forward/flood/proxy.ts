/**
 * A node with listeners ends a session and starts another to one of its targets, there and back; the client's answer
 * leaves when that is done. Which packets each target would serve is kept like any choice.
 */

import type { Listener, Option } from "../../model/model.ts";
import type { Term } from "../../packet/packet.ts";
import { isUnknown, known, type Unknown } from "../../value/value.ts";
import { addressOf, destinationOf, ownPort } from "../ends.ts";
import { candidates, choiceId, onEvery, worldKey } from "./choose.ts";
import { because, type Course, dropped, fork, passed, refused, seen, undecided } from "./course.ts";
import { type Flow, type Header, sift } from "./flow.ts";
import type { HeaderSet } from "./headers.ts";
import { alternatives, besides, nothing, type Result, type Session, unbroken } from "./result.ts";
import { answer } from "./session.ts";

type Next = (flow: Flow) => Result;

/** Each listener takes its own; what no listener takes is the node's own affair. */
export function proxied(on: Course, flow: Flow, listeners: readonly Listener[], rest: Next): Result {
  const from = (i: number, f: Flow): Result => {
    const listener = listeners[i];
    if (listener === undefined) return untaken(on, f, listeners, rest);
    const unsure = [...listener.protocols, listener.ports].find((v) => v.kind === "unknown") ?? listener.doubt;
    if (unsure?.kind === "unknown") return because(on, f, unsure, `whether \`${listener.name}\` takes it`);
    const protocols = listener.protocols
      .flatMap((p) => (p.kind === "known" ? [{ first: p.value, last: p.value }] : []))
      .sort((a, b) => a.first - b.first);
    const { ports } = listener;
    const onwards = (g: Flow) => from(i + 1, g);
    return fork(
      on,
      sift(on.headers, f, "protocol", protocols),
      (g) =>
        ports.kind === "unknown"
          ? onwards(g)
          : fork(on, sift(on.headers, g, "destinationPort", [ports.value]), (h) => taken(on, h, listener), onwards),
      onwards,
    );
  };
  return from(0, flow);
}

function untaken(on: Course, flow: Flow, listeners: readonly Listener[], rest: Next): Result {
  const { node } = flow;
  if (!("nothing" in node.accepts) && node.accepts.protocols !== undefined) {
    const own = node.accepts.protocols.map((p) => ({ first: p, last: p })).sort((a, b) => a.first - b.first);
    return fork(on, sift(on.headers, flow, "protocol", own), rest, (f) => unheard(on, f, listeners));
  }
  return unheard(on, flow, listeners);
}

function unheard(on: Course, flow: Flow, listeners: readonly Listener[]): Result {
  const { node } = flow;
  const why = {
    code: "balancer.listener.none",
    message: `no listener of \`${node.name}\` takes it`,
    origin: node.origin,
    further: listeners.map((l) => l.origin),
  };
  return refused(on, flow, why, (f) => on.arrived(on, f));
}

function taken(on: Course, flow: Flow, listener: Listener): Result {
  const { node } = flow;
  const here = seen(flow, node.name, node.kind, listener.origin);
  const balance = on.net.balance(listener.balance);
  if (balance === undefined) {
    const why = `what \`${listener.name}\` sends to was not read`;
    const unread: Unknown = { kind: "unknown", code: "balance.thing.unknown", why, at: listener.origin.at };
    return because(on, here, unread, "where it goes from here");
  }
  if (listener.answers !== undefined && on.net.optionsOf(balance.key).length === 0) return on.arrived(on, here);
  const found = candidates(on, balance);
  if ("why" in found) {
    const stop = (found.unknown ? undecided : dropped)(on, here, found.why);
    return on.despite ? alternatives(on.headers, [passed(stop), on.arrived(on, here)]) : stop;
  }
  const id = choiceId(balance.key, node.key, flow.now);
  const sessions = found.options.map(({ index, option }) => [index, session(on, here, listener, option)] as const);
  return answered(on, here, id, new Map(sessions));
}

/** What came of the session to each target; where some were answered, the client's answer leaves from here. */
function answered(on: Course, flow: Flow, id: string, sessions: ReadonlyMap<number, Result>): Result {
  const { headers } = on;
  const results = [...sessions.values()];
  const back = alternatives(
    headers,
    homesOf(on, sessions).map(({ world, passed }) => {
      const first = headers.or([...passed.values()]);
      return on.arrived(on, { ...flow, world, first, pending: new Map(flow.pending).set(id, passed) });
    }),
  );
  const arrivedSome = headers.and(flow.first, headers.or(results.map((r) => r.arrivedSome)));
  const everywhere = results.reduce((set, r) => headers.and(set, r.arrivedAll), flow.first);
  const earlier = onEvery(on, flow);
  const fails = results.map((r) => ({
    ...nothing(headers),
    base: r.base,
    unknown: r.unknown,
    stops: r.stops,
    assumptions: r.assumptions,
  }));
  // Where every reason is wanted, the client's own answer is followed also where no session came about.
  if (on.despite) return alternatives(headers, [...fails.map(passed), on.arrived(on, flow)]);
  const both = besides(headers, back, fails);
  const home = unbroken(headers, both.some, both.stops);
  return {
    ...both,
    arrivedSome: headers.and(arrivedSome, earlier.some),
    arrivedAll: headers.and(everywhere, earlier.all),
    arrivals: [{ set: arrivedSome, flow, answered: home, sessions: results.flatMap(opened) }],
  };
}

/** By world, which packets each target has answered. */
function homesOf(on: Course, sessions: ReadonlyMap<number, Result>) {
  const worlds = new Map<string, { world: Flow["world"]; passed: Map<number, HeaderSet> }>();
  for (const [index, { homes }] of sessions) {
    for (const { world, set } of homes) {
      const key = worldKey(world);
      const { passed } = worlds.get(key) ?? { passed: new Map<number, HeaderSet>() };
      passed.set(index, on.headers.or([passed.get(index) ?? on.headers.none, set]));
      worlds.set(key, { world, passed });
    }
  }
  return [...worlds.values()];
}

function opened({ arrivals, homes }: Result): readonly Session[] {
  return arrivals.flatMap(({ set, answered: ok, flow, sessions }) => [
    { to: flow.node.key, set, answered: ok, flow, homes },
    ...(sessions ?? []),
  ]);
}

/** The session to one target, there and back. */
function session(on: Course, flow: Flow, listener: Listener, option: Option): Result {
  const { node } = flow;
  const to = destinationOf(on.net, option);
  if (isUnknown(to)) return because(on, flow, to, `which target \`${node.name}\` sends to`);
  const now = second(on, flow, listener, option, to);
  if (isUnknown(now)) return because(on, flow, now, `the packet that \`${node.name}\` sends`);
  const returns = listener.source === "client" ? on.net.interfacesOf(node.key)[0] : undefined;
  const inside: Course = {
    ...on,
    arrived: (c, f) => answer(c, f, node.key, returns),
  };
  const start: Flow = {
    ...flow,
    now,
    arriving: undefined,
    pending: new Map(),
    expects: undefined,
    returns: undefined,
    forgotten: false,
    lost: false,
    onBehalf: returns?.key,
    since: flow.past,
    leg: flow.past,
    depth: flow.depth + 1,
  };
  return on.send(inside, start);
}

function second(on: Course, flow: Flow, listener: Listener, option: Option, to: Term): Header | Unknown {
  const port = option.port ?? known(undefined);
  if (port.kind === "unknown") return port;
  const { now, node } = flow;
  const destinationPort = port.value ?? now.destinationPort;
  const ports = destinationPort === undefined ? {} : { destinationPort };
  if (listener.source === "client") return { ...now, destination: to, ...ports };
  const from = addressOf(on.net, node.key);
  if (isUnknown(from)) return from;
  const protocol = now.protocol === undefined ? {} : { protocol: now.protocol };
  return { source: from, destination: to, ...protocol, sourcePort: ownPort(node), ...ports };
}
