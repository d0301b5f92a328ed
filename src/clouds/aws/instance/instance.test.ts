import { describe, expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { listed, readTemplate } from "../../../../test/reading.ts";

const network = `Parameters:
  Maybe: { Type: String }
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Range6:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, Ipv6CidrBlock: "2001:db8::/56", Ipv6Pool: pool }
  Plain:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 }
  Public:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, MapPublicIpOnLaunch: true }
  Unsaid:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24, MapPublicIpOnLaunch: !Ref Maybe }
  Dual:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.4.0/24, Ipv6CidrBlock: "2001:db8:0:4::/64", AssignIpv6AddressOnCreation: true }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Card:
    Type: AWS::EC2::NetworkInterface
    Properties: { SubnetId: !Ref Public }
`;

function linesOf(host: string, about: RegExp, more = ""): readonly string[] {
  const { model } = readTemplate(`${network}  Host:\n    Type: AWS::EC2::Instance\n    Properties: ${host}\n${more}`);
  return modelText(model)
    .split("\n")
    .filter((line) => about.test(line));
}

describe("a public address", () => {
  const own = "pair one from 10.0.2.4 of net/Host = one from 1.0.0.0 of net/Host (net/Host)";
  const inNic = (subnet: string, asked: string) =>
    `{ NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: !Ref ${subnet}, AssociatePublicIpAddress: ${asked} }] }`;

  test.each([
    ["is given by a subnet that gives them", "{ SubnetId: !Ref Public }", [own]],
    ["is not given by one that does not", "{ SubnetId: !Ref Plain }", []],
    ["is refused by the interface", inNic("Public", "false"), []],
    [
      "is asked for by the interface",
      inNic("Plain", "true"),
      ["pair one from 10.0.1.4 of net/Host = one from 1.0.0.0 of net/Host (net/Host)"],
    ],
    [
      "is doubtful where nobody says",
      "{ SubnetId: !Ref Unsaid }",
      ["pair one from 10.0.3.4 of net/Host = one from 1.0.0.0 of net/Host (net/Host)  (parameter.value.missing)"],
    ],
    [
      "is not given to one of several interfaces",
      "{ NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: !Ref Public }, { DeviceIndex: 1, SubnetId: !Ref Plain }] }",
      [],
    ],
    [
      "is not given to an interface that exists",
      "{ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: !Ref Card }] }",
      [],
    ],
  ])("%s", (_, host, pairs) => {
    expect(linesOf(host, /^pair/)).toEqual(pairs);
  });

  test("that is elastic takes the automatic one's place, and belongs to the one that was allocated", () => {
    const elastic = "  Eip:\n    Type: AWS::EC2::EIP\n    Properties: { InstanceId: !Ref Host }\n";
    expect(linesOf("{ SubnetId: !Ref Public }", /^pair/, elastic)).toEqual([
      "pair one from 10.0.2.4 of net/Host = one from 1.0.0.0 of net/Eip (net/Eip)",
    ]);
  });

  test("may belong to a secondary address, by an association", () => {
    const more = `  Eip: { Type: AWS::EC2::EIP }
  Association:
    Type: AWS::EC2::EIPAssociation
    Properties: { AllocationId: !GetAtt Eip.AllocationId, InstanceId: !Ref Host, PrivateIpAddress: 10.0.1.51 }
`;
    const addresses =
      "[{ PrivateIpAddress: 10.0.1.50, Primary: true }, { PrivateIpAddress: 10.0.1.51, Primary: false }]";
    const host = `{ NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: !Ref Plain, PrivateIpAddresses: ${addresses} }] }`;
    expect(linesOf(host, /^(pair|address) /, more)).toEqual([
      "address one from 10.0.2.4 of net/Card own net/Card",
      "address 10.0.1.50 own net/Host#eth0",
      "address 10.0.1.51 own net/Host#eth0",
      "address one from 1.0.0.0 of net/Eip held net/Vpc#outside",
      "pair 10.0.1.51 = one from 1.0.0.0 of net/Eip (net/Eip)",
    ]);
  });

  test("of IPv6 is public by itself: it stands in a pair with itself", () => {
    expect(linesOf("{ SubnetId: !Ref Dual }", /2001:db8:0:4::/)).toEqual([
      "segment net/Dual 10.0.4.0/24 2001:db8:0:4::/64",
      "address one from 2001:db8:0:4::4 of net/Host own net/Host#eth0",
      "address one from 2001:db8:0:4::4 of net/Host held net/Vpc#outside",
      "address one from 2001:db8:0:4::4 of net/Host held net/Vpc#egress-outside",
      "route net/Host#table: 2001:db8:0:4::/64 -> connected through net/Host#eth0",
      "pair one from 2001:db8:0:4::4 of net/Host = one from 2001:db8:0:4::4 of net/Host (net/Host)",
    ]);
  });
});

describe("interfaces", () => {
  test("that stand by themselves are on the instance that names them", () => {
    const host = "{ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: !Ref Card }] }";
    expect(linesOf(host, /^(interface|selector|node) .*(Card|Host)/)).toEqual([
      "node net/Host host",
      "interface net/Card of net/Host on net/Public in net/Vpc#group#in out net/Vpc#group#out",
      "selector net/Host any: net/Host#table",
    ]);
  });

  test("that an attachment puts on it are the further ones", () => {
    const attachment = `  OnHost:
    Type: AWS::EC2::NetworkInterfaceAttachment
    Properties: { InstanceId: !Ref Host, NetworkInterfaceId: !Ref Card, DeviceIndex: 1 }
`;
    expect(linesOf("{ SubnetId: !Ref Plain }", /^(interface|route) .*(Card|Host)/, attachment)).toEqual([
      "interface net/Card of net/Host on net/Public in net/Vpc#group#in out net/Vpc#group#out",
      "interface net/Host#eth0 of net/Host on net/Plain in net/Vpc#group#in out net/Vpc#group#out",
      "route net/Host#table: 10.0.2.0/24 -> connected through net/Card",
      "route net/Host#table: 0.0.0.0/0 -> net/Plain#router",
      "route net/Host#table: ::/0 -> net/Plain#router",
      "route net/Host#table: 10.0.1.0/24 -> connected through net/Host#eth0",
    ]);
  });

  test("on no instance answer nobody", () => {
    const { model } = readTemplate(network);
    expect(model.nodes.get("net/Card#node")).toMatchObject({
      kind: "interface",
      accepts: { nothing: "the interface is on no instance" },
    });
  });

  test("of the default VPC, of which no file speaks, stand nobody knows where", () => {
    expect(linesOf("{ ImageId: ami-1 }", /^interface net.Host/)).toEqual([
      "interface net/Host#eth0 of net/Host on ?subnet.default.unread in ?subnet.default.unread out ?subnet.default.unread",
    ]);
  });
});

describe("the source/destination check", () => {
  test.each([
    ["is on", "{ SubnetId: !Ref Plain }", "its source/destination check is on", false],
    ["may be switched off", "{ SubnetId: !Ref Plain, SourceDestCheck: false }", undefined, true],
  ])("%s", (_, host, strict, forwards) => {
    const { model } = readTemplate(`${network}  Host:\n    Type: AWS::EC2::Instance\n    Properties: ${host}\n`);
    expect(model.interfaces.get("net/Host#eth0")?.strict).toBe(strict);
    expect(model.nodes.get("net/Host")?.forwards === true).toBe(forwards);
  });
});

describe("an appliance", () => {
  const table = "  Table:\n    Type: AWS::EC2::RouteTable\n    Properties: { VpcId: !Ref Vpc }\n";
  const route = (target: string) =>
    `${table}  Route:\n    Type: AWS::EC2::Route\n    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, ${target} }\n`;
  const geneve = `  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { Protocol: GENEVE, Port: 6081, VpcId: !Ref Vpc, TargetType: instance, Targets: [{ Id: !Ref Host }] }
`;
  const onCard = "{ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: !Ref Card }] }";

  test.each([
    ["is what a route names", "{ SubnetId: !Ref Plain, SourceDestCheck: false }", route("InstanceId: !Ref Host")],
    ["is what an interface belongs to that a route names", onCard, route("NetworkInterfaceId: !Ref Card")],
    ["is the target of a group that speaks GENEVE", "{ SubnetId: !Ref Plain }", geneve],
  ])("%s", (_, host, more) => {
    const { model } = readTemplate(`${network}  Host:\n    Type: AWS::EC2::Instance\n    Properties: ${host}\n${more}`);
    expect(model.nodes.get("net/Host")).toMatchObject({ kind: "appliance", inspect: { mode: "stateful" } });
    expect([...model.assumptions.values()].map(({ code }) => code)).toContain("appliance.transparent");
  });

  test("is assumed of nobody else", () => {
    const { model } = readTemplate(
      `${network}  Host:\n    Type: AWS::EC2::Instance\n    Properties: { SubnetId: !Ref Plain }\n`,
    );
    expect([...model.assumptions.keys()]).toEqual(["internet.hosts.answer"]);
  });
});

describe("a stated address", () => {
  const findingsOf = (host: string) =>
    listed(readTemplate(`${network}  Host:\n    Type: AWS::EC2::Instance\n    Properties:\n      ${host}\n`).findings);
  const message = (address: string, what: string) => expect.stringContaining(`${address} ${what}`);

  test.each([
    ["10.0.1.0", "is one of the five"],
    ["10.0.1.3", "is one of the five"],
    ["10.0.1.255", "is one of the five"],
    ["10.0.2.10", "lies outside `net/Plain`"],
  ])("%s %s", (address, what) => {
    expect(findingsOf(`SubnetId: !Ref Plain\n      PrivateIpAddress: ${address}`)).toEqual([message(address, what)]);
  });

  test.each(["10.0.1.4", "10.0.1.254"])("%s is fine", (address) => {
    expect(findingsOf(`SubnetId: !Ref Plain\n      PrivateIpAddress: ${address}`)).toEqual([]);
  });
});
