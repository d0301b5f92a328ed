/** A Linux host's own network in Linux's words: devices with addresses, and the routes of its main table. */

import type { Family, Ip, Prefix } from "../../net/ip.ts";
import type { Span } from "../../source/document.ts";
import type { Known } from "../../value/value.ts";
import type { Unsupported } from "./unsupported.ts";

/**
 * What stands behind a device: nothing but the host itself (loopback), a network of somebody else's (card), containers
 * and machines inside this host (bridge), or the far end of a tunnel.
 */
export type DeviceKind = "loopback" | "card" | "bridge" | "tunnel";

export interface Device {
  readonly name: string;
  readonly kind: DeviceKind;
  /** A device that is down keeps its addresses and loses its routes. */
  readonly up: boolean;
  /** The bridge or bond that it is a port of. */
  readonly master: string | undefined;
  readonly addresses: readonly DeviceAddress[];
  readonly at: Span;
  /** Why it is there, when no file shows it. */
  readonly implied?: string;
}

export interface DeviceAddress {
  readonly ip: Known<Ip>;
  /** What the kernel adds a route to when the address is added; of a peer, the peer's. */
  readonly network: Prefix;
  readonly noPrefixRoute: boolean;
  readonly at: Span;
}

export type RouteType = "unicast" | "blackhole" | "unreachable" | "prohibit" | "throw";

export interface HostRoute {
  readonly type: RouteType;
  readonly to: Prefix;
  /** As it stands in the file. */
  readonly destination: string;
  /** Lower wins; absent is 0. */
  readonly metric: number;
  /** Several: the kernel spreads flows over them. */
  readonly hops: readonly Hop[];
  readonly at: Span;
}

export interface Hop {
  readonly dev: string | undefined;
  readonly gateway: Known<Ip> | undefined;
  /** Preferred source address; tells which address the device has. */
  readonly source: Known<Ip> | undefined;
  readonly at: Span;
  /** Why nobody can say where it leads. */
  readonly unsupported?: Unsupported;
}

/** Something that is in the files and not in the model. */
export interface LeftOut {
  readonly what: string;
  readonly why: Unsupported;
  readonly at: Span;
}

export interface Config {
  readonly devices: readonly Device[];
  readonly routes: readonly HostRoute[];
  /** Families whose main table the routes file shows. */
  readonly states: readonly Family[];
  /** Whether there is a file from which the devices are known. */
  readonly shown: boolean;
  /** The line that says that Docker runs, where no file shows its bridge. */
  readonly docker: Span | undefined;
  readonly leftOut: readonly LeftOut[];
}
