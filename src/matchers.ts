/**
 * Matchers for Vitest and Jest: `expect.extend(matchers)`, then
 *
 *   expect(network).toReach("internet", "Web/LoadBalancer", "tcp/443");
 *   expect(network).not.toReach("internet", "Data/Database");
 *
 * Both are proven for every source, port and branch; what the templates do not say fails both.
 */

import type { Network } from "./api/library.ts";

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export interface ToReach {
  /** Names that both directions must pass. */
  readonly through?: string | readonly string[];
}

/** What `expect(network)` has more, for declarations: `interface Assertion<T> extends TielineMatchers<T> {}`. */
export interface TielineMatchers<R = unknown> {
  /** All of the traffic gets there and back on every branch; with `not`, none of it gets there. */
  toReach(from: string, to: string, traffic?: string, options?: ToReach): R;
}

function toReach(
  this: { readonly isNot?: boolean } | void,
  network: Network,
  from: string,
  to: string,
  traffic = "any",
  options: ToReach = {},
): MatcherResult {
  const isNot = this?.isNot === true;
  const verdict = isNot ? "blocked" : "reachable";
  const proof = network.prove({ from, to, traffic, verdict, ...(isNot ? {} : options) });
  // A runner turns the answer round for `not`.
  const pass = proof.holds === true ? !isNot : isNot;
  return {
    pass,
    message: () => `${from} -> ${to} ${traffic}: expected ${verdict}, is ${proof.verdict}\n\n${proof.text}`,
  };
}

export const matchers = { toReach };
