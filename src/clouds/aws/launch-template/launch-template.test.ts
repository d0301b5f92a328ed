/** What a launch template says is seen at a scaling group that uses it. */

import { expect, test } from "vitest";
import { network, readTemplate } from "../template.suite.ts";

const launch = (data: string, subnet = "SubnetA") => {
  const { model } = readTemplate(`${network}  Web:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: web, VpcId: !Ref Vpc }
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData: { InstanceType: t3.micro, ${data} }
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      VPCZoneIdentifier: [!Ref ${subnet}]
      MinSize: 1
      MaxSize: 4
      LaunchTemplate: { LaunchTemplateId: !Ref Template, Version: !GetAtt Template.LatestVersionNumber }
`);
  const [gate] = model.interfaces.get(`net/Group#net/${subnet}#eth0`)?.in ?? [];
  return {
    groups: gate?.filters.map((filter) => (filter.kind === "known" ? filter.value : filter.kind)),
    isPublic: model.pairs.length > 0,
  };
};

test("groups stand at the template or at its primary interface", () => {
  expect(launch("SecurityGroupIds: [!GetAtt Web.GroupId]").groups).toEqual(["net/Web#in"]);
  const interfaces = "NetworkInterfaces: [{ DeviceIndex: 1 }, { DeviceIndex: 0, Groups: [!Ref Web] }]";
  expect(launch(interfaces).groups).toEqual(["net/Web#in"]);
});

test("a template without groups starts instances in the VPC's default group", () => {
  expect(launch("ImageId: ami-1").groups).toEqual(["net/Vpc#group#in"]);
});

test("its public address setting overrides the subnet's, and absent leaves it to the subnet", () => {
  const set = (to: boolean) => `NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: ${to} }]`;
  expect(launch("ImageId: ami-1", "SubnetA").isPublic).toBe(false);
  expect(launch("ImageId: ami-1", "SubnetB").isPublic).toBe(true);
  expect(launch(set(true), "SubnetA").isPublic).toBe(true);
  expect(launch(set(false), "SubnetB").isPublic).toBe(false);
});

test("with two interfaces no public address is given", () => {
  expect(launch("NetworkInterfaces: [{ DeviceIndex: 0 }, { DeviceIndex: 1 }]", "SubnetB").isPublic).toBe(false);
});
