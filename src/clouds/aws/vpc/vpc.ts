/**
 * AWS::EC2::VPC: an address space with one router in it. With it come, without a line of their own, the main table, the
 * tables' local routes, a network ACL that permits everything and a security group.
 *
 *   subnet ─[ACL]─ router ─[table]─ …        arrivals from a gateway or a peer without a table: local routes only
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, prefix4, prefix6 } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { found, type Place } from "../../../finding/finding.ts";
import { rangeOverlap } from "../../../finding/overlap.ts";
import type { Builder } from "../../../model/builder.ts";
import { everything, familyOf, type Prefix, prefixesOverlap, printPrefix } from "../../../net/ip.ts";
import { known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { templateReference, vpcGuide } from "../terms/evidence.ts";
import { defaultAclOf, defaultGroupOf, filterOf, localTableOf, mainTableOf, routerOf } from "../terms/keys.ts";
import { localRoutes } from "../terms/local-routes.ts";
import { rangeSize, sizeOf } from "../terms/range-size.ts";
import {
  acl,
  type AclFacts,
  type GroupFacts,
  groupRule,
  peering,
  securityGroup,
  type SubnetFacts,
  subnet,
  vpc as term,
  type VpcFacts,
  vpcRange,
} from "../terms/terms.ts";
import { gatewayTwice, reportGateways } from "./gateway-twice.ts";

const properties = {
  range: prefix4("CidrBlock"),
  range6: prefix6({ cloudformation: null, terraform: "ipv6_cidr_block" }),
  dnsSupport: flag("EnableDnsSupport", { otherwise: true }),
  dnsHostnames: flag("EnableDnsHostnames", { otherwise: false }),
};

type Vpc = It<typeof properties>;

export const vpc = kind({
  term,
  label: "VPC",
  spelled: {
    cloudformation: { type: "AWS::EC2::VPC" },
    terraform: { type: "aws_vpc" },
  },
  properties,
  ignored: ["InstanceTenancy", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "VpcEncryptionControl"],
  attributes: (it) => ({ DefaultSecurityGroup: defaultGroup(it), DefaultNetworkAcl: defaultAcl(it) }),
  claims: [
    {
      text: "every route table has one local route per IPv4 and IPv6 range of the VPC",
      evidence: vpcGuide("subnet-route-tables"),
    },
    {
      text: "the main table of a new VPC holds local routes only, and serves every subnet without a table of its own",
      evidence: vpcGuide("subnet-route-tables"),
    },
    {
      text: "arrivals from an internet gateway without a table of its own go by the local routes",
      evidence: { assumed: "follows from what a gateway's table may hold; no page says it" },
    },
    {
      text: "a VPC's own network ACL permits everything in both directions",
      evidence: vpcGuide("default-network-acl"),
    },
    {
      text: "a VPC's own security group admits its own members and lets everything out",
      evidence: vpcGuide("default-security-group"),
    },
    {
      text: "a custom resource that is given the default group may take its rules away, as that of CDK does",
      evidence: { documented: "https://github.com/aws/aws-cdk/pull/25297" },
    },
    { text: "a VPC has one internet gateway at most", evidence: vpcGuide("amazon-vpc-limits") },
    { text: "subnets of one VPC do not overlap", evidence: vpcGuide("subnet-sizing") },
    {
      text: "EnableDnsSupport is true by default, EnableDnsHostnames false",
      evidence: templateReference("aws-resource-ec2-vpc"),
    },
    {
      text: "host bits of a range are cleared, not refused",
      evidence: templateReference("aws-resource-ec2-vpc"),
    },
  ],
  rules: [rangeOverlap, rangeSize, gatewayTwice],
  facts: (it) => ({
    ranges: rangesOf(it),
    region: it.scope.region,
    dnsHostnames: it.dnsHostnames,
    dnsSupport: it.dnsSupport,
    defaultGroup: defaultGroup(it),
    peers: peersOf(it),
    // Read only when asked for: the subnets' facts lead back here.
    get subnets() {
      return it
        .referrers(subnet, "vpc")
        .map(({ key, facts: { range, range6, zone } }) => ({ key, range, range6, zone }));
    },
  }),
  lower(it, model) {
    const { key, name } = it;
    const { region, account } = it.scope;
    model.domain(key, { name, label: "VPC", ranges: rangesOf(it), cloud: "aws", region, account });
    model.node(routerOf(key), {
      name,
      label: "VPC router",
      kind: "router",
      host: false,
      accepts: { nothing: "the VPC's router serves nobody itself" },
      forwards: true,
    });
    if (!it.observed) lowerImplied(it, model);
    reportOverlaps(it);
    reportGateways(it);
    for (const range of rangesOf(it)) {
      const size = sizeOf(it, range, "VPC");
      if (size !== undefined) it.report(found(rangeSize, size));
    }
  },
});

function self(it: Vpc): Ref<VpcFacts> {
  return it.self as Ref<VpcFacts>;
}

function defaultGroup(it: Vpc): Ref<GroupFacts> {
  const facts = {
    get vpc() {
      return self(it);
    },
  };
  const { at } = it.origin;
  return { kind: "ref", term: securityGroup, to: known(defaultGroupOf(it.key)), name: `${it.name}/default`, facts, at };
}

function defaultAcl(it: Vpc): Ref<AclFacts> {
  const facts = {
    get vpc() {
      return self(it);
    },
  };
  return {
    kind: "ref",
    term: acl,
    to: known(defaultAclOf(it.key)),
    name: `${it.name}/default`,
    facts,
    at: it.origin.at,
  };
}

/** The range that the VPC was made with, then those that were added. */
function rangesOf(it: Vpc): readonly Value<Prefix>[] {
  const at = [...it.written("range"), ...(it.range?.at.slice(1) ?? [])];
  const first: Value<Prefix> =
    it.range === undefined
      ? {
          ...unknown("vpc.range.assigned", "the VPC's range comes from an address pool", it.origin.at, "its CidrBlock"),
          family: 4,
        }
      : { ...it.range, at };
  const added = it.referrers(vpcRange, "vpc").map(({ facts: { range }, doubt }): Value<Prefix> => {
    const family = familyIn(range);
    return doubt === undefined ? range : { ...doubt, ...(family === undefined ? {} : { family }) };
  });
  return [first, ...(it.range6 === undefined ? [] : [it.range6]), ...added];
}

function familyIn(range: Value<Prefix>): Unknown["family"] {
  return range.kind === "known" ? familyOf(range.value.first) : range.family;
}

/** Networks it is peered with, whichever of the two asked. */
function peersOf(it: Vpc): readonly Ref<VpcFacts>[] {
  return [
    ...it.referrers(peering, "requester").map(({ facts }) => facts.accepter),
    ...it.referrers(peering, "accepter").map(({ facts }) => facts.requester),
  ];
}

/** What AWS makes with every VPC. */
function lowerImplied(it: Vpc, model: Builder): void {
  const { key, name } = it;
  const at = it.written("range").length > 0 ? it.written("range") : it.origin.at;
  const implied = (why: string) => ({ origin: { at, implied: why } });
  const mainOrigin = implied("every VPC has a main route table");
  model.table(mainTableOf(key), {
    name: `${name}/main`,
    label: "main route table",
    kind: "route-table",
    node: routerOf(key),
    ...mainOrigin,
  });
  localRoutes(model, mainTableOf(key), self(it));
  const localOrigin = implied("what arrives from a gateway without a route table goes by the local routes");
  model.table(localTableOf(key), {
    name: `${name}/local`,
    label: "local routes",
    kind: "route-table",
    node: routerOf(key),
    ...localOrigin,
  });
  localRoutes(model, localTableOf(key), self(it));

  for (const direction of ["in", "out"] as const) {
    const list = filterOf(defaultAclOf(key), direction);
    const open = implied("the default network ACL permits everything");
    model.filter(list, { name: `${name}/default`, label: "network ACL", kind: "filter", otherwise: "deny", ...open });
    model.rule(`${list}#all`, { filter: list, order: known(100), action: known("permit"), ...open });
  }

  const group = defaultGroupOf(key);
  const members = implied("the VPC's default security group");
  model.group(group, { name: `${name}/default`, label: "security group", domain: known(key), ...members });
  for (const direction of ["in", "out"] as const) {
    const list = filterOf(group, direction);
    model.filter(list, {
      name: `${name}/default`,
      label: "security group",
      kind: "filter",
      otherwise: "deny",
      ...members,
    });
  }
  model.rule(`${filterOf(group, "in")}#own`, {
    filter: filterOf(group, "in"),
    order: known(1),
    action: known("permit"),
    sources: [{ kind: "group", group, at }],
    ...implied("the default security group admits its own members"),
    doubt: it.doubt ?? customised(it),
  });
  const doubt = it.doubt ?? customised(it) ?? replacedIn(it);
  model.rule(`${filterOf(group, "out")}#all`, {
    filter: filterOf(group, "out"),
    order: known(1),
    action: known("permit"),
    destinations: [known(everything(4)), known(everything(6))],
    ...implied("the default security group lets everything out"),
    ...(doubt === undefined ? {} : { doubt }),
  });
}

/** A resource of one's own may do anything to the default group that it is given: CDK's takes its rules away. */
function customised(it: Vpc): Unknown | undefined {
  const other = it.strangers().find(({ type, attribute }) => attribute === "DefaultSecurityGroup" && custom.test(type));
  if (other === undefined) return undefined;
  const why = `\`${other.name}\` is given the default group, and what it makes of it is not known`;
  return unknown("kind.unmodelled", why, other.at, "a group of one's own in place of the default one");
}

const custom = /^(Custom::|AWS::CloudFormation::CustomResource$)/;

/** A rule of its own that goes out takes the default group's rule for everything away when it is added. */
function replacedIn(it: Vpc): Unknown | undefined {
  const added = it.referrers(groupRule, "group").find(({ facts }) => facts.apart);
  if (added === undefined) return undefined;
  const why = `creating \`${added.name}\` takes the default group's rule that lets everything out away`;
  return unknown("filter.egress.replaced", why, added.origin.at, "a group of one's own in place of the default one");
}

interface Held {
  readonly name: string;
  readonly range: Prefix;
  readonly at: readonly Place[];
}

function reportOverlaps(it: Vpc): void {
  const subnets = it.referrers(subnet, "vpc").flatMap(({ name, facts }) => heldBy(name, facts));
  subnets.forEach((later, i) => {
    for (const earlier of subnets.slice(0, i)) {
      if (familyOf(earlier.range.first) !== familyOf(later.range.first)) continue;
      if (!prefixesOverlap(earlier.range, later.range)) continue;
      const fix = `give \`${later.name}\` a range that no other subnet of the VPC has`;
      const data = { first: sideOf(earlier), second: sideOf(later), fix };
      it.report(found(rangeOverlap, { data, resource: later.name, at: [...later.at, ...earlier.at] }));
    }
  });
}

function sideOf({ name, range }: Held) {
  return { name, range: printPrefix(range) };
}

function heldBy(name: string, { range, range6 }: SubnetFacts): readonly Held[] {
  return [range, range6].flatMap((value) => {
    if (value?.kind !== "known") return [];
    const [span] = value.at;
    return [{ name, range: value.value, at: span === undefined ? [] : [{ span, label: `\`${name}\`` }] }];
  });
}
