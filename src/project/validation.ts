/** A located tree against the shape of `tieline.yaml`: what zod finds wrong, with the lines and in our words. */

import type * as z from "zod/mini";
import { type Finding, found } from "../finding/finding.ts";
import { nearest } from "../finding/nearest.ts";
import type { Document, Span } from "../source/document.ts";
import { fieldOf, type Path, type Tree } from "../syntax/tree.ts";
import { keyUnknown, valueInvalid, valueMissing } from "./rules.ts";
import { shape } from "./shape.ts";

type Issue = z.core.$ZodIssue;

export function shapeFindings(tree: Tree, document: Document): readonly Finding[] {
  const result = shape.safeParse(plainOf(tree));
  const issues = result.success ? [] : result.error.issues;
  return issues.flatMap((issue) => findingsOf(flattened(issue, []), tree, document));
}

/**
 * The tree as plain data. Nothing behind a colon means "not given": that is what a fresh project file has where
 * something is to be filled in. A tag has no meaning here, so what carries one is of no kind that the shape knows.
 */
function plainOf(tree: Tree): unknown {
  if (tree.tag !== undefined) return Symbol(tree.tag);
  switch (tree.kind) {
    case "null":
      return undefined;
    case "scalar":
      if (tree.plain && /^(?:true|false)$/i.test(tree.text)) return tree.text.toLowerCase() === "true";
      return tree.plain && /^-?\d+(?:\.\d+)?$/.test(tree.text) ? Number(tree.text) : tree.text;
    case "list":
      return tree.items.map(plainOf);
    case "map": {
      // Without a prototype, so that no key of the user's is one of its members.
      const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const { key, value } of tree.entries) if (value.kind !== "null") plain[key] = plainOf(value);
      return plain;
    }
  }
}

/** What is wrong, with its whole path; of a union the branch that was meant. */
interface Wrong {
  readonly issue: Issue;
  readonly path: Path;
  /** What a union of simple kinds wants. */
  readonly wanted: readonly string[];
}

function flattened(issue: Issue, above: Path): Wrong[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  if (issue.code !== "invalid_union") return [{ issue, path, wanted: [] }];
  // A list whose third item is wrong is a list that was meant, and not a text.
  const meant = issue.errors.find((branch) => branch.every((inner) => inner.path.length > 0));
  if (meant !== undefined) return meant.flatMap((inner) => flattened(inner, path));
  return [{ issue, path, wanted: issue.errors.flatMap((branch) => branch.flatMap(wantedBy)) }];
}

function wantedBy(issue: Issue): string[] {
  if (issue.code === "invalid_union") return issue.errors.flatMap((branch) => branch.flatMap(wantedBy));
  return issue.code === "invalid_type" ? [issue.expected] : [];
}

function findingsOf(wrongs: readonly Wrong[], tree: Tree, document: Document): Finding[] {
  const resource = document.path;
  return wrongs.flatMap(({ issue, path, wanted }) => {
    const { at, value } = lookUp(tree, path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => {
        const known = keysAt(path);
        const data = { key, within: pathText(path), known, meant: nearest(key, known)[0] };
        return found(keyUnknown, { data, resource, at: [fieldOf(value, key)?.keyAt ?? at] });
      });
    }
    const expected = expectedBy(issue, wanted);
    if (value === undefined && typeof path.at(-1) === "string") {
      const data = { key: String(path.at(-1)), within: pathText(path.slice(0, -1)), expected };
      return [found(valueMissing, { data, resource, at: [firstLine(at)] })];
    }
    const written = writtenWords(value);
    const meant = issue.code === "invalid_value" ? nearest(textOf(value), issue.values.map(String))[0] : undefined;
    return [
      found(valueInvalid, {
        data: { key: path.length === 0 ? undefined : pathText(path), expected, written, meant },
        resource,
        at: [at],
      }),
    ];
  });
}

/** The value at a path; where there is none, the place of what should hold it. */
function lookUp(tree: Tree, path: Path): { readonly at: Span; readonly value: Tree | undefined } {
  let value: Tree | undefined = tree;
  let at = tree.at;
  for (const step of path) {
    const field = fieldOf(value, String(step));
    const next: Tree | undefined = value?.kind === "list" ? value.items[Number(step)] : field?.value;
    value = next?.kind === "null" ? undefined : next;
    // Nothing behind a colon is shown by its key.
    at = value?.at ?? field?.at ?? next?.at ?? at;
  }
  return { at, value };
}

/** An entry that lacks something is pointed at by its first line. */
function firstLine(span: Span): Span {
  const text = span.document.text.slice(span.start, span.end);
  const end = text.search(/\r?\n/);
  return end < 0 ? span : { ...span, end: span.start + end };
}

const nouns: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a text",
  boolean: "`true` or `false`",
  array: "a list",
  tuple: "a list",
  object: "a map",
  record: "a map",
};

function expectedBy(issue: Issue, wanted: readonly string[]): string {
  if (issue.code === "invalid_value") return issue.values.map((value) => `\`${String(value)}\``).join(" or ");
  if (issue.code === "too_small" || issue.code === "too_big") {
    const size = issue.code === "too_small" ? issue.minimum : issue.maximum;
    return issue.origin === "string" ? "a text that is not empty" : `a list of ${size}`;
  }
  const kinds = issue.code === "invalid_type" ? [issue.expected] : wanted;
  // A text may be written as a number or a boolean, which need not be said.
  const said = kinds.includes("string") ? kinds.filter((kind) => kind !== "number" && kind !== "boolean") : kinds;
  return [...new Set(said.map((kind) => nouns[kind] ?? kind))].join(" or ");
}

function writtenWords(value: Tree | undefined): string {
  if (value?.tag !== undefined) return `\`${value.tag}\`, which means nothing here`;
  switch (value?.kind) {
    case "scalar":
      return `\`${value.text}\``;
    case "list":
      return "a list";
    case "map":
      return "a map";
    default:
      return "nothing";
  }
}

function textOf(value: Tree | undefined): string {
  return value?.kind === "scalar" ? value.text : "";
}

/** `expect[0].verdict`. */
function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}

/** The keys that the shape knows at a path. */
function keysAt(path: Path): string[] {
  let schema: unknown = shape;
  for (const step of path) schema = inner(schema, String(step));
  return Object.keys(definition(schema)?.shape ?? {});
}

interface Definition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly innerType?: unknown;
}

function inner(schema: unknown, step: string): unknown {
  const parts = definition(schema);
  return parts?.shape?.[step] ?? parts?.element ?? parts?.valueType;
}

/** What a type is made of, whether it may be absent or not. */
function definition(schema: unknown): Definition | undefined {
  const own = (schema as { def?: Definition } | undefined)?.def;
  return own?.innerType === undefined ? own : definition(own.innerType);
}
