/** What is wrong with a stack as a whole: resources that are none, values that it is given in vain or must refuse. */

import { type Finding, found } from "../../finding/finding.ts";
import { duplicateFinding } from "../../syntax/duplicates.ts";
import { type Field, fieldOf, plainText } from "../../syntax/tree.ts";
import { nearest } from "../evaluate/nearest.ts";
import { parameterUnknown } from "../evaluate/rules.ts";
import type { Deployment } from "./deployment.ts";
import { unknownReferences } from "./given.ts";
import { refusals } from "./parameters.ts";
import { loopUndecided, macroUnread, templateMalformed } from "./rules.ts";
import type { Stack } from "./stack.ts";

/** Of a document that could not be read whole, only that: the rest may follow from it. */
export function faultsOf(stack: Stack, { run, stacks }: Deployment): readonly Finding[] {
  const given = [...stack.given].flatMap(([name, value]) => unknownReferences(value, stacks, `${stack.scope}/${name}`));
  if (stack.template.broken) return given;
  const isOff = stack.present.kind === "known" && !stack.present.value;
  const invented = stacks.flatMap(({ scope, listed, outer }) => (listed && outer === undefined ? [] : [scope]));
  const values = [...(isOff ? [] : stack.parameters)].flatMap(([name, field]) => {
    return refusals(name, field, stack.scope, run.name(name, stack, field.at), invented);
  });
  return [
    ...[...stack.resources.values()].flatMap((field) => misshapen(field, stack)),
    ...given,
    ...inVain(stack),
    ...values,
  ];
}

/** Keys that stand twice; their places are the template's, so they are told once for each template. */
export function duplicatesOf({ template, scope }: Stack): readonly Finding[] {
  if (template.broken) return [];
  return template.duplicates.map((duplicate) => {
    const [section, name] = duplicate.path;
    const resource = section === "Resources" && name !== undefined ? `${scope}/${name}` : template.document.path;
    return duplicateFinding(duplicate, resource);
  });
}

function misshapen(field: Field, { scope }: Stack): readonly Finding[] {
  const { key, value, at } = field;
  const resource = `${scope}/${key}`;
  if (key.startsWith("Fn::ForEach::")) {
    return [found(loopUndecided, { data: { loop: key }, resource: scope, at: [at] })];
  }
  if (key === "Fn::Transform") {
    const macro = plainText(fieldOf(value, "Name")?.value) ?? "?";
    return [found(macroUnread, { data: { macro }, resource: scope, at: [at] })];
  }
  if (plainText(fieldOf(value, "Type")?.value) === undefined) {
    const data = { what: `resource \`${key}\` has no \`Type\``, fix: "write its type, such as `Type: AWS::EC2::VPC`" };
    return [found(templateMalformed, { data, resource, at: [at] })];
  }
  const properties = fieldOf(value, "Properties");
  if (properties === undefined || properties.value.kind === "map" || properties.value.kind === "null") return [];
  const data = {
    what: `the properties of \`${key}\` are no map`,
    fix: "write each property with a colon and its value",
  };
  return [found(templateMalformed, { data, resource, at: [properties.at] })];
}

/** Values for parameters that the template does not have. */
function inVain({ scope, parameters, given, passed }: Stack): readonly Finding[] {
  return [...given, ...passed].flatMap(([name, { at }]) => {
    if (parameters.has(name)) return [];
    const data = { name, stack: scope, meant: nearest(name, parameters.keys()) };
    return [found(parameterUnknown, { data, resource: scope, at: [at] })];
  });
}
