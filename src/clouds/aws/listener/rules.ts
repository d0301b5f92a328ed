/** What can be wrong between a balancer's zones and its targets. */

import type { Rule } from "../../../finding/finding.ts";

const template = (attributes: string) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  VPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  SubnetA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-west-1a
  SubnetB:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.2.0/24
      AvailabilityZone: eu-west-1b
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref SubnetA
      ImageId: ami-00000000000000000
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: network
      Scheme: internal
      Subnets:
        - !Ref SubnetA
        - !Ref SubnetB
${attributes}  Servers:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref VPC
      Protocol: TCP
      Port: 80
      Targets:
        - Id: !Ref Server
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: TCP
      Port: 80
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Servers
`;

const crossing = `      LoadBalancerAttributes:
        - Key: load_balancing.cross_zone.enabled
          Value: "true"
`;

interface EmptyZone {
  readonly balancer: string;
  readonly listener: string;
  readonly zone: string;
  readonly served: readonly string[];
}

export const zoneNoTarget: Rule<EmptyZone> = {
  code: "balancer.zone.no-target",
  severity: "warning",
  title: "a zone of a load balancer has no registered target, and zones are not crossed",
  page: `A network or gateway balancer has a node in every zone that it names, and each node uses only the targets of its own
zone unless cross-zone load balancing is on. Here one zone takes packets in and has no target: they are lost, while the
other zones work. For a Gateway Load Balancer that is all traffic of the endpoints in that zone.

Register a target in that zone, turn on \`load_balancing.cross_zone.enabled\`, or take the zone's subnet off the balancer.`,
  examples: {
    bad: { files: { "balancer.yaml": template("") } },
    good: { files: { "balancer.yaml": template(crossing) } },
  },
  words: ({ balancer, listener, zone, served }) => ({
    message: `\`${balancer}\` receives in ${zone}, and \`${listener}\` forwards only to targets in ${served.join(", ")}: cross-zone load balancing is off`,
    fix: `register a target in ${zone}, or turn on cross-zone load balancing`,
  }),
};
