/** The zone of a target that is given by its address: as said, else that of the subnet in which it lies. */

import type { Ref } from "../../../contract/term.ts";
import { inPrefix } from "../../../net/ip.ts";
import type { Span } from "../../../source/document.ts";
import { unknown, type Value } from "../../../value/value.ts";
import type { VpcFacts } from "../terms/terms.ts";
import type { TargetId } from "./target.ts";

/** Undefined: `all`, outside the VPC and so used from every zone. */
export function zoneOf(
  id: Extract<TargetId, { kind: "address" }>,
  said: Value<string> | undefined,
  vpc: Ref<VpcFacts> | undefined,
  at: readonly Span[],
): Value<string> | undefined {
  if (said !== undefined) return said.kind === "known" && said.value.toLowerCase() === "all" ? undefined : said;
  if (id.of !== undefined) return id.of.facts.subnet.facts.zone;
  const { address } = id;
  for (const { range, range6, zone } of vpc?.facts.subnets ?? []) {
    if (address.kind !== "known") break;
    const holds = [range, range6].some((r) => r?.kind === "known" && inPrefix(r.value, address.value));
    if (holds) return zone;
  }
  const why = "in which subnet the target lies is not known";
  return unknown("balancer.target.zone", why, at, "the target's AvailabilityZone");
}
