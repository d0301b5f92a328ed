/**
 * Attributes as balancers and target groups have them: a list of keys and values, all of them text, of which only some
 * have a bearing on forwarding.
 */

import { block, many, word } from "../../../contract/property.ts";
import { unknown, type Value } from "../../../value/value.ts";

export const attributes = (spelling: string) => many(block(spelling, { key: word("Key"), value: word("Value") }));

type Attributes = ReturnType<ReturnType<typeof attributes>["read"]>;

/** The last value of that key; undefined when it certainly is not there. */
export function attributeOf(list: Attributes, key: string): Value<string> | undefined {
  for (const entry of [...list].reverse()) {
    // A key that nobody knows may be this one.
    if (entry.key?.kind === "unknown") return entry.key;
    if (entry.key?.value.toLowerCase() === key) return entry.value;
  }
  return undefined;
}

export function flagAttribute(list: Attributes, key: string): Value<boolean> | undefined {
  const value = attributeOf(list, key);
  if (value === undefined || value.kind === "unknown") return value;
  const text = value.value.toLowerCase();
  if (text === "true" || text === "false") return { ...value, value: text === "true" };
  return unknown("value.type.wrong", `\`${value.value}\` is not a flag`, value.at, "`true` or `false`");
}
