import { describe, expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { listed, readTemplate } from "../../../../test/reading.ts";

const linesOf = (text: string, about: RegExp) =>
  modelText(readTemplate(text).model)
    .split("\n")
    .filter((line) => about.test(line));

const vpc = `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
`;

const table = `  Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
`;

describe("local routes", () => {
  test("stand in every table, one for each of the network's ranges", () => {
    const more = `  More:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, CidrBlock: 100.64.0.0/16 }
  Six:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, Ipv6CidrBlock: "2001:db8::/56", Ipv6Pool: ours }
`;
    expect(linesOf(vpc + table + more, /^route net.Table/)).toEqual([
      "route net/Table: 10.0.0.0/16 -> connected",
      "route net/Table: 100.64.0.0/16 -> connected",
      "route net/Table: 2001:db8::/56 -> connected",
    ]);
  });

  test("are unknown while AWS picks the range, and surely of IPv6", () => {
    const more = `  Six:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true }
`;
    expect(linesOf(vpc + table + more, /^route net.Table/)).toEqual([
      "route net/Table: 10.0.0.0/16 -> connected",
      "route net/Table: ?vpc.range.assigned -> connected",
    ]);
    const { routes } = readTemplate(vpc + table + more).model;
    expect(routes.map(({ to }) => to.kind === "unknown" && to.family)).toContain(6);
  });

  test("name the line of the range that they follow from", () => {
    const { routes } = readTemplate(vpc + table).model;
    const local = routes.find(({ key }) => key.startsWith("net/Table"));
    expect(local?.origin.implied).toBe("local route");
    expect(local?.origin.at.map((span) => span.document.text.slice(span.start, span.end))).toEqual([
      "CidrBlock: 10.0.0.0/16",
    ]);
  });
});

describe("what comes with a VPC", () => {
  test("is a network ACL that permits everything, and a group that admits its own", () => {
    const { filters } = readTemplate(vpc).model;
    const permits = (key: string) => filters.get(key)?.rules.map(({ action, sources }) => [action, sources?.[0]?.kind]);
    expect(permits("net/Vpc#acl#in")).toEqual([[{ kind: "known", value: "permit", at: [] }, undefined]]);
    expect(permits("net/Vpc#group#in")).toEqual([[{ kind: "known", value: "permit", at: [] }, "group"]]);
    expect(permits("net/Vpc#group#out")).toEqual([[{ kind: "known", value: "permit", at: [] }, undefined]]);
  });

  test("can be named by its attributes", () => {
    const rule = `  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }
`;
    const { model, findings } = readTemplate(vpc + rule);
    expect(listed(findings)).toEqual([]);
    expect(model.filters.get("net/Vpc#group#in")?.rules).toHaveLength(2);
  });
});

describe("subnets of one VPC", () => {
  const subnets = (...ranges: readonly string[]) =>
    vpc +
    ranges
      .map((r, i) => `  S${i}:\n    Type: AWS::EC2::Subnet\n    Properties: { VpcId: !Ref Vpc, CidrBlock: ${r} }\n`)
      .join("");

  test("that overlap are told once a pair, with both lines", () => {
    expect(listed(readTemplate(subnets("10.0.0.0/20", "10.0.1.0/24", "10.0.16.0/20")).findings)).toEqual([
      "error address.range.overlap net/S1 (net.yml:10 net.yml:7) 10.0.1.0/24 of `net/S1` overlaps 10.0.0.0/20 of `net/S0`",
    ]);
  });

  test("that lie side by side are fine", () => {
    expect(readTemplate(subnets("10.0.0.0/24", "10.0.1.0/24")).findings).toEqual([]);
  });
});

test("a rule of its own that goes out puts the default group's one in doubt, one that comes in does not", () => {
  const apart = (type: string) => `  Apart:
    Type: AWS::EC2::SecurityGroup${type}
    Properties: { GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 25, ToPort: 25, CidrIp: 10.0.0.0/8 }
`;
  const doubts = (type: string) => {
    const rules = readTemplate(vpc + apart(type)).model.filters.get("net/Vpc#group#out")?.rules ?? [];
    return rules.flatMap(({ origin, doubt }) => (origin.implied === undefined ? [] : [doubt?.code]));
  };
  expect([doubts("Egress"), doubts("Ingress")]).toEqual([["filter.egress.replaced"], [undefined]]);
});

test("a custom resource that is given the default group puts its rules in doubt, another use of it does not", () => {
  const given = (type: string) => `  Other:
    Type: ${type}
    Properties: { Groups: [!GetAtt Vpc.DefaultSecurityGroup] }
`;
  const doubts = (type: string) => {
    const { filters } = readTemplate(vpc + given(type)).model;
    const rules = ["in", "out"].flatMap((side) => filters.get(`net/Vpc#group#${side}`)?.rules ?? []);
    return rules.map(({ doubt }) => doubt?.code);
  };
  expect(doubts("Custom::VpcRestrictDefaultSG")).toEqual(["kind.unmodelled", "kind.unmodelled"]);
  expect(doubts("AWS::EFS::MountTarget")).toEqual([undefined, undefined]);
});
