/** What is wrong with a template as a whole: keys that stand twice, expressions that are none, values given in vain. */

import { type Finding, found } from "../../finding/finding.ts";
import { duplicateFinding } from "../../syntax/duplicates.ts";
import type { Tree } from "../../syntax/tree.ts";
import { nearest } from "../evaluate/nearest.ts";
import { parameterUnknown } from "../evaluate/rules.ts";
import { expressionIn, parseExpression } from "./language.ts";
import { expressionInvalid } from "./rules.ts";
import type { Stack } from "./stack.ts";

/** Of a document that could not be read whole nothing is told: it may follow from that. */
export function faultsOf({ template, input }: Stack): readonly Finding[] {
  const { document, broken, duplicates, root } = template;
  if (broken || root === undefined) return [];
  return [
    ...duplicates.map((duplicate) => duplicateFinding(duplicate, document.path)),
    ...[...textsIn(root)].flatMap(({ text, at }) => {
      const source = expressionIn(text);
      if (source === undefined || parseExpression(source, at) !== undefined) return [];
      return [found(expressionInvalid, { data: { text }, resource: input.scope, at: [at] })];
    }),
  ];
}

/** Values for parameters that the template does not have. */
export function inVain({ template, input }: Stack): readonly Finding[] {
  if (template.broken) return [];
  const { scope, parameters } = input;
  const names = [...template.parameters.values()].map(({ key }) => key);
  return [...parameters].flatMap(([name, { at }]) => {
    if (template.parameters.has(name.toLowerCase())) return [];
    const data = { name, stack: scope, meant: nearest(name, names) };
    return [found(parameterUnknown, { data, resource: scope, at: [at] })];
  });
}

/** Words for people are no expressions. */
const prose = new Set(["metadata", "comments", "description"]);

function* textsIn(tree: Tree): Generator<Extract<Tree, { kind: "scalar" }>> {
  if (tree.kind === "scalar" && !tree.plain) yield tree;
  if (tree.kind === "list") for (const item of tree.items) yield* textsIn(item);
  if (tree.kind !== "map") return;
  for (const { key, value } of tree.entries) if (!prose.has(key.toLowerCase())) yield* textsIn(value);
}
