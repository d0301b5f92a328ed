/** Both files and the project file's word for Docker, as one configuration. */

import type { ReadDevice, Told } from "../../contract/vendor.ts";
import { type Finding, found } from "../../finding/finding.ts";
import { type Ip, inPrefix, type Prefix } from "../../net/ip.ts";
import type { Config, Device, HostRoute, LeftOut } from "./config.ts";
import { dockerBridge } from "./facts.ts";
import { kindOf, readDevices } from "./read-devices.ts";
import { hopText, readRoutes } from "./read-routes.ts";
import { lineUnsupported } from "./rules.ts";

export function read({ documents, options }: Told): ReadDevice<Config> {
  const [addressFile, routeFile] = [documents.get("addresses"), documents.get("routes")];
  const fromAddresses = addressFile === undefined ? undefined : readDevices(addressFile);
  const fromRoutes = routeFile === undefined ? undefined : readRoutes(routeFile);
  const routes = fromRoutes?.routes ?? [];
  const known = fromAddresses?.devices ?? [];
  const devices = [...known, ...named(routes, known)];
  const leftOut = [...(fromAddresses?.leftOut ?? []), ...(fromRoutes?.leftOut ?? [])];
  const docker = options.get("docker");
  return {
    config: {
      devices,
      routes,
      states: fromRoutes?.states ?? [],
      shown: devices.length > 0,
      docker: devices.some(({ name }) => name === dockerBridge) ? undefined : docker,
      leftOut,
    },
    findings: [...(fromAddresses?.findings ?? []), ...(fromRoutes?.findings ?? []), ...missed(leftOut, routes)],
  };
}

/** Devices of which only the routes speak; the preferred source of a route is an address of its device. */
function named(routes: readonly HostRoute[], known: readonly Device[]): readonly Device[] {
  const byName = new Map<string, Device>();
  for (const { hops, to } of routes) {
    for (const { dev, source, gateway, at } of hops) {
      if (dev === undefined || known.some(({ name }) => name === dev)) continue;
      const device = byName.get(dev) ?? {
        name: dev,
        kind: kindOf(dev, undefined),
        up: true,
        master: undefined,
        addresses: [],
        at,
      };
      const has = source === undefined || device.addresses.some(({ ip }) => ip.value === source.value);
      // The kernel's own route of an address shows the network that the address was added with.
      const near = source !== undefined && gateway === undefined && to.length > 0 && inPrefix(to, source.value);
      const own = has ? [] : [{ ip: source, network: near ? to : hostOf(source.value), noPrefixRoute: true, at }];
      byName.set(dev, { ...device, addresses: [...device.addresses, ...own] });
    }
  }
  return [...byName.values()];
}

function hostOf(ip: Ip): Prefix {
  return { first: ip, length: typeof ip === "number" ? 32 : 128 };
}

function missed(leftOut: readonly LeftOut[], routes: readonly HostRoute[]): readonly Finding[] {
  const hops = routes.flatMap(({ destination, hops: all }) =>
    all.flatMap((hop) =>
      hop.unsupported === undefined ? [] : [{ what: hopText(destination, hop), why: hop.unsupported, at: hop.at }],
    ),
  );
  return [...leftOut, ...hops]
    .filter(({ why }) => why.matters)
    .map(({ what, why, at }) =>
      found(lineUnsupported, { data: { what, why: why.why }, resource: at.document.path, at: [at] }),
    );
}
