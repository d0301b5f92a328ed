/**
 * JSON to trees, through `jsonc-parser`: it keeps both of two equal keys and reads on behind a mistake. Comments and
 * trailing commas are let pass, as the clouds' own readers of templates do.
 */

import { createScanner, type Node, type ParseError, parseTree } from "jsonc-parser";
import { found } from "../finding/finding.ts";
import type { Document, Span } from "../source/document.ts";
import { addDuplicates, lastWins } from "./fields.ts";
import { jsonProblem, tooLong } from "./problems.ts";
import { nestingTooDeep, syntaxInvalid } from "./rules.ts";
import { MAX_DEPTH, MAX_JSON_TOKENS, screen } from "./screen.ts";
import { type Duplicate, type Field, type Parsed, type Path, remembered, type Tree } from "./tree.ts";

export const readJson: (document: Document) => Parsed = remembered(parse);

function parse(document: Document): Parsed {
  const { readable, findings } = screen(document);
  if (!readable) return { tree: undefined, duplicates: [], findings, broken: true };
  // To the parser a byte order mark is no white space.
  const text = document.text.replace(/^\uFEFF/, " ");
  const { deep, long } = measured(text);
  if (deep !== undefined) {
    const at = [{ document, start: deep, end: deep + 1 }];
    const finding = found(nestingTooDeep, { data: { limit: MAX_DEPTH }, resource: document.path, at });
    return { tree: undefined, duplicates: [], findings: [...findings, finding], broken: true };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text.slice(0, long), errors, { allowTrailingComma: true });
  const duplicates: Duplicate[] = [];
  const tree = root && build(root, [], { document, text, duplicates });
  // Only the first mistake is told: those behind it mostly follow from it.
  const error = errors.find(({ offset }) => long === undefined || offset < long);
  const cut = long === undefined ? undefined : { offset: long, length: 1 };
  const mistake = error ?? cut;
  if (mistake === undefined) return { tree, duplicates, findings, broken: false };
  const at = [{ document, start: mistake.offset, end: mistake.offset + mistake.length }];
  const data = error === undefined ? tooLong : jsonProblem(error.error);
  const finding = found(syntaxInvalid, { data, resource: document.path, at });
  return { tree, duplicates, findings: [...findings, finding], broken: true };
}

// `SyntaxKind` of the parser, a `const enum` that cannot be imported from single files.
const OPENING: readonly number[] = [1, 3];
const CLOSING: readonly number[] = [2, 4];
const END_OF_TEXT = 17;

/** Where the nesting and the length pass their limits. The parser recurses, so this must be known before it runs. */
function measured(text: string): { readonly deep?: number; readonly long?: number } {
  const scanner = createScanner(text, true);
  let depth = 0;
  let tokens = 0;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    if (OPENING.includes(token)) depth++;
    else if (CLOSING.includes(token)) depth--;
    if (depth > MAX_DEPTH) return { deep: scanner.getTokenOffset() };
    if (++tokens > MAX_JSON_TOKENS) return { long: scanner.getTokenOffset() };
  }
  return {};
}

interface Building {
  readonly document: Document;
  readonly text: string;
  readonly duplicates: Duplicate[];
}

function build(node: Node, path: Path, building: Building): Tree {
  const at = spanOf(node, building.document);
  const children = node.children ?? [];
  switch (node.type) {
    case "object": {
      const fields = children.map((property) => field(property, path, building));
      const { entries, duplicates } = lastWins(fields, path);
      addDuplicates(building.duplicates, duplicates);
      return { kind: "map", tag: undefined, entries, at };
    }
    case "array":
      return {
        kind: "list",
        tag: undefined,
        items: children.map((item, i) => build(item, [...path, i], building)),
        at,
      };
    case "null":
    case "property":
      return { kind: "null", tag: undefined, at };
    case "string":
      return { kind: "scalar", tag: undefined, text: String(node.value), plain: false, at };
    default:
      return { kind: "scalar", tag: undefined, text: building.text.slice(at.start, at.end), plain: true, at };
  }
}

/** On a broken file a property may lack its value. */
function field(property: Node, path: Path, building: Building): Field {
  const { document } = building;
  const [name, value] = property.children ?? [];
  const key = String(name?.value ?? "");
  const keyAt = spanOf(name ?? property, document);
  const tree = build(value ?? property, [...path, key], building);
  return { key, keyAt, value: tree, at: { document, start: keyAt.start, end: Math.max(keyAt.end, tree.at.end) } };
}

function spanOf(node: Node, document: Document): Span {
  return { document, start: node.offset, end: node.offset + node.length };
}
