/** AWS::EC2::VPCGatewayAttachment: ties an internet gateway (or a VPN gateway) to a VPC. The gateway reads it. */

import { kind } from "../../../contract/kind.ts";
import { reference, required } from "../../../contract/property.ts";
import { vpcGuide } from "../terms/evidence.ts";
import { gatewayAttachment as term, internetGateway, vpc } from "../terms/terms.ts";

export const gatewayAttachment = kind({
  term,
  label: "gateway attachment",
  spelled: {
    cloudformation: { type: "AWS::EC2::VPCGatewayAttachment" },
    terraform: [
      { type: "aws_internet_gateway_attachment" },
      { inside: "aws_internet_gateway", path: "vpc_id", parent: "gateway" },
    ],
  },
  properties: { vpc: required("VpcId", vpc), gateway: reference("InternetGatewayId", internetGateway) },
  ignored: ["VpnGatewayId"],
  claims: [
    {
      text: "an internet gateway serves the VPC that it is attached to, and one at most",
      evidence: vpcGuide("VPC_Internet_Gateway"),
    },
  ],
  facts: (it) => ({ isInternet: it.gateway?.to.kind === "known", vpc: it.vpc }),
  lower() {},
});
