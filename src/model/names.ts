/**
 * What a word that people write means. Where it fits several things the first of these decides: the whole `stack/Name`,
 * a Name alone, then the further names, the best rank first.
 */

import type { Alias } from "./model.ts";

export function stackOf(name: string): string {
  const slash = name.indexOf("/");
  return slash < 0 ? name : name.slice(0, slash);
}

/** The names that the word fits, best reading first; each reading may fit none, one or several. */
export function* meanings(
  word: string,
  names: ReadonlySet<string>,
  aliases: readonly Alias[],
): Iterable<readonly string[]> {
  yield names.has(word) ? [word] : [];
  yield [...names].filter((name) => name.slice(stackOf(name).length + 1) === word);
  for (const rank of [0, 1, 2]) {
    yield aliases.filter((a) => a.rank === rank && a.text === word && names.has(a.name)).map((a) => a.name);
  }
}
