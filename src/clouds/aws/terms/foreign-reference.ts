/**
 * A group that is named where it cannot be seen: by a rule of a group, which AWS refuses or keeps as one that matches
 * nobody, or by an interface, which AWS refuses.
 */

import type { Thing } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Found, Place, Rule } from "../../../finding/finding.ts";
import type { Span } from "../../../source/document.ts";
import { type Unknown, unknown } from "../../../value/value.ts";
import type { GroupFacts, SubnetFacts, VpcFacts } from "./terms.ts";

interface Foreign {
  readonly group: string;
  readonly vpc: string;
  readonly named: string;
  readonly namedVpc: string;
  /** Which rule of the group it is, or that an interface would be a member. */
  readonly as: "in" | "out" | "member";
  /** The region of the other network, where that is another. */
  readonly region?: string;
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

An interface, for its part, is a member of groups of its own VPC only: AWS refuses one that names another's.

Allow the other network's range instead, or peer the two networks; give an interface a group of its own VPC.`,
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
  words: ({ group, vpc, named, namedVpc, as, region }) => {
    if (as === "member") {
      return {
        message: `\`${group}\` stands in \`${vpc}\` and names the group \`${named}\` of \`${namedVpc}\``,
        fix: `name a security group of \`${vpc}\``,
      };
    }
    const where = region === undefined ? "which it cannot see" : `in ${region}, which it cannot see across regions`;
    const peer = region === undefined ? `, or peer it with \`${vpc}\`` : "";
    return {
      message: `${as === "in" ? "an inbound" : "an outbound"} rule of \`${group}\` in \`${vpc}\` names \`${named}\` of \`${namedVpc}\`, ${where}`,
      fix: `allow the addresses of \`${namedVpc}\`${peer}`,
    };
  },
};

/** The region of the other's network when it is certainly not ours: a rule that names that group matches nobody. */
export function otherRegion(ours: GroupFacts, theirs: GroupFacts): string | undefined {
  const [here, there] = [ours.vpc?.facts.region, theirs.vpc?.facts.region];
  if (here?.kind !== "known" || there?.kind !== "known") return undefined;
  return here.value === there.value ? undefined : there.value;
}

/** What is to be told of it. */
type Told = Found<Foreign>;

/** Only where both networks are known and it is known with whom they are peered. */
export function foreignIn(
  it: Thing,
  group: Ref<GroupFacts>,
  named: Ref<GroupFacts>,
  direction: "in" | "out",
): Told | undefined {
  const ours = group.facts.vpc;
  const theirs = named.facts.vpc;
  if (ours === undefined || theirs === undefined || !differ(ours, theirs)) return undefined;
  const { peers } = ours.facts;
  if (peers === undefined) return undefined;
  const region = otherRegion(group.facts, named.facts);
  const isPeer = peers.some((peer) => peer.to.kind === "unknown" || !differ(peer, theirs));
  if (isPeer && region === undefined) return undefined;
  const data = { group: group.name, vpc: ours.name, named: named.name, namedVpc: theirs.name, as: direction };
  return {
    data: region === undefined ? data : { ...data, region },
    resource: group.name,
    at: [
      ...side([...named.at, ...it.origin.at], `names \`${named.name}\``),
      ...side(ours.at, `\`${group.name}\` is in \`${ours.name}\``),
      ...side(theirs.at, `\`${named.name}\` is in \`${theirs.name}\``),
    ],
  };
}

/** The first group of another network than the one in which an interface stands. */
function strange(subnet: Ref<SubnetFacts>, groups: readonly Ref<GroupFacts>[]): Ref<GroupFacts> | undefined {
  const { vpc } = subnet.facts;
  return groups.find(({ facts }) => facts.vpc !== undefined && differ(vpc, facts.vpc));
}

/** Why it is not certain what an interface with these groups lets pass: AWS does not make it. */
export function refusedGroups(subnet: Ref<SubnetFacts>, groups: readonly Ref<GroupFacts>[]): Unknown | undefined {
  const group = strange(subnet, groups);
  if (group === undefined) return undefined;
  const why = `\`${group.name}\` is a group of another VPC, and AWS refuses an interface that names it`;
  return unknown(foreignReference.code, why, group.at, "a group of the interface's own VPC");
}

export function strangeOn(it: Thing, subnet: Ref<SubnetFacts>, groups: readonly Ref<GroupFacts>[]): Told | undefined {
  const group = strange(subnet, groups);
  const theirs = group?.facts.vpc;
  if (group === undefined || theirs === undefined) return undefined;
  const { vpc } = subnet.facts;
  const data = { group: it.name, vpc: vpc.name, named: group.name, namedVpc: theirs.name, as: "member" } as const;
  return {
    data,
    resource: it.name,
    at: [
      ...side([...group.at, ...it.origin.at], `names \`${group.name}\``),
      ...side(theirs.at, `\`${group.name}\` is in \`${theirs.name}\``),
      ...side(vpc.at, `\`${subnet.name}\` is in \`${vpc.name}\``),
    ],
  };
}

/** Certainly two networks. */
function differ(a: Ref<VpcFacts>, b: Ref<VpcFacts>): boolean {
  return a.to.kind === "known" && b.to.kind === "known" && a.to.value !== b.to.value;
}

function side(spans: readonly Span[], label: string): readonly Place[] {
  return spans.slice(0, 1).map((span) => ({ span, label }));
}
