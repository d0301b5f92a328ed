/** What the tests of Azure kinds share: small templates, and what became of them in a few words. */

import { network as networkOf } from "../../forward/network.ts";
import type { Leg } from "../../forward/trace.ts";
import type { AddressSet, Next, Rule } from "../../model/model.ts";
import { printIp, printPrefix } from "../../net/ip.ts";
import { printPorts, protocolName } from "../../net/protocol.ts";
import { trace } from "../../query/trace.ts";
import { type Read, read } from "../../read/read.ts";
import type { Address, Value } from "../../value/value.ts";

type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly properties: Properties;
  readonly [more: string]: unknown;
}

export function resource(type: string, name: string, properties: Properties = {}, more: Properties = {}): Resource {
  return {
    type: type.includes(".") ? type : `Microsoft.Network/${type}`,
    apiVersion: "2024-05-01",
    name,
    properties,
    ...more,
  };
}

export const id = (type: string, ...names: readonly string[]) => ({
  id: `[resourceId('Microsoft.Network/${type}', ${names.map((n) => `'${n}'`).join(", ")})]`,
});

/** The network `net`, 10.0.0.0/16, with these subnets inside. */
export const net = (subnets: Readonly<Record<string, Properties>>, ranges: readonly string[] = ["10.0.0.0/16"]) =>
  resource("virtualNetworks", "net", {
    addressSpace: { addressPrefixes: ranges },
    subnets: Object.entries(subnets).map(([name, properties]) => ({ name, properties })),
  });

export interface Card {
  readonly address?: string;
  readonly group?: string;
  readonly public?: string;
  readonly forwards?: boolean;
  readonly applications?: readonly string[];
  readonly pools?: readonly unknown[];
}

/** A machine with one interface in a subnet of `net`. */
export function machine(name: string, subnet: string, card: Card = {}): readonly Resource[] {
  const configuration = {
    subnet: id("virtualNetworks/subnets", "net", subnet),
    ...(card.address === undefined ? {} : { privateIPAllocationMethod: "Static", privateIPAddress: card.address }),
    ...(card.public === undefined ? {} : { publicIPAddress: id("publicIPAddresses", card.public) }),
    ...(card.applications === undefined
      ? {}
      : { applicationSecurityGroups: card.applications.map((a) => id("applicationSecurityGroups", a)) }),
    ...(card.pools === undefined ? {} : { loadBalancerBackendAddressPools: card.pools }),
  };
  return [
    resource("networkInterfaces", `${name}-nic`, {
      ipConfigurations: [{ name: "main", properties: configuration }],
      ...(card.forwards === undefined ? {} : { enableIPForwarding: card.forwards }),
      ...(card.group === undefined ? {} : { networkSecurityGroup: id("networkSecurityGroups", card.group) }),
    }),
    resource("Microsoft.Compute/virtualMachines", name, {
      networkProfile: { networkInterfaces: [id("networkInterfaces", `${name}-nic`)] },
    }),
  ];
}

/** `permit in 100 tcp 22 from *`, with `*` for anything. */
export function rules(name: string, list: readonly string[]): Resource {
  return resource("networkSecurityGroups", name, {
    securityRules: list.map((line, i) => {
      const [action, way, priority, protocol, port, , source, , destination = "*"] = line.split(" ");
      return {
        name: `rule${i}`,
        properties: {
          access: action === "permit" ? "Allow" : "Deny",
          direction: way === "in" ? "Inbound" : "Outbound",
          priority: Number(priority),
          protocol,
          sourcePortRange: "*",
          destinationPortRange: port,
          sourceAddressPrefix: source,
          destinationAddressPrefix: destination,
        },
      };
    }),
  });
}

export const publicAddress = (name: string, sku = "Standard") =>
  resource("publicIPAddresses", name, {}, { sku: { name: sku } });

/** One, or what belongs together. */
export type Written = Resource | readonly Resource[];

export function text(...resources: readonly Written[]): string {
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  return JSON.stringify({ $schema, contentVersion: "1.0.0.0", resources: resources.flat() }, null, 2);
}

/** The stack is called `az`. */
export function readResources(...resources: readonly Written[]): Read {
  return read({ sources: [{ document: { path: "az.json", text: text(...resources) } }] });
}

/** Where one packet goes: verdict, the things it meets there and back, and the codes of why not. */
export function way({ model }: Read, from: string, to: string, traffic: string) {
  const traced = trace(networkOf(model), { from, to, traffic });
  if ("problem" in traced) throw new Error(traced.problem);
  const { verdict, shown, reasons } = traced.answer;
  const nodes = (leg: Leg | null) => (leg?.hops.map(({ node }) => node.replace(/^az\//, "")) ?? []).join(" ");
  return {
    verdict,
    there: nodes(shown.forward),
    back: nodes(shown.back),
    codes: [...new Set(reasons.map(({ code }) => code))],
  };
}

/** What a subnet's packets go by, in order of contribution: `10.0.0.0/16 local (2)`. */
export function routesOf({ model }: Read, subnet: string): readonly string[] {
  return model.routes
    .filter(({ table }) => table.kind === "known" && table.value === `az/${subnet}#routes`)
    .map(({ to, next, preference }) => {
      const target = to.kind === "named" ? to.name : print(to, printPrefix);
      return `${target} ${nextText(next)} (${preference})`;
    })
    .sort();
}

function nextText(next: Next): string {
  switch (next.kind) {
    case "connected":
      return next.through === undefined ? "local" : next.through.replace(/^.*#/, "");
    case "interface":
      return next.interface.endsWith("#inside") ? "internet" : next.interface;
    case "gateway":
      return `by ${addressText(next.address)}`;
    case "choice":
      return "one of several";
    case "nowhere":
      return "nowhere";
    case "unknown":
      return `?${next.code}`;
  }
}

export function addressText(address: Address): string {
  return address.kind === "known"
    ? printIp(address.value)
    : address.kind === "assigned"
      ? `one of ${address.owner}`
      : "?";
}

/** Rules of a group in one subnet, in order, as far as people wrote them. */
export function rulesIn({ model }: Read, group: string, direction: "in" | "out", subnet: string, implied = false) {
  const filter = model.filters.get(`az/${group}#${direction}@az/net/${subnet}`);
  if (filter === undefined) throw new Error("there is no such list");
  return filter.rules.filter(({ origin }) => implied || origin.implied === undefined).map(printRule);
}

function printRule(rule: Rule): string {
  const { protocols, destinationPorts, sourcePorts, sources, destinations, doubt } = rule;
  const words = [
    print(rule.order, String),
    print(rule.action, String),
    ...(protocols ?? []).map((p) => print(p, protocolName)),
    ...(destinationPorts ?? []).map((p) => print(p, printPorts)),
    ...(sourcePorts ?? []).map((p) => `from port ${print(p, printPorts)}`),
    ...(sources === undefined ? [] : [`from ${setsText(sources)}`]),
    ...(destinations === undefined ? [] : [`to ${setsText(destinations)}`]),
    ...(doubt === undefined ? [] : ["perhaps"]),
  ];
  return words.join(" ");
}

/** Public space is many prefixes. */
function setsText(sets: readonly AddressSet[]): string {
  if (sets.length > 12) return "the internet";
  return sets
    .map((set) => (set.kind === "group" ? set.group : set.kind === "named" ? set.name : print(set, printPrefix)))
    .join(", ");
}

function print<T>(value: Value<T>, known: (value: T) => string): string {
  return value.kind === "known" ? known(value.value) : `?${value.code}`;
}

export const codesOf = ({ findings }: Read): readonly string[] => findings.map(({ code }) => code);
