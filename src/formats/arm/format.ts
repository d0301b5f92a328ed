/**
 * Azure Resource Manager templates: JSON, comments allowed, with expressions in brackets (Azure, "ARM template
 * documentation"). Linked templates are not fetched; templates that are written inside a deployment are read as part of it.
 */

import type { Format, Input, Reading, Surroundings } from "../../contract/format.ts";
import type { Item } from "../../contract/item.ts";
import type { Finding } from "../../finding/finding.ts";
import { Run } from "../evaluate/evaluator.ts";
import { faultsOf, inVain } from "./faults.ts";
import { itemsOf } from "./items.ts";
import { armRules } from "./rules.ts";
import { Stack } from "./stack.ts";
import { isTemplate, readTemplate } from "./template.ts";

export const arm: Format = {
  name: "arm",
  file: "an ARM template",
  cloud: "azure",
  detect: isTemplate,
  read,
  rules: armRules,
};

function read(inputs: readonly Input[], surroundings: Surroundings): Reading {
  const run = new Run();
  const told = new Set<string>();
  const items: (readonly Item[])[] = [];
  const findings: (readonly Finding[])[] = [];
  for (const input of inputs) {
    const stack = new Stack(input, readTemplate(input.document), run);
    items.push(itemsOf(stack, surroundings));
    findings.push(inVain(stack));
    // What is wrong with the text is told once, however many stacks are made of it.
    const { path } = input.document;
    if (!told.has(path)) findings.push(stack.template.findings, faultsOf(stack));
    told.add(path);
  }
  return { items: items.flat(), findings: [...findings, run.findings].flat() };
}
