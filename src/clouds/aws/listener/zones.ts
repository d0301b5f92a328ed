/** Zones of a balancer and of its targets: those that nobody serves, and targets that no zone reaches. */

import type { Thing } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Key } from "../../../model/model.ts";
import { isSame, type Unknown, unknown, type Value } from "../../../value/value.ts";
import type { BalancerFacts, Forward, SubnetFacts, TargetFacts } from "../terms/terms.ts";
import { sameZone } from "../terms/zones.ts";
import { zoneNoTarget } from "./rules.ts";
import { targetZoneOff } from "./zone-off.ts";

type Listening = Thing & { readonly balancer: Ref<BalancerFacts> };

/** Only what is certain: a zone, a target's zone or a setting that is unknown gives no finding. */
export function reportEmptyZones(it: Listening, forwards: readonly Forward[], crossZone: Value<boolean>): void {
  if (crossZone.kind === "unknown" || crossZone.value) return;
  const { facts, name } = it.balancer;
  const targets = targetsOf(forwards).filter((target) => isEnabled(facts, target) !== false);
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

/**
 * Whether the target stands in a zone in which the balancer has a node: it gets nothing elsewhere, even where zones are
 * crossed. Unknown where that cannot be compared.
 */
export function isEnabled({ nodes }: BalancerFacts, target: TargetFacts): boolean | Unknown {
  const { zone, subnet: at } = target;
  // Outside the network a target is in every zone. Of one that nobody can name there is nothing more to doubt.
  if (zone === undefined || nodes.length === 0 || isLost(target)) return true;
  let unsure = zone.kind === "unknown" ? zone : undefined;
  for (const { subnet } of nodes) {
    const same = isIn(zone, at, subnet);
    if (same === true) return true;
    if (same !== false) unsure ??= same;
  }
  return unsure ?? false;
}

function isLost({ to }: TargetFacts): boolean {
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

/** Targets that get nothing whatever happens. */
export function reportZonesOff(it: Listening, forwards: readonly Forward[]): void {
  const { facts, name } = it.balancer;
  for (const target of targetsOf(forwards)) {
    const { zone, name: whose, at } = target;
    const [span] = at;
    if (isEnabled(facts, target) !== false || zone?.kind !== "known" || span === undefined) continue;
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
