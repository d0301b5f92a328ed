/**
 * A host's own network into the model:
 *
 *   [template's segment] ── eth0 ─┐
 *                                 ├─ host ── table
 *   [docker0, inside the host] ───┘
 *
 * Devices that the template knows are its interfaces; every other one that has an address stands on a segment of its
 * own. What is beyond a tunnel or a further card was not read, so that a packet that goes there has an unknown end.
 */

import type { Lowered, Place } from "../../contract/vendor.ts";
import type { Builder } from "../../model/builder.ts";
import type { Key, Next } from "../../model/model.ts";
import { familyOf, offset, type Prefix, prefixesOverlap, printIp, samePrefix } from "../../net/ip.ts";
import type { Span } from "../../source/document.ts";
import { known, unknown } from "../../value/value.ts";
import type { Config, Device, HostRoute, Hop } from "./config.ts";
import { dockerBridge, dockerNetworks, loopback } from "./facts.ts";
import { match, type Matching } from "./match.ts";

interface Host {
  readonly place: Place;
  readonly devices: readonly Device[];
  readonly interfaces: Matching["interfaces"];
  readonly model: Builder;
}

export function lower(config: Config, place: Place, model: Builder): Lowered {
  const matching = match(config, place);
  // Files of which no device is the host's are another machine's.
  const contradict = place.interfaces.length > 0 && config.devices.some(({ kind }) => kind !== "loopback");
  const usable = matching.interfaces.size > 0 || !contradict;
  const shown = usable ? config : { ...config, devices: [], routes: [], states: [] };
  const bridge = config.docker === undefined ? [] : [defaultBridge(config.docker, shown, place)];
  const host: Host = { place, devices: [...shown.devices, ...bridge], interfaces: matching.interfaces, model };
  for (const device of host.devices) if (!matching.interfaces.has(device.name)) lowerDevice(host, device, shown.routes);
  for (const [i, route] of shown.routes.entries()) lowerRoute(host, route, i);
  for (const device of host.devices) lowerNear(host, device, shown);
  lowerLoopback(host, config);
  sayTaken(host, matching.taken);
  return { findings: matching.findings, states: shown.states, settled: matching.settled };
}

/** The first of Docker's networks that nothing on the host uses. */
function defaultBridge(said: Span, { routes, devices }: Config, { interfaces }: Place): Device {
  const used: readonly Prefix[] = [
    ...interfaces.flatMap(({ ranges }) => ranges.flatMap((r) => (r.kind === "known" ? [r.value] : []))),
    ...routes.map(({ to }) => to).filter(({ length }) => length > 0),
    ...devices.flatMap(({ addresses }) => addresses.map(({ network }) => network)),
  ];
  const network = dockerNetworks.find((n) => !used.some((u) => prefixesOverlap(n, u))) ?? (dockerNetworks[0] as Prefix);
  const ip = known(offset(network.first, 1), [said]);
  const implied =
    "Docker's default bridge takes the first of its address pools that the host does not use, unless it is configured otherwise";
  const addresses = [{ ip, network, noPrefixRoute: false, at: said }];
  return { name: dockerBridge, kind: "bridge", up: true, master: undefined, addresses, at: said, implied };
}

function keyOf({ place, interfaces }: Host, device: string): Key {
  return interfaces.get(device)?.key ?? `${place.node}#${device}`;
}

function originOf({ at, implied }: Device) {
  return { origin: { at: [at], ...(implied === undefined ? {} : { implied }) } };
}

const labels = { loopback: "loopback", card: "network", bridge: "bridge", tunnel: "tunnel" } as const;

function lowerDevice(host: Host, device: Device, routes: readonly HostRoute[]): void {
  const { place, model } = host;
  const reached = routes.flatMap(({ to, hops, at }) =>
    hops.some((h) => h.dev === device.name && h.gateway === undefined) ? [known(to, [at])] : [],
  );
  if (device.addresses.length === 0 && reached.length === 0) return;
  const key = keyOf(host, device.name);
  const name = `${place.name} ${device.name}`;
  const label = labels[device.kind];
  const from = originOf(device);
  const own = device.addresses.map(({ network, at }) => known(network, [at]));
  const ranges = [...own, ...reached.filter((r) => !own.some((o) => samePrefix(o.value, r.value)))];
  const nowhere = { region: known(""), account: known("") };
  model.domain(key, { name, label, ranges: own, cloud: "", ...nowhere, ...from });
  // What a tunnel or a card leads to is not all that its routes say: they are no range of this segment's.
  model.segment(key, {
    name,
    label,
    domain: key,
    ranges: device.kind === "bridge" ? ranges : own,
    listed: false,
    ...from,
  });
  model.interface(key, { node: place.node, segment: known(key), ...from });
  for (const { ip, at } of device.addresses) {
    const origin = device.implied === undefined ? { at: [at] } : from.origin;
    model.holding(`${key}#${printIp(ip.value)}`, { interface: key, address: ip, as: "own", origin });
  }
}

function lowerRoute(host: Host, route: HostRoute, index: number): void {
  const { place, model } = host;
  const { type, to, metric, hops, at, destination } = route;
  const key = `${place.node}#route${index}`;
  const common = { table: known(place.table), to: known(to, [at]), preference: metric, name: destination };
  if (type !== "unicast") {
    const why = `\`${place.name}\` has a route of type ${type} to ${destination}`;
    model.route(key, { ...common, next: { kind: "nowhere", code: `host.route.${type}`, why }, origin: { at: [at] } });
  }
  for (const [i, hop] of hops.entries()) {
    model.route(`${key}.${i}`, { ...common, next: nextOf(host, hop), origin: { at: [at] } });
  }
}

function nextOf(host: Host, { dev, gateway, at, unsupported }: Hop): Next {
  if (unsupported !== undefined) return unknown("host.route.unsupported", unsupported.why, [at]);
  const device = host.devices.find(({ name }) => name === dev);
  if (device === undefined) return unknown("host.device.unknown", "the route names no device that is known", [at]);
  const key = keyOf(host, device.name);
  if (host.interfaces.has(device.name))
    return gateway === undefined ? host.place.link(key) : host.place.gateway(gateway, key);
  if (device.kind === "loopback") return { kind: "nowhere", code: "host.address.loopback", why: inside(host) };
  if (device.kind === "bridge" && gateway === undefined) return { kind: "connected", through: key };
  const wanted = `the files of what is behind \`${device.name}\``;
  return unknown("host.device.beyond", `what is behind \`${device.name}\` was not read`, [at], wanted);
}

/** The routes that the kernel adds with each address; a file of routes shows them itself. */
function lowerNear(host: Host, device: Device, { states }: Config): void {
  const { place, model } = host;
  if (host.interfaces.has(device.name) || !device.up || device.kind === "loopback") return;
  for (const [i, { network, noPrefixRoute, at }] of device.addresses.entries()) {
    const family = familyOf(network.first);
    if (noPrefixRoute || (device.implied === undefined && states.includes(family))) continue;
    const implied = device.implied ?? "the kernel adds a route with each address";
    model.route(`${place.node}#${device.name}#near${i}`, {
      table: known(place.table),
      to: known(network, [at]),
      next: nextOf(host, { dev: device.name, gateway: undefined, source: undefined, at }),
      preference: family === 4 ? 0 : 256,
      origin: { at: [at], implied },
    });
  }
}

function lowerLoopback({ place, model, ...host }: Host, { docker }: Config): void {
  const at = [...(docker === undefined ? [] : [docker]), ...host.devices.map((d) => d.at)].slice(0, 1);
  for (const to of loopback) {
    model.route(`${place.node}#loopback${familyOf(to.first)}`, {
      table: known(place.table),
      to: known(to),
      next: { kind: "nowhere", code: "host.address.loopback", why: inside({ place }) },
      preference: 0,
      origin: { at, implied: "loopback addresses never leave a host" },
    });
  }
}

function inside({ place }: Pick<Host, "place">): string {
  return `loopback addresses never leave \`${place.name}\``;
}

function sayTaken({ place, model }: Host, taken: readonly Device[]): void {
  for (const { name, at } of taken) {
    model.assumption(`${place.node}#${name}#taken`, {
      code: "host.interface.taken",
      message: `\`${name}\` is the interface that the template gives \`${place.name}\`, as there is no other network card`,
      origin: { at: [at] },
    });
  }
}
