/** A rule that names a group which its own group cannot see: AWS refuses it, or keeps it as a rule that matches nobody. */

import type { Thing } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import { found, type Place, type Rule } from "../../../finding/finding.ts";
import type { GroupFacts } from "../terms/terms.ts";

interface Foreign {
  readonly group: string;
  readonly vpc: string;
  readonly named: string;
  readonly namedVpc: string;
  readonly direction: "in" | "out";
}

const twoNetworks = `Resources:
  WebVpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.1.0.0/16
  DataVpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.2.0.0/16
  WebGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web servers
      VpcId: !Ref WebVpc
  DataGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: databases
      VpcId: !Ref DataVpc
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          SourceSecurityGroupId: !GetAtt WebGroup.GroupId
`;

export const foreignReference: Rule<Foreign> = {
  code: "filter.reference.foreign",
  severity: "error",
  title: "a group names a group of a network it cannot see",
  page: `A rule of a security group may name another group only where AWS can tell which interfaces are in it: in the same
VPC, or in one that is peered with it and stands in the same region. Coming in, it may also be a group across a transit
gateway on which referencing is switched on. Anywhere else AWS refuses the rule; one that was valid once and lost its
peering connection stays, and matches nobody.

Allow the other network's range instead, or peer the two networks.`,
  examples: {
    bad: { files: { "network.yml": twoNetworks } },
    good: {
      files: {
        "network.yml": `${twoNetworks}  Peering:
    Type: AWS::EC2::VPCPeeringConnection
    Properties:
      VpcId: !Ref WebVpc
      PeerVpcId: !Ref DataVpc
`,
      },
    },
  },
  words: ({ group, vpc, named, namedVpc, direction }) => ({
    message: `${direction === "in" ? "an inbound" : "an outbound"} rule of \`${group}\` in \`${vpc}\` names \`${named}\` of \`${namedVpc}\`, which it cannot see`,
    fix: `allow the addresses of \`${namedVpc}\`, or peer it with \`${vpc}\``,
  }),
};

/** Only where both networks are known and it is known with whom they are peered. */
export function reportForeign(
  it: Thing,
  group: Ref<GroupFacts>,
  named: Ref<GroupFacts>,
  direction: "in" | "out",
): void {
  const ours = group.facts.vpc;
  const theirs = named.facts.vpc;
  if (ours === undefined || theirs === undefined) return;
  if (ours.to.kind === "unknown" || theirs.to.kind === "unknown" || ours.to.value === theirs.to.value) return;
  const { peers } = ours.facts;
  const theirKey = theirs.to.value;
  if (peers === undefined) return;
  if (peers.some((peer) => peer.to.kind === "unknown" || peer.to.value === theirKey)) return;
  const side = (spans: Place["span"][], label: string): Place[] => spans.slice(0, 1).map((span) => ({ span, label }));
  it.report(
    found(foreignReference, {
      data: { group: group.name, vpc: ours.name, named: named.name, namedVpc: theirs.name, direction },
      resource: group.name,
      at: [
        ...side([...named.at, ...it.origin.at], `names \`${named.name}\``),
        ...side([...ours.at], `\`${group.name}\` is in \`${ours.name}\``),
        ...side([...theirs.at], `\`${named.name}\` is in \`${theirs.name}\``),
      ],
    }),
  );
}
