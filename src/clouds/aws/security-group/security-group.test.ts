import { describe, expect, test } from "vitest";
import { codesOf, network, readTemplate, rulesIn } from "../template.suite.ts";

const group = `  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: a group
      GroupName: web
      VpcId: !Ref Vpc
`;

test("a group without rules lets everything out and nothing in", () => {
  const { model } = readTemplate(network + group);
  expect(rulesIn(model, "net/Group#in")).toEqual([]);
  expect(rulesIn(model, "net/Group#out")).toEqual(["permit to 0.0.0.0/0, ::/0 (implied)"]);
  expect(model.filters.get("net/Group#in")).toMatchObject({
    otherwise: "deny",
    label: "security group",
    kind: "filter",
  });
  expect(model.groups.get("net/Group")?.domain).toMatchObject({ value: "net/Vpc" });
});

test("an inline egress rule takes the default one away", () => {
  const { model } = readTemplate(`${network}${group}      SecurityGroupEgress:
        - { IpProtocol: "-1", CidrIp: 127.0.0.1/32 }
`);
  expect(rulesIn(model, "net/Group#out")).toEqual(["permit to 127.0.0.1/32"]);
});

test("an egress rule that is a resource of its own takes the default one away", () => {
  const { model } = readTemplate(`${network}${group}  Out:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: { GroupId: !GetAtt Group.GroupId, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }
`);
  expect(rulesIn(model, "net/Group#out")).toEqual(["permit tcp 443 to 0.0.0.0/0"]);
});

describe("an inline rule that lets everything out", () => {
  const all = `${network}${group}      SecurityGroupEgress:
        - { IpProtocol: "-1", CidrIp: 0.0.0.0/0 }
        - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }
`;
  const apart = (type: string) => `  Apart:
    Type: AWS::EC2::SecurityGroup${type}
    Properties: { GroupId: !GetAtt Group.GroupId, IpProtocol: tcp, FromPort: 25, ToPort: 25, CidrIp: 10.0.0.0/8 }
`;

  test("is perhaps gone once another is added to the group", () => {
    const read = readTemplate(all + apart("Egress"));
    expect(rulesIn(read.model, "net/Group#out")).toEqual([
      "permit tcp 25 to 10.0.0.0/8",
      "permit to 0.0.0.0/0 perhaps",
      "permit tcp 443 to 0.0.0.0/0",
    ]);
    expect(read.findings).toMatchObject([{ code: "filter.egress.replaced", severity: "warning" }]);
  });

  test("stays with rules that come in", () => {
    const read = readTemplate(all + apart("Ingress"));
    expect(rulesIn(read.model, "net/Group#out")[0]).toBe("permit to 0.0.0.0/0");
    expect(codesOf(read)).toEqual([]);
  });

  test("stays when it is the only one that is added", () => {
    const own = "GroupId: !GetAtt Group.GroupId, IpProtocol: -1, CidrIp: 0.0.0.0/0";
    const read = readTemplate(`${network}${group}  All:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: { ${own} }
`);
    expect(rulesIn(read.model, "net/Group#out")).toEqual(["permit to 0.0.0.0/0"]);
  });
});

test("an ingress rule leaves the default egress rule alone", () => {
  const { model } = readTemplate(`${network}${group}      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }
`);
  expect(rulesIn(model, "net/Group#in")).toEqual(["permit tcp 80 from 0.0.0.0/0"]);
  expect(rulesIn(model, "net/Group#out")).toHaveLength(1);
});

test("with an egress list that nobody can read the default rule is there perhaps", () => {
  const { model } = readTemplate(`${network}${group}      SecurityGroupEgress: !Ref Rules
Parameters:
  Rules:
    Type: String
`);
  const rules = rulesIn(model, "net/Group#out");
  expect(rules).toHaveLength(2);
  expect(rules.every((rule) => rule.endsWith("perhaps"))).toBe(true);
});

test("a group without a VPC stands in the default one, which no file describes", () => {
  const { model } = readTemplate(`  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: a group }
`);
  expect(model.groups.get("net/Group")?.domain).toMatchObject({ kind: "unknown", code: "vpc.default.not-read" });
});

test("a group is found by its group name", () => {
  const { model } = readTemplate(network + group);
  expect(model.aliases).toContainEqual({ text: "web", name: "net/Group", rank: 2 });
});

test("a complete template has no findings", () => {
  expect(codesOf(readTemplate(network + group))).toEqual([]);
});
