/**
 * Microsoft.Network/routeTables/routes: one line of a route table, written inside it or by itself. It is contributed to
 * the routes of every subnet that names the table.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { address, oneOf, prefix, required, word } from "../../../contract/property.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Next } from "../../../model/model.ts";
import { parsePrefix, printIp } from "../../../net/ip.ts";
import { known, unknown } from "../../../value/value.ts";
import { insideOf, routesOf } from "../terms/keys.ts";
import { routing, template } from "../terms/pages.ts";
import { preferences } from "../terms/preferences.ts";
import { type Placed, route as term, type SubnetFacts, table } from "../terms/terms.ts";

const types = ["VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"] as const;

const properties = {
  table: required("parent", table),
  range: prefix("addressPrefix"),
  said: word("addressPrefix"),
  type: oneOf("nextHopType", types),
  gateway: address("nextHopIpAddress"),
};

type Route = It<typeof properties>;

export const route = kind({
  term,
  label: "route",
  spelled: {
    arm: [
      { type: "Microsoft.Network/routeTables/routes" },
      { inside: "Microsoft.Network/routeTables", path: "routes[]", parent: "table", named: "name" },
    ],
  },
  properties,
  ignored: ["hasBgpOverride"],
  claims: [
    { text: "VnetLocal, Internet and None lead where the system's routes of that kind lead", evidence: routing },
    {
      text: "an appliance as next hop is named by its private address and may stand in any subnet of the network",
      evidence: routing,
    },
    {
      text: "a next hop whose address no interface has is a load balancer's or a firewall's",
      evidence: { assumed: "these are not modelled; if there is none, the route drops what it matches" },
    },
    {
      text: "a service tag may stand where the prefix is due",
      evidence: template("microsoft.network/routetables/routes"),
    },
  ],
  facts: (it) => ({ to: tagOf(it) === undefined ? it.range : undefined }),
  lower(it, model) {
    for (const subnet of it.table.facts.subnets) lowerIn(it, model, subnet);
  },
});

/** The service tag that stands in place of a prefix. */
function tagOf({ said }: Route): string | undefined {
  return said?.kind === "known" && parsePrefix(said.value) === undefined ? said.value : undefined;
}

function lowerIn(it: Route, model: Builder, { key, facts, doubt }: Placed<SubnetFacts>): void {
  const home = facts.network.to;
  if (home.kind === "unknown") return;
  const tag = tagOf(it);
  const missing = unknown("property.value.missing", "the route names no prefix", it.origin.at, "its addressPrefix");
  model.route(`${it.key}@${key}`, {
    table: known(routesOf(key)),
    to: tag === undefined ? (it.range ?? missing) : { kind: "named", name: tag, at: it.written("said") },
    next: nextOf(it, facts, home.value),
    preference: preferences.user,
    name: it.name,
    doubt: it.doubt ?? doubt,
  });
}

function nextOf(it: Route, subnet: SubnetFacts, network: Key): Next {
  const { type } = it;
  if (type === undefined) return missing(it, "next hop");
  if (type.kind === "unknown") return type;
  switch (type.value) {
    case "VnetLocal":
      return { kind: "connected" };
    case "Internet":
      return { kind: "interface", interface: insideOf(network) };
    case "None":
      return { kind: "nowhere", code: "route.next.none", why: `\`${it.name}\` drops what it matches` };
    case "VirtualNetworkGateway":
      return unknown("kind.unmodelled", "where a virtual network gateway sends packets is not modelled", type.at);
    case "VirtualAppliance":
      return applianceOf(it, subnet);
  }
}

function applianceOf(it: Route, { network }: SubnetFacts): Next {
  const { gateway } = it;
  if (gateway === undefined) return missing(it, "next hop's address");
  if (gateway.kind === "unknown") return gateway;
  const cards = network.facts.subnets.flatMap(({ facts }) => facts.cards);
  const held = cards.some(({ addresses }) => addresses.some((own) => same(own, gateway)));
  if (held) return { kind: "gateway", address: gateway };
  const which = gateway.kind === "known" ? printIp(gateway.value) : gateway.owner;
  const why = `no interface that was read has the next hop's address ${which}: a load balancer or a firewall may`;
  return unknown("route.gateway.unread", why, it.written("gateway"), "the interface that has this address");
}

function same(a: NonNullable<Route["gateway"]>, b: typeof a): boolean {
  if (a.kind === "known" && b.kind === "known") return a.value === b.value;
  return a.kind === "assigned" && b.kind === "assigned" && a.id === b.id;
}

function missing(it: Route, what: string): Next {
  return unknown("property.value.missing", `the route names no ${what}`, it.origin.at, `the route's ${what}`);
}
