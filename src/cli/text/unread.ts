/** What an answer does not rest on, in sentences: files that were not read and why, things that are not modelled. */

import { oneLine } from "../../api/rendering.ts";
import type { NotModelledReport, ReadReport, SkippedReport } from "../../api/report.ts";

export interface Last {
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: ReadReport;
}

/** Of many, so many are named. */
const SHOWN = 8;

/** Sentences for what was left out; none when there is nothing to say. */
export function unreadWords({ notModelled, read }: Last): readonly string[] {
  const skipped = read?.skipped ?? [];
  const reasons = [...new Set(skipped.map(({ why }) => why))];
  const words = reasons.map((why) =>
    skippedWords(
      skipped.filter((entry) => entry.why === why),
      why,
    ),
  );
  return [...words, ...(notModelled.length === 0 ? [] : [notModelledWords(notModelled)])];
}

function skippedWords(files: readonly SkippedReport[], why: string): string {
  return oneLine(`not read, ${why}: ${someOf(files.map(({ file }) => file))}`);
}

function notModelledWords(notModelled: readonly NotModelledReport[]): string {
  const kinds = [...notModelled]
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${count} ${oneLine(kind)}`);
  return `read but not modelled: ${someOf(kinds, "kind")}`;
}

export function someOf(names: readonly string[], what?: string): string {
  const more = names.length - SHOWN;
  if (more <= 0) return names.join(", ");
  const noun = what === undefined ? "" : ` ${what}${more === 1 ? "" : "s"}`;
  return `${names.slice(0, SHOWN).join(", ")} and ${more} more${noun}`;
}
