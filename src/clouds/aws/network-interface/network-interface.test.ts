import { describe, expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { listed, readTemplate } from "../../../../test/reading.ts";
import { printIp } from "../../../net/ip.ts";
import { network as oneVpc, way } from "../template.suite.ts";

const network = (properties: string, more = "") => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Card:
    Type: AWS::EC2::NetworkInterface
    Properties: { SubnetId: !Ref Subnet, ${properties} }
${more}`;

const linesOf = (text: string, about: RegExp) =>
  modelText(readTemplate(text).model)
    .split("\n")
    .filter((line) => about.test(line));

test("an interface that is made by itself gets no public address from its subnet", () => {
  expect(linesOf(network("Description: x"), /^pair/)).toEqual([]);
});

describe("an elastic address on an interface", () => {
  const eip = "  Eip: { Type: AWS::EC2::EIP }\n";
  const association = (properties: string) =>
    `${eip}  On:\n    Type: AWS::EC2::EIPAssociation\n    Properties: { AllocationId: !GetAtt Eip.AllocationId, ${properties} }\n`;

  test.each([
    ["NetworkInterfaceId: !Ref Card", ["pair 10.0.1.10 = one from 1.0.0.0 of net/Eip (net/Eip)"]],
    [
      "NetworkInterfaceId: !Ref Card, PrivateIpAddress: 10.0.1.11",
      ["pair 10.0.1.11 = one from 1.0.0.0 of net/Eip (net/Eip)"],
    ],
  ])("%s", (properties, pairs) => {
    const card =
      "PrivateIpAddresses: [{ PrivateIpAddress: 10.0.1.11 }, { PrivateIpAddress: 10.0.1.10, Primary: true }]";
    expect(linesOf(network(card, association(properties)), /^pair/)).toEqual(pairs);
  });
});

test("further addresses are stated, or counted and assigned", () => {
  const card = "PrivateIpAddress: 10.0.1.10, SecondaryPrivateIpAddressCount: 2";
  expect(linesOf(network(card), /^address/)).toEqual([
    "address 10.0.1.10 own net/Card",
    "address one from 10.0.1.4 of net/Card own net/Card",
    "address one from 10.0.1.4 of net/Card own net/Card",
  ]);
});

test("its address is what others read of it", () => {
  const target = `  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: !Ref Vpc, Targets: [{ Id: !GetAtt Card.PrimaryPrivateIpAddress }] }
`;
  const { findings } = readTemplate(network("PrivateIpAddress: 10.0.1.10", target));
  expect(listed(findings).filter((line) => line.includes("reference"))).toEqual([]);
});

test("a reserved address is refused on its line, with the subnet's", () => {
  expect(listed(readTemplate(network("PrivateIpAddress: 10.0.1.1")).findings)).toEqual([
    "error address.fixed.reserved net/Card (net.yml:14 net.yml:7) 10.0.1.1 is one of the five addresses of `net/Subnet` (10.0.1.0/24) that AWS keeps",
  ]);
});

describe("an interface and an address that have names of their own may be asked for", () => {
  const two = `${oneVpc}  Card: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref SubnetA, PrivateIpAddress: 10.0.1.10 } }
  Second: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref SubnetB, PrivateIpAddress: 10.0.2.10 } }
  Host:
    Type: AWS::EC2::Instance
    Properties:
      NetworkInterfaces:
        - { DeviceIndex: "0", NetworkInterfaceId: !Ref Card }
        - { DeviceIndex: "1", NetworkInterfaceId: !Ref Second }
  Other: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref SubnetA, PrivateIpAddress: 10.0.1.20 } }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Default:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  InA: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { RouteTableId: !Ref Table, SubnetId: !Ref SubnetA } }
  Address: { Type: AWS::EC2::EIP }
  OnCard:
    Type: AWS::EC2::EIPAssociation
    Properties: { AllocationId: !GetAtt Address.AllocationId, NetworkInterfaceId: !Ref Card }
  Spare: { Type: AWS::EC2::EIP }
`;
  const sentBy = (from: string, to: string) => {
    const packet = way(two, from, to, "tcp/80").hops[0]?.packet;
    return `${termText(packet?.source)} > ${termText(packet?.destination)}`;
  };
  const termText = (term: unknown) => (typeof term === "number" ? printIp(term) : "assigned");

  test.each([
    ["net/Other", "net/Card", "10.0.1.20 > 10.0.1.10"],
    ["net/Other", "net/Second", "10.0.1.20 > 10.0.2.10"],
    ["net/Second", "net/Other", "10.0.2.10 > 10.0.1.20"],
    ["internet", "net/Address", "assigned > assigned"],
    ["net/Address", "internet", "10.0.1.10 > assigned"],
  ])("%s to %s", (from, to, sent) => {
    expect(sentBy(from, to)).toBe(sent);
  });

  test("what the internet sends to the address arrives behind it", () => {
    expect(way(two, "internet", "net/Address", "tcp/80").codes).toEqual(["filter.rule.none"]);
    expect(way(two, "internet", "net/Card", "tcp/80").codes).toEqual(["filter.rule.none"]);
    expect(way(two, "internet", "net/Second", "tcp/80").codes).toEqual(["address.public.none"]);
  });

  test("from inside, what goes to a public address turns back at the gateway, under the sender's public one", () => {
    const open = `  Open:
    Type: AWS::EC2::SecurityGroup
    Properties: { VpcId: !Ref Vpc, GroupDescription: d, SecurityGroupIngress: [{ IpProtocol: "-1", CidrIp: 0.0.0.0/0 }] }
  OnOther: { Type: AWS::EC2::EIP, Properties: { InstanceId: !Ref Other } }
`;
    const opened =
      two.replace("PrivateIpAddress: 10.0.1.10", "PrivateIpAddress: 10.0.1.10, GroupSet: [!Ref Open]") + open;
    const { verdict, there, hops } = way(opened, "net/Other", "net/Address", "tcp/80");
    const last = hops[there.length - 1]?.packet;
    expect(verdict).toBe("delivered");
    expect([termText(last?.source), termText(last?.destination)]).toEqual(["assigned", "10.0.1.10"]);
    // Without a public address of its own nothing of it leaves.
    const without = opened.replace(/ {2}OnOther.*\n/, "");
    expect(way(without, "net/Other", "net/Address", "tcp/80").verdict).toBe("dropped");
  });

  test("a tag that they share with their host means the host", () => {
    const tag = ", Tags: [{ Key: Name, Value: web }]";
    const tagged = two
      .replace("PrivateIpAddress: 10.0.1.10", `PrivateIpAddress: 10.0.1.10${tag}`)
      .replace("Address: { Type: AWS::EC2::EIP }", "Address: { Type: AWS::EC2::EIP, Properties: { Domain: vpc } }")
      .replace("Properties: { Domain: vpc }", `Properties: { Domain: vpc${tag} }`);
    const ask = (text: string) => way(text, "net/Other", "web", "tcp/80").verdict;
    expect(() => ask(tagged)).toThrow("fits several things");
    const host = tagged.replace(
      "Host:\n    Type: AWS::EC2::Instance\n    Properties:",
      `$&\n      Tags: [{ Key: Name, Value: web }]`,
    );
    expect(ask(host)).toBe(way(two, "net/Other", "net/Host", "tcp/80").verdict);
  });

  test("an address that nobody has is nothing to ask for", () => {
    expect(() => way(two, "internet", "net/Spare", "tcp/80")).toThrow("nothing is called");
  });
});
