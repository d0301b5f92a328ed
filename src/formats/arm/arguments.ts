/** What functions read out of their arguments, and how they tell a number or a truth. */

import { type Datum, literal, text } from "../../value/datum.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import type { CallSite } from "../evaluate/evaluator.ts";
import { invalid } from "../evaluate/functions.ts";
import { partsOf } from "../evaluate/texts.ts";

export function listFrom(datum: Datum): readonly Datum[] | undefined {
  return datum.kind === "list" ? datum.items : undefined;
}

export function numberAt(call: CallSite, index: number): number | Unknown {
  const datum = call.value(index);
  const digits = literal(datum);
  if (digits !== undefined && /^-?\d+$/.test(digits.trim())) return Number(digits);
  return partsOf(datum).find(isUnknown) ?? invalid(call, "needs a whole number");
}

export function told(answer: boolean | number, { at }: CallSite): Datum {
  return text(String(answer), [at]);
}
