/** The inventory as the document that `show` prints. */

import { internet } from "../model/builder.ts";
import { printPrefix } from "../net/ip.ts";
import { printPorts, protocolName } from "../net/protocol.ts";
import { anyWorld } from "../packet/packet.ts";
import { behind, type Inventory, type NodeCard, zoneOf } from "../query/inventory.ts";
import { endpointOf } from "./packets.ts";
import { positionsOf } from "./positions.ts";
import type {
  BalancerReport,
  GatewayReport,
  Head,
  HostReport,
  NetworkReport,
  ServiceEndpointReport,
  ShowReport,
  SubnetReport,
} from "./report.ts";

export function showReport(all: Inventory): Omit<ShowReport, keyof Head | "notModelled"> {
  const { net, nodes } = all;
  const served = (card: NodeCard) =>
    net.listenersOf(card.node.key).length > 0 || card.node.encapsulate?.kind === "wrap";
  const endpoints = nodes.filter((c) => c.node.kind === "endpoint");
  const balancers = nodes.filter((c) => served(c) && !endpoints.includes(c));
  const hosts = nodes.filter((c) => c.node.host && !balancers.includes(c) && !endpoints.includes(c));
  const gateways = nodes.filter(
    (c) => !c.node.host && !balancers.includes(c) && !endpoints.includes(c) && c.node.kind !== "router",
  );
  return {
    networks: networksOf(all),
    subnets: subnetsOf(all),
    gateways: gateways.map((c) => gatewayOf(all, c)),
    balancers: balancersOf(all, balancers),
    endpoints: endpoints.map((c) => endpointReport(all, c)),
    tunnels: [],
    hosts: hosts.map(hostOf),
  };
}

function networksOf({ net }: Inventory): readonly NetworkReport[] {
  return [...net.model.domains.values()]
    .filter((d) => d.key !== internet.domain)
    .map(({ name, label, ranges, region, account, origin }) => ({
      name,
      label,
      prefixes: ranges.flatMap((r) => (r.kind === "known" ? [printPrefix(r.value)] : [])),
      region: region.kind === "known" ? region.value : null,
      account: account.kind === "known" ? account.value : null,
      at: positionsOf(origin),
    }));
}

function subnetsOf({ segments }: Inventory): readonly SubnetReport[] {
  return segments.map(({ segment, label, via, origin, publicAddresses }) => ({
    name: segment.name,
    prefixes: segment.ranges.flatMap((r) => (r.kind === "known" ? [printPrefix(r.value)] : [])),
    zone: segment.zone?.kind === "known" ? segment.zone.value : null,
    label,
    via: via ?? null,
    publicAddresses,
    at: positionsOf(origin),
  }));
}

function gatewayOf({ net }: Inventory, { node }: NodeCard): GatewayReport {
  const domains = net.interfacesOf(node.key).flatMap((i) => {
    const segment = net.segmentOf(i);
    return "domain" in segment && segment.domain !== internet.domain ? [segment.domain] : [];
  });
  const [domain] = domains;
  return {
    name: node.name,
    kind: node.kind,
    zone: zoneOf(node) ?? null,
    network: domain === undefined ? null : (net.model.domains.get(domain)?.name ?? null),
    at: positionsOf(node.origin),
  };
}

/** One row for all zones of a balancer. */
function balancersOf({ net }: Inventory, cards: readonly NodeCard[]): readonly BalancerReport[] {
  const names = [...new Set(cards.map((c) => c.node.name))];
  return names.flatMap((name) => {
    const own = cards.filter((c) => c.node.name === name);
    const [first] = own;
    if (first === undefined) return [];
    const listeners = own.flatMap((c) => net.listenersOf(c.node.key).map(listenerText));
    return [
      {
        name,
        kind: first.node.kind,
        zones: own.flatMap((c) => zoneOf(c.node) ?? []),
        listeners: [...new Set(listeners)],
        targets: [...new Set(own.flatMap((c) => behind(net, c.node)))],
        at: positionsOf(first.node.origin),
      },
    ];
  });
}

function listenerText(listener: ReturnType<Inventory["net"]["listenersOf"]>[number]): string {
  const protocols = listener.protocols.map((p) => (p.kind === "known" ? protocolName(p.value) : "unknown"));
  const ports = listener.ports.kind === "known" ? printPorts(listener.ports.value) : "unknown";
  return `${protocols.join("+")}/${ports}`;
}

function endpointReport({ net }: Inventory, { node }: NodeCard): ServiceEndpointReport {
  const [to] = behind(net, node);
  return {
    name: node.name,
    kind: node.kind,
    zone: zoneOf(node) ?? null,
    to: to ?? null,
    at: positionsOf(node.origin),
  };
}

function hostOf({ node, addresses, publicAddresses }: NodeCard): HostReport {
  const texts = (terms: NodeCard["addresses"]) => terms.map((t) => endpointOf(t, anyWorld).text);
  return {
    name: node.name,
    kind: node.kind,
    zone: zoneOf(node) ?? null,
    addresses: texts(addresses),
    publicAddresses: texts(publicAddresses),
    at: positionsOf(node.origin),
  };
}
