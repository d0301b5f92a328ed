import { describe, expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { listed, readTemplate } from "../../../../test/reading.ts";

const network = `Parameters:
  Gone: { Type: String }
  Which: { Type: String }
Conditions:
  First: !Equals [!Ref Which, first]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Other:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.1.0.0/16 }
  A:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 }
  B:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Other, CidrBlock: 10.1.1.0/24 }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Elsewhere: { Type: AWS::EC2::InternetGateway }
  ElsewhereAttachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Other, InternetGatewayId: !Ref Elsewhere }
  Loose: { Type: AWS::EC2::InternetGateway }
  VpnGateway: { Type: AWS::EC2::VPNGateway, Properties: { Type: ipsec.1 } }
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: { SubnetId: !Ref A, ConnectivityType: private }
  FarNat:
    Type: AWS::EC2::NatGateway
    Properties: { SubnetId: !Ref B, ConnectivityType: private }
  Strict:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref A }
  Open:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref A, SourceDestCheck: false }
  Card:
    Type: AWS::EC2::NetworkInterface
    Properties: { SubnetId: !Ref A, SourceDestCheck: false }
  CardOnOpen:
    Type: AWS::EC2::NetworkInterfaceAttachment
    Properties: { InstanceId: !Ref Open, NetworkInterfaceId: !Ref Card, DeviceIndex: "1" }
  LooseCard:
    Type: AWS::EC2::NetworkInterface
    Properties: { SubnetId: !Ref A, SourceDestCheck: false }
  Peering:
    Type: AWS::EC2::VPCPeeringConnection
    Properties: { VpcId: !Ref Vpc, PeerVpcId: !Ref Other }
  Outwards:
    Type: AWS::EC2::EgressOnlyInternetGateway
    Properties: { VpcId: !Ref Vpc }
  Ranges:
    Type: AWS::EC2::PrefixList
    Properties:
      PrefixListName: ours
      AddressFamily: IPv4
      MaxEntries: 5
      Entries: [{ Cidr: 172.16.1.0/24 }, { Cidr: 172.16.2.0/24 }]
  Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
`;

const anywhere = "DestinationCidrBlock: 0.0.0.0/0";

function routed(properties: string) {
  const text = `${network}  Route:\n    Type: AWS::EC2::Route\n    Properties: { RouteTableId: !Ref Table, ${properties} }\n`;
  const { model, findings } = readTemplate(text);
  const routes = modelText({ ...model, routes: model.routes.filter(({ key }) => key.startsWith("net/Route")) });
  return {
    routes: routes.split("\n").filter((line) => line.startsWith("route net/Table")),
    findings: listed(findings).filter((line) => line.includes(" route.")),
  };
}

describe("a route's target", () => {
  test.each([
    ["GatewayId: !Ref Gateway", "net/Vpc#inside"],
    ["GatewayId: local", "connected"],
    ["GatewayId: !Ref VpnGateway", "?kind.unmodelled"],
    ["GatewayId: !Ref Gone", "?parameter.value.missing"],
    ["NatGatewayId: !Ref Nat", "net/Nat#eth0"],
    ["InstanceId: !Ref Open", "net/Open#eth0"],
    ["NetworkInterfaceId: !Ref Card", "net/Card"],
    ["VpcPeeringConnectionId: !Ref Peering", "net/Peering#from#net/Vpc"],
    ["EgressOnlyInternetGatewayId: !Ref Outwards", "net/Outwards#inside"],
    ["TransitGatewayId: tgw-1", "?kind.unmodelled"],
    ["CoreNetworkArn: arn", "?kind.unmodelled"],
    ["GatewayId: !If [First, !Ref Gateway, !Ref AWS::NoValue], NatGatewayId: !Ref Nat", "?parameter.value.missing"],
  ])("%s", (target, next) => {
    const { routes, findings } = routed(`${anywhere}, ${target}`);
    expect(routes).toEqual([`route net/Table: 0.0.0.0/0 -> ${next}`]);
    expect(findings).toEqual([]);
  });

  test.each([
    ["GatewayId: !Ref Loose", "route.target.foreign", "`net/Loose` is attached to no VPC"],
    ["GatewayId: !Ref Elsewhere", "route.target.foreign", "`net/Elsewhere` is attached to `net/Other`"],
    ["NatGatewayId: !Ref FarNat", "route.target.foreign", "`net/FarNat` stands in `net/Other`"],
    [
      "InstanceId: !Ref Strict",
      "route.target.blackhole",
      "`net/Strict` cannot pass packets on: its source/destination check is on",
    ],
    ["GatewayId: !Ref Gateway, InstanceId: !Ref Open", "route.target.several", "the route names several targets"],
    ["CarrierGatewayId: !Ref AWS::NoValue", "route.target.missing", "the route names no target"],
  ])("%s is wrong", (target, code, message) => {
    expect(routed(`${anywhere}, ${target}`).findings).toEqual([
      expect.stringMatching(new RegExp(`^error ${code} net/Route .*${message}`)),
    ]);
  });

  test("that is foreign leads nowhere, and says why", () => {
    expect(routed(`${anywhere}, GatewayId: !Ref Loose`).routes).toEqual([
      "route net/Table: 0.0.0.0/0 -> nowhere: `net/Loose` is attached to no VPC",
    ]);
  });
});

describe("a route's destination", () => {
  test("may be IPv6, with host bits that are cleared", () => {
    expect(routed("DestinationIpv6CidrBlock: '2001:db8::1/32', GatewayId: !Ref Gateway").routes).toEqual([
      "route net/Table: 2001:db8::/32 -> net/Vpc#inside",
    ]);
  });

  test("may be a prefix list, which is a route for each of its entries", () => {
    expect(routed("DestinationPrefixListId: !Ref Ranges, NatGatewayId: !Ref Nat").routes).toEqual([
      "route net/Table: 172.16.1.0/24 -> net/Nat#eth0",
      "route net/Table: 172.16.2.0/24 -> net/Nat#eth0",
    ]);
  });

  test("that is exactly the network's range takes the local route's place", () => {
    const text = `${network}  Route:\n    Type: AWS::EC2::Route\n    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 10.0.0.0/16, NetworkInterfaceId: !Ref Card }\n`;
    const { routes } = readTemplate(text).model;
    const own = routes.filter(({ table }) => table.kind === "known" && table.value === "net/Table");
    expect(own.map(({ preference, next }) => [preference, next.kind])).toEqual([
      [0, "interface"],
      [1, "connected"],
    ]);
  });
});

test("a route to an interface on no instance drops what it matches, and is told", () => {
  const { routes, findings } = routed(`${anywhere}, NetworkInterfaceId: !Ref LooseCard`);
  expect(routes).toEqual(["route net/Table: 0.0.0.0/0 -> nowhere: `net/LooseCard` is an interface of no instance"]);
  expect(findings.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(["error route.target.blackhole"]);
});

describe("a gateway's own table leads to an interface", () => {
  const ingress = (more: string) =>
    readTemplate(`${network}  Ingress:
    Type: AWS::EC2::GatewayRouteTableAssociation
    Properties: { GatewayId: !Ref Gateway, RouteTableId: !Ref Table }
  Inwards:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 10.0.1.0/24, NetworkInterfaceId: !Ref Card }
${more}`);
  const elastic = "  Address: { Type: AWS::EC2::EIP }\n";
  const put = (on: string) => `${elastic}  Association:
    Type: AWS::EC2::EIPAssociation
    Properties: { AllocationId: !GetAtt Address.AllocationId, ${on} }
`;
  test.each([
    ["without a public address in vain", "", ["route.target.blackhole"], "nowhere"],
    ["with an elastic address", put("NetworkInterfaceId: !Ref Card"), [], "interface"],
    // That one is the instance's primary interface's, and this is its second.
    ["not by an address of its instance's", put("InstanceId: !Ref Open"), ["route.target.blackhole"], "nowhere"],
  ])("%s", (_, more, codes, next) => {
    const { findings, model } = ingress(more);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(model.routes.find(({ name }) => name === "net/Inwards")?.next.kind).toBe(next);
  });

  test("or to an instance that gets its public address at launch", () => {
    const text = network
      .replace("CidrBlock: 10.0.1.0/24", "CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true")
      .concat(`  Ingress:
    Type: AWS::EC2::GatewayRouteTableAssociation
    Properties: { GatewayId: !Ref Gateway, RouteTableId: !Ref Table }
  Inwards:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 10.0.1.0/24, InstanceId: !Ref Open }
`);
    expect(readTemplate(text).findings).toEqual([]);
  });
});
