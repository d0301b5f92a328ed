import { describe, expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { listed, readTemplate } from "../../../../test/reading.ts";

const vpc = `Parameters:
  Gone: { Type: String }
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
`;

const subnet = (properties: string) => `  Subnet:\n    Type: AWS::EC2::Subnet\n    Properties: { ${properties} }\n`;
const inVpc = subnet("VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24");

const linesOf = (text: string, about: RegExp) =>
  modelText(readTemplate(text).model)
    .split("\n")
    .filter((line) => about.test(line));

describe("a subnet's table", () => {
  const tables = `  One: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref One }
`;

  test("is the one that is associated, else the main table", () => {
    expect(linesOf(vpc + inVpc + tables, /^selector/)).toEqual(["selector net/Vpc#router net/Subnet#router: net/One"]);
    expect(linesOf(vpc + inVpc, /^selector/)).toEqual(["selector net/Vpc#router net/Subnet#router: net/Vpc#main"]);
  });

  test("may be one that nobody can name", () => {
    const unknown = tables.replace("!Ref One", "!Ref Gone");
    expect(linesOf(vpc + inVpc + unknown, /^selector/)).toEqual([
      "selector net/Vpc#router net/Subnet#router: ?parameter.value.missing",
    ]);
  });
});

describe("a subnet's network ACL", () => {
  test("stands on the router: leaving the subnet is arriving there", () => {
    const acl = `  Acl: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { SubnetId: !Ref Subnet, NetworkAclId: !Ref Acl }
`;
    expect(linesOf(vpc + inVpc + acl, /^interface net.Subnet/)).toEqual([
      "interface net/Subnet#router of net/Vpc#router on net/Subnet in net/Acl#out out net/Acl#in",
    ]);
  });

  test("has no memory", () => {
    const gates = readTemplate(vpc + inVpc).model.interfaces.get("net/Subnet#router");
    expect([...(gates?.in ?? []), ...(gates?.out ?? [])].map(({ memory }) => memory)).toEqual([undefined, undefined]);
  });
});

describe("a subnet's range", () => {
  const codes = (text: string) =>
    listed(readTemplate(text).findings).map((line) => line.split(" ").slice(0, 2).join(" "));

  test.each([
    ["10.1.0.0/24", ["error address.range.outside"]],
    ["10.0.0.0/15", ["error address.range.outside"]],
    ["10.0.255.0/24", []],
    ["10.0.1.7/24", []],
  ])("%s in 10.0.0.0/16", (range, expected) => {
    expect(codes(vpc + subnet(`VpcId: !Ref Vpc, CidrBlock: ${range}`))).toEqual(expected);
  });

  test("may lie in a range that was added", () => {
    const more = "  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/16 } }\n";
    expect(codes(vpc + more + subnet("VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/24"))).toEqual([]);
  });

  test("is not judged while one of the network's is unknown", () => {
    const more = "  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref Vpc, CidrBlock: !Ref Gone } }\n";
    expect(codes(vpc + more + subnet("VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/24"))).toEqual([
      "note parameter.value.missing",
    ]);
  });
});

test("in a network that nobody can name hosts hear each other, and what lies beyond is unknown", () => {
  const host = "  Host: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet } }\n";
  expect(linesOf(vpc + subnet("VpcId: !Ref Gone, CidrBlock: 10.0.1.0/24") + host, /(Subnet|Host)/)).toEqual([
    "segment net/Subnet 10.0.1.0/24",
    "node net/Host host",
    "interface net/Host#eth0 of net/Host on net/Subnet in ?parameter.value.missing out ?parameter.value.missing",
    "address one from 10.0.1.4 of net/Host own net/Host#eth0",
    "selector net/Host any: net/Host#table",
    "route net/Host#table: 0.0.0.0/0 -> ?parameter.value.missing",
    "route net/Host#table: ::/0 -> ?parameter.value.missing",
    "route net/Host#table: 10.0.1.0/24 -> connected through net/Host#eth0",
  ]);
});
