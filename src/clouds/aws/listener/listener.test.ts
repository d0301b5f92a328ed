import { describe, expect, test } from "vitest";
import {
  balancer,
  balancesIn,
  forward,
  group,
  inBoth,
  listenersIn,
  listens,
  servers,
  testExamples,
} from "../balancing.suite.ts";
import { read } from "../../../read/read.ts";
import { readTemplate, way } from "../template.suite.ts";
import { listener } from "./listener.ts";

const both = "Targets: [{ Id: !Ref ServerA }, { Id: !Ref ServerB }]";
const network = balancer(`Type: network, ${inBoth}`);
const tcp = listens(`Protocol: TCP, Port: 443, ${forward}`);
const modelOf = (resources: string) => readTemplate(servers + resources).model;
const emptyZones = (resources: string) =>
  readTemplate(servers + resources).findings.filter(({ code }) => code === "balancer.zone.no-target");

describe("whose address a target sees", () => {
  const application = balancer(inBoth);
  test.each([
    [
      "application: the balancer's",
      application,
      listens(`Protocol: HTTPS, Port: 443, ${forward}`),
      `Protocol: HTTP, Port: 80, ${both}`,
      "own",
    ],
    ["network, instances: the client's", network, tcp, `Protocol: TCP, Port: 443, ${both}`, "client"],
    [
      "network, instances, switched off: the balancer's",
      network,
      tcp,
      `Protocol: TCP, Port: 443, ${both}, TargetGroupAttributes: [{ Key: preserve_client_ip.enabled, Value: "false" }]`,
      "own",
    ],
    [
      "network, addresses over TCP: the balancer's",
      network,
      tcp,
      "Protocol: TCP, Port: 443, TargetType: ip, Targets: [{ Id: 10.0.1.10, AvailabilityZone: eu-central-1a }]",
      "own",
    ],
    [
      "network, UDP: the client's, whatever is said",
      network,
      listens(`Protocol: UDP, Port: 443, ${forward}`),
      `Protocol: UDP, Port: 443, ${both}, TargetGroupAttributes: [{ Key: preserve_client_ip.enabled, Value: "false" }]`,
      "client",
    ],
  ])("%s", (_, lb, listening, said, source) => {
    const protocol = said.includes("UDP") ? "udp" : "tcp";
    const one = `takes ${protocol} 443-443 as ${source}`;
    expect(listenersIn(modelOf(lb + listening + group(said)))).toEqual([
      `eu-central-1a ${one}`,
      `eu-central-1b ${one}`,
    ]);
  });
});

describe("zones", () => {
  const said = `Protocol: TCP, Port: 443, ${both}`;
  test("a network balancer uses its own zone's targets", () => {
    expect(balancesIn(modelOf(network + tcp + group(said)), "#net/SubnetA#")).toEqual([
      "eu-central-1a: net/ServerA#eth0 443 in eu-central-1a",
      "eu-central-1a: net/ServerB#eth0 443 in eu-central-1b",
    ]);
  });

  test.each([
    [
      "the balancer's attribute crosses zones",
      `Type: network, ${inBoth}, LoadBalancerAttributes: [{ Key: load_balancing.cross_zone.enabled, Value: true }]`,
      said,
      " (all zones)",
    ],
    [
      "the group's overrides the balancer's",
      inBoth,
      `${said}, TargetGroupAttributes: [{ Key: load_balancing.cross_zone.enabled, Value: "false" }]`,
      "",
    ],
    [
      "a group that asks for the balancer's follows it",
      inBoth,
      `${said}, TargetGroupAttributes: [{ Key: load_balancing.cross_zone.enabled, Value: use_load_balancer_configuration }]`,
      " (all zones)",
    ],
  ])("%s", (_, lb, inGroup, crossing) => {
    const [line] = balancesIn(modelOf(balancer(lb) + tcp + group(inGroup)), "#net/SubnetA#");
    expect(line).toMatch(`eu-central-1a${crossing}: `);
  });

  test("a zone with a node and without a target is told, with the subnet that puts the node there", () => {
    const only = group("Protocol: TCP, Port: 443, Targets: [{ Id: !Ref ServerA }]");
    const [finding, ...others] = emptyZones(network + tcp + only);
    expect(others).toEqual([]);
    expect(finding?.resource).toBe("net/Balancer");
    expect(finding?.message).toContain("receives in eu-central-1b");
    expect(emptyZones(balancer(inBoth) + tcp + only)).toEqual([]);
  });

  test("a zone of a gateway balancer receives only what an endpoint hands to it there", () => {
    const gateway = balancer(`Type: gateway, ${inBoth}`) + listens(forward);
    const only = group("Protocol: GENEVE, Port: 6081, Targets: [{ Id: !Ref ServerA }]");
    const service =
      "  Service:\n    Type: AWS::EC2::VPCEndpointService\n    Properties: { AcceptanceRequired: false, GatewayLoadBalancerArns: [!Ref Balancer] }\n";
    const endpoint = (subnet: string) =>
      `  Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: { VpcId: !Ref Vpc, VpcEndpointType: GatewayLoadBalancer, ServiceName: !Sub "com.amazonaws.vpce.eu-central-1.\${Service}", SubnetIds: [!Ref ${subnet}] }\n`;
    expect(emptyZones(gateway + only)).toHaveLength(1);
    expect(emptyZones(gateway + only + service + endpoint("SubnetA"))).toEqual([]);
    expect(emptyZones(gateway + only + service + endpoint("SubnetB"))).toHaveLength(1);
  });
});

test("a gateway balancer's listener needs no port, and sends to its targets' GENEVE port or loses what it has", () => {
  const gateway = balancer(`Type: gateway, ${inBoth}`) + listens(forward);
  const model = modelOf(gateway + group(`Protocol: GENEVE, Port: 6081, ${both}`));
  const balance = model.balances.get("net/Balancer#net/SubnetA#targets");
  expect(model.listeners).toEqual([]);
  expect(balance).toMatchObject({ failOpen: false, check: { protocol: 6, port: { value: 80 } } });
  expect(balancesIn(model, "#net/SubnetA#")).toEqual([
    "eu-central-1a: net/ServerA#eth0 6081 in eu-central-1a",
    "eu-central-1a: net/ServerB#eth0 6081 in eu-central-1b",
  ]);
});

describe("several target groups", () => {
  const one = (server: string, name: string) =>
    group(`Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref ${server} }]`, name);
  const weighted = (first: number, second: number) =>
    listens(
      `Protocol: HTTP, Port: 80, DefaultActions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref One, Weight: ${first} }, { TargetGroupArn: !Ref Two, Weight: ${second} }] } }]`,
    );
  const groups = balancer(inBoth) + one("ServerA", "One") + one("ServerB", "Two");
  const targets = (resources: string) =>
    balancesIn(modelOf(groups + resources), "#net/SubnetA#").map((line) => /net\/Server./.exec(line)?.[0]);

  test("any with a weight may serve, one of weight 0 gets nothing", () => {
    expect(targets(weighted(1, 9))).toEqual(["net/ServerA", "net/ServerB"]);
    expect(targets(weighted(0, 1))).toEqual(["net/ServerB"]);
  });

  test("a rule's group may serve beside the default one, and once if both are the same", () => {
    const rule = (name: string) =>
      `  Rule:\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Properties: { ListenerArn: !Ref Listener, Priority: 1, Conditions: [], Actions: [{ Type: forward, TargetGroupArn: !Ref ${name} }] }\n`;
    const first = listens("Protocol: HTTP, Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref One }]");
    expect(targets(first + rule("Two"))).toEqual(["net/ServerA", "net/ServerB"]);
    expect(targets(first + rule("One"))).toEqual(["net/ServerA"]);
  });
});

test("a listener that forwards to a function needs no target in the network", () => {
  const model = modelOf(
    balancer(inBoth) +
      listens(`Protocol: HTTP, Port: 80, ${forward}`) +
      group("TargetType: lambda, Targets: [{ Id: arn:aws:lambda:eu-central-1:1:function:f }]"),
  );
  expect(listenersIn(model)[0]).toBe("eu-central-1a takes tcp 80-80 as own and calls a function");
});

test("a listener that only redirects has no target and answers by itself", () => {
  const redirects = listens(
    "Protocol: HTTP, Port: 80, DefaultActions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_301 } }]",
  );
  const model = modelOf(balancer(inBoth) + redirects);
  expect(listenersIn(model)[0]).toBe("eu-central-1a takes tcp 80-80 as own and redirects");
  expect(balancesIn(model, "#net/SubnetA#")).toEqual(["eu-central-1a (all zones): nobody"]);
});

test("a network balancer in front of an application balancer hands the client's session to that one's node in its zone", () => {
  const front = `  Front:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, ${inBoth} }
  FrontListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Front, Protocol: TCP, Port: 80, ${forward} }
`;
  const model = modelOf(
    front + balancer(inBoth) + group("TargetType: alb, Protocol: TCP, Port: 80, Targets: [{ Id: !Ref Balancer }]"),
  );
  expect(listenersIn(model)[0]).toBe("eu-central-1a takes tcp 80-80 as client");
  expect(balancesIn(model, "net/Front#net/SubnetA#")).toEqual([
    "eu-central-1a: net/Balancer#net/SubnetA#eth0 80 in eu-central-1a",
    "eu-central-1a: net/Balancer#net/SubnetB#eth0 80 in eu-central-1b",
  ]);
});

test("a rule of which nobody knows whether it is there makes its targets doubtful, and not the default ones", () => {
  const conditional = `Parameters:
  More: { Type: String }
Conditions:
  More: !Equals [!Ref More, "yes"]
Resources:
${servers}${balancer(inBoth)}${listens(`Protocol: HTTP, Port: 80, ${forward}`)}${group("Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref ServerA }]")}${group("Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref ServerB }]", "Other")}  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Condition: More
    Properties: { ListenerArn: !Ref Listener, Priority: 1, Conditions: [], Actions: [{ Type: forward, TargetGroupArn: !Ref Other }] }
`;
  const { model } = read({ sources: [{ document: { path: "net.yml", text: conditional } }] });
  expect(balancesIn(model, "#net/SubnetA#").map((line) => line.replace(/ \(all zones\)/, ""))).toEqual([
    "eu-central-1a: net/ServerA#eth0 80 in eu-central-1a",
    expect.stringMatching(/^eu-central-1a: net\/ServerB#eth0 80 in eu-central-1b perhaps/),
  ]);
});

test("a listener for TCP and UDP takes both", () => {
  const dns = listens(`Protocol: TCP_UDP, Port: 53, ${forward}`) + group(`Protocol: TCP_UDP, Port: 53, ${both}`);
  expect(listenersIn(modelOf(network + dns))[0]).toBe("eu-central-1a takes tcp+udp 53-53 as client");
});

testExamples(listener.rules ?? []);

describe("a target in a zone that its balancer has not enabled", () => {
  const elsewhere = (zone: string) => `${servers}  SubnetC:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24${zone} }
  ServerC:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref SubnetC, ImageId: ami-0, PrivateIpAddress: 10.0.3.10 }
${balancer(`Scheme: internal, ${inBoth}`)}${listens(`Protocol: HTTP, Port: 80, ${forward}`)}`;
  const only = group("Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref ServerC }]");
  const linesOf = (text: string) => balancesIn(readTemplate(text).model, "#net/SubnetA#");

  test("gets nothing, even across zones, and is told beside the balancer's subnets", () => {
    const text = elsewhere(", AvailabilityZone: eu-central-1c") + only;
    expect(linesOf(text)).toEqual(["eu-central-1a (all zones): nobody"]);
    const told = readTemplate(text).findings.filter(({ code }) => code.startsWith("balancer."));
    expect(told.map(({ code, at }) => [code, at.map(({ label }) => label)])).toEqual([
      ["balancer.target.zone-off", ["a target in eu-central-1c", "the balancer's subnets"]],
    ]);
  });

  test("is left out while others serve", () => {
    const both = group("Protocol: HTTP, Port: 80, Targets: [{ Id: !Ref ServerA }, { Id: !Ref ServerC }]");
    expect(linesOf(elsewhere(", AvailabilityZone: eu-central-1c") + both)).toHaveLength(1);
  });

  test.each([
    ["AWS picks", "", "subnet.zone.assigned"],
    ["is the first of a list", ", AvailabilityZone: !Select [0, !GetAZs '']", "zone.name.unlisted"],
    ["has an id", ", AvailabilityZoneId: euc1-az1", "zone.name.unlisted"],
  ])("nobody can tell while its zone %s", (_, zone, code) => {
    const [option] = readTemplate(elsewhere(zone) + only).model.options;
    expect(option?.doubt?.code).toBe(code);
  });

  test("one in a subnet of the balancer's is in its zone, whichever that is", () => {
    const text = elsewhere("").replace(
      "Subnets: [!Ref SubnetA, !Ref SubnetB]",
      "Subnets: [!Ref SubnetA, !Ref SubnetC]",
    );
    const [option] = readTemplate(text + only).model.options;
    expect(option?.doubt).toBeUndefined();
  });

  test("zones by their places in the region's list are compared", () => {
    const placed = elsewhere(", AvailabilityZone: !Select [1, !GetAZs '']")
      .replace("AvailabilityZone: eu-central-1a", "AvailabilityZone: !Select [0, !GetAZs '']")
      .replace("AvailabilityZone: eu-central-1b", "AvailabilityZone: !Select [1, !GetAZs '']");
    const [option] = readTemplate(placed + only).model.options;
    expect([option?.zone, option?.doubt]).toMatchObject([{ value: "net/AWS::Region[1]" }, undefined]);
  });
});

describe("zones that a parameter names and nobody has told", () => {
  const balanced = [
    balancer("Type: network, Subnets: [!Ref SubnetA]"),
    group("Protocol: TCP, Port: 80, Targets: [{ Id: !Ref ServerA }, { Id: !Ref ServerB }]"),
    listens(`Protocol: TCP, Port: 80, ${forward}`),
  ].join("");
  const zoned = (parameters: string, a: string, b: string) => {
    const placed = servers.replace("eu-central-1a", a).replace("eu-central-1b", b);
    return readTemplate(`${placed}${balanced}Parameters:\n${parameters}`).model.options.map(({ doubt }) => doubt?.code);
  };
  const two = "  A: { Type: 'AWS::EC2::AvailabilityZone::Name' }\n  B: { Type: 'AWS::EC2::AvailabilityZone::Name' }\n";
  const list = "  Zones: { Type: 'List<AWS::EC2::AvailabilityZone::Name>' }\n";
  const missing = "parameter.value.missing";

  test.each<[string, string, string, string, readonly (string | undefined)[]]>([
    ["one parameter is one zone", two, "!Ref A", "!Ref A", [undefined, undefined]],
    ["two may be one, or may not", two, "!Ref A", "!Ref B", [undefined, missing]],
    [
      "an item of a list is one zone",
      list,
      "!Select [0, !Ref Zones]",
      "!Select [0, !Ref Zones]",
      [undefined, undefined],
    ],
    [
      "two items may be one, or may not",
      list,
      "!Select [0, !Ref Zones]",
      "!Select [1, !Ref Zones]",
      [undefined, missing],
    ],
    ["what is made of one is another", two, '!Sub "${A}a"', '!Sub "${A}b"', [undefined, missing]],
    [
      "two pieces of one text may be one, or may not",
      two,
      '!Select [0, !Split [",", !Ref A]]',
      '!Select [1, !Split [",", !Ref A]]',
      [undefined, missing],
    ],
    [
      "rows of a table under two keys may name one, or may not",
      `${two}Mappings: { Zones: { ab: { zone: eu-central-1a } } }\n`,
      '!FindInMap [Zones, !Sub "${A}b", zone]',
      '!FindInMap [Zones, !Sub "${A}c", zone]',
      [undefined, missing],
    ],
  ])("%s", (_, parameters, a, b, doubts) => {
    expect(zoned(parameters, a, b)).toEqual(doubts);
  });

  test("a list of subnets that nobody has told is no one zone", () => {
    const { model } = readTemplate(`${servers}${balancer("Type: network, Subnets: !Ref Places")}
${group("Protocol: TCP, Port: 80")}${listens(`Protocol: TCP, Port: 80, ${forward}`)}
  Scaled:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { MinSize: "1", MaxSize: "4", VPCZoneIdentifier: !Ref Places, TargetGroupARNs: [!Ref Group] }
Parameters: { Places: { Type: "List<AWS::EC2::Subnet::Id>" } }
`);
    expect(model.options.map(({ doubt }) => doubt?.code)).toEqual([missing]);
  });
});

describe("target groups that a listener forwards to by weight", () => {
  const closed = `  Closed:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: takes nothing, VpcId: !Ref Vpc }
  Deaf:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref SubnetB, ImageId: ami-0, SecurityGroupIds: [!Ref Closed] }
`;
  const weighted = `DefaultActions: [{ Type: forward, ForwardConfig: { TargetGroups:
      [{ TargetGroupArn: !Ref Group, Weight: 1 }, { TargetGroupArn: !Ref Other, Weight: 1 }] } }]`;
  const ask = (first: string, second: string) =>
    way(
      [
        servers,
        closed,
        balancer(`Scheme: internal, ${inBoth}`),
        group(`Protocol: HTTP, Port: 80, Targets: [${first}]`),
        group(`Protocol: HTTP, Port: 80, Targets: [${second}]`, "Other"),
        listens(`Protocol: HTTP, Port: 80, ${weighted}`),
      ].join(""),
      "net/ServerA",
      "net/Balancer",
      "tcp/80",
    ).verdict;
  const [a, b, deaf] = ["{ Id: !Ref ServerA }", "{ Id: !Ref ServerB }", "{ Id: !Ref Deaf }"];

  test.each([
    ["what passes its check takes what another of its group would get", `${a}, ${deaf}`, b, "delivered"],
    ["no group takes over what another gets", a, deaf, "partly"],
    ["where all fail, nothing is served", deaf, deaf, "dropped"],
  ])("%s", (_, first = "", second = "", verdict) => {
    expect(ask(first, second)).toBe(verdict);
  });
});
