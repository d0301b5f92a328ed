/** Every reason why packets do not get there and back, not only the first: from ends that went on past each. */

import { inOrder, reasonKey } from "../reasons.ts";
import type { Answer, Branch, Reason } from "../trace.ts";
import { type Box, type End, listOf } from "./state.ts";

/**
 * The answer, each dropped branch with the reasons of all that took the same choices and met its first one. `ends` are
 * the answer's own, branch by branch; `despite` those of the walk that went on.
 */
export function withEvery(answer: Answer, ends: readonly End[], despite: readonly End[]): Answer {
  const further = despite.map((end) => ({ box: end.state.box, reasons: reasonsOf(end) }));
  const branches = answer.branches.map((branch, i): Branch => {
    const own = ends[i];
    if (own === undefined || branch.verdict !== "dropped") return branch;
    const keys = new Set(branch.reasons.map(reasonKey));
    const same = further.filter(({ box, reasons }) => {
      return meets(own.state.box, box) && reasons.some((r) => keys.has(reasonKey(r)));
    });
    return { ...branch, reasons: inOrder([...branch.reasons, ...same.flatMap((f) => f.reasons)]) };
  });
  const shown = branches[answer.branches.indexOf(answer.shown)] ?? answer.shown;
  return { ...answer, branches, shown, reasons: inOrder(branches.flatMap((b) => b.reasons)) };
}

/** Everything that refused it, in order. */
export function reasonsOf({ state, reasons }: End): readonly Reason[] {
  return [...listOf(state.faults), ...reasons];
}

/** Whether some of one's choices are the other's. */
function meets(a: Box, b: Box): boolean {
  return [...a].every(([id, options]) => {
    const other = b.get(id);
    return other === undefined || [...options].some((option) => other.has(option));
  });
}
