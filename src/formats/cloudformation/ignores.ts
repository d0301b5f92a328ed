/**
 * What a template says it accepts. `Metadata` is CloudFormation's own place for what only tools read, in a resource and
 * in the template as a whole, and the only one that JSON has:
 *
 *   Metadata: { tieline: { ignore: [{ code: path.uninspected, reason: …, until: 2027-01-31 }] } }
 *
 * Also `ignore: { CODE: reason }`, and `CODE reason` as one text or a list of them.
 */

import type { Ignore, Stand } from "../../finding/ignore.ts";
import { fieldOf, plainText, type Tree } from "../../syntax/tree.ts";
import type { Stack } from "./stack.ts";

export function ignoresOf({ scope, template, resources }: Stack): readonly Ignore[] {
  const whole = template.metadata.get("tieline")?.value;
  return [
    ...entries(fieldOf(whole, "ignore")?.value, { kind: "file" }),
    ...[...resources].flatMap(([name, { value, at }]) => {
      const own = fieldOf(fieldOf(value, "Metadata")?.value, "tieline")?.value;
      return entries(fieldOf(own, "ignore")?.value, { kind: "thing", key: `${scope}/${name}`, span: at });
    }),
  ];
}

function entries(tree: Tree | undefined, on: Stand): readonly Ignore[] {
  switch (tree?.kind) {
    case "list":
      return tree.items.flatMap((item) => entries(item, on));
    case "scalar": {
      const [, code, reason] = /^\s*([^\s:]+):?\s*([^]*?)\s*$/.exec(tree.text) ?? [];
      return [{ ...nothing, code, reason: filled(reason), on, where: tree.at }];
    }
    case "map": {
      if (fieldOf(tree, "code") === undefined && fieldOf(tree, "reason") === undefined) {
        return tree.entries.map(({ key, value, at }) => {
          return { ...nothing, code: key, reason: filled(plainText(value)), on, where: at };
        });
      }
      const text = (key: string) => filled(plainText(fieldOf(tree, key)?.value));
      return [{ ...nothing, code: text("code"), reason: text("reason"), until: text("until"), on, where: tree.at }];
    }
    default:
      return [];
  }
}

const nothing = { at: undefined, until: undefined };

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.replace(/\s+/g, " ").trim();
}
