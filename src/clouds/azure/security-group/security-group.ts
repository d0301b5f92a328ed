/**
 * Microsoft.Network/networkSecurityGroups: a list of rules in the order of their priorities, for each direction one. It
 * judges at the interfaces of a subnet or of machines that name it. Six rules stand in each without a line saying so.
 */

import { type It, kind } from "../../../contract/kind.ts";
import type { Builder } from "../../../model/builder.ts";
import type { AddressSet, Key } from "../../../model/model.ts";
import { known, unknown } from "../../../value/value.ts";
import { filterOf } from "../terms/keys.ts";
import { filtering, groups } from "../terms/pages.ts";
import { defaultRoute, hostAddress, metadataAddress, networkTag, setsOf } from "../terms/tags.ts";
import { card, group as term, type GroupFacts, subnet, type SubnetFacts } from "../terms/terms.ts";

const properties = {};

type Group = It<typeof properties>;

export const securityGroup = kind({
  term,
  label: "network security group",
  spelled: { arm: { type: "Microsoft.Network/networkSecurityGroups" } },
  properties,
  ignored: ["defaultSecurityRules", "flushConnection"],
  claims: [
    { text: "rules are tried in the order of their priorities, and the first that matches decides", evidence: groups },
    {
      text: "after the user's rules come three for each direction: the network among itself, the load balancer's probes in and the internet out, and no to all else",
      evidence: groups,
    },
    { text: "answers to what one direction let pass are not judged by the other", evidence: groups },
    { text: "a group of a subnet judges what passes between machines of that subnet, too", evidence: filtering },
    { text: "what the platform serves by 168.63.129.16 and 169.254.169.254 is not judged", evidence: groups },
    { text: "where no group is named everything passes", evidence: filtering },
    {
      text: "rules judge private addresses: inwards after translation, outwards before",
      evidence: groups,
    },
  ],
  facts: factsOf,
  lower(it, model) {
    for (const { key, facts } of factsOf(it).places) {
      for (const direction of ["in", "out"] as const) lowerList(it, model, direction, key, facts);
    }
  },
});

/** Each subnet once, whether it names the group itself or one of its machines' interfaces does. */
function factsOf(it: Group): GroupFacts {
  return {
    get places() {
      const places = new Map<Key, SubnetFacts>();
      for (const { key, facts } of it.referrers(subnet, "group")) places.set(key, facts);
      for (const { facts } of it.referrers(card, "group")) {
        const { to, facts: where } = facts.subnet;
        if (to.kind === "known") places.set(to.value, where);
      }
      return [...places].map(([key, facts]) => ({ key, facts }));
    },
  };
}

function lowerList(it: Group, model: Builder, direction: "in" | "out", place: Key, facts: SubnetFacts): void {
  const filter = filterOf(it.key, direction, place);
  const { name } = it;
  const label = "network security group";
  model.filter(filter, { name, label, kind: "filter", otherwise: "deny" });
  const rule = (
    priority: number,
    called: string,
    action: "permit" | "deny",
    sides: { readonly sources?: readonly AddressSet[]; readonly destinations?: readonly AddressSet[] },
  ) => {
    const origin = { at: it.origin.at, implied: `default rule ${called}` };
    model.rule(`${filter}#${called}`, { filter, order: known(priority), action: known(action), ...sides, origin });
  };
  // The platform's own services are not the rules' to judge, but for tags of their own.
  const platform = [known(hostAddress), known(metadataAddress)];
  if (direction === "out") rule(0, "AllowPlatformOutBound", "permit", { destinations: platform });
  const inside = networkTag(facts);
  const side = direction === "in" ? "InBound" : "OutBound";
  rule(65_000, `AllowVnet${side}`, "permit", { sources: inside, destinations: inside });
  const own = defaultRoute(facts);
  if (own !== undefined) {
    const why = "whether the tag VirtualNetwork holds the destination of a default route is not documented";
    const doubt = unknown("filter.tag.default-route", why, own.at);
    const origin = { at: it.origin.at, implied: `default rule AllowVnet${side}` };
    const key = `${filter}#AllowVnet${side}#default-route`;
    model.rule(key, { filter, order: known(65_000), action: known("permit"), origin, doubt });
  }
  if (direction === "in") {
    const sources = setsOf(known("AzureLoadBalancer"), facts) ?? [];
    rule(65_001, "AllowAzureLoadBalancerInBound", "permit", { sources });
  } else rule(65_001, "AllowInternetOutBound", "permit", { destinations: setsOf(known("Internet"), facts) ?? [] });
  rule(65_500, `DenyAll${side}`, "deny", {});
}
