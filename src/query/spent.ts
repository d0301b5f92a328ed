/** The budget of a question. */

import type { Reason } from "../forward/trace.ts";
import type { Exhausted } from "../packet/limits.ts";
import type { Question } from "./trace.ts";

/** The sets grew beyond what a question may cost. */
export function spent({ to }: Question, { limit }: Exhausted): Reason {
  return {
    code: "question.budget.exhausted",
    message: `the question needs larger sets than its budget allows (${limit})`,
    node: to,
    origin: { at: [] },
    further: [],
    direction: "forward",
    wouldMakeItKnown: "the same question for less traffic or fewer ends",
  };
}
