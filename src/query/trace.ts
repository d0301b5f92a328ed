/** One packet there and back: from every host that FROM names to every address that TO names. */

import { type Start, walk } from "../forward/walk/answer.ts";
import { namedHost } from "../forward/walk/match.ts";
import { network, type Network } from "../forward/network.ts";
import type { Terms } from "../forward/walk/run.ts";
import type { Answer, Branch, Reason } from "../forward/trace.ts";
import { internet } from "../model/builder.ts";
import type { Holding, Key, Node } from "../model/model.ts";
import { bitsOf, inPrefix, type Ip, familyOf as ipFamily, type Prefix, prefixOf, printIp } from "../net/ip.ts";
import { contains, intersect, type Ranges, rangesOf, subtract } from "../net/ranges.ts";
import { publicSpace, publicSpace6 } from "../net/special.ts";
import { anyWorld, isSymbol, type Symbol, type Term, type World } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import { segmentsHolding, withGuest } from "./guest.ts";
import { type Place, resolveName } from "./names.ts";
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

interface Source {
  readonly node: Node;
  readonly address: Term;
  readonly name: string;
}

interface Destination {
  readonly address: Term;
  readonly name: string;
  readonly world?: World;
}

export function trace(net: Network, question: Question, terms: Terms = {}): Traced {
  const asked = beginnings(net, question);
  if ("problem" in asked) return asked;
  const { starts, took } = asked;
  const answer = starts.length === 0 ? nowhere(asked.refused) : walk(asked.net, starts, terms);
  return { answer, net: asked.net, took };
}

/** How a question begins: a packet from every host that FROM names to every address that TO names. */
export interface Beginnings {
  readonly net: Network;
  readonly starts: readonly Start[];
  /** The nodes that TO stands for. */
  readonly goals: readonly Key[];
  readonly took: readonly string[];
  /** Where there is no packet to send at all. */
  readonly refused: readonly Reason[];
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
  const outside = asking.sources.every((s) => s.node.key === internet.node);
  const goal = destinations(asking.net, to.place, outside);
  if ("problem" in goal) return { ...goal, part: "to" };
  const goals = to.place.kind === "nodes" ? to.place.nodes.map((n) => n.key) : [];
  if ("none" in goal) return { net: asking.net, starts: [], goals, took: [], refused: goal.none };
  const starts = asking.sources.flatMap((s) => goal.destinations.flatMap((d) => startsOf(s, d, traffic.traffic)));
  if (starts.length === 0) {
    const problem = `\`${question.from}\` and \`${question.to}\` have no addresses of one family`;
    return { problem, candidates: [], part: "to" };
  }
  return { net: asking.net, starts, goals, took: tookOf(from.place, to.place, outside), refused: [] };
}

function tookOf(from: Place, to: Place, outside: boolean): readonly string[] {
  const took: string[] = [];
  if (from.kind === "nodes" && from.set) took.push(`\`${from.name}\` for its ${hostsText(from.nodes.length)}`);
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
  const family = familyOf(source.address);
  if (family !== familyOf(destination.address)) return [];
  const packet = { source: source.address, destination: destination.address, ...headerOf(traffic, family) };
  const { world } = destination;
  const choice = `${source.name} → ${destination.name}`;
  return [{ node: source.node, packet, choice, ...(world === undefined ? {} : { world }) }];
}

function familyOf(term: Term): 4 | 6 {
  const value = isSymbol(term) ? term.within[0]?.first : term;
  return typeof value === "bigint" ? 6 : 4;
}

/** Public addresses of a family that the input gives to nobody: neither to a host nor to a network. */
export function nobodys(net: Network, family: 4 | 6 = 4): Ranges {
  const stated = net
    .holdingsOn(internet.segment)
    .flatMap(({ address }) =>
      address.kind === "known" ? [prefixOf(address.value, bitsOf(ipFamily(address.value)))] : [],
    );
  const inside = [...net.model.domains.values()].flatMap((d) =>
    d.ranges.flatMap((r) => (r.kind === "known" ? [r.value] : [])),
  );
  return subtract(family === 4 ? publicSpace : publicSpace6, rangesOf([...stated, ...inside]));
}

export function anyOf(id: string, within: Ranges): Symbol {
  return { kind: "symbol", id, chooser: "sender", within, at: [] };
}

type Sources = { readonly sources: readonly Source[]; readonly net: Network };

function sources(net: Network, place: Place): Sources | Omit<Problem, "part"> {
  if (place.kind === "internet") return fromInternet(net, anybodys(net, "client"));
  if (place.kind === "prefix") return fromPrefix(net, place.prefix, place.text);
  const found = place.nodes.flatMap((node) =>
    onePerFamily(addressesOf(net, node, false)).map((address) => ({ node, address, name: node.name })),
  );
  if (found.length > 0) return { sources: found, net };
  const what = place.set ? "has no host with an address" : "has no address of its own";
  return { problem: `\`${place.name}\` ${what}`, candidates: [] };
}

/** A host picks one of its addresses as source, of the family that the destination has. */
function onePerFamily(addresses: readonly Term[]): readonly Term[] {
  return [4, 6].flatMap((family) => addresses.find((a) => familyOf(a) === family) ?? []);
}

/** Anybody's address on the internet, of either family. */
function anybodys(net: Network, id: string): readonly Symbol[] {
  return [anyOf(id, nobodys(net)), anyOf(`${id} (IPv6)`, nobodys(net, 6))];
}

function fromInternet(net: Network, addresses: readonly Term[]): Sources | Omit<Problem, "part"> {
  const node = net.node(internet.node);
  if (node === undefined) return { problem: "no network here has a way to the internet", candidates: [] };
  return { sources: addresses.map((address) => ({ node, address, name: internet.node })), net };
}

function fromPrefix(net: Network, prefix: Prefix, text: string): Sources | Omit<Problem, "part"> {
  const held = holdersOf(net, prefix);
  if (held.length > 0) return { sources: held, net };
  const [segment] = segmentsHolding(net.model, prefix.first);
  if (segment !== undefined) {
    const guest = withGuest(net.model, segment, prefix, text);
    if (guest === undefined) return { problem: `nothing routes for \`${segment.name}\``, candidates: [] };
    const [address] = addressesOf(network(guest.model), guest.node, false);
    return {
      sources: address === undefined ? [] : [{ node: guest.node, address, name: text }],
      net: network(guest.model),
    };
  }
  const outside = intersect([...nobodys(net), ...nobodys(net, 6)], rangesOf([prefix]));
  if (outside.length === 0) return { problem: `no network here holds \`${text}\``, candidates: [] };
  const single = outside.length === 1 && outside[0]?.first === outside[0]?.last;
  return fromInternet(net, [single ? prefix.first : anyOf("client", outside)]);
}

/** Hosts whose own stated address lies in the prefix. */
function holdersOf(net: Network, prefix: Prefix): readonly Source[] {
  return [...net.model.nodes.values()].flatMap((node) =>
    node.host
      ? addressesOf(net, node, false).flatMap((address) =>
          !isSymbol(address) && inPrefix(prefix, address) ? [{ node, address, name: node.name }] : [],
        )
      : [],
  );
}

/** A node's own addresses on networks that people know, or the public ones in front of them; IPv4 first. */
export function addressesOf(net: Network, node: Node, outside: boolean): readonly Term[] {
  const own = net.ownAddressesOf(node.key).flatMap((holding) => {
    const on = net.interface(holding.interface);
    const segment = on === undefined ? undefined : net.segmentOf(on);
    const listed = segment !== undefined && !isUnknown(segment) && (segment.listed || segment.everyoneElse === true);
    const address = net.term(holding.address);
    if (isUnknown(address)) return [];
    return listed || isNamedHost(address) ? [{ holding, address }] : [];
  });
  const wanted = own.flatMap(({ holding, address }) => (outside ? publicOf(net, holding) : [address]));
  return [...wanted].sort((a, b) => familyOf(a) - familyOf(b));
}

/** A host of a provider's service is meant by the service's name, wherever the way to it stands. */
function isNamedHost(address: Term): boolean {
  return isSymbol(address) && address.id === namedHost(address.owner ?? "");
}

function publicOf(net: Network, own: Holding): readonly Term[] {
  return net.pairsOf(own).flatMap((pair) => {
    const address = net.term(pair.outside);
    return isUnknown(address) ? [] : [address];
  });
}

type Goals =
  | { readonly destinations: readonly Destination[] }
  | { readonly none: readonly Reason[] }
  | Omit<Problem, "part">;

function destinations(net: Network, place: Place, outside: boolean): Goals {
  if (place.kind === "internet") {
    return { destinations: anybodys(net, "server").map((address) => ({ address, name: internet.node })) };
  }
  if (place.kind === "prefix") return { destinations: inPrefixes(net, place.prefix, place.text) };
  const found = place.nodes.flatMap((node) =>
    addressesOf(net, node, outside).map((address) => ({ address, name: nameOf(node) })),
  );
  if (found.length > 0) return { destinations: found };
  const [node] = place.nodes;
  if (node !== undefined && outside) return { none: unreachable(place.nodes) };
  const what = place.set ? "has no host with an address" : "has no address of its own";
  return { problem: `\`${place.name}\` ${what}`, candidates: [] };
}

function nameOf(node: Node): string {
  return node.zone?.kind === "known" ? `${node.name} (${node.zone.value})` : node.name;
}

/** What a user types is that number, and every assigned address that may turn out to be it. */
function inPrefixes(net: Network, prefix: Prefix, text: string): readonly Destination[] {
  const single = prefix.length === (typeof prefix.first === "number" ? 32 : 128);
  if (!single) return [{ address: anyOf("server", rangesOf([prefix])), name: text }];
  return [{ address: prefix.first, name: text }, ...mayBe(net, prefix.first)];
}

function mayBe(net: Network, ip: Ip): readonly Destination[] {
  return segmentsHolding(net.model, ip).flatMap((segment) =>
    net.holdingsOn(segment.key).flatMap((h) => {
      const address = net.term(h.address);
      if (isUnknown(address) || !isSymbol(address) || !contains(address.within, ip)) return [];
      const world: World = new Map([[address.id, [{ first: ip, last: ip }]]]);
      return [{ address, name: `${printIp(ip)}, if it is ${address.owner ?? address.id}`, world }];
    }),
  );
}

/** From the internet to what has no public address there is no packet to send. */
function unreachable(nodes: readonly Node[]): readonly Reason[] {
  return nodes.map(
    (node): Reason => ({
      code: "address.public.none",
      message: `\`${node.name}\` has no public address`,
      node: node.name,
      origin: node.origin,
      further: [],
      direction: "forward",
    }),
  );
}

function nowhere(reasons: readonly Reason[]): Answer {
  const shown: Branch = {
    verdict: "dropped",
    forward: { verdict: "dropped", hops: [] },
    back: null,
    reasons,
    choices: [],
    count: 1,
    world: anyWorld,
  };
  return {
    verdict: "dropped",
    shown,
    branches: [shown],
    count: 1,
    delivered: 0,
    factors: [],
    reasons,
    assumptions: [],
  };
}
