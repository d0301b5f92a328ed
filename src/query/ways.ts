/**
 * The ways of packets from the internet to everything that has a public address, of the answers, and of what begins
 * inside, as leaps from node to node. They are read off floods: a leap is there because some packet takes it. One thing
 * speaks for those that nothing in the network tells apart.
 */

import { candidatesOf, inZone } from "../forward/choices.ts";
import { type Beginning, flood, type Flooded } from "../forward/flood/ask.ts";
import type { Event } from "../forward/flood/flow.ts";
import type { Headers } from "../forward/flood/headers.ts";
import type { Network } from "../forward/network.ts";
import { internet } from "../model/builder.ts";
import type { Key, Node, Origin } from "../model/model.ts";
import { attempt, Exhausted } from "../packet/limits.ts";
import { familyOfTerm, type Term } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import { addressesOf, anyOf, nobodys } from "./addresses.ts";
import { likeness } from "./alike.ts";
import { packetHeaders } from "./packet-sets.ts";
import { headerOf, type Traffic } from "./traffic.ts";
import { eventsOf } from "./way.ts";

/**
 * in: from the internet, answered; lost: from the internet, and no answer gets back; out: to the internet, as an answer or
 * of its own; session: opened on behalf of others; inspected: carried to who inspects it, from where it comes back.
 */
export type Course = "in" | "lost" | "out" | "session" | "inspected";

export interface Leap {
  readonly from: Key;
  readonly to: Key;
  readonly course: Course;
  /** The lines that decided it. */
  readonly origins: readonly Origin[];
}

const any: Traffic = { text: "any", protocol: undefined, ports: undefined };

export function waysOf(net: Network): readonly Leap[] {
  const headers = packetHeaders();
  const leaps = new Map<string, Leap>();
  const add = (leap: Leap) => {
    const key = `${leap.course} ${leap.from} ${leap.to}`;
    const known = leaps.get(key);
    const origins = known === undefined ? leap.origins : [...new Set([...known.origins, ...leap.origins])];
    leaps.set(key, { ...leap, origins });
  };
  const ask = (beginning: Beginning): Flooded | undefined => {
    headers.renew();
    const flooded = attempt(() => flood(net, headers, [beginning]));
    return flooded instanceof Exhausted ? undefined : flooded;
  };
  for (const { nodes, beginning } of [...waysIn(net), ...waysOut(net)]) {
    const flooded = ask(beginning);
    const [speaker] = nodes;
    if (flooded === undefined || speaker === undefined) continue;
    const own =
      beginning.node.key === internet.node
        ? inward(net, headers, flooded)
        : outward(net, headers, flooded, speaker.key);
    for (const leap of own) for (const node of nodes) add(instead(leap, speaker.key, node.key));
  }
  return [...leaps.values()];
}

/** The leap of the one that speaks, as the other's. */
function instead(leap: Leap, speaker: Key, other: Key): Leap {
  const named = (key: Key) => (key === speaker ? other : key);
  return { ...leap, from: named(leap.from), to: named(leap.to) };
}

interface Asked {
  /** Those for whom it is asked; the first one is asked. */
  readonly nodes: readonly Node[];
  readonly beginning: Beginning;
}

function waysIn(net: Network): readonly Asked[] {
  const from = net.node(internet.node);
  if (from === undefined) return [];
  const alike = likeness(net);
  const asked = new Map<string, { nodes: Node[]; beginning: Beginning }>();
  for (const pair of net.model.pairs) {
    const outside = net.term(pair.outside);
    const node = net.behind(pair);
    if (isUnknown(outside) || node === undefined || pair.outward === true) continue;
    const key = `${alike(node)} ${pair.rewrite} ${familyOfTerm(outside)}`;
    const same = asked.get(key);
    // Several public addresses of one node are asked one by one.
    if (same !== undefined && !same.nodes.includes(node)) same.nodes.push(node);
    else {
      const source = anyOf("client", nobodys(net, familyOfTerm(outside)));
      asked.set(same === undefined ? key : `${key} ${pair.key}`, {
        nodes: [node],
        beginning: beginningOf(from, source, outside),
      });
    }
  }
  return [...asked.values()];
}

/** Of everything that sends of its own: hosts, and what translates. */
function waysOut(net: Network): readonly Asked[] {
  if (net.node(internet.node) === undefined) return [];
  const alike = likeness(net);
  const asked = new Map<string, { nodes: Node[]; beginning: Beginning }>();
  for (const node of net.model.nodes.values()) {
    const sends = node.host && net.listenersOf(node.key).length === 0 && node.encapsulate === undefined;
    if (node.key === internet.node || node.kind === "endpoint" || !(sends || net.portsOf(node.key) !== undefined))
      continue;
    const [source] = addressesOf(net, node, false);
    if (source === undefined) continue;
    const key = alike(node);
    const same = asked.get(key);
    if (same !== undefined) same.nodes.push(node);
    else {
      const destination = anyOf("server", nobodys(net, familyOfTerm(source)));
      asked.set(key, { nodes: [node], beginning: beginningOf(node, source, destination) });
    }
  }
  return [...asked.values()];
}

function beginningOf(node: Node, source: Term, destination: Term): Beginning {
  return { node, packet: { source, destination, ...headerOf(any, familyOfTerm(source)) } };
}

function inward(net: Network, headers: Headers, { result }: Flooded): readonly Leap[] {
  const answered = !headers.isNone(result.some);
  const arrivals = result.arrivals.filter((a) => !headers.isNone(a.set));
  return [
    ...arrivals.flatMap((a) => [
      ...leapsIn(net, internet.node, eventsOf(a.flow).forward, answered ? "in" : "lost"),
      ...(a.sessions ?? []).map(({ to, flow }): Leap => {
        const decided = flow === undefined ? [] : lastOrigins(eventsOf(flow).forward);
        return { from: a.flow.node.key, to, course: "session", origins: decided };
      }),
    ]),
    ...result.homes.flatMap((h) => {
      const { forward, back } = eventsOf(h.flow);
      const start = forward.findLast((e) => e.kind === "at");
      return start?.kind === "at" ? leapsIn(net, start.node, back, "out") : [];
    }),
  ];
}

function outward(net: Network, headers: Headers, { result }: Flooded, start: Key): readonly Leap[] {
  if (headers.isNone(result.some)) return [];
  const arrivals = result.arrivals.filter((a) => !headers.isNone(a.set) && a.flow.node.key === internet.node);
  return arrivals.flatMap((a) => leapsIn(net, start, eventsOf(a.flow).forward, "out"));
}

function lastOrigins(events: readonly Event[]): readonly Origin[] {
  const route = events.findLast((e) => e.kind === "hop" && e.type === "route-table");
  return route?.kind === "hop" ? [route.origin] : [];
}

/** From node to node, past routers that nobody placed; routes passed meanwhile have decided the leap. */
function leapsIn(net: Network, start: Key, events: readonly Event[], course: Course): readonly Leap[] {
  const leaps: Leap[] = [];
  let from = start;
  let origins: Origin[] = [];
  for (const e of events) {
    if (e.kind === "hop" && e.type === "route-table") origins.push(e.origin);
    if (e.kind === "inspected" && !e.inline) leaps.push(...detour(net, from));
    if (e.kind !== "at" || e.node === from || net.node(e.node)?.kind === "router") continue;
    leaps.push({ from, to: e.node, course, origins });
    from = e.node;
    origins = [];
  }
  return leaps;
}

/** What carries packets to an inspector: from who takes them in to each that may be picked. */
function detour(net: Network, from: Key, seen: readonly Key[] = []): readonly Leap[] {
  const node = net.node(from);
  if (node?.encapsulate === undefined || seen.includes(from)) return [];
  const { origin } = node;
  return optionNodes(net, node.encapsulate.balance).flatMap((to): readonly Leap[] => [
    { from, to, course: "inspected", origins: [origin] },
    ...detour(net, to, [...seen, from]),
  ]);
}

/** The nodes that a balance may pick; where a zone that matters is not said, all of them. */
export function optionNodes(net: Network, key: Key): readonly Key[] {
  const balance = net.balance(key);
  if (balance === undefined) return [];
  const all = candidatesOf(net, balance);
  const here = inZone(net, balance, all);
  const nodes = (isUnknown(here) ? all : here).flatMap(({ option: { to } }) =>
    to.kind === "interface" ? (net.interface(to.interface)?.node ?? []) : [],
  );
  return [...new Set(nodes)];
}
