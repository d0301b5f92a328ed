/**
 * The nodes of the `yaml` package as a tree of ours. Aliases share the subtree that they name and merge keys (`<<`) are
 * resolved; the ends of blocks are trimmed, since the package counts the air behind them in.
 */

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Document, Span } from "../source/document.ts";
import { addDuplicates, lastWins } from "./fields.ts";
import type { Problem } from "./problems.ts";
import { MAX_NODES } from "./screen.ts";
import type { Duplicate, Field, Path, Tree } from "./tree.ts";

export interface Wrong extends Problem {
  readonly at: Span;
  /** Something may be open there. */
  readonly fromParser?: true;
}

interface Built {
  readonly tree: Tree | undefined;
  readonly duplicates: readonly Duplicate[];
  readonly wrong: readonly Wrong[];
  /** The alias with which the tree would grow past the limit. */
  readonly bomb: Span | undefined;
}

export function buildYaml(root: Node | undefined, document: Document): Built {
  const building: Building = {
    document,
    duplicates: [],
    wrong: [],
    bomb: undefined,
    anchors: new Map(),
    nodes: 0,
    added: 0,
  };
  const tree = root && build(root, [], building);
  return { ...building, tree };
}

/** Without its tag, trimmed of trailing air. */
export function spanOf(node: Node, document: Document): Span {
  const [start, end] = node.range ?? [0, 0];
  return { document, start, end: trim(document.text, start, end) };
}

interface Building {
  readonly document: Document;
  readonly duplicates: Duplicate[];
  readonly wrong: Wrong[];
  bomb: Span | undefined;
  /** "open" while the anchored value itself is being built. */
  readonly anchors: Map<string, { readonly tree: Tree; readonly nodes: number } | "open">;
  /** Built so far, each alias counted with everything below it. */
  nodes: number;
  /** Of those, what stands below aliases. */
  added: number;
}

function build(node: Node, path: Path, building: Building): Tree {
  if (isAlias(node)) return resolve(node.source, spanOf(node, building.document), building);
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor === undefined) return buildValue(node, path, building);
  building.anchors.set(anchor, "open");
  const before = building.nodes;
  const tree = buildValue(node, path, building);
  building.anchors.set(anchor, { tree, nodes: building.nodes - before });
  return tree;
}

function resolve(name: string, at: Span, building: Building): Tree {
  const target = building.anchors.get(name);
  if (typeof target === "object") {
    building.nodes += target.nodes;
    building.added += target.nodes;
    if (building.added > MAX_NODES) building.bomb ??= at;
    return target.tree;
  }
  const inside = target === "open";
  const what = inside ? `\`*${name}\` stands inside what it names` : `no \`&${name}\` stands above \`*${name}\``;
  building.wrong.push({ what, fix: "write the value itself, or quote the text if it is no alias", at });
  return { kind: "null", tag: undefined, at };
}

function buildValue(node: Node, path: Path, building: Building): Tree {
  building.nodes++;
  const { document } = building;
  const own = spanOf(node, document);
  const tag = node.tag?.startsWith("tag:yaml.org,") === false ? node.tag : undefined;
  const start = tag === undefined ? own.start : tagStart(document.text, tag, own.start);
  const at = (end: number): Span => ({ document, start, end: Math.max(start, end) });
  if (isMap<Node, Node | null>(node)) {
    const { entries, end } = buildFields(node.items, path, building);
    return { kind: "map", tag, entries, at: at(node.flow ? own.end : (end ?? own.end)) };
  }
  if (isSeq<Node>(node)) {
    const items = node.items.map((item, i) => build(item, [...path, i], building));
    const last = node.items.at(-1);
    const end = node.flow ? undefined : last && endOf(last, items.at(-1), document);
    return { kind: "list", tag, items, at: at(end ?? own.end) };
  }
  const text = textOf(node) ?? "";
  const plain = isScalar(node) && (node.type ?? "PLAIN") === "PLAIN";
  if (plain && (text === "" || (tag === undefined && isNull(text)))) return { kind: "null", tag, at: at(own.end) };
  return { kind: "scalar", tag, text, plain, at: at(own.end) };
}

interface BuiltFields {
  readonly entries: readonly Field[];
  /** Of the last one as written; undefined when there is none. */
  readonly end: number | undefined;
}

function buildFields(pairs: readonly Pair<Node, Node | null>[], path: Path, building: Building): BuiltFields {
  const { document } = building;
  const own: Field[] = [];
  const merged = new Map<string, Field>();
  let end: number | undefined;
  for (const { key: name, value } of pairs) {
    const keyAt = spanOf(name, document);
    const key = textOf(name) ?? document.text.slice(keyAt.start, keyAt.end);
    const tree = value === null ? nothing(keyAt) : build(value, [...path, key], building);
    end = Math.max(keyAt.end, value === null ? 0 : endOf(value, tree, document));
    if (key === "<<" && isScalar(name) && name.type === "PLAIN" && value !== null) merge(tree, merged);
    else own.push({ key, keyAt, value: tree, at: { document, start: keyAt.start, end } });
  }
  const { entries, duplicates } = lastWins(own, path);
  addDuplicates(building.duplicates, duplicates);
  if (merged.size === 0) return { entries, end };
  for (const { key } of entries) merged.delete(key);
  return { entries: [...merged.values(), ...entries], end };
}

/** A key of its own beats a merged one, and of several merged maps the first (yaml.org/type/merge). */
function merge(tree: Tree, into: Map<string, Field>): void {
  for (const table of tree.kind === "list" ? tree.items : [tree]) {
    if (table.kind !== "map") continue;
    for (const field of table.entries) if (!into.has(field.key)) into.set(field.key, field);
  }
}

function nothing(at: Span): Tree {
  return { kind: "null", tag: undefined, at: { ...at, start: at.end } };
}

/** Where a child ends as it is written here: an alias's tree lies elsewhere. */
function endOf(node: Node, tree: Tree | undefined, document: Document): number {
  return isAlias(node) || tree === undefined ? spanOf(node, document).end : tree.at.end;
}

/** Between a tag and its value stand only air, comments and an anchor. */
function tagStart(text: string, tag: string, before: number): number {
  const start = text.lastIndexOf(tag, before - 1);
  return start < 0 ? before : start;
}

function trim(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last;
}

/** The failsafe schema makes texts of all scalars, and null where nothing is written. */
function textOf(node: Node): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === "string" ? node.value : "";
}

function isNull(text: string): boolean {
  return text === "~" || text === "null" || text === "Null" || text === "NULL";
}
