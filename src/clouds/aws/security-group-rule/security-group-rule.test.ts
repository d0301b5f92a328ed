import { describe, expect, test } from "vitest";
import { network as networkOf } from "../../../forward/network.ts";
import { trace } from "../../../query/trace.ts";
import { read } from "../../../read/read.ts";
import { codesOf, network, readTemplate, rulesIn, way } from "../template.suite.ts";
import { foreignReference } from "../terms/foreign-reference.ts";

const groups = `${network}  Web:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: web, VpcId: !Ref Vpc }
  Data:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: data
      VpcId: !Ref Vpc
      SecurityGroupIngress:
`;

function inbound(rule: string, more = ""): readonly string[] {
  return rulesIn(readTemplate(`${groups}        - { ${rule} }\n${more}`).model, "net/Data#in");
}

test("a member of whose IPv6 address nothing is known matters for IPv6 alone", () => {
  const six = `${network}  Range6:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true }
  SubnetC:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.3.0/24
      Ipv6CidrBlock: !Select [0, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]]
      AssignIpv6AddressOnCreation: true
  Cluster: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: d, VpcId: !Ref Vpc } }
  Own:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Cluster, IpProtocol: -1, SourceSecurityGroupId: !Ref Cluster }
  Member:
    Type: AWS::EC2::Instance
    Properties: { ImageId: ami-1, SubnetId: !Ref SubnetC, SecurityGroupIds: [!Ref Cluster] }
`;
  const asked = (from: string) => {
    const { verdict, codes } = way(six, from, "10.0.3.10", "tcp/80");
    return [verdict, ...codes];
  };
  expect(asked("10.0.1.10")).toEqual(["dropped", "segment.address.nobody", "filter.rule.none"]);
});

describe("what a rule allows", () => {
  test.each([
    ["IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8", "permit tcp 443 from 10.0.0.0/8"],
    ["IpProtocol: TCP, FromPort: '22', ToPort: '23', CidrIp: 10.1.2.3/32", "permit tcp 22-23 from 10.1.2.3/32"],
    ["IpProtocol: '17', FromPort: 53, ToPort: 53, CidrIpv6: '2001:db8::/32'", "permit udp 53 from 2001:db8::/32"],
    ["IpProtocol: -1, CidrIp: 0.0.0.0/0", "permit from 0.0.0.0/0"],
    ["IpProtocol: -1, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0", "permit from 0.0.0.0/0"],
    ["IpProtocol: tcp, FromPort: -1, ToPort: -1, CidrIp: 0.0.0.0/0", "permit tcp from 0.0.0.0/0"],
    ["IpProtocol: 50, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0", "permit esp from 0.0.0.0/0"],
    ["IpProtocol: 132, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0", "permit sctp from 0.0.0.0/0"],
    ["IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 0.0.0.0/0", "permit icmp type 8 from 0.0.0.0/0"],
    ["IpProtocol: icmp, FromPort: 3, ToPort: 4, CidrIp: 0.0.0.0/0", "permit icmp type 3 code 4 from 0.0.0.0/0"],
    ["IpProtocol: icmp, FromPort: -1, ToPort: -1, CidrIp: 0.0.0.0/0", "permit icmp from 0.0.0.0/0"],
    ["IpProtocol: icmpv6, CidrIpv6: '::/0'", "permit icmpv6 from ::/0"],
    // Bits behind the mask are cleared.
    ["IpProtocol: -1, CidrIp: 100.68.0.18/18", "permit from 100.68.0.0/18"],
    ["IpProtocol: -1, SourceSecurityGroupId: !Ref Web", "permit from net/Web"],
    ["IpProtocol: -1, SourceSecurityGroupId: !GetAtt Web.GroupId", "permit from net/Web"],
    ["IpProtocol: -1, SourceSecurityGroupName: !Ref Web", "permit from net/Web"],
    ["IpProtocol: -1, SourceSecurityGroupId: !GetAtt Vpc.DefaultSecurityGroup", "permit from net/Vpc#group"],
  ])("%s", (rule, said) => {
    expect(inbound(rule)).toEqual([said]);
  });

  test.each([
    ["IpProtocol: tcp, CidrIp: 0.0.0.0/0", "permit tcp ? (the rule names no port range) from 0.0.0.0/0"],
    ["IpProtocol: icmp, CidrIp: 0.0.0.0/0", "permit icmp type ? (the rule names no ICMP type) from 0.0.0.0/0"],
    ["CidrIp: 0.0.0.0/0", "permit ? (the rule names no protocol) from 0.0.0.0/0"],
    ["IpProtocol: -1", "permit from ? (the rule names nobody)"],
    [
      "IpProtocol: tcp, FromPort: 80, ToPort: 65536, CidrIp: 0.0.0.0/0",
      "permit tcp ? (`65536` is not a port from 0 to 65535, or -1) from 0.0.0.0/0",
    ],
    [
      "IpProtocol: udp, FromPort: 99999999999999999999, ToPort: 80, CidrIp: 0.0.0.0/0",
      "permit udp ? (`99999999999999999999` is not a port from 0 to 65535, or -1) from 0.0.0.0/0",
    ],
    [
      "IpProtocol: tcp, FromPort: 90, ToPort: 80, CidrIp: 0.0.0.0/0",
      "permit tcp ? (the range of ports ends at 80, before it begins at 90) from 0.0.0.0/0",
    ],
    [
      "IpProtocol: icmp, FromPort: 256, ToPort: -1, CidrIp: 0.0.0.0/0",
      "permit icmp type ? (`256` is not an ICMP type) from 0.0.0.0/0",
    ],
  ])("%s is not known", (rule, said) => {
    expect(inbound(rule)).toEqual([said]);
  });
});

test("what is no rule in a list of rules is told, and the others count", () => {
  const { model, findings } = readTemplate(
    `${groups}        - two\n        - { IpProtocol: -1, CidrIp: 10.0.0.0/8 }\n`,
  );
  expect(rulesIn(model, "net/Data#in")).toContain("permit from 10.0.0.0/8");
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ["value.type.wrong", "a security group rule is due here, and this is a text"],
  ]);
});

test("a prefix list as source is its entries", () => {
  const list = `  Offices:
    Type: AWS::EC2::PrefixList
    Properties:
      PrefixListName: offices
      AddressFamily: IPv4
      MaxEntries: 5
      Entries: [{ Cidr: 192.0.2.0/24 }, { Cidr: 198.51.100.0/24 }]
`;
  const rule = "IpProtocol: tcp, FromPort: 22, ToPort: 22, SourcePrefixListId: !Ref Offices";
  expect(inbound(rule, list)).toEqual(["permit tcp 22 from 192.0.2.0/24, 198.51.100.0/24"]);
});

test("a group that was not read may be anybody", () => {
  const [rule] = inbound("IpProtocol: -1, SourceSecurityGroupId: sg-12345678");
  expect(rule).toMatch(/^permit from \? \(/);
});

test("two rules of the same words are two rules, each with its own place", () => {
  const rule = "{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }";
  const { model } = readTemplate(`${groups}        - ${rule}\n        - ${rule}\n`);
  const rules = model.filters.get("net/Data#in")?.rules ?? [];
  expect(rules).toHaveLength(2);
  expect(rules[0]?.origin.at).not.toEqual(rules[1]?.origin.at);
});

test("groups that name each other by rules of their own do so in both directions", () => {
  const { model } = readTemplate(`${groups}        - { IpProtocol: icmp, FromPort: 8, ToPort: 0, CidrIp: 0.0.0.0/0 }
  In:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Data, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Web }
  Out:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: { GroupId: !Ref Web, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, DestinationSecurityGroupId: !Ref Data }
`);
  expect(rulesIn(model, "net/Data#in")).toContain("permit tcp 5432 from net/Web");
  expect(rulesIn(model, "net/Web#out")).toEqual(["permit tcp 5432 to net/Data"]);
});

test("a rule added to a VPC's default group stands beside the group's own", () => {
  const { model } = readTemplate(`${network}  In:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.9.0.0/16 }
`);
  expect(rulesIn(model, "net/Vpc#group#in")).toContain("permit tcp 22 from 10.9.0.0/16");
});

describe("what groups let pass", () => {
  const hosts = `${groups}        - { IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Web }
  Front: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA, SecurityGroupIds: [!Ref Web] } }
  Back: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA, SecurityGroupIds: [!Ref Data] } }
  Other: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA } }
`;

  test.each([
    ["a member of the named group reaches the port", "Front", "Back", "tcp/5432", "delivered"],
    ["not another port", "Front", "Back", "tcp/22", "dropped"],
    ["nobody outside the group does", "Other", "Back", "tcp/5432", "dropped"],
    ["a rule for one direction does not open the other", "Back", "Front", "tcp/5432", "dropped"],
  ])("%s", (_, from, to, traffic, verdict) => {
    expect(way(hosts, `net/${from}`, `net/${to}`, traffic).verdict).toBe(verdict);
  });
});

describe("a group of another network", () => {
  const text = ({ files }: { files: Readonly<Record<string, string>> }) =>
    (files["network.yml"] ?? "").replace(/^Resources:\n/, "");

  test("cannot be named", () => {
    const { findings } = readTemplate(text(foreignReference.examples.bad));
    expect(findings).toMatchObject([
      { code: "filter.reference.foreign", severity: "error", resource: "net/DataGroup" },
    ]);
    expect(findings[0]?.at).toHaveLength(3);
  });

  test("can be named once the two are peered", () => {
    expect(codesOf(readTemplate(text(foreignReference.examples.good)))).toEqual([]);
  });
});

describe("a rule of a group that a missing parameter would name", () => {
  const text = (group: string) => `Parameters: { Which: { Type: String } }
Resources:
${groups}        - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }
  Stray:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: ${group}, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }
  Front: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA } }
  Back: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA, SecurityGroupIds: [!Ref Data] } }
`;
  const reading = (group: string) => read({ sources: [{ document: { path: "net.yml", text: text(group) } }] });
  const verdict = (group: string, traffic: string) => {
    const traced = trace(networkOf(reading(group).model), { from: "net/Front", to: "net/Back", traffic });
    return "problem" in traced ? traced.problem : traced.answer.verdict;
  };

  test.each([
    ["may let pass what another group denies", "!Ref Which", "tcp/22", "unknown"],
    ["lets nothing else pass", "!Ref Which", "tcp/23", "dropped"],
    ["takes nothing away", "!Ref Which", "tcp/443", "delivered"],
    ["is of none of these when it is named and was not read", "sg-12345678", "tcp/22", "dropped"],
  ])("%s", (_, group, traffic, expected) => expect(verdict(group, traffic)).toBe(expected));

  test("has the missing parameter told", () => {
    expect(codesOf(reading("!Ref Which"))).toEqual(["parameter.value.missing"]);
  });
});
