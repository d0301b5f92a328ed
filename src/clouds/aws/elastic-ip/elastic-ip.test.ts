import { expect, test } from "vitest";
import { network, readTemplate } from "../template.suite.ts";

const nat = (eip: string) => `${network}  Nat:
    Type: AWS::EC2::NatGateway
    Properties: { SubnetId: !Ref SubnetA, AllocationId: !GetAtt Eip.AllocationId }
  Eip:
    Type: AWS::EC2::EIP
    Properties: { ${eip} }
`;

test("an elastic address is some public address that the deployment picks, and belongs to the EIP", () => {
  const [pair] = readTemplate(nat("Domain: vpc")).model.pairs;
  expect(pair).toMatchObject({
    owner: "net/Eip",
    outside: { kind: "assigned", chooser: "deployment", id: "net/Eip@public", owner: "net/Eip" },
  });
});

test("an elastic address that is taken back is known", () => {
  const [pair] = readTemplate(nat("Address: 203.0.113.10")).model.pairs;
  expect(pair?.outside).toMatchObject({ kind: "known", value: 0xcb00710a });
});

test("an elastic address by itself is nobody's", () => {
  const { model } = readTemplate(`${network}  Eip: { Type: AWS::EC2::EIP }\n`);
  expect(model.pairs).toEqual([]);
});

test("an allocation that is an empty text is called that", () => {
  const text = nat("Domain: vpc").replace("!GetAtt Eip.AllocationId", '""');
  const [finding] = readTemplate(text).findings;
  expect(finding?.message).toBe("an empty text names no elastic address that was read");
});
