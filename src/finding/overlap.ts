/** Ranges that overlap: one rule, which parts of one network, joined networks and a host's own network all break. */

import type { Rule } from "./finding.ts";

interface Side {
  readonly name: string;
  /** As people write it: `10.0.0.0/16`. */
  readonly range: string;
}

export interface RangeOverlap {
  readonly first: Side;
  readonly second: Side;
  /** What follows: "`net/Peering` joins them". */
  readonly so?: string;
  readonly fix: string;
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
  page: `An address that lies in both ranges belongs to two things, so no route can tell which is meant. Clouds refuse a subnet
that overlaps another of its network, and a peering connection between networks of which any two ranges overlap, even if
nothing uses the addresses they have in common.

A host has ranges of its own, too: Docker's default bridge takes 172.17.0.0/16, and packets of the host for a remote
172.17.0.0/16 end at the bridge, inside the host, while everything outside is in order. Between places that nothing joins
this is a warning.

Give one of the two other addresses; a host's bridge gets them in the configuration of what makes it (\`bip\` or
\`default-address-pools\` in Docker's \`daemon.json\`).`,
  examples: {
    bad: { files: { "network.yml": peered("10.1.128.0/17") } },
    good: { files: { "network.yml": peered("10.2.0.0/16") } },
  },
  words: ({ first, second, so, fix }) => ({
    message: `${second.range} of \`${second.name}\` overlaps ${first.range} of \`${first.name}\`${so === undefined ? "" : `, and ${so}`}`,
    fix,
  }),
};
