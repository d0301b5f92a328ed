/** What both outputs of `ip -j` have in common: a JSON list of objects, in which each object is one device or route. */

import { type Finding, found } from "../../finding/finding.ts";
import { type Ip, parseIp } from "../../net/ip.ts";
import type { Document } from "../../source/document.ts";
import { readJson } from "../../syntax/json.ts";
import { type Duplicate, fieldOf, plainText, type Table, type Tree } from "../../syntax/tree.ts";
import { known, type Known } from "../../value/value.ts";
import { outputWrong } from "./rules.ts";

export interface Entry {
  readonly map: Table;
  /** Values of keys that stand twice in the entry, the ones that JSON readers lose. */
  readonly lost: readonly Duplicate["lost"][];
}

export interface Output {
  readonly entries: readonly Entry[];
  readonly findings: Finding[];
  /** Reports that one entry is not of the output's form. */
  wrong(at: Tree, why: string): void;
}

/** Of what a filter leaves out, some versions of `ip` print an empty object, which says nothing. */
export function outputOf(document: Document, wanted: string): Output {
  const { tree, duplicates, findings, broken } = readJson(document);
  const told = [...findings];
  const wrong = (at: Tree, why: string) => {
    // Behind a mistake in the text, shapes are wrong because of it.
    if (!broken) told.push(found(outputWrong, { data: { wanted, why }, resource: document.path, at: [at.at] }));
  };
  if (tree === undefined) return { entries: [], findings: told, wrong };
  if (tree.kind !== "list") {
    wrong(tree, "a list is due");
    return { entries: [], findings: told, wrong };
  }
  const entries = tree.items.flatMap((item, i): readonly Entry[] => {
    if (item.kind !== "map") {
      wrong(item, "each entry is an object");
      return [];
    }
    if (item.entries.length === 0) return [];
    return [{ map: item, lost: duplicates.filter(({ path }) => path[0] === i).map(({ lost }) => lost) }];
  });
  return { entries, findings: told, wrong };
}

export function textIn(tree: Tree | undefined, key: string): string | undefined {
  return plainText(fieldOf(tree, key)?.value);
}

export function numberIn(tree: Tree, key: string): number | undefined {
  const text = textIn(tree, key);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

export function listIn(tree: Tree | undefined, key: string): readonly Tree[] {
  const value = fieldOf(tree, key)?.value;
  return value?.kind === "list" ? value.items : [];
}

export function wordsIn(tree: Tree, key: string): readonly string[] {
  return listIn(tree, key).flatMap((item) => plainText(item) ?? []);
}

/** An address and where it is written. */
export function addressIn(tree: Tree | undefined, key: string): Known<Ip> | undefined {
  const field = fieldOf(tree, key);
  const ip = parseIp(plainText(field?.value) ?? "");
  return field === undefined || ip === undefined ? undefined : known(ip, [field.at]);
}
