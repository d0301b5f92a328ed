/** What can be wrong with a target group. */

import type { Rule } from "../../../finding/finding.ts";

const template = (targets: string) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  VPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-west-1a
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      ImageId: ami-00000000000000000
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: network
      Scheme: internal
      Subnets:
        - !Ref Subnet
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: TCP
      Port: 80
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Servers
  Servers:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref VPC
      Protocol: TCP
      Port: 80
${targets}`;

export const targetNone: Rule<{ readonly name: string }> = {
  code: "balancer.target.none",
  severity: "warning",
  title: "a target group has no target",
  page: `Nobody is registered with this target group: it names no \`Targets\`, and no scaling group that was read names it.
What a balancer forwards to it is refused or lost, whatever the routes and security groups say.

Register targets, name the group in a scaling group's \`TargetGroupARNs\`, or read the file that does. A service that
registers its tasks while it runs (a container service) cannot be seen in a template: silence the finding and say so.`,
  examples: {
    bad: { files: { "balancer.yaml": template("") } },
    good: { files: { "balancer.yaml": template("      Targets:\n        - Id: !Ref Server\n") } },
  },
  words: ({ name }) => ({
    message: `nothing is registered with the target group \`${name}\`, so nobody receives what is forwarded to it`,
    fix: "register targets, or name the group in a scaling group",
  }),
};
