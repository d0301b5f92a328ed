/**
 * `# tieline: ignore CODE reason` in any format that has comments: YAML, HCL, JSON with comments, devices. The comment
 * stands for its own line, or for the next one with something on it when it is alone, and for what is indented below.
 */

import { type Document, lineStarts, lineText, type Span } from "../source/document.ts";
import type { Ignore } from "./ignore.ts";

const comment =
  /(?:^|\s)(?:#+|\/\/+|\/\*+|!+|;+|--+)\s*tieline:\s*ignore(?![\w-])[:\s]*(?<code>[\w.-]*[\w-])?\s*[:,–—-]*\s*(?<reason>.*?)\s*(?:\*\/)?\s*$/i;
const lastDay = /[\s(,;]*\buntil[:=\s]\s*(\d{4}-\d\d-\d\d)\)?$/i;
const alone = /^\s*(?:#|\/\/|\/\*|!|;|--|$)/;

export function commentIgnores(document: Document): readonly Ignore[] {
  if (!/tieline:\s*ignore/i.test(document.text)) return [];
  return lineStarts(document).flatMap((start, i) => {
    const text = lineText(document, i + 1);
    const match = comment.exec(text);
    if (match === null) return [];
    const said = match.groups?.["reason"] ?? "";
    const reason = said.replace(lastDay, "");
    const mark = match.index + (/^\s/.test(match[0]) ? 1 : 0);
    const where: Span = { document, start: start + mark, end: start + text.trimEnd().length };
    return [
      {
        code: match.groups?.["code"],
        at: undefined,
        on: { kind: "lines", span: standOf(document, alone.test(text) ? nextLine(document, i + 2) : i + 1) },
        reason: reason === "" ? undefined : reason,
        until: lastDay.exec(said)?.[1],
        where,
      },
    ];
  });
}

/** The first line from here on that is more than a comment. */
function nextLine(document: Document, from: number): number {
  const last = lineStarts(document).length;
  let line = from;
  while (line < last && alone.test(lineText(document, line))) line++;
  return line;
}

/** A line from its first character, and all lines below it that are indented deeper. */
function standOf(document: Document, line: number): Span {
  const starts = lineStarts(document);
  const depth = indentOf(lineText(document, line));
  let last = line;
  for (let below = line + 1; below <= starts.length; below++) {
    const text = lineText(document, below);
    if (text.trim() === "") continue;
    if (indentOf(text) <= depth) break;
    last = below;
  }
  return {
    document,
    start: (starts[line - 1] ?? document.text.length) + depth,
    end: starts[last] ?? document.text.length,
  };
}

function indentOf(text: string): number {
  return text.search(/\S|$/);
}
