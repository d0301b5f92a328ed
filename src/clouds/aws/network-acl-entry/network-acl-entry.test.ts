import { describe, expect, test } from "vitest";
import { network, readTemplate, rulesIn, way } from "../template.suite.ts";

const acl = `${network}  Acl:
    Type: AWS::EC2::NetworkAcl
    Properties: { VpcId: !Ref Vpc }
`;

const entry = (name: string, said: string) => `  ${name}:
    Type: AWS::EC2::NetworkAclEntry
    Properties: { NetworkAclId: !Ref Acl, ${said} }
`;

describe("what an entry says", () => {
  test.each([
    ["RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0", "permit from 0.0.0.0/0"],
    ["RuleNumber: 100, Protocol: -1, RuleAction: deny, Ipv6CidrBlock: '::/0'", "deny from ::/0"],
    [
      "RuleNumber: 100, Protocol: 6, RuleAction: allow, CidrBlock: 100.68.0.18/18, PortRange: { From: 22, To: 22 }",
      "permit tcp 22 from 100.68.0.0/18",
    ],
    [
      "RuleNumber: 100, Protocol: 1, RuleAction: deny, CidrBlock: 0.0.0.0/0, Icmp: { Type: 8, Code: -1 }",
      "deny icmp type 8 from 0.0.0.0/0",
    ],
    ["RuleNumber: 100, Protocol: 50, RuleAction: allow, CidrBlock: 0.0.0.0/0", "permit esp from 0.0.0.0/0"],
    [
      "RuleNumber: 100, Protocol: 17, RuleAction: allow, CidrBlock: 0.0.0.0/0",
      "permit udp ? (the rule names no port range) from 0.0.0.0/0",
    ],
    ["RuleNumber: 100, Protocol: -1, RuleAction: allow", "permit from ? (the entry names no range)"],
  ])("%s", (said, rule) => {
    expect(rulesIn(readTemplate(acl + entry("Entry", said)).model, "net/Acl#in")).toEqual([rule]);
  });
});

test("an entry without Egress is about what comes in, with it about what goes out", () => {
  const all = "Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0";
  const { model } = readTemplate(
    acl + entry("In", `RuleNumber: 100, ${all}`) + entry("Out", `RuleNumber: 100, Egress: true, ${all}`),
  );
  expect(rulesIn(model, "net/Acl#in")).toEqual(["permit from 0.0.0.0/0"]);
  expect(rulesIn(model, "net/Acl#out")).toEqual(["permit to 0.0.0.0/0"]);
});

test("entries stand in the order of their numbers, wherever they are written", () => {
  const { model } = readTemplate(
    acl +
      entry("Allow", "RuleNumber: 1000, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0") +
      entry("Deny", "RuleNumber: 99, Protocol: -1, RuleAction: deny, CidrBlock: 10.0.0.0/8"),
  );
  expect(rulesIn(model, "net/Acl#in")).toEqual(["deny from 10.0.0.0/8", "permit from 0.0.0.0/0"]);
});

describe("two entries with one number", () => {
  const first = entry(
    "A",
    "RuleNumber: 100, Protocol: 6, RuleAction: deny, CidrBlock: 0.0.0.0/0, PortRange: { From: 22, To: 22 }",
  );
  const second = (said: string) => entry("B", `${said}, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0`);

  test("are refused by AWS: which of them stands is unknown", () => {
    const read = readTemplate(acl + first + second("RuleNumber: 100"));
    expect(read.findings).toMatchObject([{ code: "filter.number.twice", resource: "net/B" }]);
    expect(rulesIn(read.model, "net/Acl#in").map((rule) => rule.endsWith("perhaps"))).toEqual([true, true]);
  });

  test.each(["RuleNumber: 110", "RuleNumber: 100, Egress: true"])("are none with %s", (said) => {
    const read = readTemplate(acl + first + second(said));
    expect(read.findings).toEqual([]);
    expect(rulesIn(read.model, "net/Acl#in")[0]).toBe("deny tcp 22 from 0.0.0.0/0");
  });
});

describe("an ACL keeps no state", () => {
  const hosts = `${acl}  Association:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { SubnetId: !Ref SubnetA, NetworkAclId: !Ref Acl }
  Client: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetB } }
  Server: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA } }
`;
  const request = entry(
    "In",
    "RuleNumber: 1, Protocol: 6, RuleAction: allow, CidrBlock: 10.0.2.0/24, PortRange: { From: 443, To: 443 }",
  );
  const answer = (from: number) =>
    entry(
      "Out",
      `RuleNumber: 1, Egress: true, Protocol: 6, RuleAction: allow, CidrBlock: 10.0.2.0/24, PortRange: { From: ${from}, To: 65535 }`,
    );

  test("so the answer needs a rule of its own", () => {
    expect(way(hosts + request, "net/Client", "net/Server", "tcp/443").verdict).toBe("dropped");
    expect(way(hosts + request + answer(1024), "net/Client", "net/Server", "tcp/443").verdict).toBe("delivered");
  });

  test("and a rule for some ports only lets some answers pass", () => {
    expect(way(hosts + request + answer(40000), "net/Client", "net/Server", "tcp/443").verdict).toBe("partly");
  });
});
