/**
 * Microsoft.Network/networkInterfaces: stands in a subnet, on the machine that names it. Here both rule lists judge, the
 * subnet's and its own; inwards the subnet's first, outwards its own:
 *
 *   subnet ─▶ in: subnet's group, own group ─▶ machine ─▶ out: own group, subnet's group ─▶ subnet
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, reference } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { bind, map } from "../../../value/value.ts";
import { publish } from "../terms/addresses.ts";
import { hostTable } from "../terms/hosts.ts";
import { filterOf } from "../terms/keys.ts";
import { defaultOutbound, filtering, routing, template } from "../terms/pages.ts";
import { card as term, group, type GroupFacts, machine } from "../terms/terms.ts";
import { lowerClosed } from "./closed.ts";
import { type Configuration, configurations, ownAddresses, subnetOf } from "./configurations.ts";
import { outboundOf } from "./outbound.ts";

const properties = {
  group: reference("networkSecurityGroup.id", group),
  forwarding: flag("enableIPForwarding", { otherwise: false }),
  configurations,
};

export type Card = It<typeof properties>;

export const networkInterface = kind({
  term,
  label: "network interface",
  spelled: { arm: { type: "Microsoft.Network/networkInterfaces" } },
  properties,
  ignored: ["auxiliaryMode", "disableTcpStateTracking", "dnsSettings", "enableAcceleratedNetworking", "nicType"],
  attributes: (it) => ({
    ...Object.fromEntries(
      ownAddresses(it).map(({ address }, i) => [`ipConfigurations[${i}].properties.privateIPAddress`, address]),
    ),
    ...Object.fromEntries(
      ownAddresses(it).map(({ address }, i) => [`ipConfigurations[${i}].privateIPAddress`, address]),
    ),
  }),
  claims: [
    {
      text: "inwards the subnet's rule list judges first, then the interface's; outwards the other way round",
      evidence: filtering,
    },
    { text: "an interface takes in and sends only its own packets unless IP forwarding is on", evidence: routing },
    {
      text: "an address counts as fixed only where the allocation is Static",
      evidence: template("microsoft.network/networkinterfaces"),
    },
    {
      text: "all configurations of an interface stand in the subnet of the primary one",
      evidence: { assumed: "the pages ask for one network; interfaces in several subnets are not seen in practice" },
    },
    {
      text: "a machine without a public address has one for going out only if its subnet gives it, which older networks do and newer do not",
      evidence: defaultOutbound,
    },
  ],
  facts(it) {
    const own = ownAddresses(it);
    return {
      subnet: subnetOf(it),
      addresses: own.map((o) => o.address),
      hasPublic: it.configurations.some((c) => c.public !== undefined),
      forwards: it.forwarding,
    };
  },
  lower(it, model) {
    const { key } = it;
    const [holder] = it.referrers(machine, "cards");
    const node = holder?.key ?? lowerAlone(it, model);
    const subnet = subnetOf(it);
    const strict = it.forwarding.kind === "known" && it.forwarding.value ? {} : { strict: "its IP forwarding is off" };
    const called = holder === undefined ? {} : { name: it.name };
    model.interface(key, { node, segment: subnet.to, ...called, ...strict });
    for (const { suffix, address, configuration } of ownAddresses(it)) {
      const origin = { at: configuration?.at ?? it.origin.at };
      model.holding(`${key}#${suffix}`, { interface: key, address, as: "own", origin });
    }
    lowerGates(it, model);
    lowerClosed(it, model, subnetOf(it));
    lowerPublic(it, model);
  },
});

function lowerAlone(it: Card, model: Builder): Key {
  const nothing = "the interface is on no machine";
  const subnet = subnetOf(it);
  const node = model.node(`${it.key}#node`, {
    name: it.name,
    label: "network interface",
    kind: "interface",
    host: true,
    accepts: { nothing },
    forwards: { nothing },
  });
  hostTable(model, node, it.name, [subnet]);
  return node;
}

function lowerGates(it: Card, model: Builder): void {
  const subnet = subnetOf(it);
  const gate = (whose: "subnet" | "own", list: Ref<GroupFacts> | undefined) => {
    if (list === undefined) return;
    for (const direction of ["in", "out"] as const) {
      const filter = bind(subnet.to, (place) => map(list.to, (owner) => filterOf(owner, direction, place)));
      model.gate(`${it.key}#${whose}-${direction}`, {
        interface: it.key,
        direction,
        order: (whose === "subnet") === (direction === "in") ? 1 : 2,
        filters: [filter],
        memory: `${it.key}#${whose}`,
        origin: { at: list.at },
      });
    }
  };
  gate("subnet", subnet.facts.group);
  gate("own", it.group);
}

function lowerPublic(it: Card, model: Builder): void {
  const network = subnetOf(it).facts.network.to;
  for (const { suffix, address, configuration } of ownAddresses(it)) {
    if (configuration === undefined) continue;
    const to: Configuration["public"] = configuration.public;
    const key = `${it.key}#${suffix}`;
    const origin = { at: to?.at ?? configuration.at };
    if (to !== undefined) {
      publish(model, key, network, { private: address, public: to.facts.address, owner: to.name, origin });
      continue;
    }
    const outbound = outboundOf(it, configuration);
    if (outbound === undefined) continue;
    publish(model, key, network, { private: address, public: outbound, owner: it.name, outward: true, origin });
  }
}
