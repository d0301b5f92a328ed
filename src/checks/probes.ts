/**
 * The walks on which findings about the network as a whole rest: in to everything with a public address, out from
 * everything that sends, and across between segments. One host speaks for those of its segment under the same filters.
 */

import { type Start, walk } from "../forward/walk/answer.ts";
import type { Network } from "../forward/network.ts";
import type { Answer } from "../forward/trace.ts";
import { internet } from "../model/builder.ts";
import type { Node, Pair } from "../model/model.ts";
import { isSymbol, type Term } from "../packet/packet.ts";
import { addressesOf, anyOf, nobodys } from "../query/addresses.ts";
import { headerOf, type Traffic } from "../query/traffic.ts";
import { isUnknown } from "../value/value.ts";

export interface Probe {
  /** The thing that is reached, or that sends. */
  readonly node: Node;
  readonly answer: Answer;
}

export interface WayIn extends Probe {
  readonly pair: Pair;
}

export interface Probes {
  readonly into: readonly WayIn[];
  readonly out: readonly Probe[];
  readonly across: readonly Probe[];
}

/** More ways than this between segments are not walked one by one. */
const mostAcross = 400;

const any: Traffic = { text: "any", protocol: undefined, ports: undefined };

export function probe(net: Network): Probes {
  const senders = sendersOf(net);
  return { into: waysIn(net), out: waysOut(net, senders), across: waysAcross(net, senders) };
}

function waysIn(net: Network): readonly WayIn[] {
  const from = net.node(internet.node);
  if (from === undefined) return [];
  const clients = { 4: anyOf("client", nobodys(net)), 6: anyOf("client (IPv6)", nobodys(net, 6)) };
  return net.model.pairs.flatMap((pair) => {
    const [inside, outside] = [net.term(pair.inside), net.term(pair.outside)];
    if (isUnknown(inside) || isUnknown(outside) || !net.model.rewrites.has(pair.rewrite)) return [];
    const node = net.behind(pair);
    if (node === undefined) return [];
    return [{ node, pair, answer: walk(net, [start(from, clients[isIp4(outside) ? 4 : 6], outside)]) }];
  });
}

function start(node: Node, source: Term, destination: Term): Start {
  return { node, choice: node.name, packet: { source, destination, ...headerOf(any, isIp4(source) ? 4 : 6) } };
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
    if (node.key === internet.node || !(node.host || translates)) continue;
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

function waysOut(net: Network, senders: readonly Sender[]): readonly Probe[] {
  if (net.model.rewrites.size === 0) return [];
  const server = anyOf("server", nobodys(net));
  return senders.map(({ node, address }) => ({ node, answer: walk(net, [start(node, address, server)]) }));
}

function waysAcross(net: Network, senders: readonly Sender[]): readonly Probe[] {
  const hosts = senders.filter(({ node }) => node.host && net.listenersOf(node.key).length === 0);
  const ways = hosts.flatMap((a) => hosts.flatMap((b) => (a.segment === b.segment ? [] : [{ a, b }])));
  return ways
    .slice(0, mostAcross)
    .map(({ a, b }) => ({ node: b.node, answer: walk(net, [start(a.node, a.address, b.address)]) }));
}

/** Every probe, whichever way it went. */
export function allOf({ into, out, across }: Probes): readonly Probe[] {
  return [...into, ...out, ...across];
}
