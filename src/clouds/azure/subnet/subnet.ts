/**
 * Microsoft.Network/virtualNetworks/subnets: a range of a network, written inside it or by itself. Its machines' packets
 * go by its own routes: the system's, and over them those of the table that it names. Among routes to the same prefix
 * the user's wins over the gateway's, and that over the system's.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, many, prefix, reference, required, word } from "../../../contract/property.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Next } from "../../../model/model.ts";
import { everything, type Prefix, prefixCovers, printPrefix } from "../../../net/ip.ts";
import { privateUse, sharedSpace } from "../../../net/special.ts";
import { known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { insideOf, lastName, platformOf, routerIn, routerOf, routesOf } from "../terms/keys.ts";
import { privateAddresses, routing, template } from "../terms/pages.ts";
import { preferences } from "../terms/preferences.ts";
import { defaultRoute, hostAddress, metadataAddress } from "../terms/tags.ts";
import { card, group, network, subnet as term, type SubnetFacts, table } from "../terms/terms.ts";

const properties = {
  network: required("parent", network),
  range: prefix("addressPrefix"),
  ranges: many(prefix("addressPrefixes")),
  group: reference("networkSecurityGroup.id", group),
  table: reference("routeTable.id", table),
  natGateway: word("natGateway.id"),
  defaultOutbound: flag("defaultOutboundAccess"),
};

type Subnet = It<typeof properties>;

export const subnet = kind({
  term,
  label: "subnet",
  spelled: {
    arm: [
      { type: "Microsoft.Network/virtualNetworks/subnets" },
      { inside: "Microsoft.Network/virtualNetworks", path: "subnets[]", parent: "network", named: "name" },
    ],
  },
  properties,
  ignored: [
    "delegations",
    "privateEndpointNetworkPolicies",
    "privateLinkServiceNetworkPolicies",
    "serviceEndpoints",
    "serviceEndpointPolicies",
  ],
  claims: [
    {
      text: "each subnet has routes to the network's ranges, to the internet, and to nowhere for private and shared space",
      evidence: routing,
    },
    {
      text: "the longest prefix decides, then the user's route, then the gateway's, then the system's",
      evidence: routing,
    },
    { text: "a user's default route takes the system's routes to nowhere away", evidence: routing },
    {
      text: "a network that holds one of these ranges whole takes the system's route to nowhere for it away",
      evidence: routing,
    },
    { text: "the first four addresses and the last of a subnet are reserved", evidence: privateAddresses },
    {
      text: "a subnet has one range or a list of them",
      evidence: template("microsoft.network/virtualnetworks/subnets"),
    },
    {
      text: "a network with a GatewaySubnet may have learned routes for private space from its gateway",
      evidence: { assumed: "gateways are not modelled yet, and what they learn no template of the network says" },
    },
  ],
  facts: factsOf,
  lower(it, model) {
    const { key, name } = it;
    const { ranges } = factsOf(it);
    const { to } = it.network;
    const domain = to.kind === "known" ? to.value : unknownNetwork(it, model, to);
    model.segment(key, { name, label: "subnet", domain, ranges, listed: true });
    if (to.kind === "unknown") return;
    const node = routerOf(to.value);
    model.interface(routerIn(key), { node, segment: known(key) });
    const written = it.written("table");
    const origin = written.length > 0 ? { at: written } : { at: it.origin.at, implied: "the system's own routes" };
    const routes = model.table(routesOf(key), {
      name: it.table?.name ?? `${name}/routes`,
      label: it.table === undefined ? "system routes" : "route table",
      kind: "route-table",
      node,
      origin,
    });
    model.selector(`${key}#selector`, { node, arriving: routerIn(key), table: known(routes), origin });
    systemRoutes(it, model, to.value, routes);
  },
});

function factsOf(it: Subnet): SubnetFacts {
  const at = [...it.written("range"), ...it.written("ranges")];
  const named = [...(it.range === undefined ? [] : [it.range]), ...it.ranges];
  const missing = unknown("subnet.range.missing", "no range is named", it.origin.at, "its addressPrefix");
  const { natGateway } = it;
  return {
    network: it.network,
    ranges: named.length > 0 ? named.map((r) => ({ ...r, at: [...at, ...r.at.slice(1)] })) : [missing],
    group: it.group,
    table: it.table,
    defaultOutbound: it.defaultOutbound,
    translated:
      natGateway === undefined
        ? undefined
        : unknown("kind.unmodelled", "the subnet's NAT gateway is not modelled", it.written("natGateway")),
    get cards() {
      return it.referrers(card, "configurations").map(({ facts }) => facts);
    },
  };
}

/** A network of which this subnet is all that is known. */
function unknownNetwork(it: Subnet, model: Builder, because: Unknown): Key {
  const { region, account } = it.scope;
  const { name } = it.network;
  const said = { name, label: "virtual network", ranges: [because], cloud: "azure", region, account };
  return model.domain(`${it.key}#network`, said);
}

function systemRoutes(it: Subnet, model: Builder, network: Key, routes: Key): void {
  const { ranges, peers, subnets } = it.network.facts;
  const route = (key: string, to: Value<Prefix>, next: Next, at = it.network.at) => {
    const origin = { at: to.at.length > 0 ? to.at : at, implied: "system route" };
    const preference = preferences.system;
    model.route(`${routes}#${key}`, { table: known(routes), to, next, preference, name: "system route", origin });
  };
  ranges.forEach((to, i) => route(`network${i}`, to, { kind: "connected" }));
  const crossing = unknown("kind.unmodelled", "how packets cross a peering of networks is not modelled", it.origin.at);
  peers.forEach((peer, i) => peer.facts.ranges.forEach((to, j) => route(`peer${i}-${j}`, to, crossing)));
  for (const family of [4, 6] as const) {
    route(`internet${family}`, known(everything(family)), { kind: "interface", interface: insideOf(network) });
  }
  for (const to of [hostAddress, metadataAddress]) {
    const next: Next = { kind: "connected", through: platformOf(network) };
    route(`platform-${printPrefix(to)}`, known(to), next, it.origin.at);
  }
  if (defaultRoute(factsOf(it)) !== undefined) return;
  const propagates = it.table?.facts.propagates;
  const gateway =
    subnets.some(({ name }) => lastName(name).toLowerCase() === "gatewaysubnet") &&
    !(propagates?.kind === "known" && !propagates.value);
  const learned = unknown(
    "route.gateway.unread",
    "the network has a subnet for a gateway, and which routes that has learned is not read",
    it.origin.at,
  );
  for (const block of [...privateUse, sharedSpace]) {
    if (ranges.some((range) => range.kind === "known" && prefixCovers(range.value, block))) continue;
    const why = `the system drops what is for ${printPrefix(block)} and lies in no network that is known here`;
    const nowhere: Next = { kind: "nowhere", code: "route.next.none", why };
    route(`none-${printPrefix(block)}`, known(block), gateway ? learned : nowhere, it.origin.at);
  }
}
