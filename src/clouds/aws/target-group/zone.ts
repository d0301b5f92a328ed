/** The zone of a target that is given by its address: as said, else that of the subnet in which it lies. */

import type { Ref } from "../../../contract/term.ts";
import type { Key } from "../../../model/model.ts";
import { inPrefix } from "../../../net/ip.ts";
import type { Span } from "../../../source/document.ts";
import { known, unknown, type Value } from "../../../value/value.ts";
import type { VpcFacts } from "../terms/terms.ts";
import type { TargetId } from "./target.ts";

interface Place {
  /** Undefined: `all`, outside the VPC and so used from every zone. */
  readonly zone: Value<string> | undefined;
  readonly subnet?: Value<Key>;
}

export function placeOf(
  id: Extract<TargetId, { kind: "address" }>,
  said: Value<string> | undefined,
  vpc: Ref<VpcFacts> | undefined,
  at: readonly Span[],
): Place {
  if (said !== undefined)
    return { zone: said.kind === "known" && said.value.toLowerCase() === "all" ? undefined : said };
  if (id.of !== undefined) {
    const { subnet } = id.of.facts;
    return { zone: subnet.facts.zone, subnet: subnet.to };
  }
  const { address } = id;
  for (const { key, range, range6, zone } of vpc?.facts.subnets ?? []) {
    if (address.kind !== "known") break;
    const holds = [range, range6].some((r) => r?.kind === "known" && inPrefix(r.value, address.value));
    if (holds) return { zone, subnet: known(key) };
  }
  const why = "in which subnet the target lies is not known";
  return { zone: unknown("balancer.target.zone", why, at, "the target's AvailabilityZone") };
}
