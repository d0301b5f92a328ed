/**
 * What is looked at before a parser sees the text: whether it is text at all. A file that is not UTF-8 has been decoded
 * to something else by now, and only traces of that are left.
 */

import { type Finding, found } from "../finding/finding.ts";
import type { Document } from "../source/document.ts";
import { encodingUnreadable } from "./rules.ts";

/** Deeper nesting is refused: no template needs it, and recursion over it would overflow. */
export const MAX_DEPTH = 200;

/**
 * A text of more values than this is read as far as that: no template is so long, and its tree would fill the memory.
 * Each takes some four marks of JSON (a text, a colon, a comma). The whole parser of YAML is far slower than the plain one.
 */
export const MAX_VALUES = 2_000_000;
export const MAX_JSON_TOKENS = 4 * MAX_VALUES;
export const MAX_YAML_TOKENS = MAX_VALUES / 2;

/** More nodes than this that aliases add, each counted with everything below it, are refused. */
export const MAX_NODES = 1_000_000;

export interface Screened {
  readonly findings: readonly Finding[];
  readonly readable: boolean;
}

// A replacement character stands for bytes that were not UTF-8; half a surrogate pair is no character either.
const damage = /\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

export function screen(document: Document): Screened {
  const { text, path } = document;
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    const wide = text.charAt(nul + 2) === "\0" || text.charAt(nul - 2) === "\0";
    const span = { document, start: nul, end: nul + 1 };
    const data = { problem: wide ? "utf-16" : "binary" } as const;
    return { findings: [found(encodingUnreadable, { data, resource: path, at: [span] })], readable: false };
  }
  const index = text.search(damage);
  if (index < 0) return { findings: [], readable: true };
  const span = { document, start: index, end: index + 1 };
  const data = { problem: "characters" } as const;
  const finding = found(encodingUnreadable, { data, resource: path, at: [span], severity: "warning" });
  return { findings: [finding], readable: true };
}
