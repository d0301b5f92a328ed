import { describe, expect, test } from "vitest";
import { walk } from "../../../forward/walk/answer.ts";
import { network as networkOf } from "../../../forward/network.ts";
import { internet } from "../../../model/builder.ts";
import { parseIp } from "../../../net/ip.ts";
import { codesOf, network, readTemplate, rulesIn, way } from "../template.suite.ts";

const template = `${network}  Out:
    Type: AWS::EC2::EgressOnlyInternetGateway
    Properties: { VpcId: !Ref Vpc }
`;

test("an egress-only gateway stands between the router and the internet", () => {
  const read = readTemplate(template);
  expect(codesOf(read)).toEqual([]);
  const segmentOf = (key: string) => read.model.interfaces.get(key)?.segment;
  expect(segmentOf("net/Out#edge")).toEqual(segmentOf("net/Out#inside"));
  expect(segmentOf("net/Vpc#egress-outside")).toMatchObject({ value: "internet" });
  expect(read.model.interfaces.get("net/Out#edge")?.node).toBe("net/Vpc#router");
});

test("only public IPv6 goes out", () => {
  const { model } = readTemplate(template);
  expect(rulesIn(model, "net/Out#out")).toEqual(["permit from 2000::/3 (implied)"]);
  expect(model.filters.get("net/Out#out")?.otherwise).toBe("deny");
});

test("only replies come in, by the memory of what went out", () => {
  const { model } = readTemplate(template);
  const outside = model.interfaces.get("net/Vpc#egress-outside");
  expect(rulesIn(model, "net/Out#in")).toEqual([]);
  expect(outside?.in.map(({ memory }) => memory)).toEqual(outside?.out.map(({ memory }) => memory));
});

test("what arrives from it is delivered by local routes", () => {
  const { model } = readTemplate(template);
  const selector = model.selectors.find(({ arriving }) => arriving === "net/Out#edge");
  expect(selector).toMatchObject({ node: "net/Vpc#router", table: { value: "net/Vpc#local" } });
});

describe("an instance with a public IPv6 address behind it", () => {
  const six = `${template}  Range:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, Ipv6CidrBlock: "2001:db8:0:100::/56", Ipv6Pool: pool }
  SubnetC:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.3.0/24
      Ipv6CidrBlock: "2001:db8:0:101::/64"
      AvailabilityZone: eu-central-1a
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref SubnetC, RouteTableId: !Ref Table }
  Default:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: !Ref Out }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: open
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{ IpProtocol: "-1", CidrIpv6: "::/0" }]
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      SubnetId: !Ref SubnetC
      SecurityGroupIds: [!Ref Group]
      Ipv6Addresses: [{ Ipv6Address: "2001:db8:0:101::10" }]
`;

  test("reaches the internet, and the answer comes back the same way", () => {
    const { verdict, there, back } = way(six, "2001:db8:0:101::10", "2600::1", "tcp/443");
    expect(verdict).toBe("delivered");
    expect(there).toContain("Out");
    expect(back).toContain("Out");
  });

  test("is not reached from the internet", () => {
    const net = networkOf(readTemplate(six).model);
    const node = net.node(internet.node);
    const [source, destination] = ["2600::1", "2001:db8:0:101::10"].map(parseIp);
    if (node === undefined || source === undefined || destination === undefined) throw new Error("no start");
    const packet = { source, destination, protocol: 6, sourcePort: 40000, destinationPort: 443 };
    const { verdict, reasons } = walk(net, [{ node, packet, choice: "a host on the internet" }]);
    expect({ verdict, code: reasons[0]?.code }).toEqual({ verdict: "dropped", code: "filter.rule.none" });
  });

  test("that is reached through an internet gateway answers in vain: the egress-only gateway saw no session begin", () => {
    const both = `${six}  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
`;
    const { verdict, codes } = way(both, "internet", "2001:db8:0:101::10", "tcp/443");
    expect({ verdict, codes }).toEqual({ verdict: "dropped", codes: ["gate.session.none"] });
  });
});
