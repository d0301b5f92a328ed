import { expect, test } from "vitest";
import { network, readTemplate } from "../template.suite.ts";

const launch = (said: string) => `${network}  Web:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: web, VpcId: !Ref Vpc }
  Configuration:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties: { ImageId: ami-1, ${said} }
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { VPCZoneIdentifier: !Ref SubnetA, MinSize: 1, MaxSize: 1, LaunchConfigurationName: !Ref Configuration }
`;

test("instances are in the configuration's groups and have a public address if it says so", () => {
  const { model } = readTemplate(launch("SecurityGroups: [!Ref Web], AssociatePublicIpAddress: true"));
  expect(model.members).toMatchObject([{ group: "net/Web", interface: "net/Group#net/SubnetA#eth0" }]);
  expect(model.pairs).toMatchObject([{ owner: "net/Group" }]);
});

test("what is copied from an instance that no file has is not known", () => {
  const { model } = readTemplate(launch("InstanceId: i-12345678"));
  const [gate] = model.interfaces.get("net/Group#net/SubnetA#eth0")?.in ?? [];
  expect(gate?.filters).toMatchObject([{ kind: "unknown", code: "launch.instance.external" }]);
});
