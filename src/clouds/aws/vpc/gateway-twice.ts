/** A network has one internet gateway, and one egress-only one, at most. */

import type { Thing } from "../../../contract/kind.ts";
import { found, type Rule } from "../../../finding/finding.ts";
import { certain, placesOf } from "../terms/once.ts";
import { egressOnlyGateway, gatewayAttachment } from "../terms/terms.ts";

const template = (second: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Other:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.1.0.0/16
  FirstGateway:
    Type: AWS::EC2::InternetGateway
  SecondGateway:
    Type: AWS::EC2::InternetGateway
  FirstAttachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties:
      VpcId: !Ref Vpc
      InternetGatewayId: !Ref FirstGateway
  SecondAttachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties:
      VpcId: !Ref ${second}
      InternetGatewayId: !Ref SecondGateway
`;

export const gatewayTwice: Rule<{ readonly vpc: string; readonly label: string }> = {
  code: "gateway.internet.twice",
  severity: "error",
  title: "a network has two internet gateways",
  page: `A VPC has at most one internet gateway, and at most one egress-only internet gateway. AWS refuses the second.

Take one of them away, or attach it to another VPC.`,
  examples: {
    bad: { files: { "network.yml": template("Vpc") } },
    good: { files: { "network.yml": template("Other") } },
  },
  words: ({ vpc, label }) => ({
    message: `\`${vpc}\` is given a second ${label}, and AWS refuses it`,
    fix: "leave one",
  }),
};

export function reportGateways(it: Thing): void {
  const attached = certain(it.referrers(gatewayAttachment, "vpc")).filter(({ facts }) => facts.isInternet);
  const sides = [
    { label: "internet gateway", list: attached },
    { label: "egress-only internet gateway", list: certain(it.referrers(egressOnlyGateway, "vpc")) },
  ];
  for (const { label, list } of sides) {
    const [first, second] = list;
    if (first === undefined || second === undefined) continue;
    const data = { vpc: it.name, label };
    it.report(found(gatewayTwice, { data, resource: it.name, at: placesOf([second, first]) }));
  }
}
