/**
 * `Fn::ForEach::Name: [Variable, [values], { "Key${Variable}": … }]` (AWS::LanguageExtensions), unrolled before anything
 * else is worked out, as AWS does it. The copies keep the places of the one that is written. A loop over values that are
 * not known stays as it is, and stands for something unknown.
 */

import { type Field, plainText, type Tree } from "../../syntax/tree.ts";
import { type Datum, literal } from "../../value/datum.ts";
import type { Section } from "./template.ts";

/** Works out what a loop runs over. */
type Evaluate = (tree: Tree) => Datum;

const PREFIX = "Fn::ForEach::";

/** Values that one loop with its inner loops may make: a template has 500 resources at most. One that makes more stays. */
const MAX_COPIES = 50_000;

interface Unrolling {
  readonly evaluate: Evaluate;
  copies: number;
}

/** A section with its loops unrolled, at every depth. */
export function unrolled(section: Section, evaluate: Evaluate): Section {
  const fields = [...section.values()];
  const [first] = fields;
  if (first?.at.document.text.includes(PREFIX) !== true) return section;
  const done = fields.flatMap((field) => {
    const unrolling: Unrolling = { evaluate, copies: 0 };
    const copies = unrollFields([field], unrolling);
    return unrolling.copies > MAX_COPIES ? [field] : copies;
  });
  return new Map(done.map((field) => [field.key, field]));
}

function unrollFields(fields: readonly Field[], unrolling: Unrolling): readonly Field[] {
  return fields.flatMap((field) => {
    const copies = field.key.startsWith(PREFIX) ? unrollLoop(field, unrolling) : undefined;
    return copies ?? [{ ...field, value: unroll(field.value, unrolling) }];
  });
}

function unroll(tree: Tree, unrolling: Unrolling): Tree {
  if (tree.kind === "list") return { ...tree, items: tree.items.map((item) => unroll(item, unrolling)) };
  return tree.kind === "map" ? { ...tree, entries: unrollFields(tree.entries, unrolling) } : tree;
}

function unrollLoop({ value: loop }: Field, unrolling: Unrolling): readonly Field[] | undefined {
  const [variable, collection, body] = loop.kind === "list" ? loop.items : [];
  const name = plainText(variable);
  if (name === undefined || collection === undefined || body?.kind !== "map") return undefined;
  const values = unrolling.evaluate(collection);
  const words = values.kind === "list" ? values.items.map(literal) : [undefined];
  if (!words.every((word) => word !== undefined)) return undefined;
  const fields = words.flatMap((word) => {
    return body.entries.map((entry) => substituteField(entry, { name, word, unrolling }));
  });
  return unrolling.copies > MAX_COPIES ? undefined : unrollFields(fields, unrolling);
}

interface Substitution {
  readonly name: string;
  readonly word: string;
  readonly unrolling: Unrolling;
}

function substituteField(field: Field, substitution: Substitution): Field {
  return { ...field, key: substituteText(field.key, substitution), value: substitute(field.value, substitution) };
}

/** The variable is replaced in texts (`${Variable}`, and `&{Variable}` without signs) and where `Ref` names it. */
function substitute(tree: Tree, substitution: Substitution): Tree {
  const { name, word, unrolling } = substitution;
  unrolling.copies++;
  if (unrolling.copies > MAX_COPIES) return tree;
  switch (tree.kind) {
    case "null":
      return tree;
    case "scalar":
      if (tree.tag === "!Ref" && tree.text === name) return { ...tree, tag: undefined, text: word };
      return { ...tree, text: substituteText(tree.text, substitution) };
    case "list":
      return { ...tree, items: tree.items.map((item) => substitute(item, substitution)) };
    case "map": {
      const [only, ...others] = tree.entries;
      if (only?.key === "Ref" && others.length === 0 && plainText(only.value) === name) {
        return { kind: "scalar", tag: undefined, text: word, plain: false, at: tree.at };
      }
      return { ...tree, entries: tree.entries.map((entry) => substituteField(entry, substitution)) };
    }
  }
}

function substituteText(text: string, { name, word }: Substitution): string {
  return text.replaceAll(`\${${name}}`, word).replaceAll(`&{${name}}`, word.replace(/[^A-Za-z0-9]/g, ""));
}
