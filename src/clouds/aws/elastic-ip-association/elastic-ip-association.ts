/**
 * AWS::EC2::EIPAssociation, and the `InstanceId` of an EIP: puts an elastic address on an instance or an interface, which
 * read it by `referrers(addressAssociation, "instance" | "interface")` and publish the pair.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { address, reference } from "../../../contract/property.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import { unknown } from "../../../value/value.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import {
  addressAssociation,
  type ElasticAddressFacts,
  elasticAddress,
  instance,
  networkInterface,
} from "../terms/terms.ts";

const properties = {
  elastic: reference({ cloudformation: "AllocationId|EIP", terraform: "allocation_id" }, elasticAddress),
  /** The address itself, for one that was not read. */
  stated: address({ cloudformation: "EIP", terraform: "public_ip" }),
  instance: reference({ cloudformation: "InstanceId", terraform: "instance_id|instance" }, instance),
  interface: reference(
    { cloudformation: "NetworkInterfaceId", terraform: "network_interface_id|network_interface" },
    networkInterface,
  ),
  private: address("PrivateIpAddress"),
};

export const elasticIpAssociation = kind({
  term: addressAssociation,
  label: "elastic address association",
  spelled: {
    cloudformation: [
      { type: "AWS::EC2::EIPAssociation" },
      { inside: "AWS::EC2::EIP", path: "InstanceId", parent: "elastic" },
    ],
    terraform: [
      { type: "aws_eip_association" },
      { inside: "aws_eip", path: "instance", parent: "elastic" },
      { inside: "aws_eip", path: "network_interface", parent: "elastic" },
    ],
  },
  properties,
  claims: [
    {
      text: "an association by InstanceId is for an instance with exactly one interface",
      evidence: cloudFormationPage("aws-resource-ec2-eipassociation"),
    },
    {
      text: "without PrivateIpAddress the elastic address belongs to the interface's primary private address",
      evidence: cloudFormationPage("aws-resource-ec2-eipassociation"),
    },
  ],
  facts: (it) => ({ elastic: elasticOf(it), private: it.private }),
  lower() {},
});

function elasticOf(it: It<typeof properties>): Ref<ElasticAddressFacts> {
  if (it.elastic === undefined)
    return unknownRef(
      elasticAddress,
      unknown("property.value.missing", "no elastic address is named", it.origin.at, "its AllocationId"),
    );
  if (it.elastic.to.kind === "known" || it.stated === undefined || it.stated.kind === "unknown") return it.elastic;
  return { ...it.elastic, facts: { address: it.stated } };
}
