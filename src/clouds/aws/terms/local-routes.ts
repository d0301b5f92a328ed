/**
 * The routes that every table of a network has without a line saying so: one per range of the network, onto whichever
 * subnet holds the destination. A route of somebody's own to exactly that range takes its place (VPC user guide,
 * "Replace the target for a local route").
 */

import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { known } from "../../../value/value.ts";
import type { VpcFacts } from "./terms.ts";

/** Lower is better: a route written for the same destination, the local one, one from a prefix list, a propagated one. */
export const preferences = { stated: 0, local: 1, list: 2, propagated: 3 } as const;

export function localRoutes(model: Builder, table: Key, vpc: Ref<VpcFacts>): void {
  vpc.facts.ranges.forEach((range, i) => {
    model.route(`${table}#local${i}`, {
      table: known(table),
      to: range,
      next: { kind: "connected" },
      preference: preferences.local,
      name: "local",
      origin: { at: range.at, implied: "local route" },
    });
  });
}
