/**
 * AWS::ElasticLoadBalancingV2::LoadBalancer: application, network and gateway load balancers (Elastic Load Balancing
 * user guide, "How Elastic Load Balancing works"). One node per subnet that is named, with an interface and a private
 * address of its own; what it does with what arrives, its listeners say.
 *
 *   internet gateway ── public address ── node#a ─┐
 *   internet gateway ── public address ── node#b ─┴─ listener ── targets
 */

import { type It, kind } from "../../../contract/kind.ts";
import { address, block, many, oneOf, reference, required, word } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Node } from "../../../model/model.ts";
import { ICMP, ICMPV6 } from "../../../net/protocol.ts";
import { rangesOf } from "../../../net/ranges.ts";
import { type Address, bind, known, type Unknown, type Value } from "../../../value/value.ts";
import { attributes, flagAttribute } from "../terms/attributes.ts";
import { foreignReference, strangeOn } from "../terms/foreign-reference.ts";
import { assignedIn, assignedPublic, attach, hostTable, publish } from "../terms/interfaces.ts";
import { targetsOf } from "../terms/keys.ts";
import {
  balancer,
  type BalancerNode,
  type BalancerType,
  type ElasticAddressFacts,
  elasticAddress,
  endpointService,
  listener,
  securityGroup,
  type SubnetFacts,
  subnet,
} from "../terms/terms.ts";
import { claims } from "./claims.ts";
import { listenerMissing, zoneSingle } from "./rules.ts";

const properties = {
  type: oneOf("Type", ["application", "network", "gateway"], "application"),
  scheme: oneOf("Scheme", ["internet-facing", "internal"], "internet-facing"),
  addressType: oneOf("IpAddressType", ["ipv4", "dualstack", "dualstack-without-public-ipv4"], "ipv4"),
  subnets: many(reference("Subnets", subnet)),
  mappings: many(
    block("SubnetMappings", {
      subnet: required("SubnetId", subnet),
      elastic: reference("AllocationId", elasticAddress),
      private: address("PrivateIPv4Address"),
    }),
  ),
  groups: many(reference("SecurityGroups", securityGroup)),
  attributes: attributes("LoadBalancerAttributes"),
  title: word("Name"),
};

type Balancer = It<typeof properties>;

const labels: Readonly<Record<BalancerType, string>> = {
  application: "Application Load Balancer",
  network: "Network Load Balancer",
  gateway: "Gateway Load Balancer",
};

export const loadBalancer = kind({
  term: balancer,
  label: "load balancer",
  spelled: { cloudformation: { type: "AWS::ElasticLoadBalancingV2::LoadBalancer" } },
  properties,
  ignored: [
    "EnableCapacityReservationProvisionStabilize",
    "MinimumLoadBalancerCapacity",
    "Ipv4IpamPoolId",
    "EnablePrefixForIpv6SourceNat",
    "Tags",
  ],
  claims,
  rules: [listenerMissing, zoneSingle, foreignReference],
  facts: (it) => ({
    type: it.type,
    nodes: nodesOf(it),
    crossZone: crossZoneOf(it),
    groups: it.groups,
    // Read only when asked for: the services' facts lead back here.
    get consumerZones() {
      return it.referrers(endpointService, "gatewayBalancers").flatMap((service) => service.facts.consumerZones);
    },
  }),
  lower(it, model) {
    if (it.referrers(listener, "balancer").length === 0) report(it);
    const places = placesOf(it);
    for (const place of places) lowerNode(it, model, place);
    const [first] = places;
    const strange = first === undefined ? undefined : strangeOn(it, first.subnet, it.groups);
    if (strange !== undefined) it.report(found(foreignReference, strange));
    reportSingleZone(it, places);
    if (it.title?.kind === "known") model.alias({ text: it.title.value, name: it.name, rank: 2 });
  },
});

interface Place extends BalancerNode {
  readonly elastic: Ref<ElasticAddressFacts> | undefined;
  readonly private: Address | undefined;
}

function placesOf(it: Balancer): readonly Place[] {
  const place = (to: Ref<SubnetFacts>, i: number, elastic?: Ref<ElasticAddressFacts>, stated?: Address): Place => {
    const node = `${it.key}#${to.to.kind === "known" ? to.to.value : `?${i}`}`;
    return { node, interface: `${node}#eth0`, subnet: to, elastic, private: stated };
  };
  if (it.mappings.length > 0) return it.mappings.map((m, i) => place(m.subnet, i, m.elastic, m.private));
  return it.subnets.map((to, i) => place(to, i));
}

function nodesOf(it: Balancer): readonly BalancerNode[] {
  return placesOf(it).map(({ node, interface: key, subnet: to }) => ({ node, interface: key, subnet: to }));
}

/** Fixed for an application balancer; off for the others unless an attribute says so. */
function crossZoneOf(it: Balancer): Value<boolean> {
  return bind(it.type, (type) =>
    type === "application"
      ? known(true)
      : (flagAttribute(it.attributes, "load_balancing.cross_zone.enabled") ?? known(false)),
  );
}

function lowerNode(it: Balancer, model: Builder, place: Place): void {
  const { node, interface: key, subnet: to } = place;
  const type = it.type.kind === "known" ? it.type.value : undefined;
  const doubt = it.doubt ?? (it.type.kind === "unknown" ? it.type : undefined);
  model.node(node, {
    name: it.name,
    label: type === undefined ? "load balancer" : labels[type],
    kind: type === "gateway" ? "gateway-load-balancer" : "load-balancer",
    zone: to.facts.zone,
    host: type !== "gateway",
    accepts: acceptsOf(type),
    forwards: { nothing: "a load balancer opens sessions of its own and passes nothing on" },
    ...(type === "gateway"
      ? { encapsulate: { kind: "wrap", name: "geneve", protocol: 17, port: 6081, balance: targetsOf(node) } }
      : {}),
    doubt,
  });
  const id = `${it.key}@${to.to.kind === "known" ? to.to.value : node}`;
  const own = place.private ?? assignedIn(to, id, it.name, it.origin.at);
  attach(model, { key, node, subnet: to, address: own, groups: groupsOf(it, type) });
  hostTable(model, node, it.name, [{ key, subnet: to }]);
  if (type !== "gateway") lowerPublic(it, model, place, own);
}

function acceptsOf(type: BalancerType | undefined): Node["accepts"] {
  if (type === "application") return { protocols: [ICMP, ICMPV6] };
  if (type === "gateway") return { nothing: "a gateway load balancer takes only what its endpoints hand to it" };
  return { nothing: "the load balancer has no listener for it" };
}

/** Undefined: no groups at all; empty: the network's default group. */
function groupsOf(it: Balancer, type: BalancerType | undefined): Balancer["groups"] | undefined {
  if (type === "application") return it.groups;
  return type !== "gateway" && it.groups.length > 0 ? it.groups : undefined;
}

function lowerPublic(it: Balancer, model: Builder, place: Place, own: Address): void {
  const facing = when(it.scheme, (scheme) => scheme === "internet-facing");
  if (!facing.holds) return;
  const { interface: key, subnet: to, elastic } = place;
  const addressType = it.addressType.kind === "known" ? it.addressType.value : undefined;
  const subnetKey = to.to.kind === "known" ? to.to.value : place.node;
  if (addressType !== "dualstack-without-public-ipv4") {
    publish(model, key, to.facts.vpc.to, {
      private: own,
      public: elastic?.facts.address ?? assignedPublic(`${it.key}@public@${subnetKey}`, it.name, it.origin.at),
      owner: elastic?.name ?? it.name,
      doubt: facing.doubt,
    });
  }
  const range6 = to.facts.range6;
  if (addressType === undefined || addressType === "ipv4" || range6?.kind !== "known") return;
  model.holding(`${key}#address6`, {
    interface: key,
    as: "own",
    address: {
      kind: "assigned",
      id: `${it.key}@6@${subnetKey}`,
      chooser: "deployment",
      owner: it.name,
      within: rangesOf([range6.value]),
      at: it.origin.at,
    },
    doubt: facing.doubt,
  });
}

/** Whether it may hold; a doubt when nobody can say. */
function when<T>(value: Value<T>, test: (value: T) => boolean): { holds: boolean; doubt: Unknown | undefined } {
  if (value.kind === "unknown") return { holds: true, doubt: value };
  return { holds: test(value.value), doubt: undefined };
}

/** Only what is certain: one subnet that was read, or several that all name one zone. */
function reportSingleZone(it: Balancer, places: readonly Place[]): void {
  const [first, ...others] = places.map(({ subnet: { to, facts } }) => ({ to, zone: facts.zone }));
  if (it.type.kind === "unknown" || it.type.value !== "application" || first === undefined) return;
  const { zone } = first;
  const isOne =
    others.length === 0
      ? first.to.kind === "known"
      : zone.kind === "known" && others.every((o) => o.zone.kind === "known" && o.zone.value === zone.value);
  if (!isOne) return;
  const data = { name: it.name, zone: zone.kind === "known" ? zone.value : undefined };
  const at = places.flatMap(({ subnet: { at: named } }) => named.slice(0, 1));
  it.report(found(zoneSingle, { data, resource: it.name, at: at.length > 0 ? at.slice(0, 2) : it.origin.at }));
}

function report(it: Balancer): void {
  const [at] = it.origin.at;
  if (at !== undefined) it.report(found(listenerMissing, { data: { name: it.name }, resource: it.name, at: [at] }));
}
