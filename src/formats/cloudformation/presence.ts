/** Whether a resource or an output is there: its condition, and that of the stack around it. */

import { type Field, fieldOf, plainText } from "../../syntax/tree.ts";
import { isUnknown, known, type Value } from "../../value/value.ts";
import { truth } from "../evaluate/functions.ts";
import type { Others, Stack } from "./stack.ts";

export function presenceOf({ value }: Field, stack: Stack, { run }: Others): Value<boolean> {
  const condition = fieldOf(value, "Condition");
  const name = plainText(condition?.value);
  if (condition === undefined || name === undefined) return known(true);
  const on = truth(run.name(`Conditions/${name}`, stack, condition.value.at));
  return isUnknown(on) ? { ...on, at: [condition.at, ...on.at] } : known(on, [condition.at]);
}

export function both(outer: Value<boolean>, inner: Value<boolean>): Value<boolean> {
  if (outer.kind === "known") return outer.value ? inner : outer;
  return inner.kind === "known" && !inner.value ? inner : outer;
}
