/**
 * CloudFormation templates, YAML or JSON (AWS, "CloudFormation template reference"), with the functions of
 * `AWS::LanguageExtensions`. Rules of the language that only a deployment tests (limits, permissions) are not tested.
 */

import type { Format, Input, Reading, Surroundings } from "../../contract/format.ts";
import type { Item } from "../../contract/item.ts";
import type { Finding } from "../../finding/finding.ts";
import type { Ignore } from "../../finding/ignore.ts";
import { circlesOf } from "./circles.ts";
import { Deployment } from "./deployment.ts";
import { duplicatesOf, faultsOf } from "./faults.ts";
import { ignoresOf } from "./ignores.ts";
import { itemsOf } from "./items.ts";
import { cloudformationRules, loopUndecided, macroUnread, templateAssumed } from "./rules.ts";
import { isTemplate } from "./template.ts";

export const cloudformation: Format = {
  name: "cloudformation",
  file: "a CloudFormation template",
  cloud: "aws",
  detect: isTemplate,
  read,
  rules: cloudformationRules,
  assumes: [templateAssumed, macroUnread, loopUndecided],
};

function read(inputs: readonly Input[], surroundings: Surroundings): Reading {
  const deployment = new Deployment(inputs, surroundings);
  const told = new Set<string>();
  // Of each stack a list of its own: one stack may have more than a call takes arguments.
  const items: (readonly Item[])[] = [];
  const findings: (readonly Finding[])[] = [];
  const ignores: (readonly Ignore[])[] = [];
  for (const stack of deployment.stacks) {
    const own = itemsOf(stack, deployment, surroundings);
    items.push(own);
    ignores.push(ignoresOf(stack));
    // What is wrong with the text is told once, however many stacks are made of it.
    const { document, findings: wrong } = stack.template;
    if (!told.has(document.path)) findings.push(wrong, duplicatesOf(stack));
    told.add(document.path);
    findings.push(faultsOf(stack, deployment), circlesOf(stack, own));
  }
  const scopes = deployment.stacks.map(({ scope, template: { document } }) => ({ scope, document }));
  return {
    items: items.flat(),
    scopes,
    findings: [...findings, deployment.run.findings].flat(),
    ignores: ignores.flat(),
  };
}
