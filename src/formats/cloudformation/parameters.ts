/**
 * What a parameter stands for: the value that is given (by the project file, or by the stack that nests this one), else
 * its default, else an unknown that says what is missing. Lists are written with commas.
 */

import { type Finding, found } from "../../finding/finding.ts";
import type { Span } from "../../source/document.ts";
import { type Field, fieldOf, plainText } from "../../syntax/tree.ts";
import { type Datum, literal } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import { splitText, textOrUnknown } from "../evaluate/texts.ts";
import { wordOf } from "./interpolation.ts";
import { matches } from "./pattern.ts";
import { parameterRefused } from "./rules.ts";

/** `given` is the value from outside, already worked out. */
export function parameterValue(name: string, field: Field, stack: string, given: Datum | undefined): Datum {
  const type = plainText(fieldOf(field.value, "Type")?.value) ?? "String";
  const fallback = fieldOf(field.value, "Default")?.value;
  const written = fallback?.kind === "scalar" ? textOrUnknown([wordOf(fallback)], [fallback.at]) : undefined;
  const value = given ?? written;
  if (value === undefined) {
    const wanted = `a value for parameter \`${name}\` of stack \`${stack}\` (tieline.yaml, parameters:)`;
    const why = `parameter \`${name}\` has neither a value nor a default`;
    return { ...unknown("parameter.value.missing", why, [field.at], wanted), same: `${stack}/${name}` };
  }
  if (type.startsWith("AWS::SSM::Parameter::Value<")) {
    const wanted = `the value of \`${literal(value) ?? name}\` in the account's parameter store`;
    const why = `parameter \`${name}\` is looked up in the account`;
    return { ...unknown("parameter.value.external", why, value.at, wanted), same: `${stack}/${name}` };
  }
  return type === "CommaDelimitedList" || type.startsWith("List<") ? listOf(value) : value;
}

function listOf(value: Datum): Datum {
  if (value.kind !== "text") return value;
  return { kind: "list", items: splitText(value.parts, ",", value.at).map(trimmed), at: value.at };
}

function trimmed(item: Datum): Datum {
  if (item.kind !== "text") return item;
  const last = item.parts.length - 1;
  const parts = item.parts.map((part, i) => {
    if (typeof part !== "string") return part;
    const left = i === 0 ? part.trimStart() : part;
    return i === last ? left.trimEnd() : left;
  });
  return textOrUnknown(parts, item.at);
}

/**
 * A value that the template itself does not allow; of a secret (`NoEcho`) the value is not told. A text that holds a stack's
 * name is judged only where people have given it: `invented` are those that stand for names which AWS will make up.
 */
export function refusals(
  name: string,
  field: Field,
  stack: string,
  value: Datum,
  invented: readonly string[],
): readonly Finding[] {
  const secret = plainText(fieldOf(field.value, "NoEcho")?.value)?.toLowerCase() === "true";
  return (value.kind === "list" ? value.items : [value]).flatMap((item) => {
    const text = literal(item);
    const isJudged = text !== undefined && !(invented.some((scope) => text.includes(scope)) && isPassed(item, field));
    const refused = isJudged ? refusedBy(text, field) : undefined;
    if (refused === undefined) return [];
    const data = { name, value: secret ? "the value given" : `\`${text}\``, allowed: refused.allowed };
    return [found(parameterRefused, { data, resource: `${stack}/${name}`, at: [...item.at.slice(0, 1), refused.at] })];
  });
}

/** From outside the template, and not its own default. */
function isPassed({ at }: Datum, field: Field): boolean {
  const own = fieldOf(field.value, "Default")?.at.document ?? field.at.document;
  return at[0]?.document !== own;
}

function refusedBy(text: string, field: Field): { readonly allowed: string; readonly at: Span } | undefined {
  const values = fieldOf(field.value, "AllowedValues");
  if (values?.value.kind === "list") {
    const allowed = values.value.items.flatMap((item) => (item.kind === "scalar" ? [wordOf(item)] : []));
    if (!allowed.includes(text)) {
      return { allowed: `one of ${allowed.map((word) => `\`${word}\``).join(", ")}`, at: values.at };
    }
  }
  const pattern = fieldOf(field.value, "AllowedPattern");
  const written = plainText(pattern?.value);
  if (pattern === undefined || written === undefined || matches(written, text) !== false) return undefined;
  return { allowed: `a value that matches \`${written}\``, at: pattern.at };
}
