/**
 * Values that the project file gives to parameters: text in which `${STACK.NAME}` stands for an output of that stack, else
 * for the reference of its resource (`NAME.Attribute` for an attribute). It is what a person copies from one console to
 * the next.
 */

import type { Given } from "../../contract/format.ts";
import { type Finding, found } from "../../finding/finding.ts";
import type { Span } from "../../source/document.ts";
import type { Datum, Part } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import type { Run } from "../evaluate/evaluator.ts";
import { nearest } from "../evaluate/nearest.ts";
import { partsOf, textOrUnknown } from "../evaluate/texts.ts";
import { parameterReference } from "./rules.ts";
import type { Stack } from "./stack.ts";

type Target =
  | { readonly stack: Stack; readonly name: string }
  | { readonly why: string; readonly meant: string | undefined };

interface Reference {
  readonly raw: string;
  readonly reference: string;
  readonly index: number;
  readonly at: Span;
}

export function interpolate(given: Given, stacks: readonly Stack[], run: Run): Datum {
  const parts: Part[] = [];
  const at: Span[] = [given.at];
  let end = 0;
  for (const { raw, reference, index, at: use } of referencesIn(given)) {
    parts.push(given.text.slice(end, index));
    end = index + raw.length;
    const target = targetOf(reference, stacks);
    if ("why" in target)
      parts.push(
        unknown(
          parameterReference.code,
          target.why,
          [use],
          "`${STACK.OUTPUT}` or `${STACK.RESOURCE}` of a stack that is read",
        ),
      );
    else {
      const value = run.name(target.name, target.stack, use);
      parts.push(...partsOf(value));
      at.push(...value.at);
    }
  }
  return textOrUnknown([...parts, given.text.slice(end)], at);
}

/** References that lead nowhere, whether or not anything uses the value. */
export function unknownReferences(given: Given, stacks: readonly Stack[], resource: string): readonly Finding[] {
  return referencesIn(given).flatMap(({ reference, at }) => {
    const target = targetOf(reference, stacks);
    if (!("why" in target)) return [];
    return [found(parameterReference, { data: { reference, ...target }, resource, at: [at] })];
  });
}

function referencesIn({ text: written, at }: Given): readonly Reference[] {
  let cursor = at.start;
  return [...written.matchAll(/\$\{([^{}]*)\}/g)].map(({ 0: raw, 1: reference = "", index }) => {
    const start = at.document.text.indexOf(raw, cursor);
    if (start < 0 || start >= at.end) return { raw, reference, index, at };
    cursor = start + raw.length;
    return { raw, reference, index, at: { document: at.document, start, end: cursor } };
  });
}

/** The longest stack name before a dot; stacks that are called after a file may hold dots themselves. */
function targetOf(reference: string, stacks: readonly Stack[]): Target {
  const owners = stacks.filter(({ scope }) => reference.startsWith(`${scope}.`));
  const [stack] = owners.sort((a, b) => b.scope.length - a.scope.length);
  if (stack === undefined) {
    const dot = reference.indexOf(".");
    const [head, tail] = dot < 0 ? [reference, ""] : [reference.slice(0, dot), reference.slice(dot)];
    const meant = nearest(
      head,
      stacks.map(({ scope }) => scope),
    );
    return { why: `there is no stack \`${head}\``, meant: meant === undefined ? undefined : `${meant}${tail}` };
  }
  const name = reference.slice(stack.scope.length + 1);
  if (stack.outputs.has(name)) return { stack, name: `Outputs/${name}` };
  if (stack.resources.has(name.split(".")[0] ?? "")) return { stack, name };
  const meant = nearest(name, [...stack.outputs.keys(), ...stack.resources.keys()]);
  const why = `stack \`${stack.scope}\` has neither an output nor a resource \`${name}\``;
  return { why, meant: meant === undefined ? undefined : `${stack.scope}.${meant}` };
}
