/** What can be wrong with a load balancer as a whole. */

import type { Rule } from "../../../finding/finding.ts";

const balancer = `AWSTemplateFormatVersion: "2010-09-09"
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
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: network
      Scheme: internal
      Subnets:
        - !Ref Subnet
`;

const rest = `  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      ImageId: ami-00000000000000000
  Servers:
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

export const listenerMissing: Rule<{ readonly name: string }> = {
  code: "balancer.listener.missing",
  severity: "warning",
  title: "a load balancer has no listener",
  page: `A load balancer takes in only what one of its listeners waits for. This one has none in the files that were read:
every connection to it fails, and a Gateway Load Balancer without a listener loses all that its endpoints hand to it.

Add an \`AWS::ElasticLoadBalancingV2::Listener\` whose \`LoadBalancerArn\` is this balancer, with a forward action to a
target group. If the listener stands in another template, read that one too.`,
  examples: {
    bad: { files: { "balancer.yaml": balancer } },
    good: { files: { "balancer.yaml": balancer + rest } },
  },
  words: ({ name }) => ({
    message: `\`${name}\` has no listener, so it takes in nothing`,
    fix: "add a listener that forwards to a target group, or read the template in which it stands",
  }),
};

const application = (
  subnets: string,
) => `${balancer.replace("      Type: network\n", "").replace("        - !Ref Subnet\n", subnets)}${rest
  .replace("Protocol: TCP", "Protocol: HTTP")
  .replace("Protocol: TCP", "Protocol: HTTP")}  Second:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.2.0/24
      AvailabilityZone: eu-west-1b
`;

export const zoneSingle: Rule<{ readonly name: string; readonly zone: string | undefined }> = {
  code: "balancer.zone.single",
  severity: "error",
  title: "an application load balancer stands in one zone only",
  page: `An Application Load Balancer needs subnets of at least two zones. AWS refuses this one.

Name a subnet of a second zone.`,
  examples: {
    bad: { files: { "balancer.yaml": application("        - !Ref Subnet\n") } },
    good: { files: { "balancer.yaml": application("        - !Ref Subnet\n        - !Ref Second\n") } },
  },
  words: ({ name, zone }) => ({
    message: `\`${name}\` has subnets of ${zone === undefined ? "one zone" : zone} only, and an Application Load Balancer needs two zones`,
    fix: "name a subnet of another zone too",
  }),
};
