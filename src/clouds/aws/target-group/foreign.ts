/** An instance as a target of a group of another network. */

import type { Rule } from "../../../finding/finding.ts";

const template = (vpc: string) => `Resources:
  VPC:
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
      VpcId: !Ref Other
      CidrBlock: 10.1.1.0/24
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      ImageId: ami-00000000000000000
  Servers:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref ${vpc}
      Protocol: HTTP
      Port: 80
      Targets:
        - Id: !Ref Server
`;

interface Foreign {
  readonly group: string;
  readonly vpc: string;
  readonly target: string;
  readonly theirs: string;
}

export const targetForeign: Rule<Foreign> = {
  code: "balancer.target.foreign",
  severity: "error",
  title: "a target group names an instance of another network",
  page: `A target group belongs to one VPC, and registers by id only instances that stand in it. AWS refuses this one.

Register the instance's address instead (\`TargetType: ip\`), which a peering connection can reach, or a target of the
group's own VPC.`,
  examples: {
    bad: { files: { "balancer.yaml": template("VPC") } },
    good: { files: { "balancer.yaml": template("Other") } },
  },
  words: ({ group, vpc, target, theirs }) => ({
    message: `\`${target}\` stands in \`${theirs}\`, and \`${group}\` is a target group of \`${vpc}\``,
    fix: "register its address with `TargetType: ip`, or name an instance of the group's own VPC",
  }),
};
