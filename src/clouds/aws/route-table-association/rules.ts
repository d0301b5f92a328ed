import type { Rule } from "../../../finding/finding.ts";

const template = (vpc: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Other:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.1.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
  Table:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref ${vpc}
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref Subnet
      RouteTableId: !Ref Table
`;

interface Foreign {
  readonly table: string;
  readonly subnet: string;
  readonly theirs: string;
}

export const tableForeign: Rule<Foreign> = {
  code: "route.table.foreign",
  severity: "error",
  title: "a subnet is given a route table of another network",
  page: `A route table serves subnets of its own VPC only. AWS refuses this association.

Associate a table of the subnet's VPC, or move the table there.`,
  examples: {
    bad: { files: { "network.yml": template("Other") } },
    good: { files: { "network.yml": template("Vpc") } },
  },
  words: ({ table, subnet, theirs }) => ({
    message: `\`${table}\` is a table of \`${theirs}\`, where \`${subnet}\` does not stand`,
    fix: "name a route table of the subnet's own VPC",
  }),
};
