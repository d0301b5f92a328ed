/** An expectation's answer in words. */

import type { ExpectationReport } from "../../api/report.ts";

/** "expected reachable, is partly"; "reachable, but not as expected" where it passes something else. */
export function answerWords({ verdict, expected, holds }: ExpectationReport): string {
  if (holds === true) return verdict;
  return verdict === expected ? `${verdict}, but not as expected` : `expected ${expected}, is ${verdict}`;
}
