/**
 * The law: on any network every witness of the flood walks as the flood says, and every walked packet lies in the
 * flood's sets. A network on which that fails is shrunk and printed; what it was is kept in `kept/`.
 */

import fc from "fast-check";
import type { Ranges } from "../../../net/ranges.ts";
import { ip } from "../../networks.suite.ts";
import type { Answer } from "../../trace.ts";
import type { Network } from "../../network.ts";
import { type Engines, held, type Held } from "../twins.suite.ts";
import { type Built, built } from "./built.suite.ts";
import type { Mutant } from "./mutants.suite.ts";
import { type Plan, plans, printPlan } from "./plan.suite.ts";

/** Values at which the rules and routes of a plan change their mind. */
const numbersOfInterest = [0, 1, 6, 17, 58, 8, 22, 53, 79, 80, 81, 90, 443, 1023, 1024, 40000, 65535];
const addressesOfInterest =
  "10.0.0.3 10.0.0.8 10.0.0.10 10.0.0.20 10.0.1.10 10.1.0.10 127.255.255.255 203.0.113.1 2001:db8::a 2001:db8:0:1::a";
const edges: Ranges = [...numbersOfInterest, ...addressesOfInterest.split(" ").map(ip)].map((v) => ({
  first: v,
  last: v,
}));

/** Marsaglia's xorshift: the same numbers for the same plan. */
export function numbers(salt: number): () => number {
  let x = (salt ^ 0x9e3779b9) | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

export interface Judged {
  readonly plan: Plan;
  readonly walks: readonly Answer[];
}

/** Everything that is wrong on one network, as lines. */
export function judge(
  { net, asked }: Built,
  salt: number,
  engines: Engines = { walked: net, flooded: net },
): { readonly lines: readonly string[]; readonly walks: readonly Answer[] } {
  const random = numbers(salt);
  const all = asked.map(({ text, starts }) => ({ text, ...held(engines, starts, edges, random) }));
  const lines = all.flatMap(({ text, disagreements }: Held & { text: string }) =>
    disagreements.map((d) => `${text}\n  packet ${d.packet}\n  walk   ${d.walk}\n  flood  ${d.flood}`),
  );
  return { lines, walks: all.flatMap((a) => a.walks) };
}

export interface Terms {
  readonly seed: number;
  readonly networks: number;
}

/** Throws with the smallest network that breaks the law, and how to keep it. */
export function law({ seed, networks }: Terms): readonly Judged[] {
  const judgedAll: Judged[] = [];
  const property = fc.property(plans, (plan) => {
    const { lines, walks } = judge(built(plan), plan.salt);
    judgedAll.push({ plan, walks });
    if (lines.length > 0) throw new Error(lines[0]);
  });
  const found = fc.check(property, { seed, numRuns: networks });
  if (!found.failed) return judgedAll;
  const [plan] = found.counterexample ?? [];
  if (plan === undefined) throw new Error("nothing failed");
  const error = found.errorInstance as Error;
  const told = attempt(() => judge(built(plan), plan.salt).lines[0]) ?? error.stack;
  throw new Error(
    `seed ${seed}, path ${found.counterexamplePath}, shrunk ${found.numShrinks} times:\n${told}\n\n` +
      `keep it as src/forward/flood/kept/NAME.txt:\n${printPlan(plan)}`,
  );
}

/** How many networks it took to find the mistake; undefined when none showed it. */
export function caught(corpus: readonly (Built & { readonly salt: number })[], plant: Plant): number | undefined {
  const at = corpus.findIndex((made, i) => {
    const engines = plant(made.net, made.salt, i);
    return engines !== undefined && judge(made, made.salt, engines).lines.length > 0;
  });
  return at < 0 ? undefined : at + 1;
}

export type Plant = (net: Network, salt: number, i: number) => Engines | undefined;

/** In the flood of one network, in the walk of the next. */
export function planted(mutant: Mutant): Plant {
  return (net, salt, i) => {
    const mistaken = mutant(net, salt);
    if (mistaken === undefined) return undefined;
    return i % 2 === 0 ? { walked: net, flooded: mistaken } : { walked: mistaken, flooded: net };
  };
}

export function corpusOf({ seed, networks }: Terms): readonly (Built & { readonly salt: number })[] {
  return fc.sample(plans, { seed, numRuns: networks }).map((plan) => ({ ...built(plan), salt: plan.salt }));
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
