/** What the networks of a law were made of, told by what the walked packets met; a thing that no packet meets proves nothing. */

import { expect } from "vitest";
import { isSymbol, type Term } from "../../../packet/packet.ts";
import type { Answer, Hop, Reason, Verdict } from "../../trace.ts";

type Met = (hop: Hop) => boolean;

const six = (term: Term): boolean => typeof (isSymbol(term) ? term.within[0]?.first : term) === "bigint";
const assignedTo = (term: Term): boolean => isSymbol(term) && term.chooser === "deployment";

const byHop: Readonly<Record<string, Met>> = {
  NAT: (h) => /^source .* becomes /.test(h.decision),
  proxy: (h) => h.decision.startsWith("listener "),
  appliance: (h) => h.decision.startsWith("inspects "),
  ACL: (h) => h.kind === "acl",
  IPv6: (h) => six(h.packet.source),
  "stateful guard": (h) => h.kind === "guard",
  "outer packet": (h) => h.encapsulation.length > 0,
  "assigned address": (h) => assignedTo(h.packet.source) || assignedTo(h.packet.destination),
};

const byReason: Readonly<Record<string, (reason: Reason) => boolean>> = {
  loop: (r) => r.code === "path.loop",
  asymmetry: (r) => r.code === "path.asymmetric",
  "no healthy target": (r) => r.code === "balancer.target.unhealthy",
};

export const features = [...Object.keys(byHop), ...Object.keys(byReason)];
export const verdicts: readonly Verdict[] = ["delivered", "partly", "dropped", "unknown"];

/** Which of the features some packet of one network met. */
export function featuresIn(walks: readonly Answer[]): readonly string[] {
  const branches = walks.flatMap((w) => w.branches);
  const hops = branches.flatMap((b) => [...b.forward.hops, ...(b.back?.hops ?? [])]);
  const reasons = walks.flatMap((w) => w.reasons);
  return [
    ...Object.entries(byHop).flatMap(([name, met]) => (hops.some(met) ? [name] : [])),
    ...Object.entries(byReason).flatMap(([name, met]) => (reasons.some(met) ? [name] : [])),
  ];
}

export interface Coverage {
  readonly networks: number;
  readonly packets: number;
  /** Shares of the networks, 0 to 1. */
  readonly features: ReadonlyMap<string, number>;
  readonly verdicts: ReadonlyMap<Verdict, number>;
  /** Shares of the packets. */
  readonly fell: ReadonlyMap<Verdict, number>;
}

export function coverage(judged: readonly { readonly walks: readonly Answer[] }[]): Coverage {
  const asked = judged.map((j) => j.walks).filter((walks) => walks.length > 0);
  const packets = asked.flat();
  const met = asked.map((walks) => new Set(featuresIn(walks)));
  const share = (count: number, of: number) => (of === 0 ? 0 : count / of);
  const has = (walks: readonly Answer[], verdict: Verdict) => walks.some((w) => w.verdict === verdict);
  return {
    networks: asked.length,
    packets: packets.length,
    features: new Map(features.map((f) => [f, share(met.filter((m) => m.has(f)).length, asked.length)])),
    verdicts: new Map(verdicts.map((v) => [v, share(asked.filter((w) => has(w, v)).length, asked.length)])),
    fell: new Map(verdicts.map((v) => [v, share(packets.filter((w) => w.verdict === v).length, packets.length)])),
  };
}

export function printCoverage({ networks, packets, features: met, verdicts: in_, fell }: Coverage): string {
  const percent = (share: number | undefined) => `${Math.round(100 * (share ?? 0))} %`.padStart(5);
  const rows = [...met].map(([name, share]) => `  ${name.padEnd(18)}${percent(share)} of the networks`);
  const ends = verdicts.map(
    (v) => `  ${v.padEnd(18)}${percent(in_.get(v))} of the networks, ${percent(fell.get(v))} of the packets`,
  );
  return [`${networks} networks, ${packets} packets`, ...rows, ...ends].join("\n");
}

/** Below these shares a law says less than it seems to. */
export function expectCovered({ features: met, verdicts: in_ }: Coverage): void {
  const common = ["NAT", "proxy", "appliance", "loop", "ACL", "IPv6"];
  expect(common.filter((name) => (met.get(name) ?? 0) < 0.1)).toEqual([]);
  expect(verdicts.filter((v) => (in_.get(v) ?? 0) < 0.15)).toEqual([]);
}
