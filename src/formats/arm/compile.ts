/**
 * Trees to expressions. A text in brackets is an expression; `copy` inside an object makes properties that are lists, one
 * item for each turn of the loop (Azure, "Property iteration in ARM templates"). A tree is compiled once.
 */

import { plainText, type Scalar, type Table, type Tree } from "../../syntax/tree.ts";
import { text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import { constant, type Expression, type Property } from "../evaluate/expression.ts";
import { expressionIn, parseExpression, unescaped } from "./language.ts";
import { expressionInvalid } from "./rules.ts";
import { member } from "./template.ts";

const compiled = new WeakMap<Tree, Expression>();

export function compile(tree: Tree): Expression {
  const before = compiled.get(tree);
  if (before !== undefined) return before;
  const expression = compileTree(tree);
  compiled.set(tree, expression);
  return expression;
}

function compileTree(tree: Tree): Expression {
  switch (tree.kind) {
    case "scalar":
      return compileText(tree);
    case "null":
      return constant({ kind: "absent", at: [tree.at] });
    case "list":
      return { kind: "list", items: tree.items.map(compile), at: tree.at };
    case "map":
      return compileMap(tree);
  }
}

function compileText(scalar: Scalar): Expression {
  const { at } = scalar;
  const source = scalar.plain ? undefined : expressionIn(scalar.text);
  if (source === undefined) return constant(text(unescaped(scalar.text), [at]));
  const expression = parseExpression(source, at);
  if (expression !== undefined) return expression;
  return constant(
    unknown(expressionInvalid.code, "the expression is not well-formed", [at], "a well-formed expression"),
  );
}

/** A map without some of its keys. */
export function compileMap(tree: Table, without: ReadonlySet<string> = new Set()): Expression {
  const entries = tree.entries.flatMap(({ key, keyAt, value, at }): readonly Property[] => {
    if (without.has(key.toLowerCase())) return [];
    const loops = key.toLowerCase() === "copy" ? loopsOf(value) : undefined;
    return loops ?? [{ key, keyAt, value: compile(value), at }];
  });
  return { kind: "map", entries, at: tree.at };
}

/** Each makes one property; undefined for a property that is only called `copy`. */
function loopsOf(tree: Tree): readonly Property[] | undefined {
  if (tree.kind !== "list") return undefined;
  const loops = tree.items.map((loop): Property | undefined => {
    const name = plainText(member(loop, "name")?.value);
    const count = member(loop, "count")?.value;
    const input = member(loop, "input");
    if (name === undefined || count === undefined || input === undefined) return undefined;
    return { key: name, keyAt: loop.at, value: loopOf(name, count, input.value), at: loop.at };
  });
  return loops.every((loop) => loop !== undefined) ? loops : undefined;
}

export function loopOf(name: string, count: Tree, input: Tree): Expression {
  const label = constant(text(name, [count.at]));
  return { kind: "call", fn: "copy", args: [label, compile(count), compile(input)], at: input.at };
}
