/** Instances read associations, so what these say is seen at the pairs of a NAT gateway and of an instance. */

import { describe, expect, test } from "vitest";
import { network, readTemplate } from "../template.suite.ts";

const host = `${network}  Host:
    Type: AWS::EC2::Instance
    Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA }
`;

function pairs(resources: string) {
  return readTemplate(host + resources).model.pairs.filter(({ rewrite }) => rewrite === "net/Vpc#public");
}

describe("an elastic address on an instance", () => {
  test.each([
    ["by the EIP's own InstanceId", "  Eip: { Type: AWS::EC2::EIP, Properties: { InstanceId: !Ref Host } }\n"],
    [
      "by an association with the allocation",
      `  Eip: { Type: AWS::EC2::EIP }
  Association:
    Type: AWS::EC2::EIPAssociation
    Properties: { AllocationId: !GetAtt Eip.AllocationId, InstanceId: !Ref Host }
`,
    ],
    [
      "by an association with the address",
      `  Eip: { Type: AWS::EC2::EIP }
  Association:
    Type: AWS::EC2::EIPAssociation
    Properties: { EIP: !Ref Eip, InstanceId: !Ref Host }
`,
    ],
  ])("%s belongs to the EIP", (_, resources) => {
    const found = pairs(resources);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ owner: "net/Eip", outside: { kind: "assigned", id: "net/Eip@public" } });
  });

  test("that no file allocates is known by its digits", () => {
    const found = pairs(`  Association:
    Type: AWS::EC2::EIPAssociation
    Properties: { EIP: 203.0.113.9, InstanceId: !Ref Host }
`);
    expect(found).toMatchObject([{ outside: { kind: "known", value: 0xcb007109 } }]);
  });
});
