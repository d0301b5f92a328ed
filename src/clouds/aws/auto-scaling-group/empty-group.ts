/** A scaling group that starts without instances: nothing can be said of hosts that are not there yet. */

import type { Rule } from "../../../finding/finding.ts";

const template = (size: string) => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-central-1a
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: t3.micro
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      VPCZoneIdentifier: [!Ref Subnet]
      MinSize: "0"
      MaxSize: "4"
      DesiredCapacity: "${size}"
      LaunchTemplate:
        LaunchTemplateId: !Ref Template
        Version: !GetAtt Template.LatestVersionNumber
`;

export const emptyGroup: Rule<{ readonly group: string }> = {
  code: "host.group.empty",
  severity: "note",
  title: "a scaling group starts without instances",
  page: `As written the group has no instance, so it stands for no host and is a target of nothing. Scaling may add some
later; what they could reach is not part of any answer.

Set the wanted size to at least one to see what its instances would reach.`,
  examples: {
    bad: { files: { "network.yml": template("0") } },
    good: { files: { "network.yml": template("2") } },
  },
  words: ({ group }) => ({
    message: `\`${group}\` starts without instances, so no answer speaks of them`,
    fix: "set `DesiredCapacity` to 1 or more to see what they would reach",
  }),
};
