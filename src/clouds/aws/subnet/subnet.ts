/**
 * AWS::EC2::Subnet: a range of a VPC in one zone. Hosts in it hear each other directly; what leaves or enters it passes
 * the router's interface, where its network ACL stands, and goes by its route table.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, prefix4, prefix6, required, word } from "../../../contract/property.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { familyOf, type Prefix, prefixCovers } from "../../../net/ip.ts";
import { known, map, orElse, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { templateReference, vpcGuide } from "../terms/evidence.ts";
import { defaultAclOf, filterOf, mainTableOf, routerIn, routerOf } from "../terms/keys.ts";
import { rangeSize, sizeOf } from "../terms/range-size.ts";
import {
  aclAssociation,
  subnet as term,
  type SubnetFacts,
  subnetRange,
  tableAssociation,
  vpc,
} from "../terms/terms.ts";
import { othersIn } from "./others.ts";
import { rangeOutside } from "./rules.ts";
import { aclDoubt, aclTwice, addressTwice, reportAcls, reportAddresses, reportTables, tableTwice } from "./twice.ts";

const properties = {
  vpc: required("VpcId", vpc),
  range: prefix4("CidrBlock"),
  range6: prefix6("Ipv6CidrBlock"),
  zone: word("AvailabilityZone"),
  zoneId: word("AvailabilityZoneId"),
  publicOnLaunch: flag("MapPublicIpOnLaunch", { otherwise: false }),
  ipv6OnLaunch: flag("AssignIpv6AddressOnCreation", { otherwise: false }),
  native: flag("Ipv6Native", { otherwise: false }),
};

type Subnet = It<typeof properties>;

export const subnet = kind({
  term,
  label: "subnet",
  spelled: {
    cloudformation: { type: "AWS::EC2::Subnet" },
    terraform: { type: "aws_subnet" },
  },
  properties,
  ignored: [
    "EnableDns64",
    "EnableLniAtDeviceIndex",
    "Ipv4IpamPoolId",
    "Ipv4NetmaskLength",
    "Ipv6IpamPoolId",
    "Ipv6NetmaskLength",
    "OutpostArn",
    "PrivateDnsNameOptionsOnLaunch",
  ],
  claims: [
    {
      text: "a subnet without a route table of its own uses the VPC's main table",
      evidence: vpcGuide("subnet-route-tables"),
    },
    {
      text: "a subnet without a network ACL of its own uses the VPC's default one",
      evidence: vpcGuide("default-network-acl"),
    },
    {
      text: "neither a route table nor a network ACL sees what passes between hosts of one subnet",
      evidence: vpcGuide("gateway-route-tables"),
    },
    {
      text: "MapPublicIpOnLaunch and AssignIpv6AddressOnCreation are false by default",
      evidence: templateReference("aws-resource-ec2-subnet"),
    },
    {
      text: "what stands in a subnet with Ipv6Native has an IPv6 address and, beside link-local ones, no IPv4 address",
      evidence: vpcGuide("configure-subnets"),
    },
    { text: "an IPv4 range holds from 16 addresses to 65,536", evidence: vpcGuide("subnet-sizing") },
    {
      text: "Fn::GetAZs lists the zones of a region in one order, whichever stack of an account asks",
      evidence: {
        assumed:
          "the page says alphabetical, promises no order when zones are added, and lists zones with a default subnet only",
      },
    },
    { text: "a subnet's range lies inside one of its VPC's", evidence: vpcGuide("subnet-sizing") },
    {
      text: "what is not modelled and names a subnet may have an address in it",
      evidence: {
        assumed: "most such things do (functions, databases, file systems); those that certainly do not are listed",
      },
    },
  ],
  rules: [rangeOutside, rangeSize, tableTwice, aclTwice, addressTwice],
  facts: factsOf,
  lower(it, model) {
    const { key, name } = it;
    const { to } = it.vpc;
    const { range, range6, zone } = factsOf(it);
    const sixes = range6 === undefined ? [] : [range6];
    const ranges = orElse(it.native, false) ? sixes : [range, ...sixes];
    const domain = to.kind === "known" ? to.value : unknownVpc(it, model, to);
    const others = othersIn(it);
    const also = others === undefined ? {} : { others };
    model.segment(key, { name, label: "subnet", domain, ranges, zone, listed: true, ...also });
    if (to.kind === "unknown") return;
    model.interface(routerIn(key), { node: routerOf(to.value), segment: known(key) });
    lowerAcl(it, model, to.value);
    if (it.referrers(tableAssociation, "subnet").length === 0 && !it.observed) {
      model.selector(`${key}#selector`, {
        node: routerOf(to.value),
        arriving: routerIn(key),
        table: known(mainTableOf(to.value)),
        origin: { at: it.origin.at, implied: "a subnet without a route table of its own uses the main table" },
      });
    }
    reportOutside(it, range);
    const size = sizeOf(it, range, "subnet");
    if (size !== undefined) it.report(found(rangeSize, size));
    reportTables(it);
    reportAcls(it);
    reportAddresses(it);
    if (range6 !== undefined) reportOutside(it, range6);
  },
});

function factsOf(it: Subnet): SubnetFacts {
  const range: Value<Prefix> =
    it.range === undefined
      ? {
          ...unknown(
            "subnet.range.assigned",
            "the subnet's range comes from an address pool",
            it.origin.at,
            "its CidrBlock",
          ),
          family: 4,
        }
      : { ...it.range, at: [...it.written("range"), ...it.range.at.slice(1)] };
  return {
    vpc: it.vpc,
    range,
    // Read only when asked for: the facts of what gives it apart lead back here.
    get range6() {
      return it.range6 ?? given6(it);
    },
    zone:
      it.zone ??
      it.zoneId ??
      unknown("subnet.zone.assigned", "AWS picks the zone of this subnet", it.origin.at, "its AvailabilityZone"),
    publicOnLaunch: it.publicOnLaunch,
    ipv6OnLaunch: it.ipv6OnLaunch,
    native: it.native,
  };
}

function given6(it: Subnet): Value<Prefix> | undefined {
  const [given] = it.referrers(subnetRange, "subnet");
  if (given === undefined) return undefined;
  return given.doubt === undefined ? given.facts.range6 : { ...given.doubt, family: 6 };
}

/** A network of which this subnet is all that is known: its hosts hear each other, and what lies beyond nobody can say. */
function unknownVpc(it: Subnet, model: Builder, because: Unknown): Key {
  const { region, account } = it.scope;
  return model.domain(`${it.key}#vpc`, {
    name: it.vpc.name,
    label: "VPC",
    ranges: [because],
    cloud: "aws",
    region,
    account,
  });
}

/** As AWS's pages and console call the directions of a list's rules. */
const words = { in: "inbound", out: "outbound" } as const;

/** Leaving the subnet is arriving at the router, and the other way round. */
function lowerAcl(it: Subnet, model: Builder, network: Key): void {
  const own = it.referrers(aclAssociation, "subnet");
  if (own.length === 0 && it.observed) return;
  const [first] = own;
  const several = aclDoubt(it);
  const list = several ?? first?.facts.acl.to ?? known(defaultAclOf(network));
  const origin = first?.origin ?? {
    at: it.origin.at,
    implied: "a subnet without a network ACL of its own uses the default one",
  };
  for (const [direction, side] of [
    ["in", "out"],
    ["out", "in"],
  ] as const) {
    model.gate(`${routerIn(it.key)}#acl-${direction}`, {
      interface: routerIn(it.key),
      direction,
      word: words[side],
      order: 1,
      filters: [map(list, (owner) => filterOf(owner, side))],
      origin,
      // Where it is not there, the default ACL is, which permits everything: only what it denies is in doubt.
      ...(several !== undefined || first?.doubt === undefined ? {} : { doubt: first.doubt }),
    });
  }
}

function reportOutside(it: Subnet, range: Value<Prefix>): void {
  if (range.kind !== "known") return;
  const family = familyOf(range.value.first);
  const ranges: Prefix[] = [];
  const places = [];
  for (const outer of it.vpc.facts.ranges) {
    if (outer.kind === "unknown") {
      if (outer.family === undefined || outer.family === family) return;
      continue;
    }
    if (familyOf(outer.value.first) !== family) continue;
    ranges.push(outer.value);
    const [span] = outer.at;
    if (span !== undefined) places.push({ span, label: "the VPC's range" });
  }
  if (ranges.length === 0 || ranges.some((outer) => prefixCovers(outer, range.value))) return;
  const data = { range: range.value, vpc: it.vpc.name, ranges };
  it.report(found(rangeOutside, { data, resource: it.name, at: [...range.at.slice(0, 1), ...places] }));
}
