/**
 * What stands inside texts: `${Name}`, `${Name.Attribute}` and `${!Literal}` in `Fn::Sub`, and dynamic references
 * (`{{resolve:ssm:name}}`) in any text, whose values lie in the account.
 */

import type { Span } from "../../source/document.ts";
import { fieldOf, plainText, type Scalar, type Tree } from "../../syntax/tree.ts";
import { type Part, text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import type { Fn } from "../evaluate/evaluator.ts";
import { constant, type Expression } from "../evaluate/expression.ts";
import { concat } from "../evaluate/functions.ts";
import { textOrUnknown } from "../evaluate/texts.ts";

/** As YAML 1.1 reads it: `True` without quotes is the boolean `true`. */
export function wordOf({ text, plain }: Scalar): string {
  return plain && /^(true|false)$/i.test(text) ? text.toLowerCase() : text;
}

export function compileText(scalar: Scalar): Expression {
  const { at } = scalar;
  const written = wordOf(scalar);
  const literal = constant(text(written, [at]));
  return written.includes("{{resolve:") ? { kind: "call", fn: "Fn::Sub", args: [literal], at } : literal;
}

/** A name as a template writes it; those with a slash are made by the compiler alone (`Conditions/Name`). */
export function reference(name: string, at: Span): Expression {
  if (!name.includes("/")) return { kind: "name", name, at };
  return constant(
    unknown(
      "reference.name.unknown",
      `nothing can be called \`${name}\``,
      [at],
      "name a parameter or a resource of the template",
    ),
  );
}

/** A text, or a list of a text and a map of variables; undefined when it is neither. */
export function compileSub(given: Tree, at: Span, compile: (tree: Tree) => Expression): Expression | undefined {
  const [template, variables] = given.kind === "list" ? given.items : [given];
  const written = plainText(template);
  if (template === undefined || written === undefined) return undefined;
  const args: Expression[] = [];
  const literal = (from: number, to?: number): void => {
    if (from !== to) args.push(constant(text(written.slice(from, to), [at])));
  };
  let end = 0;
  let cursor = template.at.start;
  for (const { 0: raw, 1: escaped, 2: name = "", index } of written.matchAll(/\$\{(!?)\s*([^}]*?)\s*\}/g)) {
    literal(end, index);
    end = index + raw.length;
    if (escaped !== "") {
      args.push(constant(text(`\${${name}}`, [at])));
      continue;
    }
    const start = template.at.document.text.indexOf(raw, cursor);
    const seen = start >= 0 && start < template.at.end;
    // Escapes may hide it; then the whole text is the place.
    const use = seen ? { ...template.at, start, end: start + raw.length } : template.at;
    if (seen) cursor = use.end;
    const variable = fieldOf(variables, name);
    args.push(variable ? compile(variable.value) : reference(name, use));
  }
  literal(end, written.length);
  return { kind: "call", fn: "Fn::Sub", args, at };
}

/** Its arguments as one text, in which what a dynamic reference stands for is not known. */
export const sub: Fn = (call) => {
  const whole = concat(call);
  if (whole.kind !== "text") return whole;
  return textOrUnknown(
    whole.parts.flatMap((part) => (typeof part === "string" ? external(part, call.at) : [part])),
    whole.at,
  );
};

function external(part: string, at: Span): readonly Part[] {
  return part.split(/(\{\{resolve:[^{}]*\}\})/).map((piece) => {
    if (!piece.startsWith("{{resolve:")) return piece;
    const name = piece.slice("{{resolve:".length, -2);
    return unknown(
      "parameter.value.external",
      `\`${name}\` is looked up in the account at deployment`,
      [at],
      `the value of \`${name}\``,
    );
  });
}
