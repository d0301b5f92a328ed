/** Zones of a balancer that take something in and have nobody to pass it on to. */

import type { Thing } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Value } from "../../../value/value.ts";
import type { BalancerFacts, Forward } from "../terms/terms.ts";
import { sameZone } from "../terms/zones.ts";
import { zoneNoTarget } from "./rules.ts";

type Listening = Thing & { readonly balancer: Ref<BalancerFacts> };

/** Only what is certain: a zone, a target's zone or a setting that is unknown gives no finding. */
export function reportEmptyZones(it: Listening, forwards: readonly Forward[], crossZone: Value<boolean>): void {
  if (crossZone.kind === "unknown" || crossZone.value) return;
  const { facts, name } = it.balancer;
  const targets = forwards.flatMap(({ group }) => group.facts.targets);
  const served = new Set<string>();
  for (const { zone } of targets) {
    if (zone?.kind !== "known") return;
    served.add(zone.value);
  }
  if (served.size === 0) return;
  const places = targets.slice(0, 1).flatMap((t) => t.at.slice(0, 1));
  for (const { subnet } of facts.nodes) {
    const { zone } = subnet.facts;
    const [at] = subnet.at;
    if (zone.kind === "unknown" || at === undefined || !isEmpty(zone.value, served) || !receives(facts, zone.value))
      continue;
    it.report(
      found(zoneNoTarget, {
        data: { balancer: name, listener: it.name, zone: zone.value, served: [...served].sort() },
        resource: name,
        at: [
          { span: at, label: `a node in ${zone.value}` },
          ...places.map((span) => ({ span, label: "a target elsewhere" })),
        ],
      }),
    );
  }
}

function isEmpty(zone: string, served: ReadonlySet<string>): boolean {
  return [...served].every((other) => sameZone(zone, other) === false);
}

/** A gateway balancer's zone receives what endpoints hand to it there; when none was read, they may be elsewhere. */
function receives({ type, consumerZones }: BalancerFacts, zone: string): boolean {
  if (type.kind === "unknown" || type.value !== "gateway" || consumerZones.length === 0) return true;
  return consumerZones.some((z) => z.kind === "known" && z.value === zone);
}
