import { describe, expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { network as networkOf } from "../../../forward/network.ts";
import { trace } from "../../../query/trace.ts";
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

  test("is none of two that are associated: AWS refuses the second, and nobody knows which that is", () => {
    const two = `${tables}  Two: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Again:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Two }
`;
    const net = networkOf(readTemplate(vpc + inVpc + two).model);
    expect(net.tableFor("net/Vpc#router", "net/Subnet#router")).toMatchObject({ code: "route.table.several" });
    const same = networkOf(readTemplate(vpc + inVpc + two.replace("!Ref Two", "!Ref One")).model);
    expect(same.tableFor("net/Vpc#router", "net/Subnet#router")).toMatchObject({ name: "net/One" });
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

  describe("associated twice", () => {
    const lists = (conditions = ["", ""]) => `  One: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
  Two: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
  First:
    Type: AWS::EC2::SubnetNetworkAclAssociation${conditions[0]}
    Properties: { SubnetId: !Ref Subnet, NetworkAclId: !Ref One }
  Second:
    Type: AWS::EC2::SubnetNetworkAclAssociation${conditions[1]}
    Properties: { SubnetId: !Ref Subnet, NetworkAclId: !Ref Two }
`;
    const filtersOf = (text: string) => {
      const read = readTemplate(text);
      const gate = read.model.interfaces.get("net/Subnet#router")?.out[0];
      return { filters: gate?.filters, codes: read.findings.map(({ code }) => code) };
    };

    test("is the one that is made last, which nobody can tell", () => {
      const { filters, codes } = filtersOf(vpc + inVpc + lists());
      expect(filters).toMatchObject([{ kind: "unknown", code: "filter.acl.twice" }]);
      expect(codes).toEqual(["filter.acl.twice"]);
    });

    test("is neither of two that exclude each other while their condition is open", () => {
      const conditions = "Conditions:\n  Open: !Equals [!Ref Gone, a]\n  Shut: !Not [!Condition Open]\n";
      const either = lists(["\n    Condition: Open", "\n    Condition: Shut"]);
      const { filters, codes } = filtersOf(conditions + vpc + inVpc + either);
      expect(filters).toMatchObject([{ kind: "unknown", code: "parameter.value.missing" }]);
      expect(codes).not.toContain("filter.acl.twice");
    });
  });

  test("is called inbound for what enters the subnet, though the router sends it out there", () => {
    const router = readTemplate(vpc + inVpc).model.interfaces.get("net/Subnet#router");
    expect([router?.in[0]?.word, router?.out[0]?.word]).toEqual(["outbound", "inbound"]);
  });

  test("has no memory", () => {
    const gates = readTemplate(vpc + inVpc).model.interfaces.get("net/Subnet#router");
    expect([...(gates?.in ?? []), ...(gates?.out ?? [])].map(({ memory }) => memory)).toEqual([undefined, undefined]);
  });
});

describe("a subnet's IPv6", () => {
  const more = `  Range6:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, Ipv6CidrBlock: "2001:db8:0:100::/56", Ipv6Pool: pool }
  Host: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet } }
`;
  const rangesIn = (text: string) =>
    readTemplate(text)
      .model.segments.get("net/Subnet")
      ?.ranges.map(({ kind }) => kind);
  const addressesIn = (text: string) =>
    readTemplate(text)
      .model.holdings.filter((held) => held.interface === "net/Host#eth0")
      .map(({ key }) => key);

  test("may be given to it apart", () => {
    const given = `  Six: { Type: AWS::EC2::SubnetCidrBlock, Properties: { SubnetId: !Ref Subnet, Ipv6CidrBlock: "2001:db8:0:101::/64" } }
`;
    const both = vpc + subnet("VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AssignIpv6AddressOnCreation: true") + more;
    expect(rangesIn(both)).toEqual(["known"]);
    expect(rangesIn(both + given)).toEqual(["known", "known"]);
    expect(addressesIn(both + given)).toEqual(["net/Host#eth0#address", "net/Host#eth0#address6-1"]);
    expect(rangesIn(both + given.replace('Ipv6CidrBlock: "2001:db8:0:101::/64"', "Ipv6IpamPoolId: pool"))).toEqual([
      "known",
      "unknown",
    ]);
  });

  test("is all it has with Ipv6Native: nothing there has an IPv4 address", () => {
    const six = vpc + subnet('VpcId: !Ref Vpc, Ipv6Native: true, Ipv6CidrBlock: "2001:db8:0:101::/64"') + more;
    expect(rangesIn(six)).toEqual(["known"]);
    expect(addressesIn(six)).toEqual(["net/Host#eth0#address6-1"]);
  });
});

describe("what no kind reads and names a subnet", () => {
  const func = (said: string) => `  Function:
    Type: AWS::Neptune::DBSubnetGroup
    Properties: { ${said} }
`;
  const othersIn = (text: string) => readTemplate(text).model.segments.get("net/Subnet")?.others;
  const asked = (to: string) => {
    const host = "  Host: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet } }\n";
    const net = networkOf(readTemplate(vpc + inVpc + host + func("SubnetIds: [!Ref Subnet]")).model);
    const traced = trace(net, { from: "Host", to, traffic: "tcp/5432" });
    if ("problem" in traced) return traced.problem;
    return [traced.answer.verdict, ...traced.answer.reasons.map(({ code }) => code)];
  };

  test("may have an address in it", () => {
    expect(othersIn(vpc + inVpc)).toBeUndefined();
    expect(othersIn(vpc + inVpc + func("SubnetIds: [!Ref Subnet]"))).toMatchObject({ code: "kind.unmodelled" });
    expect(othersIn(vpc + inVpc + func('Note: !Sub "in ${Subnet}"'))).toMatchObject({ code: "kind.unmodelled" });
  });

  test("is not there for an attribute of the subnet, nor when it only watches it", () => {
    expect(othersIn(vpc + inVpc + func("Zone: !GetAtt Subnet.AvailabilityZone"))).toBeUndefined();
    const log = func("ResourceId: !Ref Subnet").replace("AWS::Neptune::DBSubnetGroup", "AWS::EC2::FlowLog");
    expect(othersIn(vpc + inVpc + log)).toBeUndefined();
  });

  test("makes an address that nobody else has unknown, and who is in the subnet", () => {
    expect(asked("10.0.1.77")).toEqual(["unknown", "kind.unmodelled"]);
    expect(asked("Subnet")).toEqual(["unknown", "kind.unmodelled"]);
    expect(asked("10.0.9.77")).toEqual(["dropped", "segment.range.none"]);
  });
});

describe("a subnet's range", () => {
  const codes = (text: string) =>
    listed(readTemplate(text).findings).map((line) => line.split(" ").slice(0, 2).join(" "));

  test.each([
    ["10.1.0.0/24", ["error address.range.outside"]],
    ["10.0.0.0/15", ["error address.range.outside", "error address.range.size"]],
    ["10.0.1.0/29", ["error address.range.size"]],
    ["10.0.1.0/28", []],
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

describe("what a subnet has once", () => {
  const base = vpc.replace(
    "Gone: { Type: String }",
    "Gone: { Type: String }\nConditions: { Maybe: !Equals [!Ref Gone, x] }",
  );
  const codesOf = (text: string) => readTemplate(text).findings.map(({ code, at }) => `${code} ${at.length}`);
  const association = (name: string, more = "") => `  ${name}:
    Type: AWS::EC2::SubnetRouteTableAssociation
${more}    Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Table }
`;
  const table = "  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }\n";

  test("is a route table: a second association is told beside the first", () => {
    expect(codesOf(base + inVpc + table + association("A") + association("B"))).toEqual(["route.table.twice 2"]);
  });

  test("may be given by one of two whose conditions nobody can decide", () => {
    const text = base + inVpc + table + association("A") + association("B", "    Condition: Maybe\n");
    expect(codesOf(text).filter((code) => code.startsWith("route"))).toEqual([]);
  });

  test("is an address: an instance with an interface that is made by itself has that one's", () => {
    const card =
      "  Card: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref Subnet, PrivateIpAddress: 10.0.1.9 } }\n";
    const host = (said: string) =>
      `  Host: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet, ${said} } }\n`;
    expect(
      codesOf(base + inVpc + card + host("NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: !Ref Card }]")),
    ).toEqual([]);
    expect(codesOf(base + inVpc + card + host("PrivateIpAddress: 10.0.1.9"))).toEqual(["address.fixed.twice 2"]);
  });
});

describe("an IPv6 range that AWS picks", () => {
  const six = `  Six:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true }
${subnet("VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AssignIpv6AddressOnCreation: true, Ipv6CidrBlock: !Select [0, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 1, 64]]")}  Host: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet } }
`;
  const { model, findings } = readTemplate(vpc + six);

  test("leaves its hosts an address of which only the family is known", () => {
    const own = model.holdings.filter((h) => h.interface === "net/Host#eth0").map(({ address }) => address);
    expect(own).toMatchObject([{ kind: "assigned" }, { kind: "unknown", family: 6, code: "address.range.assigned" }]);
    expect(findings).toEqual([]);
  });

  test("may be public: whether the internet reaches such a host over IPv6 nobody can say", () => {
    expect(model.pairs.map(({ outside }) => outside.kind)).toEqual(["unknown"]);
  });
});
