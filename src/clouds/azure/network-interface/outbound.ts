/**
 * With which public address a machine goes out that has none of its own: a NAT gateway's, a load balancer's, or one that
 * the cloud gives without being asked ("default outbound access"). None of these lets anything in.
 */

import { type Unknown, unknown } from "../../../value/value.ts";
import { machine } from "../terms/terms.ts";
import { type Configuration, subnetOf } from "./configurations.ts";
import type { Card } from "./network-interface.ts";

/** Undefined: none; what it sends out is dropped at the edge. */
export function outboundOf(it: Card, configuration: Configuration): Unknown | undefined {
  const { facts, name } = subnetOf(it);
  if (facts.translated !== undefined) return facts.translated;
  const [pool] = configuration.pools;
  if (pool !== undefined) {
    return unknown("kind.unmodelled", "with which address a load balancer's pool goes out is not modelled", pool.at);
  }
  // One public address on any of its interfaces, and the machine gets no other.
  const others = it.referrers(machine, "cards").flatMap((holder) => holder.facts.cards);
  if (others.some((other) => other.facts.hasPublic)) return undefined;
  const { defaultOutbound: said } = facts;
  if (said?.kind === "known" && !said.value) return undefined;
  if (said?.kind === "unknown") return said;
  const why =
    said === undefined
      ? "without a public address of its own it goes out only if its network is one that still gives it one"
      : "the address with which the cloud lets it go out is not modelled";
  const wanted = said === undefined ? `\`defaultOutboundAccess\` of \`${name}\`, or a public address` : undefined;
  return unknown("internet.outbound.unsaid", why, it.origin.at, wanted);
}
