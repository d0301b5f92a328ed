/** The fields of one map as they are read: the last of a key wins, the others are kept aside as duplicates. */

import type { Duplicate, Field, Path } from "./tree.ts";

export interface Fields {
  readonly entries: readonly Field[];
  readonly duplicates: readonly Duplicate[];
}

export function lastWins(fields: readonly Field[], path: Path): Fields {
  const last = new Map(fields.map((field) => [field.key, field]));
  if (last.size === fields.length) return { entries: fields, duplicates: [] };
  const duplicates: Duplicate[] = [];
  const entries = fields.filter((field) => {
    const kept = last.get(field.key) ?? field;
    if (kept !== field) duplicates.push({ path: [...path, field.key], kept, lost: field });
    return kept === field;
  });
  return { entries, duplicates };
}
