/** Who is meant, for TO: anybody on the internet, a range, the addresses of what a name stands for. */

import type { Network } from "../forward/network.ts";
import { internet } from "../model/builder.ts";
import type { Key, Node } from "../model/model.ts";
import { type Ip, type Prefix, printIp, rangeOf } from "../net/ip.ts";
import { contains, rangesOf } from "../net/ranges.ts";
import { isSymbol, type Term, type World } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import { addressesOf, anybodys, anyOf, unsureOf } from "./addresses.ts";
import { insteadOf, segmentsHolding } from "./guest.ts";
import type { Place } from "./names.ts";
import { noPublicAddress, type Refused, refusedAmong, refusedFor } from "./refused.ts";

export interface Destination {
  readonly address: Term;
  readonly name: string;
  readonly world?: World;
  /** The node that was asked for, where the address alone does not say so. */
  readonly node?: Key;
}

export interface Destinations {
  readonly destinations: readonly Destination[];
  readonly refused: readonly Refused[];
}

export function destinations(
  net: Network,
  place: Place,
  outside: boolean,
): Destinations | { readonly problem: string; readonly candidates: readonly string[] } {
  if (place.kind === "internet") {
    const all = anybodys(net, "server").map((address) => ({ address, name: internet.node }));
    return { destinations: all, refused: [] };
  }
  if (place.kind === "prefix") return { destinations: inPrefix(net, place.prefix, place.text), refused: [] };
  if (place.kind === "public") return publicOf(net, place);
  const found = place.nodes.flatMap((node) =>
    addressesOf(net, node, outside, place.on).map((address) => ({ address, name: nameOf(node), node: node.key })),
  );
  const unsure = place.nodes.flatMap((node) => {
    const what = `which ${outside ? "public " : ""}address \`${node.name}\` has`;
    return unsureOf(net, node, outside, place.on).map((why) => refusedFor(node, why, what));
  });
  const among = refusedAmong(place.name, place.others);
  if (found.length + unsure.length > 0) return { destinations: found, refused: [...unsure, ...among] };
  if (place.nodes.length > 0 && outside) {
    const without = place.on === undefined ? place.nodes : place.nodes.map((node) => ({ ...node, name: place.name }));
    return { destinations: [], refused: [...without.map(noPublicAddress), ...among] };
  }
  if (among.length > 0) return { destinations: [], refused: among };
  const what = place.set ? `has no host with an address${insteadOf(net, place.name)}` : "has no address of its own";
  return { problem: `\`${place.name}\` ${what}`, candidates: [] };
}

function publicOf(net: Network, { name, pair, node }: Extract<Place, { kind: "public" }>): Destinations {
  const address = net.term(pair.outside);
  const why = isUnknown(address) ? address : pair.doubt;
  if (isUnknown(address) || why !== undefined) {
    const refused =
      why === undefined ? [] : [refusedFor({ name, origin: pair.origin }, why, `which address \`${name}\` is`)];
    return { destinations: [], refused };
  }
  return { destinations: [{ address, name, node: node.key }], refused: [] };
}

function nameOf(node: Node): string {
  return node.zone?.kind === "known" ? `${node.name} (${node.zone.value})` : node.name;
}

/** What a user types is that number, and every assigned address that may turn out to be it. */
function inPrefix(net: Network, prefix: Prefix, text: string): readonly Destination[] {
  const { first, last } = rangeOf(prefix);
  if (first !== last) return [{ address: anyOf("server", rangesOf([prefix])), name: text }];
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
