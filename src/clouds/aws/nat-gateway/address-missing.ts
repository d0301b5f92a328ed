/** A public NAT gateway that is given no public address. */

import type { Rule } from "../../../finding/finding.ts";

const template = (more: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
  Address:
    Type: AWS::EC2::EIP
  Nat:
    Type: AWS::EC2::NatGateway
    Properties:
      SubnetId: !Ref Subnet
${more}`;

export const addressMissing: Rule<{ readonly name: string }> = {
  code: "address.elastic.missing",
  severity: "error",
  title: "a public NAT gateway has no elastic address",
  page: `A public NAT gateway, which is what one is unless \`ConnectivityType\` says \`private\`, translates to an elastic address that
\`AllocationId\` names. AWS refuses one without.

Allocate an address and name it, or make the gateway private.`,
  examples: {
    bad: { files: { "network.yml": template("") } },
    good: { files: { "network.yml": template("      AllocationId: !GetAtt Address.AllocationId\n") } },
  },
  words: ({ name }) => ({
    message: `\`${name}\` is a public NAT gateway and names no elastic address`,
    fix: "name one by `AllocationId`, or write `ConnectivityType: private`",
  }),
};
