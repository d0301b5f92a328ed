/** What the files may say and the model does not take, each with its reason. `matters`: an answer may depend on it. */

export interface Unsupported {
  readonly why: string;
  readonly matters: boolean;
}

const harmless = (why: string): Unsupported => ({ why, matters: false });
const missed = (why: string): Unsupported => ({ why, matters: true });

export const unsupported = {
  loopback: harmless("loopback addresses never leave the host"),
  linkLocal: harmless("link-local addresses are never routed"),
  localTable: harmless("the local table follows from the addresses, which are delivered to the host itself"),
  manyReceivers: harmless("broadcast and multicast are not modelled"),
  noAddress: harmless("the device has no address, so that no packet is addressed or routed by it"),
  dead: harmless("the next hop is dead, so that the kernel does not use it"),
  otherTable: missed("the table is used only where `ip rule` says so, and the rules are not read"),
  service: missed("the route serves only packets of one type of service, and packets without one are asked about"),
  encapsulated: missed("the route puts packets into others, and what becomes of these is not modelled"),
  otherFamily: missed("the gateway is of another family than the route"),
  source: missed("the route serves only some source addresses"),
  nextHop: missed("the next hop is an object whose content is not printed"),
  routeType: missed("routes of this type are not modelled"),
} satisfies Record<string, Unsupported>;
