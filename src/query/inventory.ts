/** What there is: networks, segments and what their routes make of them, gateways, balancers, endpoints, hosts. */

import { walk } from "../forward/walk/answer.ts";
import { network, type Network } from "../forward/network.ts";
import type { Hop } from "../forward/trace.ts";
import { internet } from "../model/builder.ts";
import type { Key, Node, Origin, Segment } from "../model/model.ts";
import { TCP } from "../net/protocol.ts";
import type { Term } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import { guestOn, type Guesthood, withGuests } from "./guest.ts";
import { addressesOf, anyOf, nobodys } from "./addresses.ts";
import { headerOf } from "./traffic.ts";

/**
 * What a segment's default route makes of it: public = straight to the internet's gateway; public through inspection =
 * by an endpoint or appliance from which it goes there; private = behind a translation; isolated = nowhere.
 */
export type Label = "public" | "public through inspection" | "private" | "isolated" | "unknown";

export interface SegmentCard {
  readonly segment: Segment;
  readonly label: Label;
  /** What its traffic to the internet leaves through. */
  readonly via: string | undefined;
  /** The route that decides. */
  readonly origin: Origin;
  /** Hosts and gateways on it that have a public address. */
  readonly publicAddresses: readonly string[];
}

export interface NodeCard {
  readonly node: Node;
  readonly addresses: readonly Term[];
  readonly publicAddresses: readonly Term[];
}

export interface Inventory {
  readonly net: Network;
  readonly segments: readonly SegmentCard[];
  readonly nodes: readonly NodeCard[];
}

export function inventory(net: Network): Inventory {
  const nodes = [...net.model.nodes.values()]
    .filter((n) => n.key !== internet.node)
    .map((node) => ({
      node,
      addresses: addressesOf(net, node, false),
      publicAddresses: addressesOf(net, node, true),
    }));
  const listed = [...net.model.segments.values()].filter((s) => s.listed);
  const supposed = new Map(listed.flatMap((s) => guestsOf(net, s)));
  const inside = network(withGuests(net.model, [...supposed.values()]));
  return { net, nodes, segments: listed.map((segment) => card(inside, segment, nodes, supposed.get(segment.key))) };
}

/** Somebody on a segment whom no file names. */
function guestsOf(net: Network, segment: Segment): readonly (readonly [Key, Guesthood])[] {
  const range = segment.ranges.find((r) => r.kind === "known");
  if (range?.kind !== "known" || typeof range.value.first !== "number") return [];
  const guest = guestOn(net.model, segment, range.value, segment.name);
  return guest === undefined ? [] : [[segment.key, guest]];
}

function card(net: Network, segment: Segment, nodes: readonly NodeCard[], guest: Guesthood | undefined): SegmentCard {
  const here = nodes.filter(
    ({ node, publicAddresses }) =>
      publicAddresses.length > 0 &&
      net.interfacesOf(node.key).some((i) => i.segment.kind === "known" && i.segment.value === segment.key),
  );
  const publicAddresses = [...new Set(here.map(({ node }) => node.name))];
  return { segment, publicAddresses, ...labelOf(net, segment, guest) };
}

/** A host is supposed there, and its packet for the internet followed by the routes alone. */
function labelOf(
  inside: Network,
  segment: Segment,
  guest: Guesthood | undefined,
): Pick<SegmentCard, "label" | "via" | "origin"> {
  if (guest === undefined) return { label: "unknown", via: undefined, origin: segment.origin };
  const [source] = addressesOf(inside, guest.node, false);
  if (source === undefined) return { label: "unknown", via: undefined, origin: segment.origin };
  const destination = anyOf("server", nobodys(inside));
  const header = headerOf({ text: "tcp/443", protocol: TCP, ports: { first: 443, last: 443 } }, 4);
  const start = { node: guest.node, choice: segment.name, packet: { source, destination, ...header } };
  const { verdict, shown } = walk(inside, [start], { filtered: false });
  const { hops } = shown.forward;
  const table = hops.find((h) => h.kind === "route-table");
  const origin = table?.origin ?? segment.origin;
  const first = table === undefined ? undefined : hops[hops.indexOf(table) + 1];
  const translator = hops.find((h) => isTranslator(inside, h));
  if (translator !== undefined) return { label: "private", via: translator.node, origin };
  if (reachesEdge(inside, shown.forward.hops, shown.reasons[0]?.code)) {
    const edge = edgeOf(inside, shown.reasons[0]?.node);
    const inspected = first !== undefined && first.node !== edge;
    return { label: inspected ? "public through inspection" : "public", via: first?.node ?? edge, origin };
  }
  return { label: verdict === "unknown" ? "unknown" : "isolated", via: undefined, origin };
}

function isTranslator(net: Network, hop: Hop): boolean {
  return net.nodesNamed(hop.node).some((n) => net.portsOf(n.key) !== undefined);
}

/** The supposed host has no public address, so its packet ends at the translation to the outside, or gets through. */
function reachesEdge(net: Network, hops: readonly Hop[], code: string | undefined): boolean {
  const ends = [...net.model.rewrites.values()].some(
    (r) => r.kind === "pairs" && r.otherwise !== "pass" && r.otherwise.code === code,
  );
  return ends || hops.at(-1)?.node === internet.node;
}

function edgeOf(net: Network, name: string | undefined): string | undefined {
  return name === undefined ? undefined : net.nodesNamed(name)[0]?.name;
}

export function zoneOf(node: Node): string | undefined {
  return node.zone?.kind === "known" ? node.zone.value : undefined;
}

/** What an endpoint leads to: the names of the nodes behind its balance. */
export function behind(net: Network, node: Node): readonly string[] {
  const balances = [
    ...(node.encapsulate === undefined ? [] : [node.encapsulate.balance]),
    ...net.listenersOf(node.key).map((l) => l.balance),
  ];
  const names = balances.flatMap((b) =>
    net.optionsOf(b).map((o) => {
      if (o.to.kind === "interface") {
        const on = net.interface(o.to.interface);
        return on === undefined ? o.to.interface : (net.node(on.node)?.name ?? on.node);
      }
      return o.to.kind === "address" && !isUnknown(o.to.address) ? "an address" : "unknown";
    }),
  );
  return [...new Set(names)];
}
