/** AWS::EC2::SubnetCidrBlock: the IPv6 range of a subnet, given to it apart. The subnet reads it. */

import { kind } from "../../../contract/kind.ts";
import { prefix6, required, word } from "../../../contract/property.ts";
import { unknown } from "../../../value/value.ts";
import { templateReference } from "../terms/evidence.ts";
import { subnet, subnetRange } from "../terms/terms.ts";

export const subnetCidr = kind({
  term: subnetRange,
  label: "subnet CIDR block",
  spelled: { cloudformation: { type: "AWS::EC2::SubnetCidrBlock" } },
  properties: {
    subnet: required("SubnetId", subnet),
    range6: prefix6("Ipv6CidrBlock"),
    pool6: word("Ipv6IpamPoolId"),
  },
  ignored: ["Ipv6NetmaskLength"],
  claims: [
    {
      text: "it gives a subnet that is there already its IPv6 range, as Ipv6CidrBlock of the subnet does",
      evidence: templateReference("aws-resource-ec2-subnetcidrblock"),
    },
  ],
  facts: (it) => ({
    range6: it.range6 ?? {
      ...unknown("subnet.range.assigned", "AWS picks this IPv6 range", it.origin.at, "the range, as its Ipv6CidrBlock"),
      family: 6,
    },
  }),
  lower() {},
});
