/**
 * Nested stacks (`AWS::CloudFormation::Stack`) whose template is a file beside the one that nests it. The nested stack is
 * called `Parent:LogicalId`: AWS appends random letters to `Parent-LogicalId`, and no stack's own name can hold a colon.
 */

import type { Surroundings } from "../../contract/format.ts";
import { found } from "../../finding/finding.ts";
import type { Document } from "../../source/document.ts";
import { fieldOf } from "../../syntax/tree.ts";
import { literal } from "../../value/datum.ts";
import { type Unknown, unknown } from "../../value/value.ts";
import { referenceCycle } from "../evaluate/rules.ts";
import { compile } from "./compile.ts";
import { both, presenceOf } from "./presence.ts";
import { templateAssumed, templateUnread } from "./rules.ts";
import { type Others, type Passed, type Stack, stackOf } from "./stack.ts";
import { isTemplate, readTemplate } from "./template.ts";

export function nest(stack: Stack, name: string, others: Others, surroundings: Surroundings): Stack | Unknown {
  const resource = stack.resources.get(name);
  const properties = resource && fieldOf(resource.value, "Properties")?.value;
  const url = fieldOf(properties, "TemplateURL");
  const there = resource === undefined ? stack.present : both(stack.present, presenceOf(resource, stack, others));
  const isOff = there.kind === "known" && !there.value;
  const unread = (why: string): Unknown => {
    const wanted = `the template of \`${stack.scope}/${name}\` as a file beside its parent's`;
    const at = url ? [url.at] : resource ? [resource.at] : [];
    const stackName = `${stack.scope}/${name}`;
    if (!isOff)
      others.run.findings.push(found(templateUnread, { data: { stack: stackName, why }, resource: stackName, at }));
    return unknown("stack.template.unread", why, at, wanted);
  };
  if (resource === undefined || url === undefined) return unread(`nested stack \`${name}\` names no template`);
  const address = others.run.evaluate(compile(url.value), stack);
  const path = literal(address);
  if (path === undefined) {
    return address.kind === "unknown" ? address : unread(`where the template of \`${name}\` lies is not known`);
  }
  const remote = /^[a-z0-9]+:\/\//i.test(path);
  const from = stack.template.document;
  const document = remote ? likeness(path, stack, surroundings) : surroundings.open(from, path);
  if (document === undefined) return unread(`the template of nested stack \`${name}\` lies elsewhere: ${path}`);
  if (remote && !isOff) {
    const data = { stack: `${stack.scope}/${name}`, address: path, file: document.path };
    others.run.findings.push(found(templateAssumed, { data, resource: data.stack, at: [url.at] }));
  }
  if (around(stack).some(({ template }) => template.document.path === document.path)) {
    const data = { names: [path, `${stack.scope}/${name}`, path] };
    others.run.findings.push(found(referenceCycle, { data, resource: `${stack.scope}/${name}`, at: [url.at] }));
    return unknown(
      referenceCycle.code,
      `the template of \`${name}\` nests itself`,
      [url.at],
      "a template that does not nest itself",
    );
  }
  const given = fieldOf(properties, "Parameters")?.value;
  const passed = (given?.kind === "map" ? given.entries : []).map(({ key, value, at }): [string, Passed] => {
    return [key, { expression: compile(value), frame: stack, at }];
  });
  return stackOf(
    {
      scope: `${stack.scope}:${name}`,
      template: readTemplate(document),
      region: stack.region,
      account: stack.account,
      listed: stack.listed,
      given: new Map(),
      passed: new Map(passed),
      present: there,
      outer: stack,
    },
    others,
  );
}

const mostFoldersUp = 3;
/** Of an address no more than this is looked at, from its end. */
const mostParts = 16;

/**
 * The template here that an address seems to name: whose path ends as the address does, the more of it the better, looked
 * for beside the template that nests it and in the folders around, the nearest first. Projects whose templates are
 * uploaded look like that. None that the stack stands in: it cannot nest itself, so another one is meant.
 */
function likeness(address: string, stack: Stack, surroundings: Surroundings): Document | undefined {
  const from = stack.template.document;
  const outer = new Set(around(stack).map(({ template }) => template.document.path));
  const parts = address
    .replace(/[?#].*$/, "")
    .split("/")
    .slice(3)
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .slice(-mostParts);
  for (let skipped = 0; skipped < parts.length; skipped++) {
    for (let up = 0; up <= mostFoldersUp; up++) {
      const document = surroundings.open(from, "../".repeat(up) + parts.slice(skipped).join("/"));
      if (document !== undefined && !outer.has(document.path) && isTemplate(document)) return document;
    }
  }
  return undefined;
}

/** The stack and those that it is nested in. */
function around(stack: Stack): readonly Stack[] {
  return stack.outer === undefined ? [stack] : [stack, ...around(stack.outer)];
}
