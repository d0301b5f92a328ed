/** What one end sends to another, by address family: the packets, or why there is none, or nobody can say which. */

import type { Beginning } from "../forward/flood/ask.ts";
import type { Network } from "../forward/network.ts";
import type { Reason } from "../forward/trace.ts";
import { internet } from "../model/builder.ts";
import type { Node } from "../model/model.ts";
import { isEmpty } from "../net/ranges.ts";
import { familyOfTerm, type Symbol, type Term } from "../packet/packet.ts";
import { type Destination, destinations } from "./destinations.ts";
import type { End } from "./ends.ts";
import type { Refused } from "./refused.ts";
import { type Source, sources } from "./sources.ts";
import { headerOf, type Traffic } from "./traffic.ts";

export interface Lane {
  readonly starts: readonly Beginning[];
  readonly sources: readonly Term[];
  readonly destinations: readonly Term[];
  /** Addresses that nobody knows. */
  readonly doubts: readonly Reason[];
  /** Why there is no packet to send. */
  readonly refusals: readonly Reason[];
}

/** Whoever is on the internet, for all networks that are compared. */
export interface Anybody {
  readonly client: readonly Symbol[];
  readonly server: readonly Symbol[];
}

export type Lanes = Readonly<Record<4 | 6, Lane>>;

const everything: Traffic = { text: "any", protocol: undefined, ports: undefined };

export function lanesOf(net: Network, from: End, to: End, anybody: Anybody): Lanes {
  const outside = isInternet(from);
  const senders = outside ? fromAnybody(net, anybody) : sourcesOf(net, from);
  const takers = isInternet(to)
    ? { found: anybody.server.filter(isSome).map((address) => ({ address })), refused: [] }
    : destinationsOf(net, to, outside);
  const lane = (family: 4 | 6): Lane => {
    const [s, d] = [ofFamily(senders.found, family), ofFamily(takers.found, family)];
    const [doubtS, doubtD] = [doubtsOf(senders.refused, family), doubtsOf(takers.refused, family)];
    const known = s.length > 0 && d.length > 0;
    const possible = s.length + doubtS.length > 0 && d.length + doubtD.length > 0;
    const certain = [...senders.refused, ...takers.refused].flatMap((r) => (r.verdict === "dropped" ? [r.reason] : []));
    const lacking = [
      ...(s.length === 0 ? without(from, family, false) : []),
      ...(d.length === 0 ? without(to, family, outside) : []),
    ];
    return {
      starts: s.flatMap(({ node, address }) =>
        d.map((taker) => ({
          node,
          packet: { source: address, destination: taker.address, ...headerOf(everything, family) },
        })),
      ),
      sources: s.map(({ address }) => address),
      destinations: d.map(({ address }) => address),
      doubts: possible ? [...doubtS, ...doubtD] : [],
      refusals: known || possible ? [] : certain.length > 0 ? certain : lacking,
    };
  };
  return { 4: lane(4), 6: lane(6) };
}

/** Nothing is sent, for these reasons. */
export function noLanes(refusals: readonly Reason[]): Lanes {
  const lane: Lane = { starts: [], sources: [], destinations: [], doubts: [], refusals };
  return { 4: lane, 6: lane };
}

export function isInternet({ nodes }: End): boolean {
  return nodes.some((n) => n.key === internet.node);
}

function fromAnybody(net: Network, { client }: Anybody): Found<Pick<Source, "node" | "address">> {
  const node = net.node(internet.node);
  if (node === undefined) return { found: [], refused: [] };
  return { found: client.filter(isSome).map((address) => ({ node, address })), refused: [] };
}

function isSome({ within }: Symbol): boolean {
  return !isEmpty(within);
}

/** From which addresses it sends. */
export function addressesFrom(net: Network, end: End, family: 4 | 6): readonly Term[] {
  return ofFamily(sourcesOf(net, end).found, family).map(({ address }) => address);
}

interface Found<T> {
  readonly found: readonly T[];
  readonly refused: readonly Refused[];
}

function sourcesOf(net: Network, { name, nodes }: End): Found<Pick<Source, "node" | "address">> {
  const asked = sources(net, { kind: "nodes", name, nodes, set: false, others: [] });
  return "problem" in asked ? { found: [], refused: [] } : { found: asked.sources, refused: asked.refused };
}

function destinationsOf(net: Network, { name, nodes }: End, outside: boolean): Found<Pick<Destination, "address">> {
  const asked = destinations(net, { kind: "nodes", name, nodes, set: false, others: [] }, outside);
  return "problem" in asked ? { found: [], refused: [] } : { found: asked.destinations, refused: asked.refused };
}

function ofFamily<T extends { readonly address: Term }>(list: readonly T[], family: 4 | 6): readonly T[] {
  return list.filter(({ address }) => familyOfTerm(address) === family);
}

function doubtsOf(refused: readonly Refused[], family: 4 | 6): readonly Reason[] {
  const unsure = refused.filter((r) => r.verdict === "unknown" && (r.family === undefined || r.family === family));
  return unsure.map((r) => r.reason);
}

function without({ nodes }: End, family: 4 | 6, outside: boolean): readonly Reason[] {
  return nodes.map((node) =>
    reasonAt(node, "address.family.none", `\`${node.name}\` has no ${outside ? "public " : ""}IPv${family} address`),
  );
}

/** What is in the one network and not in the other. */
export function absent({ nodes, name }: End, where: "old" | "new"): Reason {
  const message = `\`${name}\` is not in the ${where} network`;
  const [node] = nodes;
  const missing = { code: "network.thing.absent", message, node: name, further: [], direction: "forward" as const };
  return { ...missing, origin: node?.origin ?? { at: [] } };
}

function reasonAt(node: Node, code: string, message: string): Reason {
  return { code, message, node: node.name, origin: node.origin, further: [], direction: "forward" };
}
