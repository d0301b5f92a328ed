/** Whether an expectation holds: asked as a trace, judged on every branch and in each direction. */

import type { Network } from "../forward/network.ts";
import type { Terms } from "../forward/walk/run.ts";
import type { Answer, Branch, Leg, Reason } from "../forward/trace.ts";
import type { Key } from "../model/model.ts";
import { type Problem, type Question, trace } from "./trace.ts";

export interface Expectation extends Question {
  readonly verdict: "reachable" | "blocked";
  /** Names that each direction must pass. */
  readonly through: readonly string[];
}

export interface Judged {
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  /** Null: nobody can say. */
  readonly holds: boolean | null;
  readonly reasons: readonly Reason[];
  readonly assumptions: readonly Key[];
}

export function judge(net: Network, expected: Expectation, terms: Terms = { every: true }): Judged | Problem {
  const traced = trace(net, expected, terms);
  if ("problem" in traced) return traced;
  const { answer } = traced;
  const verdict = verdictOf(answer);
  const { reasons, assumptions } = answer;
  if (verdict === "unknown") return { verdict, holds: null, reasons, assumptions };
  if (expected.verdict === "blocked") {
    return {
      verdict,
      holds: verdict === "blocked",
      reasons: verdict === "blocked" ? [] : arrivals(answer),
      assumptions,
    };
  }
  const past = expected.through.flatMap((name) => answer.branches.flatMap((b) => missing(b, name)));
  const holds = verdict === "reachable" && past.length === 0;
  return { verdict, holds, reasons: holds ? [] : [...reasons, ...past.slice(0, 1)], assumptions };
}

/** Blocked means that nothing arrives; what arrives and is not answered has arrived. */
function verdictOf({ verdict, branches }: Answer): Judged["verdict"] {
  if (verdict === "delivered") return "reachable";
  if (branches.some((b) => b.forward.verdict === "delivered")) return verdict === "unknown" ? "unknown" : "partly";
  return verdict === "dropped" ? "blocked" : verdict === "partly" ? "partly" : "unknown";
}

/** For what should be blocked: where the packet arrives, by the line that let it in. */
function arrivals({ branches }: Answer): readonly Reason[] {
  return branches.flatMap((branch): readonly Reason[] => {
    const last = branch.forward.verdict === "delivered" ? branch.forward.hops.at(-1) : undefined;
    if (last === undefined) return [];
    const decided = branch.forward.hops.findLast((h) => h.kind === "filter" || h.kind === "route-table") ?? last;
    const { origin } = decided;
    const message = `a packet arrives at \`${last.node}\`: ${decided.decision}`;
    return [
      { code: "expectation.packet.arrives", message, node: last.node, origin, further: [], direction: "forward" },
    ];
  });
}

function missing(branch: Branch, name: string): readonly Reason[] {
  const passes = (leg: Leg | null) => leg === null || leg.hops.some((h) => h.node === name || after(h.node) === name);
  const legs = [
    { direction: "forward" as const, leg: branch.forward },
    { direction: "back" as const, leg: branch.back },
  ];
  return legs.flatMap(({ direction, leg }): readonly Reason[] => {
    if (passes(leg)) return [];
    const hop = leg?.hops.find((h) => h.kind === "route-table") ?? leg?.hops[0];
    if (hop === undefined) return [];
    const way = direction === "forward" ? "the way in" : "the way back";
    const message = `${way} does not pass \`${name}\`: ${hop.decision}`;
    return [
      { code: "expectation.through.missing", message, node: hop.node, origin: hop.origin, further: [], direction },
    ];
  });
}

function after(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}
