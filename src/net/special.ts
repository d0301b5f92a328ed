/** Address blocks with a meaning of their own (IANA special-purpose address registries, RFC 6890). */

import { parsePrefix, type Prefix } from "./ip.ts";
import { type Ranges, rangesOf, subtract } from "./ranges.ts";

function block(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`not a prefix: ${text}`);
  return parsed.prefix;
}

/** RFC 1918. */
export const privateUse: readonly Prefix[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(block);

/** RFC 6598, between a carrier and its customers. */
export const sharedSpace: Prefix = block("100.64.0.0/10");

/** Never a source or destination on the public internet. */
export const notPublic: readonly Prefix[] = [
  ...privateUse,
  sharedSpace,
  ...["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"].map(block),
];

/** Addresses that a host on the public IPv4 internet can have. */
export const publicSpace: Ranges = subtract(rangesOf([block("0.0.0.0/0")]), rangesOf(notPublic));

/** RFC 4291 §2.4: 2000::/3 is what is assigned for global unicast. */
export const publicSpace6: Ranges = rangesOf([block("2000::/3")]);
