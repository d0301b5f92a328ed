/**
 * The naive twin of `judge`: the same expectation judged by walks, branch by branch. Of branches that end alike a walk
 * shows one, so what it says of `through` is right only where none were merged.
 */

import type { Network } from "../forward/network.ts";
import type { Expectation, Judged } from "./expect.ts";
import { arrivals, missing, verdictOf } from "./explain.ts";
import { type Problem, trace } from "./trace.ts";

export function judgeByWalks(net: Network, expected: Expectation): Judged | Problem {
  const traced = trace(net, expected, {});
  if ("problem" in traced) return traced;
  const { answer } = traced;
  const verdict = verdictOf(answer);
  const { reasons, assumptions } = answer;
  const arriving = arrivals(answer);
  if (expected.verdict === "blocked") {
    if (arriving.length > 0) {
      return { verdict: verdict === "unknown" ? "partly" : verdict, holds: false, reasons: arriving, assumptions };
    }
    return { verdict, holds: verdict === "blocked" ? true : null, reasons: [], assumptions };
  }
  if (verdict === "unknown") return { verdict, holds: null, reasons, assumptions };
  const past = expected.through.flatMap((name) => answer.branches.flatMap((b) => missing(b, name)));
  const holds = verdict === "reachable" && past.length === 0;
  return { verdict, holds, reasons: holds ? [] : [...reasons, ...past.slice(0, 1)], assumptions };
}
