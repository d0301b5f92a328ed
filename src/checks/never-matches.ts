/** Routes for arrivals from the internet that no public address leads to. */

import { type Finding, found, type Saying } from "../finding/finding.ts";
import type { Network } from "../forward/network.ts";
import type { Key } from "../model/model.ts";
import { printPrefix } from "../net/ip.ts";
import { placesOf } from "../finding/places.ts";
import type { Probes } from "./probes.ts";

export const neverMatches: Saying<{ readonly route: string; readonly range: string }> = {
  code: "route.ingress.never-matches",
  severity: "note",
  title: "a route for arrivals from the internet can never match",
  page: `The internet's gateway delivers only to private addresses that have a public one in front of them. Nothing in this
route's range has one, so no arrival from the internet ever takes the route.

It does no harm. If something there was meant to be inspected on its way in, it is something that cannot be reached from
the internet at all; if something there is to be reached, give it a public address.`,
  words: ({ route, range }) => ({
    message: `\`${route}\` never matches: nothing in ${range} has a public address`,
    fix: "delete the route, or give something in its range a public address",
  }),
};

/** Judged by the floods: a route that no packet on any way in takes. */
export function findNeverMatching(net: Network, { taken }: Probes): readonly Finding[] {
  const tables = ingressTables(net);
  return net.model.routes.flatMap((route) => {
    if (route.table.kind === "unknown" || !tables.has(route.table.value)) return [];
    if (route.origin.implied !== undefined || taken.has(route.key)) return [];
    if (route.next.kind !== "interface" || route.to.kind !== "known") return [];
    const name = route.name ?? route.key;
    const data = { route: name, range: printPrefix(route.to.value) };
    return [found(neverMatches, { data, resource: name, at: placesOf([route.origin]).slice(0, 1) })];
  });
}

/** Tables that serve arrivals from a node which translates to the outside. */
function ingressTables(net: Network): ReadonlySet<Key> {
  const tables = new Set<Key>();
  for (const { arriving, table } of net.model.selectors) {
    const on = arriving === undefined ? undefined : net.interface(arriving);
    if (on === undefined || on.segment.kind === "unknown" || table.kind === "unknown") continue;
    const peers = net.interfacesOn(on.segment.value).filter((i) => i.key !== on.key);
    if (peers.some((i) => net.translationsOf(i.node).length > 0)) tables.add(table.value);
  }
  return tables;
}
