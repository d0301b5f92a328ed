/** AWS::RDS::DBSubnetGroup: the subnets in which a database may stand. */

import { kind } from "../../../contract/kind.ts";
import { many, reference } from "../../../contract/property.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { databaseSubnets as term, subnet } from "../terms/terms.ts";

export const databaseSubnetGroup = kind({
  term,
  label: "database subnet group",
  spelled: { cloudformation: { type: "AWS::RDS::DBSubnetGroup" } },
  properties: { subnets: many(reference("SubnetIds", subnet)) },
  ignored: ["DBSubnetGroupDescription", "DBSubnetGroupName"],
  claims: [
    {
      text: "a subnet group names the subnets in which RDS may place a database",
      evidence: cloudFormationPage("aws-resource-rds-dbsubnetgroup"),
    },
  ],
  facts: (it) => ({ subnets: it.subnets }),
  lower() {},
});
