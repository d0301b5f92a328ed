/** AWS::EC2::SubnetNetworkAclAssociation: which ACL a subnet uses; without one, the network's default ACL. The subnet reads it. */

import { kind } from "../../../contract/kind.ts";
import { required } from "../../../contract/property.ts";
import { vpcPage } from "../terms/pages.ts";
import { acl, aclAssociation, subnet } from "../terms/terms.ts";

export const networkAclAssociation = kind({
  term: aclAssociation,
  label: "network ACL association",
  spelled: {
    cloudformation: { type: "AWS::EC2::SubnetNetworkAclAssociation" },
    terraform: [
      { type: "aws_network_acl_association" },
      { inside: "aws_network_acl", path: "subnet_ids[]", parent: "acl" },
    ],
  },
  properties: {
    acl: required("NetworkAclId", acl),
    subnet: required({ cloudformation: "SubnetId", terraform: "subnet_id|subnet_ids" }, subnet),
  },
  claims: [
    {
      text: "a subnet with no network ACL named uses the VPC's default one, which allows everything",
      evidence: vpcPage("default-network-acl"),
    },
    {
      text: "a subnet has one network ACL at a time: associating another removes the association before it",
      evidence: vpcPage("vpc-network-acls"),
    },
  ],
  facts: (it) => ({ acl: it.acl }),
  lower() {},
});
