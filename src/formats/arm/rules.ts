/** What a Resource Manager template can have wrong before its resources have a meaning. */

import type { Example, Rule } from "../../finding/finding.ts";

const template = (range: string): Example => ({
  files: {
    "network.json": `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "variables": { "range": "10.0.0.0/16" },
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2024-05-01",
      "name": "net",
      "properties": { "addressSpace": { "addressPrefixes": [${range}] } }
    }
  ]
}
`,
  },
});

export const expressionInvalid: Rule<{ readonly text: string }> = {
  code: "template.expression.invalid",
  severity: "error",
  title: "an expression is not well-formed",
  page: `A text that begins with \`[\` and ends with \`]\` is an expression: a call of a function such as
\`[parameters('range')]\`, with texts in single quotes, and behind it properties (\`.id\`) and indexes (\`[0]\`). This one does
not follow the grammar, so the deployment is refused. What depends on it is unknown here.

A text that is meant to stand in brackets begins with two of them: \`[[text]\`.`,
  examples: { bad: template(`"[variables('range')"]`.replace(`"]`, `)]"`)), good: template(`"[variables('range')]"`) },
  words: ({ text }) => ({
    message: `\`${text}\` is not a well-formed expression`,
    fix: "close each bracket and quote, or begin with `[[` if a text in brackets is meant",
  }),
};

export const armRules: readonly Rule<never>[] = [expressionInvalid];
