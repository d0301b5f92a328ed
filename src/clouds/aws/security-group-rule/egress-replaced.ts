/**
 * An AWS::EC2::SecurityGroupEgress that is added to a group takes away the group's rule that lets everything out: AWS's
 * own, and one that people wrote alike, since nothing tells the two apart. Which of several is added last is in no
 * template.
 */

import { found, type Rule } from "../../../finding/finding.ts";
import { everything, type Prefix, samePrefix } from "../../../net/ip.ts";
import { type Unknown, unknown, type Value } from "../../../value/value.ts";
import { placesOf } from "../terms/once.ts";
import type { GroupFacts } from "../terms/terms.ts";

const template = (second: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web servers
      VpcId: !Ref Vpc
      SecurityGroupEgress:
        - IpProtocol: "-1"
          CidrIp: 0.0.0.0/0
  ToDatabase:
    Type: AWS::EC2::SecurityGroup${second}
    Properties:
      GroupId: !GetAtt Group.GroupId
      IpProtocol: tcp
      FromPort: 5432
      ToPort: 5432
      CidrIp: 10.0.2.0/24
`;

export const egressReplaced: Rule<{ readonly group: string; readonly by: string }> = {
  code: "filter.egress.replaced",
  severity: "warning",
  title: "a rule that lets everything out is taken away by another",
  page: `When CloudFormation adds an AWS::EC2::SecurityGroupEgress to a group, the rule of the group that lets all IPv4 out is
removed: it looks like the rule with which AWS makes every group, and that one gives way to the first rule that people write.
Whether it is there in the end depends on the order of creation, so what only it permits is unknown.

Where everything may leave, leave the other rule out; where not, leave out the one that lets everything out.`,
  examples: {
    bad: { files: { "network.yml": template("Egress") } },
    good: { files: { "network.yml": template("Ingress") } },
  },
  words: ({ group, by }) => ({
    message: `creating \`${by}\` takes the rule of \`${group}\` away that lets everything out`,
    fix: "keep one of the two",
  }),
};

interface Said {
  readonly key: string;
  readonly name: string;
  readonly group: { readonly name: string; readonly facts: GroupFacts };
  readonly origin: { readonly at: Unknown["at"] };
  report(finding: ReturnType<typeof found>): void;
}

/** Why it may be gone, when it lets all IPv4 out and another is added to its group. */
export function replacedBy(
  rule: Said,
  protocol: Value<number | "any"> | undefined,
  ranges: readonly Value<Prefix>[],
): Unknown | undefined {
  const letsAll =
    protocol?.kind === "known" &&
    protocol.value === "any" &&
    ranges.some((range) => range.kind === "known" && samePrefix(range.value, everything(4)));
  const other = letsAll ? rule.group.facts.egressApart?.find(({ key }) => key !== rule.key) : undefined;
  if (other === undefined) return undefined;
  const data = { group: rule.group.name, by: other.name };
  const at = [...placesOf([{ name: rule.name, origin: rule.origin }, other])];
  rule.report(found(egressReplaced, { data, resource: rule.name, at }));
  const why = `creating \`${other.name}\` takes the rule that lets everything out away`;
  return unknown(egressReplaced.code, why, [...rule.origin.at, ...other.origin.at], "only one of the two rules");
}
