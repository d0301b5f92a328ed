/**
 * What the names of a stack stand for. References to resources become symbols, since their ids are made at deployment;
 * an attribute that is spelled like a property of its resource is that property.
 */

import type { Span } from "../../source/document.ts";
import { type Field, fieldOf } from "../../syntax/tree.ts";
import { type Datum, text } from "../../value/datum.ts";
import { isUnknown, type Unknown, unknown } from "../../value/value.ts";
import { nearest } from "../evaluate/nearest.ts";
import { compile } from "./compile.ts";
import { parameterValue } from "./parameters.ts";
import { presenceOf } from "./presence.ts";
import { pseudoParameter } from "./pseudo.ts";
import type { Others, Stack } from "./stack.ts";
import { isNested } from "./template.ts";

export function resolve(name: string, stack: Stack, others: Others): Datum {
  const [section = "", key] = name.split("/");
  if (key !== undefined) {
    return section === "Conditions" ? condition(key, stack, others) : output(section, key, stack, others);
  }
  const pseudo = pseudoParameter(name, stack);
  if (pseudo !== undefined) return pseudo;
  const parameter = stack.parameters.get(name);
  if (parameter !== undefined) {
    return parameterValue(name, parameter, stack.scope, valueFromOutside(name, stack, others));
  }
  const resource = stack.resources.get(name);
  if (resource !== undefined) return symbol(stack, name, resource);
  const dot = name.indexOf(".");
  return dot < 0 ? nothing(name, stack) : attribute(name.slice(0, dot), name.slice(dot + 1), stack, others);
}

function valueFromOutside(name: string, stack: Stack, others: Others): Datum | undefined {
  const passed = stack.passed.get(name);
  if (passed !== undefined) return others.run.evaluate(passed.expression, passed.frame);
  const given = stack.given.get(name);
  return given && others.interpolate(given);
}

function condition(key: string, stack: Stack, others: Others): Datum {
  const field = stack.conditions.get(key);
  if (field === undefined) return missing(`there is no condition \`${key}\``, key, stack.conditions.keys(), stack);
  return others.run.evaluate(compile(field.value), stack);
}

/** `section` says which of an output's texts: its value, or the name under which it is exported. */
function output(section: string, key: string, stack: Stack, others: Others): Datum {
  const field = stack.outputs.get(key);
  if (field === undefined) return missing(`there is no output \`${key}\``, key, stack.outputs.keys(), stack);
  const off = offBy(field, stack, others);
  if (off !== undefined) return off;
  const holder = section === "Exports" ? fieldOf(field.value, "Export")?.value : field.value;
  const value = fieldOf(holder, section === "Exports" ? "Name" : "Value")?.value;
  return value === undefined ? { kind: "absent", at: [field.at] } : others.run.evaluate(compile(value), stack);
}

/** Why an output is not there, or may not be. */
function offBy(field: Field, stack: Stack, others: Others): Unknown | undefined {
  const present = presenceOf(field, stack, others);
  if (isUnknown(present)) return present;
  return present.value
    ? undefined
    : unknown(
        "reference.output.off",
        `a condition switches output \`${field.key}\` off`,
        present.at,
        "parameters that switch the condition on",
      );
}

function symbol(stack: Stack, name: string, { keyAt }: Field, attribute?: string): Datum {
  const thing = `${stack.scope}/${name}`;
  return text([{ kind: "symbol", thing, ...(attribute !== undefined && { attribute }), at: [keyAt] }], []);
}

function attribute(name: string, attribute: string, stack: Stack, others: Others): Datum {
  const resource = stack.resources.get(name);
  if (resource === undefined) return nothing(name, stack);
  if (isNested(resource) && attribute.startsWith("Outputs.")) {
    const inner = others.nested(stack, name);
    return isUnknown(inner)
      ? inner
      : others.run.name(`Outputs/${attribute.slice("Outputs.".length)}`, inner, resource.at);
  }
  const property = fieldOf(fieldOf(resource.value, "Properties")?.value, attribute)?.value;
  const value = property && others.run.evaluate(compile(property), stack);
  return value === undefined || value.kind === "absent" ? symbol(stack, name, resource, attribute) : value;
}

function nothing(name: string, stack: Stack): Unknown {
  const why = `nothing in stack \`${stack.scope}\` is called \`${name}\``;
  return missing(why, name, [...stack.parameters.keys(), ...stack.resources.keys()], stack);
}

function missing(why: string, name: string, candidates: Iterable<string>, { template }: Stack): Unknown {
  const at: readonly Span[] = [];
  if (template.broken)
    return unknown(
      "source.syntax.invalid",
      `${why}, but part of the file could not be read`,
      at,
      "a file without syntax errors",
    );
  const meant = nearest(name, candidates);
  return unknown(
    "reference.name.unknown",
    why,
    at,
    meant === undefined ? "name a parameter or a resource of the template" : `did you mean \`${meant}\`?`,
  );
}
