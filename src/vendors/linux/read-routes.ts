/** `ip -j route`, also with `-d` or `show table all`: the main table, next hops and all. */

import { everything, type Family, familyOf, parsePrefix, type Prefix, printIp } from "../../net/ip.ts";
import type { Document } from "../../source/document.ts";
import { fieldOf, plainText, type Tree } from "../../syntax/tree.ts";
import type { HostRoute, Hop, LeftOut, RouteType } from "./config.ts";
import { localTable, mainTable } from "./facts.ts";
import { addressIn, type Entry, listIn, numberIn, type Output, outputOf, textIn, wordsIn } from "./output.ts";
import { isLinkLocal } from "./read-devices.ts";
import { type Unsupported, unsupported } from "./unsupported.ts";

export interface Routes {
  readonly routes: readonly HostRoute[];
  readonly states: readonly Family[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: Output["findings"];
}

export function readRoutes(document: Document): Routes {
  const output = outputOf(document, "ip -j route");
  const leftOut: LeftOut[] = [];
  const routes = output.entries.flatMap((entry) => routeOf(entry, output, leftOut));
  // `ip -j route` alone prints IPv4 only, so that a file without IPv6 routes says nothing of them.
  const families = new Set(routes.map(({ to }) => familyOf(to.first)));
  const failed = output.findings.some(({ severity }) => severity === "error");
  if (families.size === 0 && !failed) families.add(4);
  return { routes, states: [...families], leftOut, findings: output.findings };
}

function routeOf(entry: Entry, output: Output, leftOut: LeftOut[]): readonly HostRoute[] {
  const { map } = entry;
  const destination = destinationOf(entry);
  const to = destination === undefined ? undefined : prefixOf(destination, map);
  if (destination === undefined || to === undefined) {
    output.wrong(map, "a route has a `dst`: a prefix, an address or `default`");
    return [];
  }
  const leave = (why: Unsupported): readonly HostRoute[] => {
    leftOut.push({ what: destination, why, at: map.at });
    return [];
  };
  const table = textIn(map, "table") ?? "main";
  const type = textIn(map, "type") ?? "unicast";
  if (localTable.has(table) || type === "local") return leave(unsupported.localTable);
  if (["broadcast", "multicast", "anycast"].includes(type)) return leave(unsupported.manyReceivers);
  if (isLinkLocal(to.first)) return leave(unsupported.linkLocal);
  if (!mainTable.has(table)) return leave(unsupported.otherTable);
  if (textIn(map, "tos") !== undefined && textIn(map, "encap") === undefined) return leave(unsupported.service);
  const metric = numberIn(map, "metric") ?? 0;
  if (type !== "unicast") {
    if (!isRouteType(type)) return leave(unsupported.routeType);
    return [{ type, to, destination, metric, hops: [], at: map.at }];
  }
  const several = listIn(map, "nexthops");
  const hops = (several.length > 0 ? several : [map]).flatMap((hop) => {
    if (wordsIn(hop, "flags").includes("dead")) {
      leftOut.push({ what: `${destination} dev ${textIn(hop, "dev") ?? "?"}`, why: unsupported.dead, at: hop.at });
      return [];
    }
    return [hopOf(hop, textIn(map, "from") ?? textIn(hop, "from"))];
  });
  return hops.length === 0 ? [] : [{ type, to, destination, metric, hops, at: map.at }];
}

/** With `encap ip` the tunnel's own far end is printed as a second `dst`, which hides the route's. */
function destinationOf({ map, lost }: Entry): string | undefined {
  const first = lost.find(({ key }) => key === "dst");
  return plainText(first?.value) ?? textIn(map, "dst");
}

function prefixOf(destination: string, map: Tree): Prefix | undefined {
  if (destination !== "default") return parsePrefix(destination)?.prefix;
  // Only IPv6 routes have a router preference; a gateway tells as well.
  const gateway = addressIn(map, "gateway") ?? addressIn(listIn(map, "nexthops")[0], "gateway");
  return everything(textIn(map, "pref") !== undefined || typeof gateway?.value === "bigint" ? 6 : 4);
}

function hopOf(hop: Tree, from: string | undefined): Hop {
  const dev = textIn(hop, "dev");
  const gateway = addressIn(hop, "gateway");
  const problem = problemOf(hop, from, dev === undefined && gateway === undefined);
  const source = addressIn(hop, "prefsrc");
  return { dev, gateway, source, at: hop.at, ...(problem === undefined ? {} : { unsupported: problem }) };
}

function problemOf(hop: Tree, from: string | undefined, nowhere: boolean): Unsupported | undefined {
  if (textIn(hop, "encap") !== undefined) return unsupported.encapsulated;
  if (fieldOf(hop, "via") !== undefined) return unsupported.otherFamily;
  if (from !== undefined) return unsupported.source;
  return nowhere ? unsupported.nextHop : undefined;
}

function isRouteType(type: string): type is RouteType {
  return ["blackhole", "unreachable", "prohibit", "throw"].includes(type);
}

/** As people write it: `default via 10.0.1.1 dev eth0`. */
export function hopText(destination: string, { gateway, dev }: Hop): string {
  const via = gateway === undefined ? "" : ` via ${printIp(gateway.value)}`;
  return `${destination}${via}${dev === undefined ? "" : ` dev ${dev}`}`;
}
