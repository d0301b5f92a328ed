/** A target in a zone where the balancer has no node. */

import type { Rule } from "../../../finding/finding.ts";

const template = (zone: string) => `Resources:
  VPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  PublicA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-west-1a
  PublicB:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.2.0/24
      AvailabilityZone: eu-west-1b
  Private:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.3.0/24
      AvailabilityZone: ${zone}
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Private
      ImageId: ami-00000000000000000
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
      Subnets:
        - !Ref PublicA
        - !Ref PublicB
  Servers:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref VPC
      Protocol: HTTP
      Port: 80
      Targets:
        - Id: !Ref Server
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: HTTP
      Port: 80
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Servers
`;

interface ZoneOff {
  readonly balancer: string;
  readonly target: string;
  readonly zone: string;
  readonly enabled: readonly string[];
}

export const targetZoneOff: Rule<ZoneOff> = {
  code: "balancer.target.zone-off",
  severity: "warning",
  title: "a target stands in a zone that its load balancer has not enabled",
  page: `A load balancer serves the zones of the subnets that it names. A target in another zone can be registered, but stays
\`unused\`: it gets nothing, even where cross-zone load balancing is on. When all targets are such, nobody answers.

Add a subnet of the target's zone to the balancer, or put the target into a zone that is enabled.`,
  examples: {
    bad: { files: { "balancer.yaml": template("eu-west-1c") } },
    good: { files: { "balancer.yaml": template("eu-west-1b") } },
  },
  words: ({ balancer, target, zone, enabled }) => ({
    message: `\`${target}\` is in ${zone}, and \`${balancer}\` serves only ${enabled.join(", ")}: it gets nothing`,
    fix: `add a subnet of ${zone} to \`${balancer}\``,
  }),
};
