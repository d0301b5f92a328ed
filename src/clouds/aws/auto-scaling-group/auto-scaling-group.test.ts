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
  const balancer = (type: string, protocol: string) => `  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Type: ${type}, Subnets: [!Ref SubnetA, !Ref SubnetB] }
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { VpcId: !Ref Vpc, Protocol: ${protocol}, Port: 80 }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: ${protocol}
      Port: 80
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }]
`;
  const sized = (size: string, type = "application", protocol = "HTTP") =>
    `${template.replace('MinSize: "2"', size)}${byId}      TargetGroupARNs: [!Ref Targets]\n${balancer(type, protocol)}`;
  /** Subnet A takes in nothing. */
  const closed = `  Acl: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { SubnetId: !Ref SubnetA, NetworkAclId: !Ref Acl }
`;
  const client = "  Client: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref SubnetB } }\n";
  const toBalancer = (text: string, more = "") => way(text + client + more, "net/Client", "net/Balancer", "tcp/80");

  test("a balancer that crosses zones has it wherever it stands", () => {
    expect(toBalancer(sized('MinSize: "1"')).verdict).toBe("delivered");
  });

  test("one that does not cross them may have none in a zone", () => {
    const one = toBalancer(sized('MinSize: "1"', "network", "TCP"));
    expect(one.verdict).toBe("unknown");
    expect(one.codes).toContain("host.group.partial");
    for (const size of ['MinSize: "2"', 'MinSize: "1"\n      DesiredCapacity: "2"']) {
      expect(toBalancer(sized(size, "network", "TCP")).verdict).toBe("delivered");
    }
  });

  test("a balancer that has no node in one of its zones may never find it", () => {
    const narrow = sized('MinSize: "1"').replace(
      "[!Ref SubnetA, !Ref SubnetB] }\n  Targets",
      "[!Ref SubnetB] }\n  Targets",
    );
    expect(toBalancer(narrow).codes).toContain("host.group.partial");
    expect(toBalancer(narrow.replace('MinSize: "1"', 'MinSize: "2"')).verdict).toBe("delivered");
  });

  test("of a number that nobody has told it may have none, but for the minimum", () => {
    const parameters = "Parameters: { Many: { Type: Number } }\n";
    const ask = (size: string) => toBalancer(sized(size), parameters);
    expect(ask("MinSize: !Ref Many").codes).toContain("parameter.value.missing");
    expect(ask('MinSize: "0"\n      DesiredCapacity: !Ref Many').codes).toContain("host.group.partial");
    expect(ask('MinSize: "1"\n      DesiredCapacity: !Ref Many').verdict).toBe("delivered");
  });

  test("where one of its places fails the health check it may be the one that is there", () => {
    const ask = (size: string) => toBalancer(sized(size) + closed);
    expect(ask('MinSize: "1"').codes).toContain("host.group.partial");
    expect(ask('MinSize: "2"').codes).not.toContain("host.group.partial");
  });

  test("asked for itself, all its places are asked for", () => {
    const ask = (text: string) => way(text + client, "net/Client", "net/Group", "tcp/80").verdict;
    expect(ask(sized('MinSize: "1"'))).toBe("delivered");
    expect(ask(sized('MinSize: "1"') + closed)).toBe("partly");
  });

  test("a public address that only one of its places gives out is in doubt", () => {
    const { model } = readTemplate(sized('MinSize: "1"'));
    expect(model.pairs.map(({ doubt }) => doubt?.code)).toEqual(["host.group.partial"]);
    const everywhere = readTemplate(
      sized('MinSize: "1"').replace(
        "InstanceType: t3.micro",
        "NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }]",
      ),
    );
    expect(everywhere.model.pairs.map(({ doubt }) => doubt)).toEqual([undefined, undefined]);
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
