/** The places of a text that can be changed: values, fields, items, and what is written in them. */

import type { Document } from "../../src/source/document.ts";
import { readJson } from "../../src/syntax/json.ts";
import { type Field, plainText, type Tree } from "../../src/syntax/tree.ts";
import { readYaml } from "../../src/syntax/yaml.ts";

export interface Places {
  readonly text: string;
  readonly json: boolean;
  /** Every value below the root, outermost first. */
  readonly values: readonly Tree[];
  readonly fields: readonly Field[];
  readonly items: readonly Tree[];
}

/** A text of so many values is not searched further. */
const MOST = 20_000;

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*[{[]/.test(text);
}

export function placesOf(text: string): Places {
  const json = isJson(text);
  const document: Document = { path: "changed", text };
  const { tree } = (json ? readJson : readYaml)(document);
  const values: Tree[] = [];
  const fields: Field[] = [];
  const items: Tree[] = [];
  const open: Tree[] = tree === undefined ? [] : [tree];
  for (let next = open.shift(); next !== undefined && values.length < MOST; next = open.shift()) {
    if (next.kind === "list") {
      items.push(...next.items);
      open.push(...next.items);
    } else if (next.kind === "map") {
      fields.push(...next.entries);
      open.push(...next.entries.map(({ value }) => value));
    }
    if (next !== tree) values.push(next);
  }
  return { text, json, values, fields, items };
}

/** The scalars whose text looks like that, each with its own text. */
export function scalarsLike({ values }: Places, pattern: RegExp): readonly { tree: Tree; text: string }[] {
  return values.flatMap((tree) => {
    const text = plainText(tree) ?? (tree.kind === "scalar" ? tree.text : undefined);
    return text !== undefined && pattern.test(text) ? [{ tree, text }] : [];
  });
}

/** Of any number, one of the list. */
export function pick<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(list.length, 1)];
}

export function spliced(text: string, start: number, end: number, piece: string): string {
  return text.slice(0, start) + piece + text.slice(end);
}
