/** Whether a balancer has a node in the zone in which a target stands: what it has not enabled gets nothing. */

import type { Ref } from "../../../contract/term.ts";
import type { Key } from "../../../model/model.ts";
import { isSame, type Unknown, unknown, type Value } from "../../../value/value.ts";
import type { SubnetFacts, TargetFacts } from "./terms.ts";
import { sameZone } from "./zones.ts";

/**
 * Whether the target stands in a zone in which the balancer has a node: it gets nothing elsewhere, even where zones are
 * crossed. Unknown where that cannot be compared.
 */
export function isEnabled(
  subnets: readonly Ref<SubnetFacts>[],
  target: Pick<TargetFacts, "to" | "zone" | "subnet">,
): boolean | Unknown {
  const { zone, subnet: at } = target;
  // Outside the network a target is in every zone. Of one that nobody can name there is nothing more to doubt.
  if (zone === undefined || subnets.length === 0 || isLost(target)) return true;
  let unsure = zone.kind === "unknown" ? zone : undefined;
  for (const subnet of subnets) {
    const same = isIn(zone, at, subnet);
    if (same === true) return true;
    if (same !== false) unsure ??= same;
  }
  return unsure ?? false;
}

function isLost({ to }: Pick<TargetFacts, "to">): boolean {
  return (to.kind === "address" ? to.address : to.interface).kind === "unknown";
}

function isIn(zone: Value<string>, at: Value<Key> | undefined, { to, facts }: Ref<SubnetFacts>): boolean | Unknown {
  // One subnet is in one zone, whichever that is.
  if (at?.kind === "known" && to.kind === "known" && at.value === to.value) return true;
  if (zone.kind === "unknown") return facts.zone.kind === "unknown" && isSame(zone, facts.zone) ? true : zone;
  if (facts.zone.kind === "unknown") return facts.zone;
  const why = `whether \`${zone.value}\` and \`${facts.zone.value}\` are one zone is not said`;
  return (
    sameZone(zone.value, facts.zone.value) ??
    unknown("zone.name.unlisted", why, [...zone.at, ...facts.zone.at], "both zones by name")
  );
}
