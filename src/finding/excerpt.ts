/**
 * The lines of a file that a finding is about, with a caret line under what is meant:
 *
 *     --> web.yml:12:5                       ::: web.yml:30:3
 *      |                                      |
 *   12 |     CidrBlock: 10.0.0.0/33        30 | /   Route:
 *      |                ^^^^^^^^^^^ label       | |     Type: …
 *                                          34 | |     GatewayId: !Ref Gateway
 *                                             | |____________________________^ label
 */

import { type Document, lineText } from "../source/document.ts";
import type { Style } from "./style.ts";
import { oneLine, padStart, visible, widthOf, windowOf } from "./terminal-text.ts";

/** Lines and columns from 1; `endColumn` is the column after the last character. */
export interface Mark {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly label?: string;
  readonly implied?: string;
}

/** A file by the name that marks use; undefined when its text is not at hand. */
export type Sources = (file: string) => Document | undefined;

export interface Screen {
  readonly style: Style;
  /** Columns; lines of files are cut to it, sentences are not. */
  readonly width: number;
}

/** Spans of more lines are shown by their first and last lines. */
const WHOLE = 8;
const FIRST = 3;
const LAST = 1;

export function numberWidth(marks: readonly Mark[]): number {
  return Math.max(1, ...marks.map(({ line, endLine }) => String(Math.max(line, endLine)).length));
}

/** `file:line:column`, as editors and terminals make links of. */
export function placeText({ file, line, column }: Mark): string {
  return `${oneLine(file)}:${line}:${column}`;
}

/** `file:line` or `file:first-last`. */
export function linesText({ file, line, endLine }: Mark): string {
  return `${oneLine(file)}:${line}${endLine > line ? `-${endLine}` : ""}`;
}

/** One mark: its place and lines. `numbers` is the width of the column of line numbers. */
export function excerpt(mark: Mark, arrow: string, numbers: number, sources: Sources, screen: Screen): string[] {
  const { style } = screen;
  const place = `${" ".repeat(numbers)}${style("gutter", arrow)} ${placeText(mark)}`;
  const document = sources(mark.file);
  const label = labelOf(mark);
  if (document === undefined) return [label === "" ? place : `${place}: ${label}`];
  return [place, ...linesOf(mark, document, label, numbers, screen)];
}

/** Only the lines, without the place above them. */
export function linesOf(mark: Mark, document: Document, label: string, numbers: number, screen: Screen): string[] {
  const { style } = screen;
  const bar = (number: string, rest: string): string =>
    `${style("gutter", `${padStart(number, numbers)} |`)}${rest === "" ? "" : ` ${rest}`}`;
  const room = Math.max(20, screen.width - numbers - 3);
  const words = label === "" ? "" : ` ${label}`;
  if (mark.endLine <= mark.line) {
    const text = lineText(document, mark.line);
    const end = Math.min(text.length, Math.max(mark.column, mark.endColumn - 1));
    const shown = windowOf(text, mark.column - 1, end, room);
    const carets = "^".repeat(Math.min(shown.width, Math.max(1, widthOf(shown.text) - shown.from)));
    const line = `${" ".repeat(shown.from)}${style("error", `${carets}${words}`)}`;
    return [bar("", ""), bar(String(mark.line), shown.text), bar("", line)];
  }
  // A span that ends at the start of a line ends with the line before it.
  const last = mark.endColumn <= 1 ? mark.endLine - 1 : mark.endLine;
  const lines = bodyOf(mark.line, last).map((number) => {
    if (number === undefined) return bar(".".repeat(Math.min(3, numbers)), style("error", "|"));
    const side = style("error", number === mark.line ? "/" : "|");
    return bar(String(number), `${side} ${windowOf(lineText(document, number), 0, 0, room - 2).text}`);
  });
  // No more of a long line than could be seen.
  const seen = Math.min(mark.endColumn <= 1 ? Infinity : mark.endColumn - 1, 2 * room);
  const text = lineText(document, last).slice(0, seen);
  const under = "_".repeat(Math.max(1, Math.min(room - 4, widthOf(visible(text)))));
  return [bar("", ""), ...lines, bar("", style("error", `|${under}^${words}`))];
}

/** The numbers of the lines to show; undefined stands for those left out. */
function bodyOf(first: number, last: number): (number | undefined)[] {
  const count = last - first + 1;
  const from = (start: number, length: number): number[] => Array.from({ length }, (_, i) => start + i);
  return count <= WHOLE ? from(first, count) : [...from(first, FIRST), undefined, ...from(last - LAST + 1, LAST)];
}

export function labelOf({ label, implied }: Mark): string {
  const why = implied === undefined ? [] : [`no line says it: ${implied}`];
  return oneLine([...(label === undefined ? [] : [label]), ...why].join("; "));
}
