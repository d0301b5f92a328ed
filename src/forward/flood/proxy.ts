/**
 * A node with listeners ends a session and starts another to one of its targets, there and back; the client's answer
 * leaves when that is done. Which packets each target would serve is kept like any choice.
 */

import type { Listener, Option } from "../../model/model.ts";
import type { Term } from "../../packet/packet.ts";
import { isUnknown, known, type Unknown } from "../../value/value.ts";
import { addressOf, destinationOf, ownPort } from "../ends.ts";
import { candidates, choiceId, onEvery, worldKey } from "./choose.ts";
import { because, type Course, dropped, fork, seen, undecided } from "./course.ts";
import { type Flow, type Header, sift } from "./flow.ts";
import { alternatives, besides, nothing, parts, type Result, type Session, stopped } from "./result.ts";
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
    return fork(on, sift(on.headers, flow, "protocol", own), rest, (f) => refused(on, f, listeners));
  }
  return refused(on, flow, listeners);
}

function refused(on: Course, flow: Flow, listeners: readonly Listener[]): Result {
  const { node } = flow;
  return dropped(on, flow, {
    code: "balancer.listener.none",
    message: `no listener of \`${node.name}\` takes it`,
    origin: node.origin,
    further: listeners.map((l) => l.origin),
  });
}

function taken(on: Course, flow: Flow, listener: Listener): Result {
  const { node } = flow;
  const here = seen(flow, node.name, node.kind, listener.origin);
  if (listener.answers !== undefined) return on.arrived(on, here);
  const balance = on.net.balance(listener.balance);
  if (balance === undefined) {
    const why = `what \`${listener.name}\` sends to was not read`;
    const unread: Unknown = { kind: "unknown", code: "balance.thing.unknown", why, at: listener.origin.at };
    return because(on, here, unread, "where it goes from here");
  }
  const found = candidates(on, balance);
  if ("why" in found) return (found.unknown ? undecided : dropped)(on, here, found.why);
  const id = choiceId(balance.key, node.key, flow.now);
  let states: readonly Served[] = [{ flow: here, sessions: new Map() }];
  for (const { index, option } of found.options) {
    states = states.flatMap((state) =>
      session(on, state.flow, listener, option).map(({ world, result }) => ({
        flow: { ...state.flow, world },
        sessions: new Map(state.sessions).set(index, result),
      })),
    );
  }
  return alternatives(
    on.headers,
    states.map((state) => answered(on, state, id)),
  );
}

/** In one world, what came of the session to each target. */
interface Served {
  readonly flow: Flow;
  readonly sessions: ReadonlyMap<number, Result>;
}

function answered(on: Course, { flow, sessions }: Served, id: string): Result {
  const { headers } = on;
  const results = [...sessions.values()];
  const passed = new Map([...sessions].map(([index, r]) => [index, r.some] as const));
  const first = headers.or([...passed.values()]);
  const pending = new Map(flow.pending).set(id, passed);
  const back = headers.isNone(first) ? nothing(headers) : on.arrived(on, { ...flow, first, pending });
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
  return {
    ...besides(headers, back, fails),
    arrivedSome: headers.and(arrivedSome, earlier.some),
    arrivedAll: headers.and(everywhere, earlier.all),
    arrivals: [{ set: arrivedSome, flow, answered: back.all, sessions: results.flatMap(opened) }],
  };
}

function opened({ arrivals }: Result): readonly Session[] {
  return arrivals.flatMap(({ set, answered: ok, flow, sessions }) => [
    { to: flow.node.key, set, answered: ok, flow },
    ...(sessions ?? []),
  ]);
}

/** The session to one target, by world. */
function session(
  on: Course,
  flow: Flow,
  listener: Listener,
  option: Option,
): readonly { world: Flow["world"]; result: Result }[] {
  const { node } = flow;
  const to = destinationOf(on.net, option);
  if (isUnknown(to))
    return [{ world: flow.world, result: because(on, flow, to, `which target \`${node.name}\` sends to`) }];
  const now = second(on, flow, listener, option, to);
  if (isUnknown(now))
    return [{ world: flow.world, result: because(on, flow, now, `the packet that \`${node.name}\` sends`) }];
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
    since: flow.past,
    leg: flow.past,
    depth: flow.depth + 1,
  };
  return byWorld(on, flow, on.send(inside, start));
}

/** Where the session's own ways part by worlds, each is a case of its own. */
function byWorld(on: Course, flow: Flow, result: Result): readonly { world: Flow["world"]; result: Result }[] {
  const worlds = new Map<string, Flow["world"]>();
  for (const { flow: f } of result.arrivals) worlds.set(worldKey(f.world), f.world);
  for (const { world } of result.stops) worlds.set(worldKey(world), world);
  if (worlds.size <= 1) return [{ world: [...worlds.values()][0] ?? flow.world, result }];
  return [...worlds].map(([key, world]) => {
    const arrivals = result.arrivals.filter((a) => worldKey(a.flow.world) === key);
    const stops = result.stops.filter((s) => worldKey(s.world) === key);
    const arrived = on.headers.or(arrivals.map((a) => a.set));
    const ok = on.headers.or(arrivals.map((a) => a.answered));
    const own: Result = { ...parts(on.headers, [nothing(on.headers), ...stops.map((s) => stopped(on.headers, s))]) };
    return {
      world,
      result: {
        ...own,
        base: flow.first,
        all: ok,
        some: ok,
        arrivedAll: arrived,
        arrivedSome: arrived,
        arrivals,
        assumptions: result.assumptions,
      },
    };
  });
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
