/**
 * AWS::EC2::NetworkAclEntry: one numbered rule of a network ACL for one direction. Without `Egress` it is about what
 * comes in. It names a range, never a group; the range is canonicalised.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { block, flag, number, oneOf, prefix4, prefix6, required } from "../../../contract/property.ts";
import type { AddressSet } from "../../../model/model.ts";
import { map, unknown } from "../../../value/value.ts";
import { cloudFormationPage, vpcPage } from "../terms/pages.ts";
import { filterOf } from "../terms/keys.ts";
import { acl, aclEntry } from "../terms/terms.ts";
import { numberTwice, refusedFor } from "./number-twice.ts";
import { portOrType, protocol, trafficOf } from "../terms/traffic.ts";

const properties = {
  acl: required("NetworkAclId", acl),
  number: number({ cloudformation: "RuleNumber", terraform: "rule_number|rule_no" }),
  egress: flag("Egress", { otherwise: false }),
  action: oneOf({ cloudformation: "RuleAction", terraform: "rule_action|action" }, ["allow", "deny"]),
  protocol: protocol("Protocol"),
  range: prefix4("CidrBlock"),
  range6: prefix6("Ipv6CidrBlock"),
  ports: block({ cloudformation: "PortRange", terraform: null }, { from: portOrType("From"), to: portOrType("To") }),
  from: portOrType({ cloudformation: null, terraform: "from_port" }),
  to: portOrType({ cloudformation: null, terraform: "to_port" }),
  icmp: block({ cloudformation: "Icmp", terraform: null }, { type: number("Type"), code: number("Code") }),
  icmpType: number({ cloudformation: null, terraform: "icmp_type" }),
  icmpCode: number({ cloudformation: null, terraform: "icmp_code" }),
};

export const networkAclEntry = kind({
  term: aclEntry,
  label: "network ACL entry",
  spelled: {
    cloudformation: { type: "AWS::EC2::NetworkAclEntry" },
    terraform: [
      { type: "aws_network_acl_rule" },
      { inside: "aws_network_acl", path: "ingress[]", parent: "acl", given: { egress: "false" } },
      { inside: "aws_network_acl", path: "egress[]", parent: "acl", given: { egress: "true" } },
    ],
  },
  properties,
  claims: [
    {
      text: "an entry without Egress is about what comes in",
      evidence: cloudFormationPage("aws-resource-ec2-networkaclentry"),
    },
    {
      text: "an entry for protocol -1 is about all ports, whatever PortRange says",
      evidence: cloudFormationPage("aws-resource-ec2-networkaclentry"),
    },
    {
      text: "an entry for another protocol than TCP, UDP, ICMP or ICMPv6 is about everything of that protocol",
      evidence: { assumed: "the page asks for ports for TCP and UDP only" },
    },
    {
      text: "an entry for ICMPv6 without Icmp is about all types",
      evidence: { assumed: "the page asks for it for protocol 1 only" },
    },
    {
      text: "a network ACL has one entry for each number and direction",
      evidence: { assumed: "the service answers NetworkAclEntryAlreadyExists; the guides do not speak of it" },
    },
    {
      text: "an entry has a range as source or destination, never a group or a prefix list; the range is canonicalised",
      evidence: vpcPage("nacl-rules"),
    },
  ],
  rules: [numberTwice],
  facts: (it) => ({ number: it.number, egress: it.egress }),
  lower(it, model) {
    // An entry of an ACL that was not read changes nothing that was.
    if (it.acl.to.kind === "unknown") return;
    const owner = it.acl.to.value;
    const { egress } = it;
    const others = othersOf(it);
    const refused = it.observed ? undefined : refusedFor(it, it);
    const doubt = egress.kind === "known" ? refused : egress;
    for (const out of egress.kind === "known" ? [egress.value] : [false, true]) {
      model.rule(egress.kind === "known" ? it.key : `${it.key}#${out ? "out" : "in"}`, {
        filter: filterOf(owner, out ? "out" : "in"),
        order: it.number ?? missing(it, "number"),
        action: map(it.action ?? missing(it, "action"), (action) => (action === "allow" ? "permit" : "deny")),
        ...(out ? { destinations: others } : { sources: others }),
        ...trafficOf({
          protocol: it.protocol,
          ports: [it.ports?.from ?? it.from, it.ports?.to ?? it.to],
          icmp: [it.icmp?.type ?? it.icmpType, it.icmp?.code ?? it.icmpCode],
          at: it.origin.at,
        }),
        ...(doubt === undefined ? {} : { doubt }),
      });
    }
  },
});

function missing(it: It<typeof properties>, what: string) {
  return unknown("property.value.missing", `the entry names no ${what}`, it.origin.at, `the entry's ${what}`);
}

function othersOf(it: It<typeof properties>): readonly AddressSet[] {
  const ranges = [it.range, it.range6].filter((range) => range !== undefined);
  return ranges.length > 0 ? ranges : [missing(it, "range")];
}
