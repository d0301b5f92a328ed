import { expect, test } from "vitest";
import { modelText } from "../../../../test/model-text.ts";
import { readTemplate } from "../../../../test/reading.ts";

const network = `Parameters:
  Gone: { Type: String }
Conditions:
  Maybe: !Equals [!Ref Gone, "yes"]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Gateway: { Type: AWS::EC2::InternetGateway }
`;

const attachment = (condition = "") => `  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
${condition}    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
`;

const linesOf = (text: string, about: RegExp) =>
  modelText(readTemplate(text).model)
    .split("\n")
    .filter((line) => about.test(line));

test("an attached gateway stands between the router and the internet", () => {
  expect(linesOf(network + attachment(), /^(node|interface|selector) .*(gateway|edge|inside|outside)/)).toEqual([
    "node net/Vpc#gateway internet-gateway",
    "interface net/Vpc#edge of net/Vpc#router on net/Vpc#link",
    "interface net/Vpc#inside of net/Vpc#gateway on net/Vpc#link",
    "interface net/Vpc#outside of net/Vpc#gateway on internet",
    "selector net/Vpc#router net/Vpc#edge: net/Vpc#local",
    "selector net/Vpc#gateway any: net/Vpc#gateway#table",
  ]);
});

test("a gateway that is attached to nothing joins nothing", () => {
  expect(linesOf(network, /gateway|edge/)).toEqual([]);
});

test("a table that is associated with the gateway decides for what it hands in", () => {
  const ingress = `  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Association:
    Type: AWS::EC2::GatewayRouteTableAssociation
    Properties: { GatewayId: !Ref Gateway, RouteTableId: !Ref Table }
`;
  expect(linesOf(network + attachment() + ingress, /^selector net.Vpc#router/)).toEqual([
    "selector net/Vpc#router net/Vpc#edge: net/Table",
  ]);
});

test("an attachment that may not be there leaves all of it in doubt", () => {
  expect(
    linesOf(network + attachment("    Condition: Maybe\n"), /^(node|interface|selector) .*(gateway|edge)/),
  ).toEqual([
    "node net/Vpc#gateway internet-gateway  (parameter.value.missing)",
    "interface net/Vpc#edge of net/Vpc#router on net/Vpc#link  (parameter.value.missing)",
    "interface net/Vpc#inside of net/Vpc#gateway on net/Vpc#link  (parameter.value.missing)",
    "interface net/Vpc#outside of net/Vpc#gateway on internet  (parameter.value.missing)",
    "selector net/Vpc#router net/Vpc#edge: net/Vpc#local  (parameter.value.missing)",
    "selector net/Vpc#gateway any: net/Vpc#gateway#table  (parameter.value.missing)",
  ]);
});
