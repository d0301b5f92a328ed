/**
 * What a word that people write means. Where it fits several things the first of these decides: the whole `stack/Name`,
 * a Name alone, then the further names, the best rank first.
 */

import type { Alias } from "./model.ts";

export function stackOf(name: string): string {
  const slash = name.indexOf("/");
  return slash < 0 ? name : name.slice(0, slash);
}

/** Names in order of what may be meant by a word, looked up and not searched. */
export interface Meanings {
  readonly names: ReadonlySet<string>;
  /** The names that the word fits, best reading first; each reading may fit none, one or several. */
  readonly of: (word: string) => Iterable<readonly string[]>;
}

export function meaningsIn(names: ReadonlySet<string>, aliases: readonly Alias[]): Meanings {
  const short = new Map<string, string[]>();
  for (const name of names) add(short, name.slice(stackOf(name).length + 1), name);
  const ranks = [0, 1, 2].map((rank) => {
    const byText = new Map<string, string[]>();
    for (const a of aliases) if (a.rank === rank && names.has(a.name)) add(byText, a.text, a.name);
    return byText;
  });
  return {
    names,
    *of(word) {
      yield names.has(word) ? [word] : [];
      yield short.get(word) ?? [];
      for (const byText of ranks) yield byText.get(word) ?? [];
    },
  };
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
