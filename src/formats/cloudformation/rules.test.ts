import { describe, expect, test } from "vitest";
import type { Input } from "../../contract/format.ts";
import type { Example } from "../../finding/finding.ts";
import { keyDuplicate } from "../../syntax/duplicates.ts";
import { syntaxRules } from "../../syntax/rules.ts";
import { fieldOf, plainText } from "../../syntax/tree.ts";
import { readYaml } from "../../syntax/yaml.ts";
import { evaluateRules } from "../evaluate/rules.ts";
import { cloudformationRules } from "./rules.ts";
import { input, read } from "./stacks.suite.ts";

/** The example's first template, with the values that its project file gives. */
function inputOf({ files }: Example): Input {
  const { tree } = readYaml({ path: "tieline.yaml", text: files["tieline.yaml"] ?? "" });
  const inputs = fieldOf(tree, "inputs")?.value;
  const parameters = inputs?.kind === "list" ? fieldOf(inputs.items[0], "parameters")?.value : undefined;
  const entries = parameters?.kind === "map" ? parameters.entries : [];
  const given = entries.map(({ key, value }) => [key, plainText(value) ?? ""] as const);
  const scope = files["main.yml"] === undefined ? "network" : "main";
  return input(scope, files[`${scope}.yml`] ?? "", { parameters: Object.fromEntries(given) });
}

function codes(example: Example): string[] {
  return read([inputOf(example)], example.files).findings.map(({ code }) => code);
}

describe("every rule shows itself", () => {
  const rules = [...syntaxRules, keyDuplicate, ...evaluateRules, ...cloudformationRules];
  test.each(rules.map((rule) => [rule.code, rule.examples] as const))("%s", (code, { bad, good }) => {
    expect(codes(bad)).toContain(code);
    expect(codes(good)).toEqual([]);
  });
});
