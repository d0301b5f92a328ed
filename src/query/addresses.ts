/** Which addresses a thing has for whoever asks: its own, the public ones in front of them, or nobody can say. */

import { namedHost } from "../forward/walk/match.ts";
import type { Network } from "../forward/network.ts";
import { internet } from "../model/builder.ts";
import type { Holding, Key, Node } from "../model/model.ts";
import { bitsOf, familyOf, prefixOf } from "../net/ip.ts";
import { type Ranges, rangesOf, subtract } from "../net/ranges.ts";
import { publicSpace, publicSpace6 } from "../net/special.ts";
import { familyOfTerm, isSymbol, type Symbol, type Term } from "../packet/packet.ts";
import { isUnknown, type Unknown } from "../value/value.ts";

/** Public addresses of a family that the input gives to nobody: neither to a host nor to a network. */
export function nobodys(net: Network, family: 4 | 6 = 4): Ranges {
  let found = free.get(net);
  if (found === undefined) {
    found = {};
    free.set(net, found);
  }
  found[family] ??= unstated(net, family);
  return found[family];
}

const free = new WeakMap<Network, { 4?: Ranges; 6?: Ranges }>();

function unstated(net: Network, family: 4 | 6): Ranges {
  const stated = net
    .holdingsOn(internet.segment)
    .flatMap(({ address }) =>
      address.kind === "known" ? [prefixOf(address.value, bitsOf(familyOf(address.value)))] : [],
    );
  const inside = [...net.model.domains.values()].flatMap((d) =>
    d.ranges.flatMap((r) => (r.kind === "known" ? [r.value] : [])),
  );
  return subtract(family === 4 ? publicSpace : publicSpace6, rangesOf([...stated, ...inside]));
}

/** A value that the sender picks. */
export function anyOf(id: string, within: Ranges): Symbol {
  return { kind: "symbol", id, chooser: "sender", within, at: [] };
}

/** Anybody's address on the internet, of either family. */
export function anybodys(net: Network, id: string): readonly Symbol[] {
  return [anyOf(id, nobodys(net)), anyOf(`${id} (IPv6)`, nobodys(net, 6))];
}

/**
 * A node's own addresses on networks that people know, or the public ones in front of them; IPv4 first. `on`: those of one
 * of its interfaces.
 */
export function addressesOf(net: Network, node: Node, outside: boolean, on?: Key): readonly Term[] {
  const own = listed(net, node).flatMap((holding) => {
    if (on !== undefined && holding.interface !== on) return [];
    const address = net.term(holding.address);
    return isUnknown(address) ? [] : [{ holding, address }];
  });
  const wanted = own.flatMap(({ holding, address }) => (outside ? publicOf(net, holding) : [address]));
  return [...wanted].sort((a, b) => familyOfTerm(a) - familyOfTerm(b));
}

function listed(net: Network, node: Node): readonly Holding[] {
  return net.ownAddressesOf(node.key).filter((holding) => {
    const on = net.interface(holding.interface);
    const segment = on === undefined ? undefined : net.segmentOf(on);
    const known = segment !== undefined && !isUnknown(segment) && (segment.listed || segment.everyoneElse === true);
    const { address } = holding;
    return known || (address.kind === "assigned" && address.id === namedHost(address.owner));
  });
}

/** A host of a provider's service is meant by the service's name, wherever the way to it stands. */
export function isNamedHost(address: Term): boolean {
  return isSymbol(address) && address.id === namedHost(address.owner ?? "");
}

function publicOf(net: Network, own: Holding): readonly Term[] {
  return net.pairsOf(own).flatMap((pair) => {
    const address = net.term(pair.outside);
    return isUnknown(address) ? [] : [address];
  });
}

/**
 * Why it cannot be said that a node has no further address of that kind: one reason that goes for both families, or one
 * for each; empty when it certainly has none.
 */
export function unsureOf(net: Network, node: Node, outside: boolean, on?: Key): readonly Unknown[] {
  const all = [...unsures(net, node, outside, on)];
  const both = all.find((why) => why.family === undefined);
  if (both !== undefined) return [both];
  return [4, 6].flatMap((family) => all.find((why) => why.family === family) ?? []);
}

function* unsures(net: Network, node: Node, outside: boolean, on: Key | undefined): Iterable<Unknown> {
  const isMeant = (key: Key) => on === undefined || key === on;
  for (const own of net.interfacesOf(node.key))
    if (isMeant(own.key) && own.segment.kind === "unknown") yield own.segment;
  for (const holding of net.ownAddressesOf(node.key)) {
    if (!isMeant(holding.interface)) continue;
    if (holding.address.kind === "unknown") yield holding.address;
    if (!outside) continue;
    for (const pair of [...net.pairsOf(holding), ...net.loosePairsOf(holding)]) {
      if (pair.outward) continue;
      const doubt = pair.outside.kind === "unknown" ? pair.outside : pair.doubt;
      if (doubt !== undefined) yield doubt;
    }
  }
}

/** A host picks one of its addresses as source, of the family that the destination has. */
export function onePerFamily(addresses: readonly Term[]): readonly Term[] {
  return [4, 6].flatMap((family) => addresses.find((a) => familyOfTerm(a) === family) ?? []);
}
