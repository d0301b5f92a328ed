import { describe, expect, test } from "vitest";
import { network, readTemplate, way } from "../template.suite.ts";

const inVpc = (said: string, type = "AWS::Lambda::Function") => `${network}  Function:
    Type: ${type}
    Properties: { Handler: index.handler, ${said} }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: d, VpcId: !Ref Vpc } }
  Server: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA, SecurityGroupIds: [!Ref Open] } }
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Group }]
  Inside:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Group, IpProtocol: -1, CidrIp: 0.0.0.0/0 }
`;
const both = "VpcConfig: { SubnetIds: [!Ref SubnetA, !Ref SubnetB], SecurityGroupIds: [!Ref Group] }";

describe("a function with a VpcConfig", () => {
  test.each(["AWS::Lambda::Function", "AWS::Serverless::Function"])("%s sends from each of its subnets", (type) => {
    const { verdict, codes } = way(inVpc(both, type), "Function", "Server", "tcp/443");
    expect({ verdict, codes }).toEqual({ verdict: "delivered", codes: [] });
    const nodes = [...readTemplate(inVpc(both, type)).model.nodes.values()].filter(
      ({ name }) => name === "net/Function",
    );
    expect(nodes.map(({ zone }) => zone)).toMatchObject([{ value: "eu-central-1a" }, { value: "eu-central-1b" }]);
  });

  test("takes nothing, whatever its groups let in", () => {
    const { verdict, codes } = way(inVpc(both), "Server", "Function", "tcp/443");
    expect({ verdict, codes }).toEqual({ verdict: "dropped", codes: ["host.service.none"] });
  });

  test("has no public address, whatever its subnet gives", () => {
    expect(readTemplate(inVpc(both)).model.pairs).toEqual([]);
  });
});

test("a function may have its network from what all have in common", () => {
  const globals =
    "\nGlobals:\n  Function:\n    VpcConfig: { SubnetIds: [!Ref SubnetA], SecurityGroupIds: [!Ref Group] }\n";
  const own = "VpcConfig: { SubnetIds: [!Ref SubnetB] }";
  const zones = (said: string, type: string) =>
    [...readTemplate(inVpc(said, type) + globals).model.nodes.values()]
      .filter(({ name }) => name === "net/Function")
      .map(({ zone }) => (zone?.kind === "known" ? zone.value : "?"));
  expect(zones("Runtime: x", "AWS::Serverless::Function")).toEqual(["eu-central-1a"]);
  expect(zones(own, "AWS::Serverless::Function")).toEqual(["eu-central-1a", "eu-central-1b"]);
  expect(zones(own, "AWS::Lambda::Function")).toEqual(["eu-central-1b"]);
});

test("a function without one is in no network", () => {
  const { model, notModelled } = readTemplate(inVpc("Runtime: nodejs20.x"));
  expect([...model.nodes.values()].filter(({ name }) => name === "net/Function")).toEqual([]);
  expect(notModelled).toEqual([]);
});
