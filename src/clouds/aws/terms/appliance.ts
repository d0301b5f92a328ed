/** What is taken of a host to which packets of others are led: by a route, or by a gateway balancer. */

import type { Builder } from "../../../model/builder.ts";
import type { Inspect, Key } from "../../../model/model.ts";
import type { TargetGroupFacts } from "./terms.ts";

/** Packets of a gateway balancer's target group come wrapped, and go back. */
export function wraps({ protocol }: TargetGroupFacts): boolean {
  return protocol?.kind === "known" && protocol.value.toUpperCase() === "GENEVE";
}

/** One assumption for all that is `key`'s: an instance, or a scaling group's instances. */
export function transparent(model: Builder, key: Key, name: string): Inspect {
  const assumption = model.assumption(`${key}#transparent`, {
    code: "appliance.transparent",
    message: `\`${name}\` passes packets on unchanged, and only those of sessions whose first packet it has seen`,
  });
  return { mode: "stateful", assumption };
}
