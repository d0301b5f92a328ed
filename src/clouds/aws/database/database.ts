/**
 * AWS::RDS::DBInstance: it stands in one of the subnets of its group, and after a failure in another, under one name. Of
 * a cluster it has the cluster's subnets, groups and port.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, many, reference, word } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { TCP } from "../../../net/protocol.ts";
import { known, map, type Value } from "../../../value/value.ts";
import { databaseProperties, portOf, subnetsOf } from "../terms/database.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { lowerStanding } from "../terms/standing.ts";
import { databaseCluster, database as term, type SubnetFacts, securityGroup } from "../terms/terms.ts";

const properties = {
  ...databaseProperties,
  groups: many(reference("VPCSecurityGroups", securityGroup)),
  cluster: reference("DBClusterIdentifier", databaseCluster),
  zone: word("AvailabilityZone"),
  several: flag("MultiAZ", { otherwise: false }),
  public: flag("PubliclyAccessible"),
};

type Database = It<typeof properties>;

const page = cloudFormationPage("aws-resource-rds-dbinstance");

export const database = kind({
  term,
  label: "database",
  spelled: { cloudformation: { type: "AWS::RDS::DBInstance" } },
  properties,
  ignored: (
    "AllocatedStorage AllowMajorVersionUpgrade AssociatedRoles AutoMinorVersionUpgrade BackupRetentionPeriod " +
    "CACertificateIdentifier CharacterSetName CopyTagsToSnapshot DBInstanceClass DBInstanceIdentifier DBName " +
    "DBParameterGroupName DBSnapshotIdentifier DeleteAutomatedBackups DeletionProtection EngineVersion Iops KmsKeyId " +
    "LicenseModel MasterUserPassword MasterUsername MaxAllocatedStorage MonitoringInterval MonitoringRoleArn " +
    "OptionGroupName PerformanceInsightsRetentionPeriod PreferredBackupWindow PreferredMaintenanceWindow PromotionTier " +
    "SourceDBInstanceIdentifier StorageEncrypted StorageThroughput StorageType Timezone"
  ).split(" "),
  attributes: (it) => ({ "Endpoint.Port": map(portIn(it), String) }),
  claims: [
    { text: "a database stands in one of the subnets of its subnet group: an answer holds for each", evidence: page },
    {
      text: "with an AvailabilityZone and without MultiAZ it stands in the subnet of that zone",
      evidence: page,
    },
    {
      text: "without VPCSecurityGroups it has the default group of its subnet group's VPC",
      evidence: {
        documented: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
      },
    },
    {
      text: "without PubliclyAccessible it is public only where it names no subnet group of its own, and is none of Aurora",
      evidence: page,
    },
    { text: "a database serves at its Port, or at the usual one of its engine, and nowhere else", evidence: page },
    {
      text: "what a database itself sends (replication, links to others) goes by its groups like anybody's",
      evidence: { assumed: "the guide speaks of both and of no rule of their own" },
    },
  ],
  facts: () => ({}),
  lower(it, model) {
    const { facts } = it.cluster ?? {};
    lowerStanding(it, model, {
      label: "database",
      subnets: narrowed(it, facts?.subnets ?? subnetsOf(it.subnetGroup, it.origin.at)),
      groups: facts?.groups ?? it.groups,
      accepts: { protocols: [TCP] },
      port: portIn(it),
      public: publicOf(it),
    });
  },
});

function portIn(it: Database): Value<number> {
  return it.cluster?.facts.port ?? portOf(it.port, it.engine, it.origin.at);
}

/** Those of its zone, where it is said to stay in one. */
function narrowed(it: Database, subnets: readonly Ref<SubnetFacts>[]): readonly Ref<SubnetFacts>[] {
  const { zone, several } = it;
  if (zone?.kind !== "known" || several.kind !== "known" || several.value) return subnets;
  const there = subnets.filter(({ facts }) => facts.zone.kind === "unknown" || facts.zone.value === zone.value);
  return there.length > 0 ? there : subnets;
}

function publicOf(it: Database): Value<boolean> {
  if (it.public !== undefined) return it.public;
  const aurora = it.engine?.kind === "known" && it.engine.value.toLowerCase().startsWith("aurora");
  return known(it.subnetGroup === undefined && it.cluster === undefined && !aurora);
}
