import { describe, expect, test } from "vitest";
import { addressesOf, balancesIn, listenersIn, servers } from "../balancing.suite.ts";
import { codesOf, readTemplate } from "../template.suite.ts";

const classic = (said: string) => `  Balancer:
    Type: AWS::ElasticLoadBalancing::LoadBalancer
    Properties: { Listeners: [{ LoadBalancerPort: "80", InstancePort: "8080", Protocol: HTTP }], ${said} }
`;
const both = "Subnets: [!Ref SubnetA, !Ref SubnetB], Instances: [!Ref ServerA, !Ref ServerB]";

test("a classic balancer listens in each subnet and opens sessions of its own to its instances' port", () => {
  const found = readTemplate(servers + classic(`${both}, HealthCheck: { Target: "HTTP:8080/" }`));
  expect(codesOf(found)).toEqual([]);
  expect(listenersIn(found.model)).toEqual([
    "eu-central-1a takes tcp 80-80 as own",
    "eu-central-1b takes tcp 80-80 as own",
  ]);
  expect(balancesIn(found.model, "#net/SubnetA#")).toEqual([
    "eu-central-1a: net/ServerA#eth0 8080 in eu-central-1a",
    "eu-central-1a: net/ServerB#eth0 8080 in eu-central-1b",
  ]);
  expect([...found.model.balances.values()][0]?.check).toMatchObject({ protocol: 6, port: { value: 8080 } });
});

test("a classic balancer faces the internet unless it is internal", () => {
  const first = "net/Balancer#net/SubnetA";
  const held = (said: string) => addressesOf(readTemplate(servers + classic(said)).model, first);
  expect(held(both)).toEqual(["own assigned to net/Balancer", "held assigned to net/Balancer"]);
  expect(held(`${both}, Scheme: internal`)).toEqual(["own assigned to net/Balancer"]);
});

describe("a scaling group that names a classic balancer", () => {
  const scaled = (said: string, subnets: string) => {
    const scaling = `  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties: { LaunchTemplateData: { ImageId: ami-0 } }
  Scaling:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "1"
      MaxSize: "4"
      LaunchTemplate: { LaunchTemplateId: !Ref Template, Version: "1" }
      VPCZoneIdentifier: [${subnets}]
      LoadBalancerNames: [!Ref Balancer]
`;
    return readTemplate(servers + classic(said) + scaling).model;
  };

  test("registers its instances there", () => {
    expect(balancesIn(scaled("Subnets: [!Ref SubnetB], CrossZone: true", "!Ref SubnetB"))).toEqual([
      "eu-central-1b (all zones): net/Scaling#net/SubnetB#eth0 8080 in eu-central-1b",
    ]);
  });

  test.each([
    ["one in two zones is in one of them", "Subnets: [!Ref SubnetA, !Ref SubnetB]", "net/Scaling"],
    ["but perhaps in the one in which the balancer has no node", "Subnets: [!Ref SubnetB]", undefined],
  ])("%s", (_, subnets, among) => {
    const { options } = scaled(`${subnets}, CrossZone: true`, "!Ref SubnetA, !Ref SubnetB");
    expect(new Set(options.map(({ doubt }) => doubt?.code))).toEqual(new Set(["host.group.partial"]));
    expect(new Set(options.map((o) => o.among))).toEqual(new Set([among]));
  });
});

test("an instance in a zone in which a classic balancer has no node gets nothing", () => {
  const { model } = readTemplate(
    servers + classic("Subnets: [!Ref SubnetB], CrossZone: true, Instances: [!Ref ServerA, !Ref ServerB]"),
  );
  expect(balancesIn(model)).toEqual(["eu-central-1b (all zones): net/ServerB#eth0 8080 in eu-central-1b"]);
});

test("a classic balancer that names zones stands in a VPC of which no file speaks", () => {
  const { model } = readTemplate(servers + classic('AvailabilityZones: ["eu-central-1a"]'));
  expect(model.interfaces.get("net/Balancer#?0#eth0")?.segment).toMatchObject({ code: "subnet.default.unread" });
});
