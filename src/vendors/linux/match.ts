/**
 * Which device of the files is which interface of the template: the one that has its address; where the address is left
 * to the deployment, the one that has an address of that range; else the only network card, if there is only one.
 */

import type { Place, Standing } from "../../contract/vendor.ts";
import { type Finding, found } from "../../finding/finding.ts";
import { type Ip, inPrefix, printIp } from "../../net/ip.ts";
import { contains } from "../../net/ranges.ts";
import type { Address, Known } from "../../value/value.ts";
import type { Config, Device, DeviceAddress } from "./config.ts";
import { addressForeign, interfaceUnmatched } from "./rules.ts";

export interface Matching {
  /** Interfaces of the template by the name of their device. */
  readonly interfaces: ReadonlyMap<string, Standing>;
  /** Devices that were taken because no other could be it. */
  readonly taken: readonly Device[];
  readonly settled: ReadonlyMap<string, Known<Ip>>;
  readonly findings: readonly Finding[];
}

export function match(config: Config, place: Place): Matching {
  const interfaces = new Map<string, Standing>();
  const taken: Device[] = [];
  const free = () => config.devices.filter(({ name, kind }) => kind !== "loopback" && !interfaces.has(name));
  const open = () => place.interfaces.filter((s) => ![...interfaces.values()].includes(s));

  for (const standing of place.interfaces) {
    const device = free().find((d) => standing.addresses.some((a) => a.kind === "known" && has(d, a.value)));
    if (device !== undefined) interfaces.set(device.name, standing);
  }
  for (const standing of open()) {
    const fitting = free().filter((d) => d.addresses.some((a) => mayBe(standing, a)));
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) interfaces.set(only.name, standing);
  }
  const cards = free().filter((d) => d.kind === "card" && d.master === undefined);
  const [card] = cards;
  const [last] = open();
  if (
    card !== undefined &&
    cards.length === 1 &&
    last !== undefined &&
    open().length === 1 &&
    !contradicts(card, last)
  ) {
    interfaces.set(card.name, last);
    taken.push(card);
  }
  return {
    interfaces,
    taken,
    settled: settledBy(config, interfaces),
    findings: [
      ...(config.shown ? open().flatMap((s) => unmatched(s, place)) : []),
      ...foreign(config, interfaces, place),
    ],
  };
}

function has({ addresses }: Device, ip: Ip): boolean {
  return addresses.some((a) => a.ip.value === ip);
}

/** Whether a device's address can be one that the template leaves open. */
function mayBe({ addresses, ranges }: Standing, { ip }: DeviceAddress): boolean {
  return addresses.some((a) => {
    if (a.kind === "assigned") return contains(a.within, ip.value);
    return a.kind === "unknown" && ranges.some((r) => r.kind === "known" && inPrefix(r.value, ip.value));
  });
}

/** A card with addresses of which the interface can have none. */
function contradicts(card: Device, { addresses }: Standing): boolean {
  return card.addresses.length > 0 && addresses.length > 0 && addresses.every(({ kind }) => kind !== "unknown");
}

/** What the files say of addresses that the template leaves to the deployment, where only one can be meant. */
function settledBy(config: Config, interfaces: Matching["interfaces"]): ReadonlyMap<string, Known<Ip>> {
  const settled = new Map<string, Known<Ip>>();
  for (const { name, addresses } of config.devices) {
    const open = interfaces.get(name)?.addresses.filter((a) => a.kind === "assigned") ?? [];
    const [only] = open;
    const fitting = addresses.filter(({ ip }) => only !== undefined && contains(only.within, ip.value));
    const [own] = fitting;
    if (only !== undefined && open.length === 1 && own !== undefined && fitting.length === 1)
      settled.set(only.id, { kind: "known", value: own.ip.value, at: [...only.at, ...own.ip.at] });
  }
  return settled;
}

function unmatched({ addresses }: Standing, { name }: Place): readonly Finding[] {
  const [first] = addresses;
  if (first === undefined) return [];
  const data = { host: name, address: addressText(first) };
  return [found(interfaceUnmatched, { data, resource: name, at: first.at.slice(0, 1) })];
}

function addressText(address: Address): string {
  if (address.kind === "known") return printIp(address.value);
  return address.kind === "assigned" ? "an address of its subnet" : "the address of its template";
}

/** Further addresses of a template's interface, of which the network outside knows nothing. */
function foreign(config: Config, interfaces: Matching["interfaces"], { name: host }: Place): readonly Finding[] {
  return config.devices.flatMap(({ name: device, addresses }) => {
    const standing = interfaces.get(device);
    if (standing === undefined) return [];
    return addresses
      .filter(
        (a) => !standing.addresses.some((s) => s.kind === "known" && s.value === a.ip.value) && !mayBe(standing, a),
      )
      .map(({ ip, at }) =>
        found(addressForeign, { data: { host, address: printIp(ip.value), device }, resource: host, at: [at] }),
      );
  });
}
