/**
 * AWS::ElasticLoadBalancingV2::Listener: what a balancer takes in, and to whom its nodes pass it on. Its rules add their
 * target groups: a request's content decides between them, so any target may serve it.
 *
 *   node#a ── listener ── balance ─┬─ target (zone a)
 *   node#b ── listener ── balance ─┴─ target (zone b)      each node on its own, within its zone unless zones are crossed
 */

import { type It, kind } from "../../../contract/kind.ts";
import { port, required, word } from "../../../contract/property.ts";
import type { Builder } from "../../../model/builder.ts";
import type { HealthCheck, Key, Listener as ModelListener, Target } from "../../../model/model.ts";
import { TCP, UDP } from "../../../net/protocol.ts";
import { isUnknown, known, map, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { actions, answersOf, distinct, forwardsOf } from "../terms/actions.ts";
import { targetsOf } from "../terms/keys.ts";
import {
  balancer,
  type BalancerFacts,
  type BalancerNode,
  type Forward,
  listener as term,
  listenerRule,
  type TargetFacts,
} from "../terms/terms.ts";
import { claims } from "./claims.ts";
import { zoneNoTarget } from "./rules.ts";
import { targetZoneOff } from "./zone-off.ts";
import { isEnabledBy, reportEmptyZones, reportZonesOff, strayIn } from "./zones.ts";

const properties = {
  balancer: required("LoadBalancerArn", balancer),
  protocol: word("Protocol"),
  port: port("Port"),
  actions: actions("DefaultActions"),
};

type Listening = It<typeof properties>;

export const listener = kind({
  term,
  label: "listener",
  spelled: { cloudformation: { type: "AWS::ElasticLoadBalancingV2::Listener" } },
  properties,
  ignored: ["AlpnPolicy", "Certificates", "ListenerAttributes", "MutualAuthentication", "SslPolicy"],
  claims,
  rules: [zoneNoTarget, targetZoneOff],
  facts: (it) => ({ balancer: it.balancer }),
  lower(it, model) {
    const { facts } = it.balancer;
    const rules = it.referrers(listenerRule, "listener");
    const forwards = distinct([
      ...forwardsOf(it.actions),
      ...rules.flatMap(({ facts: { forwards: also }, doubt }) => also.map((to) => ({ ...to, doubt }))),
    ]);
    const answers = [answersOf(it.actions), ...rules.map((rule) => rule.facts.answers)].find((a) => a !== undefined);
    const gateway = facts.type.kind === "known" && facts.type.value === "gateway";
    for (const { node } of facts.nodes) {
      const balance = gateway ? targetsOf(node) : `${it.key}#${node}#targets`;
      if (!gateway) lowerListener(it, model, { node, balance, forwards, answers });
      lowerBalance(it, model, { node, balance, forwards, failOpen: !gateway });
    }
    reportZonesOff(it, forwards);
    reportEmptyZones(it, forwards, crossZoneOf(forwards, facts));
  },
});

interface Served {
  readonly node: BalancerNode["node"];
  readonly balance: Key;
  readonly forwards: readonly Forward[];
}

function lowerListener(
  it: Listening,
  model: Builder,
  { node, balance, forwards, answers }: Served & { readonly answers: string | undefined },
): void {
  const { source, doubt } = sourceOf(it.balancer.facts, forwards);
  model.listener(`${it.key}#${node}`, {
    name: it.name,
    label: "listener",
    node,
    protocols: protocolsOf(it),
    ports: map(it.port ?? missing(it, "Port"), (port) => ({ first: port, last: port })),
    balance,
    source,
    ...(answers === undefined ? {} : { answers }),
    doubt: it.doubt ?? doubt,
  });
}

function lowerBalance(
  it: Listening,
  model: Builder,
  { node, balance, forwards, failOpen }: Served & { readonly failOpen: boolean },
): void {
  const check = checkOf(forwards);
  model.balance(balance, {
    name: it.name,
    label: "listener",
    node,
    crossZone: crossZoneOf(forwards, it.balancer.facts),
    failOpen,
    ...(check === undefined ? {} : { check }),
  });
  const stray = strayIn(it.balancer.facts, forwards);
  for (const { group, weight, doubt, at } of forwards) {
    const whose = group.to.kind === "known" ? group.to.value : group.name;
    for (const [i, target] of group.facts.targets.entries()) {
      const enabled = isEnabledBy(it.balancer.facts, target);
      if (enabled === false) continue;
      const unsure = it.doubt ?? doubt ?? [weight, enabled].find((v) => isUnknown(v));
      const isAmong = unsure === undefined && target.among !== undefined && !stray.has(target.among);
      model.option(`${balance}#${whose}#${i}`, {
        balance,
        to: targetOf(target),
        share: whose,
        ...(target.port === undefined ? {} : { port: target.port }),
        ...(target.zone === undefined ? {} : { zone: target.zone }),
        origin: { at: [...target.at, ...at] },
        doubt: unsure ?? target.doubt,
        ...(isAmong ? { among: target.among } : {}),
      });
    }
  }
}

function targetOf({ to }: TargetFacts): Target {
  if (to.kind === "address") return to;
  return to.interface.kind === "known" ? { kind: "interface", interface: to.interface.value } : to.interface;
}

const protocols: Readonly<Record<string, readonly number[]>> = {
  HTTP: [TCP],
  HTTPS: [TCP],
  TCP: [TCP],
  TLS: [TCP],
  UDP: [UDP],
  TCP_UDP: [TCP, UDP],
  QUIC: [UDP],
  TCP_QUIC: [TCP, UDP],
};

function protocolsOf(it: Listening): readonly Value<number>[] {
  const said = it.protocol ?? missing(it, "Protocol");
  if (said.kind === "unknown") return [said];
  const numbers = protocols[said.value.toUpperCase()];
  if (numbers !== undefined) return numbers.map((n) => known(n, said.at));
  return [
    unknown("value.type.wrong", `\`${said.value}\` is no protocol of a listener`, said.at, "a listener's protocol"),
  ];
}

function missing(it: Listening, property: string): Unknown {
  return unknown("property.value.missing", `\`${it.name}\` has no ${property}`, it.origin.at, `its ${property}`);
}

/** The group's own setting, else the balancer's, for the groups together. */
function crossZoneOf(forwards: readonly Forward[], facts: BalancerFacts): Value<boolean> {
  const settings = forwards.map(({ group }) => {
    const { targetType, crossZone } = group.facts;
    const inherits = targetType.kind === "known" && targetType.value === "alb";
    return inherits ? facts.crossZone : (crossZone ?? facts.crossZone);
  });
  return together(settings, "cross-zone load balancing") ?? facts.crossZone;
}

/** Whose address a target sees. A network balancer's groups may differ; an application balancer always opens its own. */
function sourceOf(
  facts: BalancerFacts,
  forwards: readonly Forward[],
): { readonly source: ModelListener["source"]; readonly doubt: Unknown | undefined } {
  if (facts.type.kind === "unknown") return { source: "own", doubt: facts.type };
  if (facts.type.value !== "network") return { source: "own", doubt: undefined };
  const settings = forwards.map(({ group }) => group.facts.preserveClient ?? known(false));
  const preserved = together(settings, "client address preservation") ?? known(false);
  if (preserved.kind === "unknown") return { source: "own", doubt: preserved };
  return { source: preserved.value ? "client" : "own", doubt: undefined };
}

function together(settings: readonly Value<boolean>[], what: string): Value<boolean> | undefined {
  const [first] = settings;
  const unsure = settings.find((s) => s.kind === "unknown");
  if (first === undefined || unsure !== undefined) return unsure;
  if (settings.every((s) => s.kind === "known" && first.kind === "known" && s.value === first.value)) return first;
  const at = settings.flatMap((s) => s.at);
  return unknown("balancer.groups.differ", `its target groups differ in ${what}`, at, "the same setting in each group");
}

/** The first group's; groups of one listener are rarely checked differently. */
function checkOf([first]: readonly Forward[]): HealthCheck | undefined {
  if (first === undefined) return undefined;
  const { checkPort, targetType } = first.group.facts;
  if (targetType.kind === "known" && targetType.value === "lambda") return undefined;
  // HTTP, HTTPS and TCP checks alike begin with a connection.
  return { protocol: TCP, ...(checkPort === undefined ? {} : { port: checkPort }) };
}
