/**
 * AWS::EC2::NatGateway: a device in a subnet that puts its own private address in front of the network's packets and
 * remembers whose they were. The elastic address in front of *that* is the internet gateway's work, so a public and a
 * private gateway differ only in having one. Not modelled: regional ones, NAT64, and what a transit gateway brings.
 *
 *   router ──[subnet]── X#eth0 · translates · sends everything back to the subnet's router, by the subnet's own table
 */

import { type It, kind } from "../../../contract/kind.ts";
import { address, block, many, number, oneOf, reference } from "../../../contract/property.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { AddressSet, Key } from "../../../model/model.ts";
import { familyOf } from "../../../net/ip.ts";
import { ICMP, TCP, UDP } from "../../../net/protocol.ts";
import { type Address, known, orElse, unknown, type Value } from "../../../value/value.ts";
import { assignedIn, attach, hostTable, publish } from "../terms/interfaces.ts";
import {
  type ElasticAddressFacts,
  elasticAddress,
  natGateway as term,
  type SubnetFacts,
  subnet,
  vpc,
} from "../terms/terms.ts";
import { addressMissing } from "./address-missing.ts";
import { claims } from "./claims.ts";

const properties = {
  subnet: reference("SubnetId", subnet),
  elastic: reference("AllocationId", elasticAddress),
  connectivity: oneOf("ConnectivityType", ["public", "private"], "public"),
  private: address({ cloudformation: "PrivateIpAddress", terraform: "private_ip" }),
  secondaryElastic: many(reference("SecondaryAllocationIds", elasticAddress)),
  secondaryPrivate: many(
    address({ cloudformation: "SecondaryPrivateIpAddresses", terraform: "secondary_private_ip_addresses" }),
  ),
  /** How many more, of a private gateway: which they are is not said, so one address stands for all. */
  secondaryCount: number("SecondaryPrivateIpAddressCount"),
  availability: oneOf("AvailabilityMode", ["zonal", "regional"], "zonal"),
  zoneAddresses: many(
    block("AvailabilityZoneAddresses", { elastic: many(reference("AllocationIds", elasticAddress)) }),
  ),
  /** Of a regional one, which has no subnet. */
  vpc: reference("VpcId", vpc),
};

type Nat = It<typeof properties>;

export const natGateway = kind({
  term,
  label: "NAT gateway",
  spelled: {
    cloudformation: { type: "AWS::EC2::NatGateway" },
    terraform: { type: "aws_nat_gateway" },
  },
  properties,
  ignored: ["MaxDrainDurationSeconds"],
  claims,
  rules: [addressMissing],
  facts: (it) => ({ subnet: it.subnet, vpc: vpcOf(it), interface: interfaceOf(it) }),
  lower(it, model) {
    const eth0 = interfaceOf(it);
    reportMissing(it);
    if (eth0.kind === "unknown" || it.subnet === undefined) return;
    const { key, name } = it;
    const zone = it.subnet.facts.zone;
    model.node(key, {
      name,
      label: "NAT gateway",
      kind: "nat-gateway",
      zone,
      host: false,
      starts: { nothing: "a NAT gateway translates what others send" },
      accepts: { nothing: "a NAT gateway accepts no connection of its own" },
      forwards: true,
    });
    const addresses = addressesOf(it, it.subnet);
    attach(model, { key: eth0.value, node: key, subnet: it.subnet, address: addresses.first, groups: undefined });
    for (const [i, further] of addresses.further.entries()) {
      model.holding(`${eth0.value}#further${i}`, { interface: eth0.value, address: further, as: "own" });
    }
    hostTable(model, key, name, [{ key: eth0.value, subnet: it.subnet }]);
    model.rewrite(`${key}#ports`, {
      kind: "ports",
      name,
      label: "NAT gateway",
      node: key,
      to: translatedTo(it, addresses),
      ports: { first: 1024, last: 65535 },
      protocols: [TCP, UDP, ICMP],
      sources: sourcesOf(it),
    });
    publishAll(it, model, addresses);
  },
});

/** A zonal one; a regional one may be given its addresses by AWS. */
function reportMissing(it: Nat): void {
  const { connectivity, availability, elastic } = it;
  if (connectivity.kind === "unknown" || connectivity.value !== "public" || it.observed || elastic !== undefined)
    return;
  if (availability.kind === "unknown" || availability.value !== "zonal") return;
  it.report(found(addressMissing, { data: { name: it.name }, resource: it.name, at: it.origin.at.slice(0, 1) }));
}

/** A regional gateway stands in no subnet and has a table of its own, of which a template says nothing. */
function interfaceOf(it: Nat): Value<Key> {
  const { availability, origin } = it;
  if (availability.kind === "unknown") return availability;
  if (availability.value === "regional") {
    return unknown(
      "nat-gateway.regional.unmodelled",
      "a regional NAT gateway has a table and addresses of its own, which are not modelled",
      availability.at,
      "a zonal NAT gateway in each zone",
    );
  }
  if (it.subnet !== undefined) return known(`${it.key}#eth0`);
  return unknown("property.value.missing", "the NAT gateway names no subnet", origin.at, "its SubnetId");
}

function vpcOf(it: Nat) {
  const why = unknown(
    "property.value.missing",
    "the NAT gateway names neither subnet nor VPC",
    it.origin.at,
    "its SubnetId",
  );
  return it.subnet?.facts.vpc ?? it.vpc ?? unknownRef(vpc, why);
}

interface Addresses {
  readonly first: Address;
  readonly further: readonly Address[];
}

function addressesOf(it: Nat, at: Ref<SubnetFacts>): Addresses {
  const place = orElse(at.to, at.name);
  const assigned = (id: string) => assignedIn(at, id, it.name, it.origin.at);
  const count = Math.max(it.secondaryPrivate.length, it.secondaryElastic.length);
  return {
    first: it.private ?? assigned(`${it.key}@${place}`),
    further: Array.from({ length: count }, (_, i) => it.secondaryPrivate[i] ?? assigned(`${it.key}@${place}#${i}`)),
  };
}

/** With several addresses the gateway picks one for each connection: nothing depends on which while none is stated. */
function translatedTo(it: Nat, { first, further }: Addresses): Address {
  if (further.length === 0 || [first, ...further].every((address) => address.kind === "assigned")) return first;
  const at = [...it.written("private"), ...it.written("secondaryPrivate")];
  return unknown(
    "nat-gateway.address.several",
    "the gateway picks one of its addresses for each connection",
    at,
    "nothing in the input: the choice is the gateway's own; state none of them, or one",
  );
}

/** The network's own IPv4 packets; IPv6 is translated into IPv4 (NAT64), which is not modelled. */
function sourcesOf(it: Nat): readonly AddressSet[] {
  const { ranges } = vpcOf(it).facts;
  const own = ranges.filter((range) =>
    range.kind === "unknown" ? range.family !== 6 : familyOf(range.value.first) === 4,
  );
  const why = "what a NAT gateway makes of IPv6 (NAT64) is not modelled";
  const wanted = "nothing in the input: NAT64 is not modelled yet";
  return [...own, { ...unknown("nat-gateway.nat64.unmodelled", why, it.origin.at, wanted), family: 6 }];
}

function publishAll(it: Nat, model: Builder, { first, further }: Addresses): void {
  const { connectivity, key } = it;
  if (connectivity.kind === "known" && connectivity.value === "private") return;
  const pair = (at: Key, inside: Address, elastic: Ref<ElasticAddressFacts> | undefined) => {
    const outside = connectivity.kind === "unknown" ? connectivity : (elastic?.facts.address ?? noElastic(it));
    publish(model, at, vpcOf(it).to, { private: inside, public: outside, owner: elastic?.name ?? it.name });
  };
  pair(key, first, it.elastic);
  for (const [i, elastic] of it.secondaryElastic.entries()) {
    const inside = further[i];
    if (inside !== undefined) pair(`${key}#further${i}`, inside, elastic);
  }
}

function noElastic(it: Nat) {
  const why = "a public NAT gateway needs an elastic address, and none is named";
  return unknown("property.value.missing", why, it.origin.at, "its AllocationId");
}
