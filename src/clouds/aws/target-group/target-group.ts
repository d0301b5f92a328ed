/**
 * AWS::ElasticLoadBalancingV2::TargetGroup: who receives what a balancer passes on, and how their health is seen
 * (guides of the three balancers, "Target groups"). It contributes nothing by itself: listeners ask for its facts.
 */

import { type It, kind, type Referrer } from "../../../contract/kind.ts";
import { block, many, oneOf, port, reference, scalar, word } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import { known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { attributeOf, attributes, flagAttribute } from "../terms/attributes.ts";
import {
  containerService,
  type ContainerServiceFacts,
  type InstanceFacts,
  listener,
  listenerRule,
  scalingGroup,
  type TargetFacts,
  targetGroup as term,
  vpc,
} from "../terms/terms.ts";
import { claims } from "./claims.ts";
import { targetForeign } from "./foreign.ts";
import { targetNone } from "./rules.ts";
import { targetId } from "./target.ts";
import { placeOf } from "./zone.ts";

const checkPort = scalar<number | "traffic-port">("port, or `traffic-port`", (text) => {
  if (text.toLowerCase() === "traffic-port") return "traffic-port";
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
});

const properties = {
  vpc: reference("VpcId", vpc),
  protocol: word("Protocol"),
  port: port("Port"),
  targetType: oneOf("TargetType", ["instance", "ip", "lambda", "alb"], "instance"),
  targets: many(block("Targets", { id: targetId("Id"), port: port("Port"), zone: word("AvailabilityZone") })),
  attributes: attributes("TargetGroupAttributes"),
  checkProtocol: word("HealthCheckProtocol"),
  checkPort: checkPort("HealthCheckPort"),
};

type Group = It<typeof properties>;

export const targetGroup = kind({
  term,
  label: "target group",
  spelled: { cloudformation: { type: "AWS::ElasticLoadBalancingV2::TargetGroup" } },
  properties,
  ignored: [
    "HealthCheckEnabled",
    "HealthCheckIntervalSeconds",
    "HealthCheckPath",
    "HealthCheckTimeoutSeconds",
    "HealthyThresholdCount",
    "UnhealthyThresholdCount",
    "Matcher",
    "Name",
    "ProtocolVersion",
    "TargetControlPort",
    "Tags",
  ],
  claims,
  rules: [targetNone, targetForeign],
  facts: (it) => ({
    targets: targetsOf(it),
    protocol: it.protocol,
    port: it.port,
    targetType: it.targetType,
    crossZone: crossZoneOf(it),
    preserveClient: preserveClientOf(it),
    checkProtocol: it.checkProtocol ?? checkProtocolOf(it),
    checkPort: checkPortOf(it),
  }),
  lower(it) {
    for (const { id: named } of it.targets) if (named?.id.kind === "instance") reportForeign(it, named.id.ref);
    const code = it.targetType.kind === "known" && it.targetType.value === "lambda";
    const users = [...it.referrers(listener, "actions"), ...it.referrers(listenerRule, "actions")];
    const [at] = it.origin.at;
    if (code || users.length === 0 || at === undefined || targetsOf(it).length > 0) return;
    const [use] = users.flatMap(({ origin }) => origin.at);
    const places = [
      { span: at, label: "no target" },
      ...(use === undefined ? [] : [{ span: use, label: "forwards here" }]),
    ];
    it.report(found(targetNone, { data: { name: it.name }, resource: it.name, at: places }));
  },
});

function targetsOf(it: Group): readonly TargetFacts[] {
  if (it.targetType.kind === "known" && it.targetType.value === "lambda") return [];
  const members = it.referrers(scalingGroup, "targetGroups").flatMap(({ name, facts, origin }) =>
    facts.members.map(
      (member): TargetFacts => ({
        to: { kind: "interface", interface: known(member.interface) },
        name,
        zone: member.subnet.facts.zone,
        subnet: member.subnet.to,
        doubt: member.doubt,
        among: member.among,
        port: it.port,
        at: origin.at,
      }),
    ),
  );
  const tasks = it.referrers(containerService, "registrations").flatMap((service) => tasksOf(it, service));
  return [...it.targets.flatMap((target) => registered(it, target)), ...members, ...tasks];
}

/** A task registers on the port of its container, whatever the group's own is. */
function tasksOf(it: Group, { name, facts, origin: { at } }: Referrer<ContainerServiceFacts>): readonly TargetFacts[] {
  const { tasks, registrations } = facts;
  if (!isList(tasks)) return [{ to: { kind: "interface", interface: tasks }, name, zone: tasks, port: it.port, at }];
  const port = registrations.find(({ group }) => group === it.key)?.port ?? it.port;
  return tasks.map(({ interface: key, subnet, doubt, among }) => ({
    to: { kind: "interface", interface: known(key) },
    name,
    zone: subnet.facts.zone,
    subnet: subnet.to,
    doubt,
    among,
    port,
    at,
  }));
}

function isList<T>(value: Unknown | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function registered(it: Group, { id: named, port, zone, at }: Group["targets"][number]): readonly TargetFacts[] {
  if (named === undefined) return [];
  const { id, name } = named;
  const common = { name, port: port ?? it.port, at };
  switch (id.kind) {
    case "unknown":
      return [{ ...common, to: { kind: "interface", interface: id }, zone: zone ?? id }];
    case "instance":
      return [
        {
          ...common,
          doubt: foreign(it, id.ref),
          to: { kind: "interface", interface: id.ref.facts.interface },
          zone: id.ref.facts.subnet.facts.zone,
          subnet: id.ref.facts.subnet.to,
        },
      ];
    case "balancer":
      if (id.ref.facts.nodes.length === 0) return [];
      return id.ref.facts.nodes.map((node) => ({
        ...common,
        to: { kind: "interface", interface: known(node.interface) },
        zone: node.subnet.facts.zone,
        subnet: node.subnet.to,
      }));
    case "address":
      return [
        {
          ...common,
          to: { kind: "address", address: id.address },
          ...placeOf(id, zone, it.vpc, at),
        },
      ];
  }
}

/** Why an instance of another network is no target: AWS refuses to register it. */
function foreign(it: Group, instance: Ref<InstanceFacts>): Unknown | undefined {
  if (!isForeign(it, instance)) return undefined;
  const why = `\`${instance.name}\` stands in another VPC than \`${it.name}\`, and AWS refuses it as a target`;
  return unknown(targetForeign.code, why, instance.at, "a target in the group's own VPC, or `TargetType: ip`");
}

function isForeign({ vpc: own }: Group, { facts }: Ref<InstanceFacts>): boolean {
  const theirs = facts.subnet.facts.vpc;
  return own?.to.kind === "known" && theirs.to.kind === "known" && own.to.value !== theirs.to.value;
}

function reportForeign(it: Group, instance: Ref<InstanceFacts>): void {
  if (!isForeign(it, instance)) return;
  const { vpc: theirs } = instance.facts.subnet.facts;
  const data = { group: it.name, vpc: it.vpc?.name ?? "", target: instance.name, theirs: theirs.name };
  const places = [
    ...instance.at.slice(0, 1).map((span) => ({ span, label: "the target" })),
    ...theirs.at.slice(0, 1).map((span) => ({ span, label: `it stands in \`${theirs.name}\`` })),
  ];
  it.report(found(targetForeign, { data, resource: it.name, at: places }));
}

function crossZoneOf(it: Group): Value<boolean> | undefined {
  const key = "load_balancing.cross_zone.enabled";
  const value = attributeOf(it.attributes, key);
  if (value?.kind === "known" && value.value.toLowerCase() === "use_load_balancer_configuration") return undefined;
  return flagAttribute(it.attributes, key);
}

const datagrams = new Set(["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"]);

/** Meant for network balancers; for the others nobody asks. */
function preserveClientOf(it: Group): Value<boolean> | undefined {
  const { protocol, targetType } = it;
  const datagram = protocol?.kind === "known" && datagrams.has(protocol.value.toUpperCase());
  if (datagram) return known(true, protocol.at);
  const said = flagAttribute(it.attributes, "preserve_client_ip.enabled");
  if (said !== undefined) return said;
  if (protocol?.kind === "unknown") return protocol;
  return targetType.kind === "known" ? known(targetType.value !== "ip", targetType.at) : targetType;
}

function checkProtocolOf(it: Group): Value<string> | undefined {
  if (it.protocol?.kind !== "known") return it.protocol;
  return known(/^HTTPS?$/i.test(it.protocol.value) ? "HTTP" : "TCP", it.protocol.at);
}

/** Undefined: the port that traffic uses. */
function checkPortOf(it: Group): Value<number> | undefined {
  const { checkPort: port, protocol } = it;
  if (port === undefined) {
    const geneve = protocol?.kind === "known" && protocol.value.toUpperCase() === "GENEVE";
    return geneve ? known(80, protocol.at) : undefined;
  }
  if (port.kind === "unknown") return port;
  return port.value === "traffic-port" ? undefined : known(port.value, port.at);
}
