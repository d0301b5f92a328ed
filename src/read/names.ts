/** Further names of a thing: what the cloud calls it (ids, pins), what generated it, what people tagged it. */

import { keyOf } from "../contract/item.ts";
import type { Alias } from "../model/model.ts";
import { type Datum, entryOf, literal, type Mapping } from "../value/datum.ts";
import type { Admitted } from "./admit.ts";

export function aliasesOf({ item, parent }: Admitted, pins: ReadonlyMap<string, readonly string[]>): readonly Alias[] {
  if (parent !== undefined) return [];
  const name = keyOf(item);
  const own = new Set([...item.ids, ...(pins.get(name) ?? []), ...(item.called ?? [])]);
  const ids = [...own].map((text) => ({ text, name, rank: 0 }));
  const tag = nameTag(item.properties);
  return tag === undefined || tag === "" ? ids : [...ids, { text: tag, name, rank: 1 }];
}

/** `Tags: [{ Key: Name, Value: … }]`, or a map of tags. */
function nameTag(properties: Mapping): string | undefined {
  const tags = (entryOf(properties, "Tags") ?? entryOf(properties, "tags"))?.value;
  if (tags?.kind === "map") return textIn(tags, "Name");
  if (tags?.kind !== "list") return undefined;
  const tag = tags.items.findLast((t): t is Mapping => t.kind === "map" && textIn(t, "Key") === "Name");
  return tag === undefined ? undefined : textIn(tag, "Value");
}

function textIn(mapping: Mapping, key: string): string | undefined {
  const datum: Datum | undefined = entryOf(mapping, key)?.value;
  return datum === undefined ? undefined : literal(datum);
}
