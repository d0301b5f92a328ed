/** Zones of a balancer and of its targets: those that nobody serves, and targets that no zone reaches. */

import type { Thing } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Key } from "../../../model/model.ts";
import type { Unknown, Value } from "../../../value/value.ts";
import { isEnabled } from "../terms/enabled.ts";
import type { BalancerFacts, Forward, TargetFacts } from "../terms/terms.ts";
import { sameZone } from "../terms/zones.ts";
import { zoneNoTarget } from "./rules.ts";
import { targetZoneOff } from "./zone-off.ts";

type Listening = Thing & { readonly balancer: Ref<BalancerFacts> };

/** Only what is certain: a zone, a target's zone or a setting that is unknown gives no finding. */
export function reportEmptyZones(it: Listening, forwards: readonly Forward[], crossZone: Value<boolean>): void {
  if (crossZone.kind === "unknown" || crossZone.value) return;
  const { facts, name } = it.balancer;
  const targets = targetsOf(forwards).filter((target) => isEnabledBy(facts, target) !== false);
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

function targetsOf(forwards: readonly Forward[]): readonly TargetFacts[] {
  return forwards.flatMap(({ group }) => group.facts.targets);
}

/** As `isEnabled`, of the zones in which the balancer has nodes. */
export function isEnabledBy({ nodes }: BalancerFacts, target: TargetFacts): boolean | Unknown {
  return isEnabled(
    nodes.map(({ subnet }) => subnet),
    target,
  );
}

/** Groups of things that are alike of which one may stand where the balancer sends nothing. */
export function strayIn(facts: BalancerFacts, forwards: readonly Forward[]): ReadonlySet<Key | undefined> {
  return new Set(targetsOf(forwards).flatMap((t) => (isEnabledBy(facts, t) === false ? [t.among] : [])));
}

/** Targets that get nothing whatever happens. */
export function reportZonesOff(it: Listening, forwards: readonly Forward[]): void {
  const { facts, name } = it.balancer;
  for (const target of targetsOf(forwards)) {
    const { zone, name: whose, at } = target;
    const [span] = at;
    if (isEnabledBy(facts, target) !== false || zone?.kind !== "known" || span === undefined) continue;
    const enabled = facts.nodes.flatMap(({ subnet }) => {
      const { zone: theirs } = subnet.facts;
      return theirs.kind === "known" ? [theirs.value] : [];
    });
    const data = { balancer: name, target: whose, zone: zone.value, enabled: [...new Set(enabled)].sort() };
    const nodes = facts.nodes.slice(0, 1).flatMap(({ subnet }) => subnet.at.slice(0, 1));
    const places = [
      { span, label: `a target in ${zone.value}` },
      ...nodes.map((node) => ({ span: node, label: "the balancer's subnets" })),
    ];
    it.report(found(targetZoneOff, { data, resource: name, at: places }));
  }
}

function isEmpty(zone: string, served: ReadonlySet<string>): boolean {
  return [...served].every((other) => sameZone(zone, other) === false);
}

/** A gateway balancer's zone receives what endpoints hand to it there; when none was read, they may be elsewhere. */
function receives({ type, consumerZones }: BalancerFacts, zone: string): boolean {
  if (type.kind === "unknown" || type.value !== "gateway" || consumerZones.length === 0) return true;
  return consumerZones.some((z) => z.kind === "known" && sameZone(z.value, zone) === true);
}
