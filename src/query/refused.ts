/** Why there is no packet to send at all, or nobody can say which. */

import type { Reason } from "../forward/trace.ts";
import type { Node, Origin } from "../model/model.ts";
import type { Family } from "../net/ip.ts";
import type { Unknown } from "../value/value.ts";

export interface Refused {
  readonly verdict: "dropped" | "unknown";
  readonly reason: Reason;
  /** The family of the address that nobody knows, where that is certain. */
  readonly family?: Family;
}

/** A thing whose address is not known yet. */
export function refusedFor(
  node: { readonly name: string; readonly origin: Origin },
  because: Unknown,
  what: string,
): Refused {
  const { code, why, at, wanted, family } = because;
  return {
    verdict: "unknown",
    ...(family === undefined ? {} : { family }),
    reason: {
      code,
      message: `${what}: ${why}`,
      node: node.name,
      origin: at.length > 0 ? { at } : node.origin,
      further: at.length > 0 ? [node.origin] : [],
      direction: "forward",
      ...(wanted === undefined ? {} : { wouldMakeItKnown: wanted }),
    },
  };
}

/** Whoever else may be in a set: nobody can say what packets come from or go to him. */
export function refusedAmong(name: string, others: readonly Unknown[]): readonly Refused[] {
  return others.map((why) => {
    const refused = refusedFor({ name, origin: { at: why.at } }, why, `who else is in \`${name}\``);
    return { ...refused, reason: { ...refused.reason, further: [] } };
  });
}

/** Of what only answers no packet comes first. */
export function noSession(node: Node): readonly Refused[] {
  if (node.starts === undefined) return [];
  const message = `\`${node.name}\` begins no session: ${node.starts.nothing}`;
  const place = { node: node.name, origin: node.origin, further: [], direction: "forward" } as const;
  return [{ verdict: "dropped", reason: { code: "host.session.none", message, ...place } }];
}

/** From the internet to what has no public address there is no packet to send. */
export function noPublicAddress(node: Node): Refused {
  return {
    verdict: "dropped",
    reason: {
      code: "address.public.none",
      message: `\`${node.name}\` has no public address`,
      node: node.name,
      origin: node.origin,
      further: [],
      direction: "forward",
    },
  };
}
