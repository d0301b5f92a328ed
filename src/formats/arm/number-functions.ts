/** Functions on whole numbers and on truths (Azure, "Numeric", "Comparison" and "Logical functions for ARM templates"). */

import { type Datum, literal, text } from "../../value/datum.ts";
import { isUnknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { and, choose, equals, invalid, not, or, truth } from "../evaluate/functions.ts";
import { listFrom, numberAt, told } from "./arguments.ts";

const arithmetic =
  (work: (a: number, b: number) => number): Fn =>
  (call) => {
    const [a, b] = [numberAt(call, 0), numberAt(call, 1)];
    if (isUnknown(a)) return a;
    if (isUnknown(b)) return b;
    const result = Math.trunc(work(a, b));
    return Number.isFinite(result) ? told(result, call) : invalid(call, "divides by zero");
  };

const comparison =
  (holds: (order: number) => boolean): Fn =>
  (call) => {
    const [a, b] = [literal(call.value(0)), literal(call.value(1))];
    if (a === undefined || b === undefined) return numberAsUnknown(call);
    const numbers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b);
    return told(holds(numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0), call);
  };

function numberAsUnknown(call: CallSite): Datum {
  const [a, b] = [numberAt(call, 0), numberAt(call, 1)];
  return isUnknown(a) ? a : isUnknown(b) ? b : invalid(call, "compares what cannot be compared");
}

/** Of several numbers, or of a list of them. */
const extreme =
  (pick: (...numbers: number[]) => number): Fn =>
  (call) => {
    const data = call.args.flatMap((_, i) => listFrom(call.value(i)) ?? [call.value(i)]);
    const missing = data.find(isUnknown);
    if (missing !== undefined) return missing;
    const numbers = data.map((datum) => Number(literal(datum) ?? Number.NaN));
    if (numbers.length === 0 || numbers.some(Number.isNaN)) return invalid(call, "needs whole numbers");
    return told(pick(...numbers), call);
  };

const bool: Fn = (call) => {
  const word = literal(call.value(0));
  if (word === "1" || word === "0") return told(word === "1", call);
  const answer = truth(call.value(0));
  return typeof answer === "boolean" ? told(answer, call) : answer;
};

const int: Fn = (call) => {
  const number = numberAt(call, 0);
  return isUnknown(number) ? number : told(number, call);
};

export const numberFunctions: Readonly<Record<string, Fn>> = {
  add: arithmetic((a, b) => a + b),
  sub: arithmetic((a, b) => a - b),
  mul: arithmetic((a, b) => a * b),
  div: arithmetic((a, b) => a / b),
  mod: arithmetic((a, b) => a % b),
  min: extreme(Math.min),
  max: extreme(Math.max),
  int,
  bool,
  and,
  or,
  not,
  equals,
  if: choose,
  less: comparison((order) => order < 0),
  lessorequals: comparison((order) => order <= 0),
  greater: comparison((order) => order > 0),
  greaterorequals: comparison((order) => order >= 0),
  true: ({ at }) => text("true", [at]),
  false: ({ at }) => text("false", [at]),
  null: ({ at }) => ({ kind: "absent", at: [at] }),
};
