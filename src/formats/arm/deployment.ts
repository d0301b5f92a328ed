/**
 * One deployment: a template, where it goes and the values it is given. To the evaluator it is a frame; its names are
 * `parameters/x` and `variables/x`, in lower case.
 */

import type { Given, Input } from "../../contract/format.ts";
import type { Span } from "../../source/document.ts";
import { type Field, plainText, type Tree } from "../../syntax/tree.ts";
import { type Datum, literal, text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import type { CallSite, Fn, Frame, Locals, Run } from "../evaluate/evaluator.ts";
import { nearest } from "../evaluate/nearest.ts";
import { cidrFunctions } from "./cidr-functions.ts";
import { compile, loopOf } from "./compile.ts";
import { environmentFunctions, type Surrounding } from "./environment-functions.ts";
import { fromJson } from "./given.ts";
import { idFunctions } from "./ids.ts";
import { listFunctions } from "./list-functions.ts";
import { numberFunctions } from "./number-functions.ts";
import { type Body, member } from "./template.ts";
import { textFunctions, unsure } from "./text-functions.ts";

/** A value from the deployment that holds this one; a secret is not told. */
export type Passed =
  | { readonly tree: Tree; readonly frame: Frame; readonly locals: Locals; readonly at: Span }
  | { readonly secret: true; readonly at: Span };

export interface Deployment extends Frame, Surrounding {
  readonly input: Input;
  readonly body: Body;
}

interface Made extends Surrounding {
  readonly input: Input;
  readonly body: Body;
  readonly given: ReadonlyMap<string, Given>;
  /** By name in lower case. */
  readonly passed: ReadonlyMap<string, Passed>;
  /** Functions that need to know the other resources. */
  readonly further: Readonly<Record<string, Fn>>;
}

export function deploymentOf({ given, passed, further, ...rest }: Made): Deployment {
  const functions: Record<string, Fn> = {};
  const values = new Map([...given].map(([name, value]) => [name.toLowerCase(), value]));
  const deployment: Deployment = {
    ...rest,
    functions,
    resolve: (name, run) => resolve(name, { deployment, given: values, passed }, run),
  };
  Object.assign(
    functions,
    textFunctions,
    listFunctions,
    numberFunctions,
    cidrFunctions,
    idFunctions(rest.home),
    environmentFunctions(rest),
    { parameters: named("parameters"), variables: named("variables"), json },
    further,
  );
  return deployment;
}

const named =
  (section: string): Fn =>
  (call) => {
    const name = literal(call.value(0));
    if (name === undefined) return unsure(call, 0);
    return call.evaluate({ kind: "name", name: `${section}/${name.toLowerCase()}`, at: call.at });
  };

const json: Fn = (call: CallSite) => {
  const written = literal(call.value(0));
  return written === undefined ? unsure(call, 0) : fromJson(written, call.at);
};

interface Names {
  readonly deployment: Deployment;
  readonly given: ReadonlyMap<string, Given>;
  readonly passed: ReadonlyMap<string, Passed>;
}

function resolve(name: string, names: Names, run: Run): Datum {
  const slash = name.indexOf("/");
  const [section, key] = [name.slice(0, slash), name.slice(slash + 1)];
  const { body } = names.deployment;
  if (section === "copyIndex") {
    return unknown("template.loop.none", "`copyIndex` stands in no loop of that name", []);
  }
  if (section === "variables") return variable(key, names.deployment, run);
  const field = body.parameters.get(key);
  return field === undefined ? missing("parameter", key, body.parameters.keys()) : parameter(key, field, names, run);
}

/** A variable may be a list that a loop makes. */
function variable(key: string, deployment: Deployment, run: Run): Datum {
  const { variables } = deployment.body;
  const field = variables.get(key);
  if (field !== undefined) return run.evaluate(compile(field.value), deployment);
  const loops = variables.get("copy")?.value;
  for (const loop of loops?.kind === "list" ? loops.items : []) {
    const [name, count, input] = ["name", "count", "input"].map((word) => member(loop, word)?.value);
    const label = plainText(name);
    if (label?.toLowerCase() !== key || count === undefined || input === undefined) continue;
    return run.evaluate(loopOf(label, count, input), deployment);
  }
  return missing("variable", key, variables.keys());
}

function parameter(key: string, field: Field, { deployment, given, passed }: Names, run: Run): Datum {
  const type = plainText(member(field.value, "type")?.value)?.toLowerCase() ?? "string";
  if (type.startsWith("secure")) return secret(field.key, [field.at]);
  const outer = passed.get(key);
  if (outer !== undefined) {
    return "secret" in outer
      ? secret(field.key, [outer.at])
      : run.evaluate(compile(outer.tree), outer.frame, outer.locals);
  }
  const value = given.get(key);
  if (value !== undefined) return givenAs(type, value);
  const fallback = member(field.value, "defaultValue")?.value;
  if (fallback !== undefined) return run.evaluate(compile(fallback), deployment);
  const why = `parameter \`${field.key}\` has neither a value nor a default`;
  const wanted = `a value for parameter \`${field.key}\` of stack \`${deployment.scope}\` (tieline.yaml, parameters:)`;
  return unknown("parameter.value.missing", why, [field.at], wanted);
}

function secret(name: string, at: readonly Span[]): Datum {
  return unknown("parameter.value.secret", `parameter \`${name}\` is a secret, which is not told`, at);
}

function givenAs(type: string, { text: written, at }: Given): Datum {
  if (written.includes("${")) {
    const why = "values from other stacks are not put into a Resource Manager template";
    return unknown("parameter.reference.unread", why, [at], "the value itself");
  }
  return type === "array" || type === "object" ? fromJson(written, at) : text(written, [at]);
}

function missing(what: string, key: string, names: Iterable<string>): Datum {
  const meant = nearest(key, names);
  const wanted = meant === undefined ? undefined : `did you mean \`${meant}\`?`;
  return unknown("reference.name.unknown", `there is no ${what} \`${key}\``, [], wanted);
}
