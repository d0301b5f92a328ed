/**
 * The floods on which findings about the network as a whole rest, every packet of each: in to everything with a public
 * address, out from everything that sends, and across between segments that are joined. One host speaks for those of its
 * segment under the same filters.
 */

import { type Beginning, flood, type Flooded } from "../forward/flood/ask.ts";
import type { Event, Flow } from "../forward/flood/flow.ts";
import type { Headers } from "../forward/flood/headers.ts";
import type { Stop } from "../forward/flood/result.ts";
import type { Network } from "../forward/network.ts";
import { plainWays } from "../forward/plain.ts";
import { distinct } from "../forward/reasons.ts";
import type { Reason } from "../forward/trace.ts";
import { groupBy, internet } from "../model/builder.ts";
import type { Key, Node, Origin, Pair } from "../model/model.ts";
import { attempt, Exhausted } from "../packet/limits.ts";
import { isSymbol, type Term } from "../packet/packet.ts";
import { addressesOf, anyOf, nobodys } from "../query/addresses.ts";
import { headerOf, type Traffic } from "../query/traffic.ts";
import { eventsOf, hopsIn } from "../query/way.ts";
import { isUnknown } from "../value/value.ts";

export interface Probe {
  /** The thing that is reached, or that sends. */
  readonly node: Node;
  /** Why packets go round or miss an inspector on one of their ways, each reason once. */
  readonly reasons: readonly Reason[];
}

export interface WayIn extends Probe {
  readonly pair: Pair;
  /** Something arrives; something is answered too. */
  readonly arrives: boolean;
  readonly works: boolean;
  /** The first that inspects what arrives; undefined where something arrives uninspected. */
  readonly inspectors: readonly (string | undefined)[];
  /** The route by which something arrives uninspected. */
  readonly past: Origin | undefined;
  /** Why answers get lost on their way, and the last route that they took. */
  readonly lost: { readonly reason: Reason; readonly route: Origin | undefined } | undefined;
}

export interface Probes {
  readonly into: readonly WayIn[];
  readonly out: readonly Probe[];
  readonly across: readonly Probe[];
  /** Ways that were too many, or too much, to follow. */
  readonly unfollowed: number;
  /** Routes that something has taken on a way in. */
  readonly taken: ReadonlySet<Key>;
}

/** More ways than this between segments are not followed. */
const mostAcross = 50_000;

const any: Traffic = { text: "any", protocol: undefined, ports: undefined };

export function probe(net: Network, headers: Headers, most = mostAcross): Probes {
  const senders = sendersOf(net);
  let unfollowed = 0;
  const ask = <T>(beginning: Beginning, read: (flooded: Flooded) => T): readonly T[] => {
    const seen = attempt(() => read(flood(net, headers, [beginning])));
    if (!(seen instanceof Exhausted)) return [seen];
    unfollowed += 1;
    return [];
  };
  const taken = new Set<Key>();
  const into = waysIn(net).flatMap(({ node, pair, beginning }) =>
    ask(beginning, (flooded) => {
      for (const route of flooded.taken) taken.add(route);
      return { node, pair, ...arrivalsOf(headers, flooded), reasons: reasonsOf(flooded) };
    }),
  );
  const along = (node: Node, beginning: Beginning) =>
    ask(beginning, (flooded) => ({ node, reasons: reasonsOf(flooded) }));
  const out = waysOut(net, senders).flatMap(({ node, beginning }) => along(node, beginning));
  const ways = waysAcross(net, senders);
  const across = ways.slice(0, most).flatMap(({ a, b }) => along(b.node, start(a.node, a.address, b.address)));
  return { into, out, across, unfollowed: unfollowed + Math.max(0, ways.length - most), taken };
}

const looked: ReadonlySet<string> = new Set(["path.loop", "path.asymmetric"]);

function reasonsOf({ result }: Flooded): readonly Reason[] {
  return distinct(result.stops.flatMap((s) => (looked.has(s.code) ? [s.reason()] : [])));
}

/** What is kept of a flood from the internet: its flows are let go. */
function arrivalsOf(headers: Headers, { result }: Flooded): Omit<WayIn, keyof Probe | "pair"> {
  const flows = result.arrivals.filter((a) => !headers.isNone(a.set)).map((a) => a.flow);
  const past = flows.find((f) => inspectorOf(f) === undefined);
  const stop = result.stops.find((s) => s.verdict === "dropped" && s.direction === "back" && isRouting(s));
  return {
    arrives: !headers.isNone(result.arrivedSome),
    works: !headers.isNone(result.some),
    inspectors: [...new Set(flows.map(inspectorOf))],
    past: past === undefined ? undefined : routesIn(eventsOf(past).forward)[0],
    lost: stop === undefined ? undefined : { reason: stop.reason(), route: routesIn(eventsOf(stop.flow).back).at(-1) },
  };
}

function routesIn(events: readonly Event[]): readonly Origin[] {
  return hopsIn(events).flatMap((h) => (h.type === "route-table" ? [h.origin] : []));
}

/** The first inspector on the way in. */
function inspectorOf(flow: Flow): string | undefined {
  const first = eventsOf(flow).forward.find((e) => e.kind === "inspected");
  return first?.kind === "inspected" ? first.name : undefined;
}

/** A filter that stops an answer is another finding's. */
function isRouting({ code }: Stop): boolean {
  return !code.startsWith("filter.") && !looked.has(code);
}

interface Way {
  readonly node: Node;
  readonly beginning: Beginning;
}

function waysIn(net: Network): readonly (Way & { readonly pair: Pair })[] {
  const from = net.node(internet.node);
  if (from === undefined) return [];
  const clients = { 4: anyOf("client", nobodys(net)), 6: anyOf("client (IPv6)", nobodys(net, 6)) };
  return net.model.pairs.flatMap((pair) => {
    const [inside, outside] = [net.term(pair.inside), net.term(pair.outside)];
    if (isUnknown(inside) || isUnknown(outside) || !net.model.rewrites.has(pair.rewrite)) return [];
    const node = net.behind(pair);
    if (node === undefined) return [];
    return [{ node, pair, beginning: start(from, clients[isIp4(outside) ? 4 : 6], outside) }];
  });
}

function start(node: Node, source: Term, destination: Term): Beginning {
  return { node, packet: { source, destination, ...headerOf(any, isIp4(source) ? 4 : 6) } };
}

interface Sender {
  readonly node: Node;
  readonly address: Term;
  readonly segment: string;
}

/** Everything that sends of its own: one host per segment and set of filters, and each node that translates. */
function sendersOf(net: Network): readonly Sender[] {
  const senders = new Map<string, Sender>();
  for (const node of net.model.nodes.values()) {
    const translates = net.portsOf(node.key) !== undefined;
    // What a balancer sends is its sessions, and those are part of every way in to it.
    const balances = net.listenersOf(node.key).length > 0;
    if (node.key === internet.node || balances || !(node.host || translates)) continue;
    const own = net.interfacesOf(node.key).find((i) => i.segment.kind === "known");
    const address = addressesOf(net, node, false).find((a) => isIp4(a));
    if (own?.segment.kind !== "known" || address === undefined) continue;
    const filters = own.out.flatMap((g) => g.filters.map((f) => (f.kind === "known" ? f.value : f.code)));
    const hop = node.inspect === undefined ? "" : node.key;
    const public_ = addressesOf(net, node, true).length > 0;
    const key = [own.segment.value, public_, hop, translates ? node.key : "", ...filters].join(" ");
    if (!senders.has(key)) senders.set(key, { node, address, segment: own.segment.value });
  }
  return [...senders.values()];
}

function isIp4(term: Term): boolean {
  return typeof (isSymbol(term) ? term.within[0]?.first : term) === "number";
}

function waysOut(net: Network, senders: readonly Sender[]): readonly Way[] {
  if (net.model.rewrites.size === 0) return [];
  const server = anyOf("server", nobodys(net));
  return senders.map(({ node, address }) => ({ node, beginning: start(node, address, server) }));
}

/**
 * From each segment to each that is joined to it other than by the internet. Where both directions are plain ways there is
 * nothing to find: they meet no inspector, and no node twice.
 */
function waysAcross(net: Network, senders: readonly Sender[]): readonly { readonly a: Sender; readonly b: Sender }[] {
  const hosts = senders.filter(({ node }) => node.host);
  const joined = groupBy(hosts, joinedBy(net));
  const toward = plainWays(net);
  return [...joined.values()].flatMap((near) => {
    const bent = new Set<string>();
    for (const b of near) {
      const way = toward(b.address);
      for (const a of near) if (way(a.node)?.at(-1) !== b.node) bent.add(`${a.node.key} ${b.node.key}`);
    }
    const isBent = (a: Sender, b: Sender) => bent.has(`${a.node.key} ${b.node.key}`);
    return bent.size === 0
      ? []
      : near.flatMap((a) =>
          near.flatMap((b) => (a.segment !== b.segment && (isBent(a, b) || isBent(b, a)) ? [{ a, b }] : [])),
        );
  });
}

/** Names the part of the network in which a sender stands: parts that only the internet joins are apart. */
function joinedBy(net: Network): (sender: Sender) => string {
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
    if (at !== key) parents.set(key, at);
    return at;
  };
  for (const { node, segment } of net.model.interfaces.values()) {
    if (segment.kind === "unknown" || net.model.segments.get(segment.value)?.everyoneElse === true) continue;
    const [a, b] = [root(`node ${node}`), root(`segment ${segment.value}`)];
    if (a !== b) parents.set(a, b);
  }
  return ({ segment }) => root(`segment ${segment}`);
}

/** Every probe, whichever way it went. */
export function allOf({ into, out, across }: Probes): readonly Probe[] {
  return [...into, ...out, ...across];
}
