/**
 * One rule of a security group, whether a resource of its own or an entry of the group's list. It allows; the order of
 * rules means nothing. Ports are the destination's in both directions.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, many, prefix4, prefix6, reference, required, scalar } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { AddressSet } from "../../../model/model.ts";
import { known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { ec2Page, peeringPage, cloudFormationPage, vpcPage } from "../terms/pages.ts";
import { filterOf } from "../terms/keys.ts";
import { type GroupFacts, groupRule, type PrefixListFacts, prefixList, securityGroup } from "../terms/terms.ts";
import { portOrType, protocol, trafficOf } from "../terms/traffic.ts";
import { egressReplaced, replacedBy } from "./egress-replaced.ts";
import { foreignIn, foreignReference, otherRegion } from "../terms/foreign-reference.ts";

const properties = {
  group: required({ cloudformation: "GroupId|GroupName", terraform: "security_group_id" }, securityGroup),
  direction: scalar<"in" | "out">("direction", (text) =>
    /^(in|ingress)$/i.test(text) ? "in" : /^(out|egress)$/i.test(text) ? "out" : undefined,
  )({ cloudformation: null, terraform: "type" }),
  protocol: protocol({ cloudformation: "IpProtocol", terraform: "ip_protocol|protocol" }),
  /** Of ICMP the type. */
  from: portOrType("FromPort"),
  /** Of ICMP the code. */
  to: portOrType("ToPort"),
  ranges: many(prefix4({ cloudformation: "CidrIp", terraform: "cidr_ipv4|cidr_blocks" })),
  ranges6: many(prefix6({ cloudformation: "CidrIpv6", terraform: "cidr_ipv6|ipv6_cidr_blocks" })),
  peers: many(
    reference(
      {
        cloudformation: "SourceSecurityGroupId|DestinationSecurityGroupId|SourceSecurityGroupName",
        terraform: "referenced_security_group_id|source_security_group_id|security_groups",
      },
      securityGroup,
    ),
  ),
  lists: many(
    reference(
      { cloudformation: "SourcePrefixListId|DestinationPrefixListId", terraform: "prefix_list_id|prefix_list_ids" },
      prefixList,
    ),
  ),
  /** The group itself. */
  itself: flag({ cloudformation: null, terraform: "self" }),
  /** Whether CloudFormation adds it to a group that is there already. */
  apart: flag({ cloudformation: null, terraform: null, snapshot: null }, { otherwise: false }),
};

type Rule = It<typeof properties>;

const incoming = { direction: "in" };
const outgoing = { direction: "out" };
const added = { ...outgoing, apart: "true" };

export const securityGroupRule = kind({
  term: groupRule,
  label: "security group rule",
  spelled: {
    cloudformation: [
      { type: "AWS::EC2::SecurityGroupIngress", given: incoming },
      { type: "AWS::EC2::SecurityGroupEgress", given: added },
      { inside: "AWS::EC2::SecurityGroup", path: "SecurityGroupIngress[]", parent: "group", given: incoming },
      { inside: "AWS::EC2::SecurityGroup", path: "SecurityGroupEgress[]", parent: "group", given: outgoing },
    ],
    terraform: [
      { type: "aws_security_group_rule" },
      { type: "aws_vpc_security_group_ingress_rule", given: incoming },
      { type: "aws_vpc_security_group_egress_rule", given: outgoing },
      { inside: "aws_security_group", path: "ingress[]", parent: "group", given: incoming },
      { inside: "aws_security_group", path: "egress[]", parent: "group", given: outgoing },
    ],
  },
  properties,
  ignored: ["Description", "SourceSecurityGroupOwnerId"],
  claims: [
    {
      text: "for protocol -1, or a number that is not TCP, UDP, ICMP or ICMPv6, all ports are allowed",
      evidence: cloudFormationPage("aws-resource-ec2-securitygroupegress"),
    },
    {
      text: "for ICMP, FromPort is the type and ToPort the code, -1 is any; for ICMPv6 they may be left out",
      evidence: cloudFormationPage("aws-resource-ec2-securitygroupegress"),
    },
    {
      text: "a port of -1 is every port for TCP and UDP too",
      evidence: { assumed: "the pages speak of -1 for ICMP only; no other reading makes sense" },
    },
    {
      text: "a rule of its own that goes out takes the group's rule for all IPv4 away when it is added, whoever wrote that",
      evidence: { documented: "https://github.com/aws/aws-cdk/issues/987", date: "2018-10-23" },
    },
    {
      text: "a group as source matches the private addresses of the interfaces in it, and nothing else",
      evidence: vpcPage("security-group-rules"),
    },
    {
      text: "a rule may name a group of its own VPC or of a peered one; coming in, also across a transit gateway",
      evidence: vpcPage("security-group-rules"),
    },
    {
      text: "a group is named across a peering connection only within a region, while the connection is active",
      evidence: peeringPage("vpc-peering-security-groups"),
    },
    {
      text: "a rule by group does not match what came through an appliance in between",
      evidence: ec2Page("security-group-rules-reference"),
    },
  ],
  rules: [foreignReference, egressReplaced],
  facts: (it) => ({ direction: directionOf(it), apart: it.apart.kind === "known" && it.apart.value }),
  lower(it, model) {
    if (it.group.to.kind === "unknown") return lowerStray(it, model, it.group.to);
    const group = it.group.to.value;
    const direction = directionOf(it);
    const others = othersOf(it);
    if (others.length === 0) return reportPeers(it, direction);
    const out = direction.kind === "known" && direction.value === "out";
    const replaced = out ? replacedBy(it, it.protocol, it.ranges) : undefined;
    const doubt = direction.kind === "known" ? replaced : direction;
    for (const each of direction.kind === "known" ? [direction.value] : (["in", "out"] as const)) {
      model.rule(direction.kind === "known" ? it.key : `${it.key}#${each}`, {
        filter: filterOf(group, each),
        ...saidOf(it, each, others),
        ...(doubt === undefined ? {} : { doubt }),
      });
    }
    reportPeers(it, direction);
  },
});

function saidOf(it: Rule, direction: "in" | "out", others: readonly AddressSet[]) {
  return {
    order: known(1),
    action: known("permit" as const),
    ...(direction === "in" ? { sources: others } : { destinations: others }),
    ...trafficOf({ protocol: it.protocol, ports: [it.from, it.to], icmp: [it.from, it.to], at: it.origin.at }),
  };
}

/**
 * A group that a missing parameter would name may be any that was read. One that is named and was not read is none of
 * them, and a rule of it changes nothing.
 */
function lowerStray(it: Rule, model: Builder, doubt: Unknown): void {
  const direction = directionOf(it);
  if (doubt.code !== "parameter.value.missing" || direction.kind === "unknown") return;
  const said = saidOf(it, direction.value, othersOf(it));
  model.strayRule(it.key, { label: "security group", direction: direction.value, doubt, ...said });
}

function reportPeers(it: Rule, direction: Value<"in" | "out">): void {
  for (const each of direction.kind === "known" ? [direction.value] : (["in", "out"] as const)) {
    for (const peer of it.peers) {
      const told = foreignIn(it, it.group, peer, each);
      if (told !== undefined) it.report(found(foreignReference, told));
    }
  }
}

function directionOf(it: Rule) {
  return (
    it.direction ?? unknown("property.value.missing", "the rule names no direction", it.origin.at, "its direction")
  );
}

/** Who may be at the other end; nobody where only groups of other regions are named. */
function othersOf(it: Rule): readonly AddressSet[] {
  const seen = it.peers.filter(({ facts }) => otherRegion(it.group.facts, facts) === undefined);
  const itself = it.itself?.kind === "known" && it.itself.value ? [it.group] : [];
  const sets = [
    ...it.ranges,
    ...it.ranges6,
    ...[...seen, ...itself].map(membersOf),
    ...it.lists.flatMap(entriesOf),
    ...(it.itself?.kind === "unknown" ? [it.itself] : []),
  ];
  if (sets.length > 0 || seen.length < it.peers.length) return sets;
  return [
    unknown("property.value.missing", "the rule names nobody", it.origin.at, "the rule's range, group or prefix list"),
  ];
}

function membersOf(group: Ref<GroupFacts>): AddressSet {
  return group.to.kind === "unknown" ? group.to : { kind: "group", group: group.to.value, at: group.at };
}

function entriesOf(list: Ref<PrefixListFacts>): readonly AddressSet[] {
  const { service, entries } = list.facts;
  return service === undefined ? entries : [{ kind: "named", name: service, at: list.at }];
}
