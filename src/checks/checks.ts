/** Findings about the network as a whole, computed from floods and never from the shape of a table. */

import type { Finding, Saying } from "../finding/finding.ts";
import type { Headers } from "../forward/flood/headers.ts";
import type { Network } from "../forward/network.ts";
import { rangeOverlap } from "../finding/overlap.ts";
import { asymmetric, findAsymmetric } from "./asymmetric.ts";
import { findHiddenNetworks } from "./hidden-networks.ts";
import { findIncomplete, incomplete } from "./incomplete.ts";
import { findLoops, loop } from "./loop.ts";
import { findNeverMatching, neverMatches } from "./never-matches.ts";
import { probe } from "./probes.ts";
import { findPublicWays, gatewayUnreachable, noReturn } from "./public-ways.ts";
import { findTargets, targetUnhealthy, targetUnreachable } from "./targets.ts";
import { findUninspected, uninspected } from "./uninspected.ts";

export const checkRules: readonly Saying<never>[] = [
  asymmetric,
  uninspected,
  loop,
  neverMatches,
  gatewayUnreachable,
  noReturn,
  targetUnhealthy,
  targetUnreachable,
  rangeOverlap,
  incomplete,
];

export function findings(net: Network, headers: Headers): readonly Finding[] {
  const probes = probe(net, headers);
  return [
    ...findAsymmetric(probes),
    ...findUninspected(net, probes),
    ...findLoops(probes),
    ...findNeverMatching(net, probes),
    ...findPublicWays(net, probes),
    ...findTargets(net, headers),
    ...findHiddenNetworks(net),
    ...findIncomplete(probes),
  ];
}
