/** Numbers and names that Linux and Docker have. */

import { type Prefix, parsePrefix, prefixOf } from "../../net/ip.ts";
import { rangesOf, type Ranges } from "../../net/ranges.ts";

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`not a prefix: ${text}`);
  return parsed.prefix;
}

/** RFC 1122 §3.2.1.3 (g), RFC 4291 §2.5.3: addresses that never appear outside a host. */
export const loopback: readonly Prefix[] = [prefix("127.0.0.0/8"), prefix("::1/128")];

/** RFC 4291 §2.5.6, RFC 3927: of one link, never routed. */
export const linkLocal6: Prefix = prefix("fe80::/10");

/** The name that Docker gives its default bridge. */
export const dockerBridge = "docker0";

/** Docker's built-in `default-address-pools`, cut into the networks it hands out, in its order. */
export const dockerNetworks: readonly Prefix[] = [
  ...Array.from({ length: 15 }, (_, i) => prefixOf(((172 << 24) >>> 0) + ((17 + i) << 16), 16)),
  ...Array.from({ length: 16 }, (_, i) => prefixOf(((192 << 24) >>> 0) + (168 << 16) + (i << 12), 20)),
];

/** The main table, by name and by number (`/etc/iproute2/rt_tables`), and the one that the kernel keeps itself. */
export const mainTable: ReadonlySet<string> = new Set(["main", "254"]);
export const localTable: ReadonlySet<string> = new Set(["local", "255"]);

export const loopbackRanges: Ranges = rangesOf(loopback);
