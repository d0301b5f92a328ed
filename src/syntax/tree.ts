/**
 * Text with its shape and places but without meaning: what YAML and JSON have in common. Scalars stay the text that was
 * written, because only the property that reads `012`, `"-1"` or `true` knows what it means. A tree may share subtrees
 * (YAML aliases), so a walk over one must have a budget.
 */

import type { Finding } from "../finding/finding.ts";
import type { Document, Span } from "../source/document.ts";

interface Node {
  /** A tag of the format's own, such as `!Ref`; the tags that YAML itself defines are left out. */
  readonly tag: string | undefined;
  /** From the tag, where there is one, to the last character that is not air. */
  readonly at: Span;
}

export interface Scalar extends Node {
  readonly kind: "scalar";
  readonly text: string;
  /** Written without quotes. */
  readonly plain: boolean;
}

/** `null`, `~`, or nothing behind a colon or a dash. */
export interface Null extends Node {
  readonly kind: "null";
}

export interface Sequence extends Node {
  readonly kind: "list";
  readonly items: readonly Tree[];
}

export interface Table extends Node {
  readonly kind: "map";
  /** Of entries with one key only the last, which wins; the lost ones stand in `Parsed.duplicates`. */
  readonly entries: readonly Field[];
}

export interface Field {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Tree;
  /** Key through value. */
  readonly at: Span;
}

export type Tree = Scalar | Null | Sequence | Table;

export type Path = readonly (string | number)[];

/** A key that stands twice in one map. */
export interface Duplicate {
  /** From the root of the document to the key. */
  readonly path: Path;
  readonly kept: Field;
  readonly lost: Field;
}

export interface Parsed {
  /** The healthy part; undefined when there is none. */
  readonly tree: Tree | undefined;
  readonly duplicates: readonly Duplicate[];
  readonly findings: readonly Finding[];
  /** Something could not be read: what seems missing or wrong elsewhere in the document may follow from it. */
  readonly broken: boolean;
}

export function fieldOf(tree: Tree | undefined, key: string): Field | undefined {
  return tree?.kind === "map" ? tree.entries.find((entry) => entry.key === key) : undefined;
}

/** The text of a scalar without a tag. */
export function plainText(tree: Tree | undefined): string | undefined {
  return tree?.kind === "scalar" && tree.tag === undefined ? tree.text : undefined;
}

/** Whether two trees say the same; quotes, order of keys and places make no difference. */
export function sameTree(a: Tree, b: Tree): boolean {
  if (a === b) return true;
  if (a.tag !== b.tag) return false;
  switch (a.kind) {
    case "null":
      return b.kind === "null";
    case "scalar":
      return b.kind === "scalar" && a.text === b.text;
    case "list":
      return b.kind === "list" && a.items.length === b.items.length && a.items.every((x, i) => sameItem(x, b.items[i]));
    case "map": {
      if (b.kind !== "map" || a.entries.length !== b.entries.length) return false;
      const others = new Map(b.entries.map(({ key, value }) => [key, value]));
      return a.entries.every(({ key, value }) => sameItem(value, others.get(key)));
    }
  }
}

function sameItem(a: Tree, b: Tree | undefined): boolean {
  return b !== undefined && sameTree(a, b);
}

/** A document is parsed once, however many formats look at it. */
export function remembered(parse: (document: Document) => Parsed): (document: Document) => Parsed {
  const known = new WeakMap<Document, Parsed>();
  return (document) => {
    const before = known.get(document);
    if (before !== undefined) return before;
    const parsed = parse(document);
    known.set(document, parsed);
    return parsed;
  };
}
