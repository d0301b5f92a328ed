/**
 * Trees to expressions. A function is a map with the one key `Ref`, `Condition` or `Fn::…`, or a tag such as `!Sub`; what
 * it is given becomes its arguments. Names are compiled to `Name` (a parameter, a pseudo parameter, a resource),
 * `Name.Attribute` and `Conditions/Name`: logical ids hold neither dots nor slashes, so these never meet.
 */

import type { Span } from "../../source/document.ts";
import { plainText, type Table, type Tree } from "../../syntax/tree.ts";
import { unknown } from "../../value/value.ts";
import { constant, type Expression, type Property } from "../evaluate/expression.ts";
import { compileSub, compileText, reference } from "./interpolation.ts";

export function compile(tree: Tree): Expression {
  if (tree.tag !== undefined) return compileTagged(tree, tree.tag);
  switch (tree.kind) {
    case "scalar":
      return compileText(tree);
    case "null":
      return constant({ kind: "absent", at: [tree.at] });
    case "list":
      return { kind: "list", items: tree.items.map(compile), at: tree.at };
    case "map": {
      const [only, ...others] = tree.entries;
      if (only === undefined || others.length > 0 || !isFunction(only.key, only.value)) return compileMap(tree);
      return compileFunction(only.key, only.value, tree.at);
    }
  }
}

/** As a map, whatever its keys are. A macro or a loop among them is a property that nobody knows. */
export function compileMap(tree: Table): Expression {
  const entries = tree.entries.map(({ key, keyAt, value, at }): Property => {
    const macro = key === "Fn::Transform" || key.startsWith("Fn::ForEach::");
    return { key, keyAt, value: macro ? compileFunction(key, value, at) : compile(value), at };
  });
  return { kind: "map", entries, at: tree.at };
}

/** `Condition` is also a key of policies, whose value is a map. */
function isFunction(key: string, value: Tree): boolean {
  return key === "Ref" || key.startsWith("Fn::") || (key === "Condition" && value.kind === "scalar");
}

/** `!Sub` is short for `Fn::Sub`, but `!Ref` and `!Condition` for themselves. */
function compileTagged(tree: Tree, tag: string): Expression {
  const name = tag.slice(1);
  const given: Tree = { ...tree, tag: undefined };
  return compileFunction(name === "Ref" || name === "Condition" ? name : `Fn::${name}`, given, tree.at);
}

function compileFunction(fn: string, given: Tree, at: Span): Expression {
  switch (fn) {
    case "Ref":
    case "Condition": {
      const name = plainText(given);
      // With AWS::LanguageExtensions the name itself may be worked out.
      if (fn === "Ref" && isWorkedOut(given)) return { kind: "call", fn, args: [compile(given)], at };
      if (name === undefined) return malformed(fn, "takes one name", at);
      if (fn === "Condition") return { kind: "name", name: `Conditions/${name}`, at };
      return name.includes(".") ? malformed(fn, "takes no attribute: write `Fn::GetAtt`", at) : reference(name, at);
    }
    case "Fn::GetAtt":
      return compileAttribute(given, at);
    case "Fn::Sub":
      return compileSub(given, at, compile) ?? malformed(fn, "takes a text, or a text and a map of its variables", at);
    case "Fn::If":
      return compileIf(given, at);
    default:
      if (fn.startsWith("Fn::ForEach::")) return { kind: "call", fn: "Fn::ForEach", args: [], at };
      return { kind: "call", fn, args: argumentsOf(fn, given), at };
  }
}

function isWorkedOut(given: Tree): boolean {
  return given.kind === "map" || (given.kind !== "null" && given.tag !== undefined);
}

/** Functions of one argument, which may be a list that is written out. */
const unary = new Set([
  "Fn::Length",
  "Fn::ToJsonString",
  "Fn::Base64",
  "Fn::GetAZs",
  "Fn::ImportValue",
  "Fn::Transform",
]);

function argumentsOf(fn: string, given: Tree): readonly Expression[] {
  const several = given.kind === "list" && given.tag === undefined && !unary.has(fn);
  return several ? given.items.map(compile) : [compile(given)];
}

/** The first argument is the name of a condition, as a bare text. */
function compileIf(given: Tree, at: Span): Expression {
  const [condition, ...branches] = given.kind === "list" ? given.items : [];
  if (condition === undefined || branches.length !== 2) {
    return malformed("Fn::If", "takes a condition and two values", at);
  }
  const name = plainText(condition);
  const asked: Expression =
    name === undefined ? compile(condition) : { kind: "name", name: `Conditions/${name}`, at: condition.at };
  return { kind: "call", fn: "Fn::If", args: [asked, ...branches.map(compile)], at };
}

/** `Resource.Attribute`, or a list of the two; the attribute may hold dots, and its name may be worked out. */
function compileAttribute(given: Tree, at: Span): Expression {
  const words = given.kind === "list" ? given.items.map(plainText) : [plainText(given)];
  const name = words.every((word) => word !== undefined) ? words.join(".") : undefined;
  if (name?.includes(".")) return reference(name, at);
  if (given.kind === "list" && words.length === 2) {
    return { kind: "call", fn: "Fn::GetAtt", args: given.items.map(compile), at };
  }
  return malformed("Fn::GetAtt", "takes a resource and an attribute", at);
}

function malformed(fn: string, why: string, at: Span): Expression {
  return constant(
    unknown("function.argument.invalid", `\`${fn}\` ${why}`, [at], `a call of \`${fn}\` as AWS takes it`),
  );
}
