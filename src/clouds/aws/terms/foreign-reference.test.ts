import { describe, expect, test } from "vitest";
import { read } from "../../../read/read.ts";
import { codesOf, network, readTemplate, rulesIn } from "../template.suite.ts";

const groups = `${network}  Data:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: data
      VpcId: !Ref Vpc
      SecurityGroupIngress:
`;

test("a group of another region is never matched, peered or not, and the rule that names it is told", () => {
  const west = `Parameters: { Theirs: { Type: String }, TheirVpc: { Type: String } }
Resources:
${groups}        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, SourceSecurityGroupId: !Ref Theirs }
        - { IpProtocol: tcp, FromPort: 23, ToPort: 23, CidrIp: 10.9.0.0/16, SourceSecurityGroupId: !Ref Theirs }
  Peering:
    Type: AWS::EC2::VPCPeeringConnection
    Properties: { VpcId: !Ref Vpc, PeerVpcId: !Ref TheirVpc, PeerRegion: us-east-1 }
`;
  const east = `Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.9.0.0/16 } }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.9.1.0/24, AvailabilityZone: us-east-1a }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: east, VpcId: !Ref Vpc } }
`;
  const document = { path: "west.yml", text: west };
  const at = { document, start: 0, end: 10 };
  const parameters = new Map([
    ["Theirs", { text: "${east.Group}", at }],
    ["TheirVpc", { text: "${east.Vpc}", at }],
  ]);
  const found = read({ sources: [{ document, parameters }, { document: { path: "east.yml", text: east } }] });
  expect(rulesIn(found.model, "west/Data#in")).toEqual(["permit tcp 23 from 10.9.0.0/16"]);
  expect(codesOf(found)).toEqual(["filter.reference.foreign", "filter.reference.foreign"]);
});

describe("a group of another network on an interface", () => {
  const other = `${network}  Vpc2: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
  Group2: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: other, VpcId: !Ref Vpc2 } }
  Card: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref SubnetA, GroupSet: [!Ref Group2] } }
  Server: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref SubnetA, SecurityGroupIds: [!Ref Group2] } }
`;
  const refused = readTemplate(other);

  test("is refused", () => {
    expect(refused.findings.map(({ code, resource }) => [code, resource])).toEqual([
      ["filter.reference.foreign", "net/Card"],
      ["filter.reference.foreign", "net/Server"],
    ]);
  });

  test.each(["net/Card", "net/Server#eth0"])("leaves unknown what it lets pass: %s", (key) => {
    const gates = refused.model.interfaces.get(key);
    expect([...(gates?.in ?? []), ...(gates?.out ?? [])].map(({ doubt }) => doubt?.code)).toEqual([
      "filter.reference.foreign",
      "filter.reference.foreign",
    ]);
  });
});
