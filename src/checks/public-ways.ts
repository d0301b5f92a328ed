/** Public addresses that do not work: gateways without a way to the internet, hosts whose answers get lost. */

import { type Finding, found, type Saying } from "../finding/finding.ts";
import type { Network } from "../forward/network.ts";
import type { Branch } from "../forward/trace.ts";
import type { Pair } from "../model/model.ts";
import { isSymbol, termKey } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import { placesOf } from "../finding/places.ts";
import type { Probes, WayIn } from "./probes.ts";
import { wayOut } from "./way-out.ts";

export const gatewayUnreachable: Saying<{ readonly thing: string; readonly why: string }> = {
  code: "gateway.internet.unreachable",
  severity: "error",
  title: "a gateway or balancer for the internet has no way to it",
  page: `It has a public address, but the table of the subnet in which it stands leads its packets nowhere near the
internet's gateway, neither directly nor through an appliance. Nothing that depends on it works.

Give its subnet a default route to the internet's gateway, or to the endpoint or appliance that leads there.`,
  words: ({ thing, why }) => ({
    message: `\`${thing}\` has a public address and no way to the internet: ${why}`,
    fix: "give its subnet a default route to the internet's gateway, directly or through an appliance",
  }),
};

export const noReturn: Saying<{ readonly thing: string; readonly why: string }> = {
  code: "address.public.no-return",
  severity: "warning",
  title: "answers of something with a public address get lost",
  page: `Packets from the internet arrive at its public address, but the answers take another way, on which nobody knows the
session: the usual case is a default route to a gateway that translates addresses. No connection from outside comes
about.

If it is to be reached from the internet, its subnet needs a default route to the internet's gateway. If not, take the
public address away.`,
  words: ({ thing, why }) => ({
    message: `packets from the internet reach \`${thing}\`, its answers do not get back: ${why}`,
    fix: "take the public address away, or lead the subnet's default route to the internet's gateway",
  }),
};

export function findPublicWays(net: Network, probes: Probes): readonly Finding[] {
  return probes.into.flatMap((way) => (isGateway(net, way) ? unreachable(net, way) : lostAnswers(way)));
}

/** Whether its public address serves others. */
function isGateway(net: Network, { node }: WayIn): boolean {
  return net.portsOf(node.key) !== undefined || net.listenersOf(node.key).length > 0 || !node.host;
}

function unreachable(net: Network, { node, pair, works }: WayIn): readonly Finding[] {
  if (works) return [];
  const answer = wayOut(net, node, pair.inside);
  if (answer === undefined || answer.verdict === "unknown") return [];
  const { branches } = answer;
  if (branches.some((b) => leavesAs(net, b, pair))) return [];
  const reason = branches.flatMap((b) => b.reasons)[0];
  // The way leads through an inspection that does not work: that is a finding of its own.
  if (reason?.code.startsWith("balancer.") === true) return [];
  const why = reason?.message ?? "its packets leave under another address";
  const away = branches[0]?.forward.hops.find((h) => h.kind === "route-table")?.origin;
  const at = placesOf([node.origin, reason?.origin ?? away]);
  return [found(gatewayUnreachable, { data: { thing: node.name, why }, resource: node.name, at })];
}

/** The packet gets to the internet under the pair's own address. */
function leavesAs(net: Network, branch: Branch, pair: Pair): boolean {
  const last = branch.forward.hops.at(-1);
  const own = net.term(pair.outside);
  if (last === undefined || isUnknown(own)) return true;
  // Past the translation, the last hop is the internet itself.
  const source = last.packet.source;
  return termKey(source) === termKey(own) || (isSymbol(source) && isSymbol(own) && source.id === own.id);
}

function lostAnswers({ node, pair, arrives, works, lost }: WayIn): readonly Finding[] {
  if (!arrives || works || lost === undefined) return [];
  const { reason, route } = lost;
  const at = placesOf([pair.origin, route ?? reason.origin]);
  return [found(noReturn, { data: { thing: node.name, why: reason.message }, resource: node.name, at })];
}
