import { describe, expect, test } from "vitest";
import { readTemplate, way } from "../template.suite.ts";

const template = `  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 }
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: open
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{ IpProtocol: "-1", CidrIp: 0.0.0.0/0 }]
  Host:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Subnet, PrivateIpAddress: 10.0.1.10, SecurityGroupIds: [!Ref Open] }
  Other:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Subnet, PrivateIpAddress: 10.0.1.11, SecurityGroupIds: [!Ref Open] }
  Gateway: { Type: AWS::EC2::VPNGateway, Properties: { Type: ipsec.1 } }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Table }
  Propagation:
    Type: AWS::EC2::VPNGatewayRoutePropagation
    Properties: { RouteTableIds: [!Ref Table], VpnGatewayId: !Ref Gateway }
`;

describe("where a VPN gateway propagates its routes", () => {
  test.each([
    ["a private destination may be reached through it", "192.168.7.1", "unknown", "kind.unmodelled"],
    ["a private range that the network lies in, too", "10.9.0.1", "unknown", "kind.unmodelled"],
    ["a public one is not", "198.51.100.1", "dropped", "route.destination.none"],
    ["what the local route carries stays in the network", "10.0.1.11", "delivered", undefined],
  ])("%s", (_, to, verdict, code) => {
    const answer = way(template, "net/Host", to, "tcp/443");
    expect({ verdict: answer.verdict, code: answer.codes[0] }).toEqual({ verdict, code });
  });

  test("the gateway is named", () => {
    const { routes } = readTemplate(template).model;
    const next = routes.find(({ name }) => name === "net/Propagation")?.next;
    expect(next?.kind === "unknown" ? next.why : "").toContain("`net/Gateway`");
  });

  test("a stated route for the same destination is the one that counts", () => {
    const stated = `  Stated:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 192.168.0.0/16, InstanceId: !Ref Other }
`;
    const { codes } = way(template + stated, "net/Host", "192.168.7.1", "tcp/443");
    expect(codes).not.toContain("kind.unmodelled");
  });
});
