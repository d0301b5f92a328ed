import { describe, expect, test } from "vitest";
import { codesOf, network, readTemplate, way } from "../template.suite.ts";
import { emptyGroup } from "./empty-group.ts";

const template = `${network}  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateName: web
      LaunchTemplateData: { InstanceType: t3.micro }
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      VPCZoneIdentifier: [!Ref SubnetA, !Ref SubnetB]
      MinSize: "2"
      MaxSize: "8"
`;

const byId = "      LaunchTemplate: { LaunchTemplateId: !Ref Template, Version: '1' }\n";

test("one host in each subnet stands for all instances there, and has the group's name", () => {
  const read = readTemplate(template + byId);
  expect(codesOf(read)).toEqual([]);
  const hosts = [...read.model.nodes.values()].filter(({ kind, name }) => kind === "host" && name === "net/Group");
  expect(hosts.map(({ key, zone }) => [key, zone])).toMatchObject([
    ["net/Group#net/SubnetA", { value: "eu-central-1a" }],
    ["net/Group#net/SubnetB", { value: "eu-central-1b" }],
  ]);
});

test("only the subnet that gives out public addresses has a public instance", () => {
  const { model } = readTemplate(template + byId);
  expect(model.pairs).toMatchObject([{ key: "net/Group#net/SubnetB#pair", owner: "net/Group" }]);
});

test("an instance of it takes and sends only its own packets", () => {
  const { model } = readTemplate(template + byId);
  expect(model.interfaces.get("net/Group#net/SubnetA#eth0")?.strict).toBeDefined();
});

test("its instances reach each other within the default group, in every subnet", () => {
  expect(way(template + byId, "net/Group", "net/Group", "tcp/8080").verdict).toBe("delivered");
});

test("a group that names no subnet has its instances where no file says", () => {
  const { model } = readTemplate(template.replace(/ +VPCZoneIdentifier.*\n/, "") + byId);
  const [own] = [...model.interfaces.values()].filter(({ node }) => node.startsWith("net/Group#"));
  expect(own?.segment).toMatchObject({ kind: "unknown", code: "subnet.default.unread" });
});

test("its instances inspect what a gateway balancer's target group brings them", () => {
  const appliances = `${template}${byId}      TargetGroupARNs: [!Ref Targets]
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { VpcId: !Ref Vpc, Protocol: GENEVE, Port: 6081 }
`;
  const { model } = readTemplate(appliances);
  const nodes = [...model.nodes.values()].filter(({ name }) => name === "net/Group");
  expect(nodes.map(({ kind, inspect }) => [kind, inspect?.mode])).toEqual([
    ["appliance", "stateful"],
    ["appliance", "stateful"],
  ]);
  expect([...model.assumptions.values()].map(({ code }) => code)).toContain("appliance.transparent");
});

describe("with fewer instances than subnets nobody can say in which subnet one stands", () => {
  const balancer = `  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref SubnetA, !Ref SubnetB] }
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { VpcId: !Ref Vpc, Protocol: HTTP, Port: 80 }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: HTTP
      Port: 80
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }]
`;
  const sized = (size: string) =>
    template.replace('MinSize: "2"', size) + byId + "      TargetGroupARNs: [!Ref Targets]\n" + balancer;
  test.each([
    ['MinSize: "1"', "unknown"],
    ['MinSize: "2"', "delivered"],
    ['{ MinSize: "1", DesiredCapacity: "2" }', "delivered"],
  ])("%s in two: a balancer's session to it is %s", (size, verdict) => {
    const text = sized(size.replace(/^{ (.*) }$/, "$1").replace(", ", "\n      "));
    expect(way(text, "net/Group", "net/Balancer", "tcp/80").verdict).toBe(verdict);
  });

  test("the answer says which number would settle it", () => {
    const { model } = readTemplate(sized('MinSize: "1"'));
    expect(model.nodes.get("net/Group#net/SubnetA")?.doubt).toMatchObject({
      code: "host.group.partial",
      wanted: "a DesiredCapacity of 2 or more, or fewer subnets",
    });
  });
});

describe("its launch template may be named", () => {
  const mixed = `      MixedInstancesPolicy:
        LaunchTemplate:
          LaunchTemplateSpecification: { LaunchTemplateId: !Ref Template, Version: "1" }
`;
  test.each([
    ["by id", byId],
    ["in a policy of mixed instances", mixed],
  ])("%s", (_, text) => {
    const [gate] = readTemplate(template + text).model.interfaces.get("net/Group#net/SubnetA#eth0")?.in ?? [];
    expect(gate?.filters).toMatchObject([{ value: "net/Vpc#group#in" }]);
  });

  test("by nothing, and then its groups are not known", () => {
    const [gate] = readTemplate(template).model.interfaces.get("net/Group#net/SubnetA#eth0")?.in ?? [];
    expect(gate?.filters).toMatchObject([{ kind: "unknown", code: "launch.template.missing" }]);
  });
});

describe("a group without instances", () => {
  const text = ({ files }: { files: Readonly<Record<string, string>> }) =>
    (files["network.yml"] ?? "").replace(/^Resources:\n/, "");

  test("stands for no host, and a note says so", () => {
    const read = readTemplate(text(emptyGroup.examples.bad));
    expect(read.findings).toMatchObject([{ code: "host.group.empty", severity: "note", resource: "net/Group" }]);
    expect([...read.model.nodes.values()].filter(({ name }) => name === "net/Group")).toEqual([]);
  });

  test("is one with some as soon as any is wanted", () => {
    expect(codesOf(readTemplate(text(emptyGroup.examples.good)))).toEqual([]);
  });
});
