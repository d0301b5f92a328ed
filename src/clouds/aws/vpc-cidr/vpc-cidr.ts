/** AWS::EC2::VPCCidrBlock: a further range of a VPC, IPv4 or IPv6; it adds a local route to every table. The VPC reads it. */

import { kind } from "../../../contract/kind.ts";
import { flag, prefix4, prefix6, required, word } from "../../../contract/property.ts";
import { unknown } from "../../../value/value.ts";
import { templateReference, vpcGuide } from "../terms/evidence.ts";
import { vpc, vpcRange } from "../terms/terms.ts";

export const vpcCidr = kind({
  term: vpcRange,
  label: "VPC CIDR block",
  spelled: {
    cloudformation: { type: "AWS::EC2::VPCCidrBlock" },
    terraform: [{ type: "aws_vpc_ipv4_cidr_block_association" }, { type: "aws_vpc_ipv6_cidr_block_association" }],
  },
  properties: {
    vpc: required("VpcId", vpc),
    range: prefix4("CidrBlock"),
    range6: prefix6("Ipv6CidrBlock"),
    given6: flag({ cloudformation: "AmazonProvidedIpv6CidrBlock", terraform: null }, { otherwise: false }),
    pool6: word({ cloudformation: "Ipv6Pool|Ipv6IpamPoolId", terraform: "ipv6_pool|ipv6_ipam_pool_id" }),
  },
  ignored: ["Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6NetmaskLength", "Ipv6CidrBlockNetworkBorderGroup"],
  claims: [
    {
      text: "a further range adds its local route to every table when it is associated",
      evidence: vpcGuide("vpc-cidr-blocks"),
    },
    {
      text: "the IPv6 range that Amazon provides is a /56 which is known only after deployment",
      evidence: templateReference("aws-resource-ec2-vpccidrblock"),
    },
  ],
  facts(it) {
    const stated = it.range ?? it.range6;
    if (stated !== undefined) return { range: stated };
    const { given6, pool6 } = it;
    const is6 = pool6 !== undefined || (given6.kind === "known" && given6.value);
    const why = is6 ? "AWS picks this IPv6 range" : "its range comes from an address pool";
    const wanted = is6 ? "the range itself, as its Ipv6CidrBlock" : "its CidrBlock";
    const range = unknown("vpc.range.assigned", why, it.origin.at, wanted);
    if (is6) return { range: { ...range, family: 6 } };
    return { range: given6.kind === "unknown" ? range : { ...range, family: 4 } };
  },
  lower() {},
});
