import { describe, expect, test } from "vitest";
import { balancer, balancesIn, forward, group, inBoth, listens, servers, testExamples } from "../balancing.suite.ts";
import { codesOf, readTemplate } from "../template.suite.ts";
import { targetGroup } from "./target-group.ts";

const base = servers + balancer(inBoth) + listens(`Protocol: HTTP, Port: 80, ${forward}`);
const inA = (said: string) => balancesIn(readTemplate(base + group(said)).model, "SubnetA");

describe("who is a target", () => {
  const http = "Protocol: HTTP, Port: 8080";
  test.each([
    [
      "an instance, at its primary interface",
      "Targets: [{ Id: !Ref ServerA }]",
      ["net/ServerA#eth0 8080 in eu-central-1a"],
    ],
    [
      "an instance with a port of its own",
      "Targets: [{ Id: !Ref ServerA, Port: 81 }]",
      ["net/ServerA#eth0 81 in eu-central-1a"],
    ],
    [
      "an address whose zone is said",
      "TargetType: ip, Targets: [{ Id: 10.0.1.10, AvailabilityZone: eu-central-1a }]",
      ["10.0.1.10 8080 in eu-central-1a"],
    ],
    [
      "an address outside the VPC, for every zone",
      "TargetType: ip, Targets: [{ Id: 10.9.0.1, AvailabilityZone: all }]",
      ["10.9.0.1 8080"],
    ],
    [
      "an address of the VPC, in its subnet's zone",
      "TargetType: ip, Targets: [{ Id: 10.0.2.10 }]",
      ["10.0.2.10 8080 in eu-central-1b"],
    ],
    [
      "an address outside the VPC, of whose zone nothing is said",
      "TargetType: ip, Targets: [{ Id: 10.9.0.1 }]",
      ["10.9.0.1 8080 in ? (balancer.target.zone) perhaps (balancer.target.zone)"],
    ],
    [
      "an instance's address, in the instance's zone",
      "TargetType: ip, Targets: [{ Id: !GetAtt ServerA.PrivateIp }]",
      ["10.0.1.10 8080 in eu-central-1a"],
    ],
    [
      "something that was not read",
      "Targets: [{ Id: i-0123456789abcdef0 }]",
      ["? (reference.thing.unknown) 8080 in ? (reference.thing.unknown)"],
    ],
    [
      "code, which has no address",
      "TargetType: lambda, Targets: [{ Id: arn:aws:lambda:eu-central-1:1:function:f }]",
      undefined,
    ],
  ])("%s", (_, said, targets) => {
    const lines = targets?.map((target) => `eu-central-1a (all zones): ${target}`);
    expect(inA(`${http}, ${said}`)).toEqual(lines ?? ["eu-central-1a (all zones): nobody"]);
  });
});

test("a scaling group's instances are targets in each of its subnets", () => {
  const scaling = `  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties: { LaunchTemplateData: { ImageId: ami-0 } }
  Scaling:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "2"
      MaxSize: "4"
      LaunchTemplate: { LaunchTemplateId: !Ref Template, Version: "1" }
      VPCZoneIdentifier: [!Ref SubnetA, !Ref SubnetB]
      TargetGroupARNs: [!Ref Group]
`;
  const found = readTemplate(base + group("Protocol: HTTP, Port: 80") + scaling);
  expect(balancesIn(found.model, "SubnetA").map((line) => / 80 in (.*)/.exec(line)?.[1])).toEqual([
    "eu-central-1a",
    "eu-central-1b",
  ]);
  expect(codesOf(found)).not.toContain("balancer.target.none");
});

test("tasks of a container service are targets, and where they run is not known", () => {
  const tasks = `  Tasks:
    Type: AWS::ECS::Service
    Properties: { LoadBalancers: [{ ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Group }] }
`;
  const found = readTemplate(base + group("Protocol: HTTP, Port: 80, TargetType: ip") + tasks);
  expect(balancesIn(found.model, "SubnetA")).toEqual([
    "eu-central-1a (all zones): ? (kind.unmodelled) 80 in ? (kind.unmodelled)",
  ]);
  expect(codesOf(found)).not.toContain("balancer.target.none");
});

describe("a target group without targets", () => {
  test("is told when a listener forwards to it", () => {
    const { findings } = readTemplate(base + group("Protocol: HTTP, Port: 80"));
    expect(findings.filter(({ code }) => code === "balancer.target.none").map(({ resource }) => resource)).toEqual([
      "net/Group",
    ]);
  });

  test("is not told when nobody forwards to it", () => {
    const unused =
      group("Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref ServerA }]") + group("Protocol: HTTP, Port: 80", "Spare");
    expect(codesOf(readTemplate(base + unused))).not.toContain("balancer.target.none");
  });
});

testExamples(targetGroup.rules ?? []);

test("an instance of another VPC is no target: the group that names it is told, and whether it serves is unknown", () => {
  const other = `  Vpc2: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
  Far: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc2, CidrBlock: 10.1.1.0/24, AvailabilityZone: eu-central-1a } }
  FarServer: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Far, ImageId: ami-0 } }
`;
  const found = readTemplate(base + other + group("Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref FarServer }]"));
  expect(found.findings.map(({ code, at }) => [code, at.length])).toEqual([["balancer.target.foreign", 2]]);
  expect(found.model.options.map(({ doubt }) => doubt?.code)).toEqual([
    "balancer.target.foreign",
    "balancer.target.foreign",
  ]);
});
