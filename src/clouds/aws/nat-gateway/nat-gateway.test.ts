import { describe, expect, test } from "vitest";
import { printPrefix } from "../../../net/ip.ts";
import { prefixesOf } from "../../../net/ranges.ts";
import { codesOf, network, readTemplate, way } from "../template.suite.ts";

const nat = (said: string, more = "") => `${network}  Eip: { Type: AWS::EC2::EIP, Properties: { Domain: vpc } }
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: { ${said} }
${more}`;

const publicNat = nat("SubnetId: !Ref SubnetA, AllocationId: !GetAtt Eip.AllocationId");

test("a NAT gateway stands in its subnet's zone, is no host and takes no connection of its own", () => {
  const read = readTemplate(publicNat);
  expect(codesOf(read)).toEqual([]);
  const node = read.model.nodes.get("net/Nat");
  expect(node).toMatchObject({ name: "net/Nat", kind: "nat-gateway", host: false, forwards: true });
  expect(node).toMatchObject({ zone: { value: "eu-central-1a" }, accepts: { nothing: expect.any(String) } });
});

test("its private address lies in the subnet, without the addresses that AWS keeps", () => {
  const { model } = readTemplate(publicNat);
  const [own] = model.holdings.filter((h) => h.interface === "net/Nat#eth0");
  expect(own).toMatchObject({ as: "own", address: { kind: "assigned", id: "net/Nat@net/SubnetA", owner: "net/Nat" } });
  const within = own?.address.kind === "assigned" ? own.address.within : [];
  expect(prefixesOf(within).map(printPrefix)).toContain("10.0.1.4/30");
  expect(prefixesOf(within).map(printPrefix)).not.toContain("10.0.1.0/30");
});

test("it has no security group, and its interface is the one that routes name", () => {
  const { model } = readTemplate(publicNat);
  expect(model.interfaces.get("net/Nat#eth0")).toMatchObject({
    node: "net/Nat",
    segment: { value: "net/SubnetA" },
    in: [],
  });
});

test("it translates TCP, UDP and ICMP of its network to its private address", () => {
  const rewrite = readTemplate(publicNat).model.rewrites.get("net/Nat#ports");
  expect(rewrite).toMatchObject({
    kind: "ports",
    node: "net/Nat",
    ports: { first: 1024, last: 65535 },
    protocols: [6, 17, 1],
    to: { id: "net/Nat@net/SubnetA" },
  });
  const sources = rewrite?.kind === "ports" ? rewrite.sources : [];
  expect(sources).toMatchObject([
    { kind: "known", value: { first: 0x0a000000, length: 16 } },
    { kind: "unknown", family: 6, code: "nat-gateway.nat64.unmodelled" },
  ]);
});

test("a public one has its elastic address in front, a private one has none", () => {
  expect(readTemplate(publicNat).model.pairs).toMatchObject([
    {
      rewrite: "net/Vpc#public",
      owner: "net/Eip",
      inside: { id: "net/Nat@net/SubnetA" },
      outside: { id: "net/Eip@public" },
    },
  ]);
  expect(readTemplate(nat("SubnetId: !Ref SubnetA, ConnectivityType: private")).model.pairs).toEqual([]);
});

test("a public one without an elastic address has an unknown one", () => {
  const [pair] = readTemplate(nat("SubnetId: !Ref SubnetA")).model.pairs;
  expect(pair?.outside).toMatchObject({ kind: "unknown", wanted: "its AllocationId" });
});

test("a private address that is stated is its address", () => {
  const { model } = readTemplate(nat("SubnetId: !Ref SubnetA, ConnectivityType: private, PrivateIpAddress: 10.0.1.9"));
  expect(model.rewrites.get("net/Nat#ports")).toMatchObject({ to: { kind: "known", value: 0x0a000109 } });
});

test("what it makes of IPv6 is unknown, whatever it does with IPv4", () => {
  const six = `${network}  Range6:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, Ipv6CidrBlock: "2001:db8:0:100::/56", Ipv6Pool: pool }
  SubnetC:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, Ipv6Native: true, Ipv6CidrBlock: "2001:db8:0:101::/64" }
  Host: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetC } }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref SubnetC, RouteTableId: !Ref Table }
  Elastic: { Type: AWS::EC2::EIP }
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: { SubnetId: !Ref SubnetB, AllocationId: !GetAtt Elastic.AllocationId }
  Translated:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationIpv6CidrBlock: "64:ff9b::/96", NatGatewayId: !Ref Nat }
`;
  const { verdict, codes } = way(six, "Host", "64:ff9b::808:808", "tcp/443");
  expect({ verdict, codes }).toEqual({ verdict: "unknown", codes: ["nat-gateway.nat64.unmodelled"] });
});

describe("with several addresses", () => {
  const second = "  Second: { Type: AWS::EC2::EIP }\n";
  const two = "SubnetId: !Ref SubnetA, AllocationId: !GetAtt Eip.AllocationId";
  const more = "SecondaryAllocationIds: [!GetAtt Second.AllocationId]";

  test("that nobody knows yet, one stands for all of them", () => {
    const { model } = readTemplate(nat(`${two}, ${more}`, second));
    expect(model.pairs.map(({ owner }) => owner)).toEqual(["net/Second", "net/Eip"]);
    expect(model.holdings.filter((h) => h.interface === "net/Nat#eth0")).toHaveLength(2);
    expect(model.rewrites.get("net/Nat#ports")).toMatchObject({ to: { id: "net/Nat@net/SubnetA" } });
  });

  test("of which one is stated, nobody knows which a connection gets", () => {
    const { model } = readTemplate(nat(`${two}, ${more}, SecondaryPrivateIpAddresses: [10.0.1.20]`, second));
    expect(model.rewrites.get("net/Nat#ports")).toMatchObject({ to: { kind: "unknown" } });
  });
});

test("a regional one is not modelled, and says so to whoever routes to it", () => {
  const { model } = readTemplate(
    nat(
      "VpcId: !Ref Vpc, AvailabilityMode: regional",
      `  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Default:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat }
`,
    ),
  );
  expect(model.nodes.has("net/Nat")).toBe(false);
  const route = model.routes.find(({ key }) => key.startsWith("net/Default"));
  expect(route?.next).toMatchObject({ kind: "unknown", code: "nat-gateway.regional.unmodelled" });
});

/** Host (subnet C) ─ Nat (subnet A, public) ─ internet gateway; Neighbour stands beside the NAT gateway. */
const egress = `${publicNat}  Igw: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw }
  PublicTable: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  PublicDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw }
  PublicAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref SubnetA, RouteTableId: !Ref PublicTable }
  PrivateTable: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  PrivateDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat }
  PrivateAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref SubnetC, RouteTableId: !Ref PrivateTable }
  SubnetC:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24, AvailabilityZone: eu-central-1a }
  Host: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetC } }
`;

describe("through a NAT gateway", () => {
  test("a private host reaches the internet, and the answer comes back by the internet gateway's local routes", () => {
    const { verdict, there, back } = way(egress, "net/Host", "internet", "tcp/443");
    expect(verdict).toBe("delivered");
    expect(there).toEqual(["Host", "PrivateTable", "Nat", "PublicTable", "Igw", "internet"]);
    expect(back).toEqual(["internet", "Igw", "Vpc/local", "Nat", "PublicTable", "Host"]);
  });

  test.each([
    ["ESP does not pass", "net/Host", "internet", "esp", "translation.protocol.none"],
    ["nobody outside begins a connection", "internet", "net/Nat", "tcp/443", "host.service.none"],
    ["it answers no ping from inside", "net/Host", "net/Nat", "icmp", "host.service.none"],
  ])("%s", (_, from, to, traffic, code) => {
    expect(way(egress, from, to, traffic)).toMatchObject({ verdict: "dropped", codes: [code] });
  });

  test("a client in the gateway's own subnet is not served: their one default route leads past it", () => {
    const beside = egress.replace("SubnetId: !Ref SubnetC } }", "SubnetId: !Ref SubnetA } }");
    expect(way(beside, "net/Host", "internet", "tcp/443")).toMatchObject({ codes: ["address.public.none"] });
  });
});
