/** Rules that more than one AWS kind finds broken. */

import type { Rule } from "../../../finding/finding.ts";
import { type Prefix, printPrefix } from "../../../net/ip.ts";

interface Side {
  readonly name: string;
  readonly range: Prefix;
}

export interface RangeOverlap {
  readonly first: Side;
  readonly second: Side;
  /** What joins them, when they are not parts of one network. */
  readonly joinedBy?: string;
}

const peered = (second: string) => `Resources:
  Web:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.1.0.0/16
  Data:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: ${second}
  Peering:
    Type: AWS::EC2::VPCPeeringConnection
    Properties:
      VpcId: !Ref Web
      PeerVpcId: !Ref Data
`;

export const rangeOverlap: Rule<RangeOverlap> = {
  code: "address.range.overlap",
  severity: "error",
  title: "two joined places have overlapping ranges",
  page: `An address that lies in both ranges belongs to two things, so no route can tell which is meant. AWS refuses a subnet
that overlaps another of its VPC, and a peering connection between VPCs of which any two ranges overlap, even if nothing
uses the addresses they have in common.

Give one of the two other addresses.`,
  examples: {
    bad: { files: { "network.yml": peered("10.1.128.0/17") } },
    good: { files: { "network.yml": peered("10.2.0.0/16") } },
  },
  words: ({ first, second, joinedBy }) => ({
    message: `${printPrefix(second.range)} of \`${second.name}\` overlaps ${printPrefix(first.range)} of \`${first.name}\`${joinedBy === undefined ? "" : `, and \`${joinedBy}\` joins them`}`,
    fix:
      joinedBy === undefined
        ? `give \`${second.name}\` a range that no other subnet of the VPC has`
        : `give \`${second.name}\` or \`${first.name}\` other addresses`,
  }),
};
