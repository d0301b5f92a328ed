/** What the numbers of a plan stand for: prefixes, ports, protocols, traffic. */

import type { AddressSet, Rule } from "../../../model/model.ts";
import { prefix } from "../../networks.suite.ts";
import { known, unknown, type Unknown, type Value } from "../../../value/value.ts";
import type { FilterPlan, RulePlan } from "./plan.suite.ts";

export function untold(what: string): Unknown {
  return unknown(`law.${what}.untold`, `the ${what} is not said`);
}

export function pick<T>(pool: readonly T[], n: number): T {
  return pool[n % pool.length] as T;
}

const span = (first: number, last = first) => known({ first, last });

const protocolPool: readonly (readonly Value<number>[] | undefined)[] = [
  undefined,
  [known(6)],
  [known(6)],
  [known(6), known(17)],
  [known(17)],
  [known(1), known(58)],
  [known(17), untold("protocol")],
];

const portPool = [
  undefined,
  span(80),
  span(22),
  span(0, 1023),
  span(80, 443),
  span(1024, 65535),
  span(1024, 40000),
  untold("port"),
];

const setPool: readonly AddressSet[] = [
  ...[
    "10.0.0.0/8",
    "10.0.0.0/8",
    "10.0.0.0/24",
    "10.0.1.0/24",
    "10.1.0.0/24",
    "10.0.0.8/29",
    "203.0.113.0/24",
    "0.0.0.0/1",
    "::/0",
    "2001:db8:0:1::/64",
  ].map((p) => known(prefix(p))),
  { kind: "group", group: "even", at: [] },
  { kind: "group", group: "odd", at: [] },
  { kind: "named", name: "store", at: [] },
  untold("prefix"),
  { ...untold("prefix"), family: 6 },
];

export const trafficPool = ["any", "tcp/80", "tcp/1-1023", "tcp/22", "udp/53", "icmp", "tcp"] as const;

export const routePool = [
  "10.0.0.0/16",
  "10.1.0.0/16",
  "10.0.0.0/24",
  "10.0.1.0/24",
  "10.0.0.8/29",
  "10.0.0.10/32",
  "0.0.0.0/0",
  "0.0.0.0/0",
  "203.0.113.0/24",
  "::/0",
  "named",
] as const;

const types = [undefined, known(8), known(0), untold("type")];

export function setsOf(numbers: readonly number[]): readonly AddressSet[] {
  return numbers.map((n) => pick(setPool, n));
}

export function ruleOf(plan: RulePlan): Pick<Rule, "action"> & Partial<Rule> {
  const protocols = pick(protocolPool, plan.protocols);
  const ports = pick(portPool, plan.ports);
  const client = pick(portPool, plan.clientPorts);
  const icmpType = pick(types, plan.icmp);
  return {
    action: known(plan.permit ? "permit" : "deny"),
    ...(protocols === undefined ? {} : { protocols }),
    ...(ports === undefined ? {} : { destinationPorts: [ports] }),
    ...(client === undefined ? {} : { sourcePorts: [client] }),
    ...(plan.sources.length === 0 ? {} : { sources: setsOf(plan.sources) }),
    ...(plan.destinations.length === 0 ? {} : { destinations: setsOf(plan.destinations) }),
    ...(icmpType === undefined ? {} : { icmpType }),
  };
}

export function otherwiseOf(plan: FilterPlan): "permit" | "deny" {
  return plan.permit ? "permit" : "deny";
}
