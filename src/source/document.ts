/**
 * Where text came from. A document is one file as it was read; a span is a range of offsets in it. Lines and columns
 * are worked out only when somebody looks.
 */

export interface Document {
  /** As the user named it, or relative to the folder that was read. Shown, never opened again. */
  readonly path: string;
  readonly text: string;
}

/** A range of a document: `start` inclusive, `end` exclusive, in UTF-16 offsets. */
export interface Span {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
}

/** Lines and columns from 1; `endColumn` is the column after the last character. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const lineStartsOf = new WeakMap<Document, readonly number[]>();

/** Offsets at which the document's lines begin. */
export function lineStarts(document: Document): readonly number[] {
  let starts = lineStartsOf.get(document);
  if (starts === undefined) {
    const found = [0];
    for (let i = document.text.indexOf("\n"); i >= 0; i = document.text.indexOf("\n", i + 1)) found.push(i + 1);
    starts = found;
    lineStartsOf.set(document, starts);
  }
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function locate(span: Span): Position {
  const starts = lineStarts(span.document);
  const first = lineAt(starts, span.start);
  const last = lineAt(starts, Math.max(span.start, span.end));
  return {
    line: first + 1,
    column: span.start - (starts[first] ?? 0) + 1,
    endLine: last + 1,
    endColumn: Math.max(span.start, span.end) - (starts[last] ?? 0) + 1,
  };
}

export function textOf(span: Span): string {
  return span.document.text.slice(span.start, span.end);
}

/** The text of line `line` (from 1), without its line end. */
export function lineText(document: Document, line: number): string {
  const starts = lineStarts(document);
  const start = starts[line - 1];
  if (start === undefined) return "";
  const end = starts[line] ?? document.text.length + 1;
  return document.text.slice(start, end - 1).replace(/\r$/, "");
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.document === b.document;
}
