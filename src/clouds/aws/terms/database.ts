/** Where a database stands and at which port it serves: what an instance and a cluster say alike. */

import { number, reference, word } from "../../../contract/property.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import type { Span } from "../../../source/document.ts";
import { known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { databaseSubnets, type DatabaseSubnetsFacts, subnet, type SubnetFacts } from "./terms.ts";

export const databaseProperties = {
  subnetGroup: reference("DBSubnetGroupName", databaseSubnets),
  port: number("Port"),
  engine: word("Engine"),
};

/** By how an engine's name begins: the port at which it serves when no Port is given. */
const ports: readonly (readonly [RegExp, number])[] = [
  [/^(mysql|mariadb|aurora-mysql|aurora$)/, 3306],
  [/^(postgres|aurora-postgresql)/, 5432],
  [/^(oracle|custom-oracle)/, 1521],
  [/^(sqlserver|custom-sqlserver)/, 1433],
  [/^db2/, 50_000],
];

export function portOf(
  port: Value<number> | undefined,
  engine: Value<string> | undefined,
  at: readonly Span[],
): Value<number> {
  if (port !== undefined) return port;
  const wanted = "its Port";
  if (engine === undefined) return unknown("property.value.missing", "it names no engine and no port", at, wanted);
  if (engine.kind === "unknown") return engine;
  const usual = ports.find(([name]) => name.test(engine.value.toLowerCase()))?.[1];
  if (usual !== undefined) return known(usual, engine.at);
  return unknown("database.port.unknown", `at which port \`${engine.value}\` serves is not known`, engine.at, wanted);
}

/** Without a subnet group it stands in the default network, which no file describes. */
export function subnetsOf(
  group: Ref<DatabaseSubnetsFacts> | undefined,
  at: readonly Span[],
): readonly Ref<SubnetFacts>[] {
  const missing = (why: Unknown) => [unknownRef(subnet, why)];
  if (group === undefined) {
    const why = "no subnet group is named, so it stands in the account's default VPC";
    return missing(unknown("subnet.default.unread", why, at, "its DBSubnetGroupName"));
  }
  return group.to.kind === "unknown" ? missing(group.to) : group.facts.subnets;
}
