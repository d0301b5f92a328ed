/** Two entries of one network ACL that have one number for one direction. */

import { found, type Rule } from "../../../finding/finding.ts";
import { type Unknown, unknown } from "../../../value/value.ts";
import { certain, placesOf } from "../terms/once.ts";
import type { AclEntryFacts, AclFacts } from "../terms/terms.ts";

const template = (second: number): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Acl:
    Type: AWS::EC2::NetworkAcl
    Properties:
      VpcId: !Ref Vpc
  Web:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref Acl
      RuleNumber: 100
      Protocol: 6
      RuleAction: allow
      CidrBlock: 0.0.0.0/0
      PortRange: { From: 443, To: 443 }
  Shell:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref Acl
      RuleNumber: ${second}
      Protocol: 6
      RuleAction: deny
      CidrBlock: 0.0.0.0/0
      PortRange: { From: 22, To: 22 }
`;

export const numberTwice: Rule<{ readonly acl: string; readonly number: number }> = {
  code: "filter.number.twice",
  severity: "error",
  title: "two entries of a network ACL have one number",
  page: `A network ACL has one entry for each number and direction. AWS refuses the second, so which of the two stands depends on
which is made first: what both do not say alike is unknown.

Give one of them a number of its own.`,
  examples: {
    bad: { files: { "network.yml": template(100) } },
    good: { files: { "network.yml": template(110) } },
  },
  words: ({ acl, number }) => ({
    message: `\`${acl}\` has two entries with the number ${number} for one direction, and AWS refuses the second`,
    fix: "give one of them another number",
  }),
};

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly acl: { readonly name: string; readonly facts: AclFacts };
  readonly origin: { readonly at: Unknown["at"] };
  report(finding: ReturnType<typeof found>): void;
}

/** Why nobody can say whether an entry stands: another has its number. Told once, by the later of the two. */
export function refusedFor(it: Entry, { number, egress }: AclEntryFacts): Unknown | undefined {
  if (number?.kind !== "known" || egress.kind !== "known") return undefined;
  const other = certain(it.acl.facts.entries ?? []).find(
    ({ key, facts }) =>
      key !== it.key &&
      facts.number?.kind === "known" &&
      facts.number.value === number.value &&
      facts.egress.kind === "known" &&
      facts.egress.value === egress.value,
  );
  if (other === undefined) return undefined;
  if (other.key < it.key) {
    const data = { acl: it.acl.name, number: number.value };
    it.report(found(numberTwice, { data, resource: it.name, at: placesOf([it, other]) }));
  }
  const why = `\`${it.name}\` and \`${other.name}\` have the number ${number.value}, and AWS refuses the second`;
  return unknown(numberTwice.code, why, [...it.origin.at, ...other.origin.at], "a number of its own for each entry");
}
