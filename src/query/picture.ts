/**
 * What a picture of the network shows: where every node stands, which of them are joined by what, and the ways of packets
 * from the internet and to it (`ways.ts`). Beyond `mostDomains` ways are not followed: only what is joined is said.
 */

import type { Network } from "../forward/network.ts";
import { internet } from "../model/builder.ts";
import type { Domain, Key, Node, Origin } from "../model/model.ts";
import { isUnknown } from "../value/value.ts";
import { type Inventory, inventory, type NodeCard, type SegmentCard } from "./inventory.ts";
import { type Leap, optionNodes, waysOf } from "./ways.ts";

/** What a node does, as far as a picture tells it apart. */
export type Role = "internet" | "gateway" | "translator" | "balancer" | "endpoint" | "inspector" | "host";

export interface Drawn {
  readonly card: NodeCard;
  readonly role: Role;
  /** The first segment that people know on which it stands. */
  readonly segment: Key | undefined;
  /** Undefined: it belongs to several, or to none. */
  readonly domain: Key | undefined;
}

/** A line without a direction of packets: a node and a domain, or a node and what it hands packets to. */
export interface Joint {
  readonly node: Key;
  readonly to: { readonly node: Key } | { readonly domain: Key };
  readonly origin: Origin;
}

export interface Picture {
  readonly domains: readonly Domain[];
  readonly segments: readonly SegmentCard[];
  readonly nodes: readonly Drawn[];
  readonly leaps: readonly Leap[];
  readonly joints: readonly Joint[];
  /** Whether the ways were followed. */
  readonly followed: boolean;
}

export function picture(net: Network, mostDomains: number): Picture {
  const domains = [...net.model.domains.values()].filter((d) => d.key !== internet.domain);
  const followed = domains.length <= mostDomains;
  const { nodes, segments } = followed ? inventory(net) : counted(net);
  const drawn = nodes.filter(({ node }) => node.kind !== "router").map((card) => placed(net, card));
  return {
    domains,
    segments,
    nodes: drawn,
    leaps: followed ? waysOf(net) : [],
    joints: drawn.flatMap((d) => jointsOf(net, d)),
    followed,
  };
}

/** For counts alone, nobody needs to be told addresses, or where segments lead. */
function counted({ model }: Network): Pick<Inventory, "nodes" | "segments"> {
  const nodes = [...model.nodes.values()].filter((n) => n.key !== internet.node);
  return {
    nodes: nodes.map((node) => ({ node, addresses: [], publicAddresses: [] })),
    segments: [...model.segments.values()]
      .filter((s) => s.listed)
      .map((segment) => ({ segment, label: "unknown", via: undefined, origin: segment.origin, publicAddresses: [] })),
  };
}

function roleOf(net: Network, node: Node): Role {
  if (node.kind === "endpoint") return "endpoint";
  if (net.listenersOf(node.key).length > 0 || node.encapsulate?.kind === "wrap") return "balancer";
  if (node.inspect !== undefined) return "inspector";
  if (net.portsOf(node.key) !== undefined && !node.host) return "translator";
  return node.host ? "host" : "gateway";
}

function placed(net: Network, card: NodeCard): Drawn {
  const { node } = card;
  const segments = net.interfacesOf(node.key).flatMap((i) => {
    const segment = net.segmentOf(i);
    return isUnknown(segment) || segment.domain === internet.domain ? [] : [segment];
  });
  const home = segments.find((s) => s.listed);
  const domains = new Set(segments.map((s) => s.domain));
  const domain = home?.domain ?? (domains.size === 1 ? [...domains][0] : undefined);
  return { card, role: roleOf(net, node), segment: home?.key, domain };
}

/** Further domains in which it stands, the internet, and what stands behind its balances. */
function jointsOf(net: Network, { card: { node }, domain, role }: Drawn): readonly Joint[] {
  const { origin } = node;
  const domains = new Set<Key>();
  for (const own of net.interfacesOf(node.key)) {
    const segment = net.segmentOf(own);
    if (isUnknown(segment)) continue;
    domains.add(segment.domain);
    // On a link, whoever stands at its other end says what it joins.
    if (!segment.listed && domain === undefined) {
      for (const other of net.interfacesOn(segment.key)) {
        for (const beyond of net.interfacesOf(other.node)) {
          const far = net.segmentOf(beyond);
          if (other.node !== node.key && !isUnknown(far) && far.listed) domains.add(far.domain);
        }
      }
    }
  }
  const apart = [...domains].filter((d) => d !== domain);
  const handed = role === "host" ? [] : handedTo(net, node);
  return [
    ...apart.map(
      (d): Joint => ({ node: node.key, to: d === internet.domain ? { node: internet.node } : { domain: d }, origin }),
    ),
    ...handed.map((to): Joint => ({ node: node.key, to: { node: to }, origin })),
  ];
}

/** Nodes to which it hands or wraps packets, or opens sessions. */
function handedTo(net: Network, node: Node): readonly Key[] {
  const balances = [
    ...(node.encapsulate === undefined ? [] : [node.encapsulate.balance]),
    ...net.listenersOf(node.key).map((l) => l.balance),
  ];
  return [...new Set(balances.flatMap((b) => optionNodes(net, b)))];
}
