/**
 * Microsoft.Network/virtualNetworks: an address space with one router in it and an edge to the internet, which every
 * network has without a line saying so. At the edge addresses are translated one to one:
 *
 *   router ─[edge]── link ──[inside]─ edge ─[outside]── internet
 */

import { type It, kind } from "../../../contract/kind.ts";
import { many, prefix } from "../../../contract/property.ts";
import { type Builder, internet } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { everything } from "../../../net/ip.ts";
import { known, unknown } from "../../../value/value.ts";
import { edgeOf, insideOf, linkOf, outsideOf, platformOf, publicPairsOf, routerOf } from "../terms/keys.ts";
import { groups, publicAddresses, routing, template } from "../terms/pages.ts";
import { lowerPlatform } from "./platform.ts";
import { network as term, type NetworkFacts, peering, subnet } from "../terms/terms.ts";

const properties = {
  ranges: many(prefix("addressSpace.addressPrefixes")),
};

export type Network = It<typeof properties>;

export const virtualNetwork = kind({
  term,
  label: "virtual network",
  spelled: { arm: { type: "Microsoft.Network/virtualNetworks" } },
  properties,
  ignored: ["dhcpOptions", "enableDdosProtection", "ddosProtectionPlan", "enableVmProtection", "flowTimeoutInMinutes"],
  claims: [
    { text: "subnets of a network reach each other without a line saying so", evidence: routing },
    { text: "every network has a way to the internet, unless a route says otherwise", evidence: routing },
    {
      text: "addresses are translated at the edge: a rule list sees private addresses in both directions",
      evidence: publicAddresses,
    },
    {
      text: "what comes from the internet is delivered by the network's ranges, whatever the subnets' routes say",
      evidence: { assumed: "routes are those of the sender's subnet, and the internet has none" },
    },
    {
      text: "168.63.129.16 and 169.254.169.254 are the platform's in every network, and nobody's on the internet",
      evidence: groups,
    },
    { text: "a network's ranges stand in addressSpace", evidence: template("microsoft.network/virtualnetworks") },
  ],
  facts: factsOf,
  lower(it, model) {
    const { key, name, scope } = it;
    const { region, account } = scope;
    const { ranges } = factsOf(it);
    model.domain(key, { name, label: "virtual network", ranges, cloud: "azure", region, account });
    model.node(routerOf(key), {
      name,
      label: "virtual network",
      kind: "router",
      host: false,
      accepts: { nothing: "the network's router serves nobody itself" },
      forwards: true,
    });
    lowerEdge(it, model);
    lowerPlatform(it, model);
    const table = model.table(`${key}#arrivals`, { name, label: "arrivals", kind: "router", node: routerOf(key) });
    const origin = { at: it.origin.at, implied: "what comes from outside goes by the network's ranges" };
    for (const arriving of [edgeOf(key), platformOf(key)]) {
      model.selector(`${arriving}#selector`, { node: routerOf(key), arriving, table: known(table), origin });
    }
    ranges.forEach((to, i) => {
      const next = { kind: "connected" } as const;
      model.route(`${table}#${i}`, { table: known(table), to, next, preference: 0, origin });
    });
  },
});

function factsOf(it: Network): NetworkFacts {
  const at = it.written("ranges");
  const missing = unknown("network.range.missing", "no range is named", it.origin.at, "its addressSpace");
  return {
    ranges: it.ranges.length > 0 ? it.ranges.map((r) => ({ ...r, at: [...at, ...r.at.slice(1)] })) : [missing],
    get subnets() {
      return it.referrers(subnet, "network");
    },
    get peers() {
      return it.referrers(peering, "network").map(({ facts }) => facts.remote);
    },
  };
}

function lowerEdge(it: Network, model: Builder): void {
  const { key } = it;
  const name = `${it.name}/internet`;
  const node: Key = `${key}#internet`;
  const origin = { at: it.origin.at, implied: "every virtual network has a way to the internet" };
  model.segment(linkOf(key), { name, label: "link to the internet", domain: key, ranges: [], listed: false, origin });
  model.interface(edgeOf(key), { node: routerOf(key), segment: known(linkOf(key)), origin });
  model.node(node, {
    name,
    label: "internet edge",
    kind: "internet-gateway",
    host: false,
    accepts: { nothing: "the network's edge has no address of its own" },
    forwards: true,
    origin,
  });
  model.interface(insideOf(key), { node, segment: known(linkOf(key)), origin });
  model.interface(outsideOf(key), { node, segment: known(internet.segment), origin });
  model.rewrite(publicPairsOf(key), {
    kind: "pairs",
    name,
    label: "internet edge",
    node,
    outside: outsideOf(key),
    otherwise: { nothing: "has no public address", code: "address.public.none" },
    origin,
  });
  const table = model.table(`${node}#table`, { name, label: "internet edge", kind: "internet-gateway", node, origin });
  model.selector(`${node}#selector`, { node, table: known(table), origin });
  factsOf(it).ranges.forEach((to, i) => {
    const next = { kind: "interface", interface: edgeOf(key) } as const;
    model.route(`${table}#inwards${i}`, { table: known(table), to, next, preference: 0, origin });
  });
  for (const family of [4, 6] as const) {
    const next = { kind: "connected", through: outsideOf(key) } as const;
    const to = known(everything(family));
    model.route(`${table}#outwards${family}`, { table: known(table), to, next, preference: 0, origin });
  }
}
