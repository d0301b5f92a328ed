/** AWS::RDS::DBCluster: its endpoints lead to its instances, which stand in some of the subnets of its group. */

import { kind } from "../../../contract/kind.ts";
import { flag, many, reference } from "../../../contract/property.ts";
import { TCP } from "../../../net/protocol.ts";
import { map } from "../../../value/value.ts";
import { databaseProperties, portOf, subnetsOf } from "../terms/database.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { lowerStanding } from "../terms/standing.ts";
import { databaseCluster as term, securityGroup } from "../terms/terms.ts";

export const databaseCluster = kind({
  term,
  label: "database cluster",
  spelled: { cloudformation: { type: "AWS::RDS::DBCluster" } },
  properties: {
    ...databaseProperties,
    groups: many(reference("VpcSecurityGroupIds", securityGroup)),
    public: flag("PubliclyAccessible", { otherwise: false }),
  },
  ignored: (
    "AllocatedStorage AssociatedRoles AutoMinorVersionUpgrade AvailabilityZones BacktrackWindow BackupRetentionPeriod " +
    "CopyTagsToSnapshot DBClusterIdentifier DBClusterInstanceClass DBClusterParameterGroupName DatabaseName " +
    "DeletionProtection EngineMode EngineVersion MasterUserPassword MasterUsername StorageEncrypted StorageType"
  ).split(" "),
  attributes: (it) => ({ "Endpoint.Port": map(portOf(it.port, it.engine, it.origin.at), String) }),
  claims: [
    {
      text: "a cluster's instances stand in subnets of its group, and have the cluster's security groups and port",
      evidence: cloudFormationPage("aws-resource-rds-dbcluster"),
    },
    {
      text: "a cluster without a Port serves at the usual port of its engine",
      evidence: cloudFormationPage("aws-resource-rds-dbcluster"),
    },
    {
      text: "a cluster that does not say PubliclyAccessible has no public address in a subnet group of one's own",
      evidence: cloudFormationPage("aws-resource-rds-dbcluster"),
    },
  ],
  facts: (it) => ({
    subnets: subnetsOf(it.subnetGroup, it.origin.at),
    groups: it.groups,
    port: portOf(it.port, it.engine, it.origin.at),
  }),
  lower(it, model) {
    lowerStanding(it, model, {
      label: "database cluster",
      subnets: subnetsOf(it.subnetGroup, it.origin.at),
      groups: it.groups,
      accepts: { protocols: [TCP] },
      port: portOf(it.port, it.engine, it.origin.at),
      public: it.public,
    });
  },
});
