/**
 * AWS::ElasticLoadBalancing::LoadBalancer, the classic one: a node per subnet like its successors, its listeners and
 * instances written inside it (Elastic Load Balancing user guide, "How Elastic Load Balancing works").
 */

import { type It, kind } from "../../../contract/kind.ts";
import { block, flag, many, oneOf, port, reference, word } from "../../../contract/property.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { HealthCheck, Key, Target } from "../../../model/model.ts";
import { TCP } from "../../../net/protocol.ts";
import type { Span } from "../../../source/document.ts";
import { isUnknown, known, map, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { isEnabled } from "../terms/enabled.ts";
import { assignedIn, assignedPublic, attach, hostTable, publish } from "../terms/interfaces.ts";
import { balancingPage } from "../terms/pages.ts";
import {
  instance,
  scalingGroup,
  type SubnetFacts,
  securityGroup,
  subnet,
  classicBalancer as term,
} from "../terms/terms.ts";

const properties = {
  subnets: many(reference("Subnets", subnet)),
  zones: many(word("AvailabilityZones")),
  groups: many(reference("SecurityGroups", securityGroup)),
  instances: many(reference("Instances", instance)),
  scheme: oneOf("Scheme", ["internet-facing", "internal"], "internet-facing"),
  crossZone: flag("CrossZone", { otherwise: false }),
  listeners: many(
    block("Listeners", {
      port: port("LoadBalancerPort"),
      inside: port("InstancePort"),
      protocol: word("Protocol"),
    }),
  ),
  check: block("HealthCheck", { target: word("Target") }),
  title: word("LoadBalancerName"),
};

type Classic = It<typeof properties>;

const how = balancingPage("userguide", "how-elastic-load-balancing-works");

export const classicLoadBalancer = kind({
  term,
  label: "classic load balancer",
  spelled: { cloudformation: { type: "AWS::ElasticLoadBalancing::LoadBalancer" } },
  properties,
  ignored: [
    "AccessLoggingPolicy",
    "AppCookieStickinessPolicy",
    "ConnectionDrainingPolicy",
    "ConnectionSettings",
    "LBCookieStickinessPolicy",
    "Policies",
    "Tags",
  ],
  claims: [
    {
      text: "a classic balancer's nodes use only their own zone's instances unless CrossZone is true, and never those of a zone without a node",
      evidence: how,
    },
    { text: "its addresses are IPv4 only", evidence: how },
    {
      text: "an instance sees the balancer's private address",
      evidence: {
        assumed: "believed true of HTTP and TCP listeners alike; proxy protocol and headers carry the client's",
      },
    },
    {
      text: "without healthy instances a classic balancer serves nobody",
      evidence: { assumed: "believed true; not found in a page" },
    },
    {
      text: "without a Scheme it is internet-facing",
      evidence: { assumed: "believed true; the template reference states no default" },
    },
    {
      text: "without security groups it has the VPC's default group",
      evidence: { assumed: "believed true; not found in a page" },
    },
  ],
  facts: () => ({}),
  lower(it, model) {
    const targets = targetsOf(it);
    for (const [i, at] of subnetsOf(it).entries()) {
      const where = at.to.kind === "known" ? at.to.value : `?${i}`;
      lowerNode(it, model, at, where);
      for (const listens of it.listeners) lowerListener(it, model, `${it.key}#${where}`, listens, targets);
    }
    if (it.title?.kind === "known") model.alias({ text: it.title.value, name: it.name, rank: 2 });
  },
});

/** With zones in place of subnets it stands in the account's default VPC, of which no file speaks. */
function subnetsOf(it: Classic): readonly Ref<SubnetFacts>[] {
  if (it.subnets.length > 0 || it.zones.length === 0) return it.subnets;
  const why = "no subnet is named, so it stands in the account's default VPC";
  return [unknownRef(subnet, unknown("subnet.default.unread", why, it.origin.at, "the balancer's Subnets"))];
}

function lowerNode(it: Classic, model: Builder, at: Ref<SubnetFacts>, where: Key): void {
  const node = `${it.key}#${where}`;
  const key = `${node}#eth0`;
  model.node(node, {
    name: it.name,
    label: "Classic Load Balancer",
    kind: "load-balancer",
    zone: at.facts.zone,
    host: true,
    accepts: { nothing: "the load balancer has no listener for it" },
    forwards: { nothing: "a load balancer opens sessions of its own and passes nothing on" },
  });
  const own = assignedIn(at, `${it.key}@${where}`, it.name, it.origin.at);
  attach(model, { key, node, subnet: at, address: own, groups: it.groups });
  hostTable(model, node, it.name, [{ key, subnet: at }]);
  if (it.scheme.kind === "known" && it.scheme.value === "internal") return;
  publish(model, key, at.facts.vpc.to, {
    private: own,
    public: assignedPublic(`${it.key}@public@${where}`, it.name, it.origin.at),
    owner: it.name,
    doubt: it.scheme.kind === "unknown" ? it.scheme : undefined,
  });
}

interface Registered {
  readonly key: Key;
  readonly to: Target;
  readonly zone: Value<string>;
  readonly subnet: Value<Key>;
  readonly at: readonly Span[];
  readonly doubt?: Unknown | undefined;
  readonly among?: Key | undefined;
}

/** What is registered and stands in a zone in which the balancer has a node. */
function targetsOf(it: Classic): readonly Registered[] {
  const all = registeredAt(it).map((target) => ({ target, enabled: enabledAt(it, target) }));
  const stray = new Set(all.flatMap(({ target, enabled }) => (enabled === false ? [target.among] : [])));
  return all.flatMap(({ target, enabled }) => {
    if (enabled === false) return [];
    const unsure = isUnknown(enabled) ? enabled : undefined;
    const isAmong = unsure === undefined && !stray.has(target.among);
    return [{ ...target, doubt: unsure ?? target.doubt, among: isAmong ? target.among : undefined }];
  });
}

function enabledAt(it: Classic, { to, zone, subnet: at }: Registered): boolean | Unknown {
  const on = to.kind === "interface" ? known(to.interface) : to;
  return on.kind === "address" || isEnabled(it.subnets, { to: { kind: "interface", interface: on }, zone, subnet: at });
}

function registeredAt(it: Classic): readonly Registered[] {
  const named = it.instances.map(({ to, name, facts, at }): Registered => {
    const on = facts.interface;
    const target: Target = on.kind === "known" ? { kind: "interface", interface: on.value } : on;
    const { zone } = facts.subnet.facts;
    return { key: to.kind === "known" ? to.value : name, to: target, zone, subnet: facts.subnet.to, at };
  });
  const scaled = it.referrers(scalingGroup, "classicBalancers").flatMap(({ facts, origin }) =>
    facts.members.map(
      ({ interface: on, subnet: at, doubt, among }): Registered => ({
        key: on,
        to: { kind: "interface", interface: on },
        zone: at.facts.zone,
        subnet: at.to,
        at: origin.at,
        doubt,
        among,
      }),
    ),
  );
  return [...named, ...scaled];
}

function lowerListener(
  it: Classic,
  model: Builder,
  node: Key,
  { port, inside, at }: Classic["listeners"][number],
  targets: readonly Registered[],
): void {
  const ports = map(port ?? missing(it, "LoadBalancerPort"), (p) => ({ first: p, last: p }));
  const key = `${node}#${ports.kind === "known" ? ports.value.first : "?"}`;
  const balance = `${key}#targets`;
  const name = { name: it.name, label: "listener", origin: { at } };
  const check = checkOf(it);
  model.listener(key, { ...name, node, protocols: [known(TCP)], ports, balance, source: "own" });
  model.balance(balance, {
    ...name,
    node,
    crossZone: it.crossZone,
    failOpen: false,
    ...(check === undefined ? {} : { check }),
  });
  for (const target of targets) {
    const { to, zone, doubt, among } = target;
    const origin = { at: [...target.at, ...at] };
    model.option(`${balance}#${target.key}`, {
      balance,
      to,
      zone,
      port: inside ?? missing(it, "InstancePort"),
      origin,
      doubt,
      ...(among === undefined ? {} : { among }),
    });
  }
}

function missing(it: Classic, property: string): Unknown {
  return unknown(
    "property.value.missing",
    `a listener of \`${it.name}\` has no ${property}`,
    it.origin.at,
    `its ${property}`,
  );
}

/** `HTTP:8080/path`, `TCP:22`; all begin with a connection. */
function checkOf(it: Classic): HealthCheck | undefined {
  const target = it.check?.target;
  if (target === undefined) return undefined;
  if (target.kind === "unknown") return { protocol: TCP, port: target };
  const port = /^\w+:(\d+)/.exec(target.value)?.[1];
  return port === undefined ? { protocol: TCP } : { protocol: TCP, port: known(Number(port), target.at) };
}
