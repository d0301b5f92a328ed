/**
 * AWS::EC2::NetworkAcl: ordered, stateless rules for what enters and leaves the subnets that use it. Its entries are
 * things of their own. A new one has only the rule `*`, which denies.
 */

import { kind } from "../../../contract/kind.ts";
import { required } from "../../../contract/property.ts";
import { vpcPage } from "../terms/pages.ts";
import { filterOf } from "../terms/keys.ts";
import { acl, aclEntry, vpc } from "../terms/terms.ts";

export const networkAcl = kind({
  term: acl,
  label: "network ACL",
  spelled: {
    cloudformation: { type: "AWS::EC2::NetworkAcl" },
    terraform: { type: "aws_network_acl" },
  },
  properties: { vpc: required("VpcId", vpc) },
  claims: [
    {
      text: "rules of a network ACL are tried in ascending order, the first that matches decides, `*` denies the rest",
      evidence: vpcPage("vpc-network-acls"),
    },
    { text: "a new network ACL denies everything", evidence: vpcPage("custom-network-acl") },
    {
      text: "a network ACL is asked when a packet enters or leaves the subnet, never within it",
      evidence: vpcPage("vpc-network-acls"),
    },
    { text: "a network ACL keeps no state: replies need a rule of their own", evidence: vpcPage("custom-network-acl") },
  ],
  facts: (it) => ({
    vpc: it.vpc,
    // Read only when asked for: the entries' facts lead back here.
    get entries() {
      return it.referrers(aclEntry, "acl");
    },
  }),
  lower(it, model) {
    for (const direction of ["in", "out"] as const) {
      model.filter(filterOf(it.key, direction), {
        name: it.name,
        label: "network ACL",
        kind: "filter",
        otherwise: "deny",
        origin: { at: it.origin.at, implied: "rule `*` of a network ACL denies what no rule before it matched" },
      });
    }
  },
});
