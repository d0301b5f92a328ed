/**
 * A finding, a reason or an error as a compiler would print it: what, where with the lines, the other side, how to mend.
 * Works on marks (file, line, column) and not on spans, so that everything that reports carry can be shown.
 */

import { excerpt, type Mark, numberWidth, type Screen, type Sources } from "./excerpt.ts";
import type { Role } from "./style.ts";
import { oneLine } from "./terminal-text.ts";

export interface Diagnostic {
  /** The word in front of the code: a severity, or a verdict. */
  readonly head: string;
  readonly role: Role;
  readonly code: string;
  readonly message: string;
  readonly at: readonly Mark[];
  /** `= word: text` below the lines. */
  readonly notes: readonly { readonly word: string; readonly text: string }[];
}

/** More places than this are counted, not shown. */
const SHOWN = 6;

export function renderDiagnostic(diagnostic: Diagnostic, sources: Sources, screen: Screen): string {
  const { style } = screen;
  const { head, role, code, message, at, notes } = diagnostic;
  const shown = at.slice(0, SHOWN);
  const numbers = numberWidth(shown);
  const lines = [`${style(role, `${head}[${code}]`)}${style("strong", `: ${oneLine(message)}`)}`];
  shown.forEach((mark, i) => {
    if (i > 0) lines.push(style("gutter", `${" ".repeat(numbers)} |`));
    lines.push(...excerpt(mark, i === 0 ? "-->" : ":::", numbers, sources, screen));
  });
  const margin = `${" ".repeat(numbers)} ${style("gutter", "=")}`;
  if (at.length > SHOWN) lines.push(`${margin} and ${at.length - SHOWN} more places`);
  for (const { word, text } of notes) lines.push(`${margin} ${style("strong", `${word}:`)} ${oneLine(text)}`);
  return `${lines.join("\n")}\n`;
}
