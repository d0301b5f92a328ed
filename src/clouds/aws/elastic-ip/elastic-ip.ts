/**
 * AWS::EC2::EIP: a public address that belongs to the account. Its `InstanceId` is an association, and read as one. The
 * owner of the address is the EIP, whatever it stands on.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { address } from "../../../contract/property.ts";
import type { Address } from "../../../value/value.ts";
import { ec2Page, cloudFormationPage, vpcPage } from "../terms/pages.ts";
import { assignedPublic } from "../terms/interfaces.ts";
import { elasticAddress } from "../terms/terms.ts";

const properties = {
  /** Taken back or handed over, so already known. */
  stated: address({ cloudformation: "Address|TransferAddress", terraform: "address" }),
};

export const elasticIp = kind({
  term: elasticAddress,
  label: "elastic address",
  spelled: {
    cloudformation: { type: "AWS::EC2::EIP" },
    terraform: { type: "aws_eip" },
  },
  properties,
  ignored: ["Domain", "IpamPoolId", "NetworkBorderGroup", "PublicIpv4Pool"],
  attributes: (it) => ({ Ref: addressOf(it), PublicIp: addressOf(it) }),
  claims: [
    {
      text: "Ref of an EIP is its address, AllocationId and PublicIp are attributes",
      evidence: cloudFormationPage("aws-resource-ec2-eip"),
    },
    {
      text: "an elastic address belongs to one private address of one interface at a time, and is IPv4",
      evidence: vpcPage("vpc-eip-overview"),
    },
    {
      text: "an elastic address on the primary interface takes the place of the automatic public address",
      evidence: ec2Page("using-instance-addressing"),
    },
    {
      text: "an EIP that lacks DependsOn on the gateway attachment may fail to be created; forwarding is the same",
      evidence: cloudFormationPage("aws-resource-ec2-eip"),
    },
  ],
  facts: (it) => ({ address: addressOf(it) }),
  lower() {},
});

function addressOf(it: It<typeof properties>): Address {
  return it.stated ?? assignedPublic(`${it.key}@public`, it.name, it.origin.at);
}
