import { expect, test } from "vitest";
import { readTemplate } from "../reading.ts";
import { network } from "../../src/forward/network.ts";
import { picture } from "../../src/query/picture.ts";

/** `gateway` ─ public [nat] ─ private [host], whose host has a public address as well. */
const template = `Resources:
  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
  Gateway: { Type: "AWS::EC2::InternetGateway" }
  Attached: { Type: "AWS::EC2::VPCGatewayAttachment", Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway } }
  Public: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a } }
  Private: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: eu-west-1a } }
  PublicTable: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: !Ref Vpc } }
  PrivateTable: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: !Ref Vpc } }
  A: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref Public, RouteTableId: !Ref PublicTable } }
  B: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable } }
  Address: { Type: "AWS::EC2::EIP" }
  Nat: { Type: "AWS::EC2::NatGateway", Properties: { SubnetId: !Ref Public, AllocationId: !GetAtt Address.AllocationId } }
  Out: { Type: "AWS::EC2::Route", Properties: { RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway } }
  ByNat: { Type: "AWS::EC2::Route", Properties: { RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat } }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      GroupDescription: web
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }]
  Host: { Type: "AWS::EC2::Instance", Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!Ref Group] } }
  HostAddress: { Type: "AWS::EC2::EIP", Properties: { InstanceId: !Ref Host } }
`;

function drawn(text: string, most = 10) {
  const net = network(readTemplate(text).model);
  const { leaps, nodes, followed } = picture(net, most);
  const name = (key: string) => net.node(key)?.name ?? key;
  return {
    followed,
    leaps: leaps.map((l) => `${l.course}: ${name(l.from)} > ${name(l.to)}`),
    roles: Object.fromEntries(nodes.map((n) => [n.card.node.name, n.role])),
    homes: Object.fromEntries(nodes.map((n) => [n.card.node.name, n.segment ?? n.domain])),
  };
}

test("a host behind a translation sends by it; what comes in for its own public address gets there, answers do not", () => {
  expect(drawn(template).leaps).toEqual([
    "lost: internet > net/Gateway",
    "lost: net/Gateway > net/Host",
    "out: net/Host > net/Nat",
    "out: net/Nat > net/Gateway",
    "out: net/Gateway > internet",
  ]);
});

test("with a route straight to the gateway the answers find back the way the packets came", () => {
  const { leaps } = drawn(template.replace("NatGatewayId: !Ref Nat", "GatewayId: !Ref Gateway"));
  expect(leaps.filter((l) => l.includes("Host"))).toEqual([
    "in: net/Gateway > net/Host",
    "out: net/Host > net/Gateway",
  ]);
});

test("what no rule lets in has no way in", () => {
  const { leaps } = drawn(template.replace("CidrIp: 0.0.0.0/0", "CidrIp: 10.0.0.0/8"));
  expect(leaps.filter((l) => l.startsWith("in") || l.startsWith("lost"))).toEqual([]);
});

test("everything has a role and stands somewhere", () => {
  const { roles, homes } = drawn(template);
  expect(roles).toMatchObject({ "net/Gateway": "gateway", "net/Nat": "translator", "net/Host": "host" });
  expect(homes).toMatchObject({ "net/Nat": "net/Public", "net/Host": "net/Private", "net/Gateway": "net/Vpc" });
});

test("of too many networks the ways are not followed", () => {
  expect(drawn(template, 0)).toMatchObject({ followed: false, leaps: [] });
});
