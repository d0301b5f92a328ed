/**
 * AWS::EC2::SecurityGroup: a set of interfaces and the rules for what reaches and leaves them. Its rules, written inside
 * it or apart, are things of their own; the group knows whether there are any, since without one that goes out AWS's
 * own rule stays.
 */

import { flag, reference, word } from "../../../contract/property.ts";
import { type It, kind } from "../../../contract/kind.ts";
import type { Builder } from "../../../model/builder.ts";
import { everything } from "../../../net/ip.ts";
import { known, type Unknown, unknown } from "../../../value/value.ts";
import { cloudFormationPage, vpcPage } from "../terms/pages.ts";
import { filterOf } from "../terms/keys.ts";
import { groupRule, securityGroup as term, vpc } from "../terms/terms.ts";

const properties = {
  vpc: reference("VpcId", vpc),
  groupName: word({ cloudformation: "GroupName", terraform: "name" }),
  /** Whether AWS's own rule that lets everything out stays while no other is given; Terraform takes it away. */
  defaultEgress: flag({ cloudformation: null, terraform: null, snapshot: null }, { otherwise: true }),
};

export const securityGroup = kind({
  term,
  label: "security group",
  spelled: {
    cloudformation: { type: "AWS::EC2::SecurityGroup" },
    terraform: { type: "aws_security_group", given: { defaultEgress: "false" } },
  },
  properties,
  ignored: ["GroupDescription"],
  claims: [
    {
      text: "a security group has allow rules only, and lets nothing pass in a direction without a rule",
      evidence: vpcPage("security-group-rules"),
    },
    {
      text: "replies pass a security group whatever the other direction says",
      evidence: vpcPage("vpc-security-groups"),
    },
    {
      text: "a group without an egress rule lets all IPv4 and IPv6 out; with one, only what the rules say",
      evidence: cloudFormationPage("aws-resource-ec2-securitygroup"),
    },
    {
      text: "an AWS::EC2::SecurityGroupEgress takes the default egress rule away as an inline rule does",
      evidence: { documented: "https://github.com/aws/aws-cdk/pull/998", date: "2018-10-23" },
    },
    {
      text: "the default egress rule for IPv6 is there too",
      evidence: {
        assumed:
          "the group's page says so, aws-cloudformation/cloudformation-coverage-roadmap issue 2241 saw IPv4 only",
      },
    },
    {
      text: "a Terraform aws_security_group without egress lets nothing out",
      evidence: {
        documented: "github.com/hashicorp/terraform-provider-aws website/docs/r/security_group.html.markdown",
      },
    },
    {
      text: "a group without VpcId stands in the region's default VPC",
      evidence: cloudFormationPage("aws-resource-ec2-securitygroup"),
    },
  ],
  facts: (it) => ({
    vpc: it.vpc,
    // Read only when asked for: the rules' facts lead back here.
    get egressApart() {
      return it.referrers(groupRule, "group").filter(({ facts }) => facts.apart);
    },
  }),
  lower(it, model) {
    const { key, name } = it;
    model.group(key, { name, label: "security group", domain: it.vpc?.to ?? defaultVpc(it) });
    for (const direction of ["in", "out"] as const) {
      model.filter(filterOf(key, direction), {
        name,
        label: "security group",
        kind: "filter",
        otherwise: "deny",
        origin: { at: it.origin.at, implied: "what no rule of a security group allows is dropped" },
      });
    }
    defaultEgress(it, model);
    if (it.groupName?.kind === "known") model.alias({ text: it.groupName.value, name, rank: 2 });
  },
});

function defaultVpc(it: It<typeof properties>): Unknown {
  return unknown("vpc.default.not-read", "it stands in the region's default VPC", it.origin.at, "the group's VpcId");
}

function defaultEgress(it: It<typeof properties>, model: Builder): void {
  if (it.observed || it.defaultEgress.kind === "unknown" || !it.defaultEgress.value) return;
  let doubt: Unknown | undefined;
  for (const rule of it.referrers(groupRule, "group")) {
    const { direction } = rule.facts;
    if (direction.kind === "known" && direction.value === "in") continue;
    const why = rule.doubt ?? (direction.kind === "unknown" ? direction : undefined);
    if (why === undefined) return;
    doubt = why;
  }
  model.rule(`${filterOf(it.key, "out")}#default`, {
    filter: filterOf(it.key, "out"),
    order: known(1),
    action: known("permit"),
    destinations: [known(everything(4)), known(everything(6))],
    origin: { at: it.origin.at, implied: "a group without an egress rule lets everything out" },
    ...(doubt === undefined ? {} : { doubt }),
  });
}
