/** The fields of one map as they are read: the last of a key wins, the others are kept aside as duplicates. */

import type { Duplicate, Field, Path } from "./tree.ts";

export interface Fields {
  readonly entries: readonly Field[];
  readonly duplicates: readonly Duplicate[];
}

/** What is wrong more often than that in one file is told by its first so many. */
const MOST_DUPLICATES = 1_000;

/** `all` are those of the file so far. */
export function addDuplicates(all: Duplicate[], more: readonly Duplicate[]): void {
  for (const duplicate of more) if (all.length < MOST_DUPLICATES) all.push(duplicate);
}

export function lastWins(fields: readonly Field[], path: Path): Fields {
  // A copy takes no more room than it needs, as a list does that grew.
  if (!holdsTwice(fields)) return { entries: fields.slice(), duplicates: [] };
  const last = new Map(fields.map((field) => [field.key, field]));
  const duplicates: Duplicate[] = [];
  const entries = fields.filter((field) => {
    const kept = last.get(field.key) ?? field;
    if (kept !== field) duplicates.push({ path: [...path, field.key], kept, lost: field });
    return kept === field;
  });
  return { entries, duplicates };
}

/** Most maps are small, and most documents have many. */
function holdsTwice(fields: readonly Field[]): boolean {
  if (fields.length > 8) return new Set(fields.map(({ key }) => key)).size < fields.length;
  return fields.some(({ key }, i) => {
    for (let j = 0; j < i; j++) if (fields[j]?.key === key) return true;
    return false;
  });
}
