/**
 * What can become of a text on its way to us: one change is a kind and two numbers, which say where and how. A change
 * that finds nothing of its kind in the text leaves it as it is. Changes are data, so that a case can be shrunk and kept.
 */

import { bombs, damagedFunctions, numbers, oddKeys, prefixes, types, values } from "./fragments.suite.ts";
import { isJson, pick, placesOf, type Places, scalarsLike, spliced } from "./places.suite.ts";

export interface Change {
  readonly kind: Kind;
  /** Which of the places. */
  readonly at: number;
  /** Which of the ways. */
  readonly how: number;
}

type Changing = (places: Places, at: number, how: number) => string | undefined;

const drop: Changing = (places, at) => {
  const gone = pick([...places.fields, ...places.items.map((at) => ({ at: at.at }))], at);
  if (gone === undefined) return undefined;
  const { start, end } = withComma(places, wholeLines(places, gone.at));
  return spliced(places.text, start, end, "");
};

const duplicate: Changing = ({ text, json, fields }, at, how) => {
  const field = pick(fields, at);
  const beside = pick(fields, at + (how % 3));
  if (field === undefined || beside === undefined) return undefined;
  const piece = text.slice(field.at.start, field.at.end);
  const indent = /[^\n]*$/.exec(text.slice(0, beside.at.start))?.[0] ?? "";
  const between = json || /\S/.test(indent) ? ", " : `\n${indent}`;
  return spliced(text, beside.at.end, beside.at.end, between + piece);
};

const retype: Changing = ({ text, values: all }, at, how) => {
  const value = pick(all, at);
  return value && spliced(text, value.at.start, value.at.end, pick(values, how) ?? "");
};

const truncate: Changing = ({ text }, at) => text.slice(0, (at * 7) % Math.max(text.length, 1));

const depths = [3, 40, 120, 198, 202, 1_000, 100_000];

const nest: Changing = ({ text, json, values: all }, at, how) => {
  const value = pick(all, at);
  if (value === undefined) return undefined;
  const depth = pick(depths, how) ?? 1;
  const [open, close] = how % 2 === 0 ? ["[", "]"] : [json ? '{"a":' : "{a: ", "}"];
  const inner = json ? text.slice(value.at.start, value.at.end) : "x";
  return spliced(text, value.at.start, value.at.end, open.repeat(depth) + inner + close.repeat(depth));
};

const bomb: Changing = ({ text, json, fields }, at, how) => {
  const field = pick(fields, at);
  if (field === undefined) return undefined;
  const line = text.lastIndexOf("\n", field.at.start) + 1;
  const indent = text.slice(line, field.at.start);
  if (json || /\S/.test(indent)) {
    return spliced(text, field.value.at.start, field.value.at.end, pick(bombs.json, how) ?? "");
  }
  const lines = (pick(bombs.yaml, how) ?? []).map((piece) => `${indent}${piece}\n`);
  return spliced(text, line, line, lines.join(""));
};

const bytes = (text: string, encoding: BufferEncoding): string => Buffer.from(text, encoding).toString("utf8");

const encodings: readonly ((text: string, at: number) => string)[] = [
  (text) => `\uFEFF${text}`,
  (text) => bytes(`\uFEFF${text}`, "utf16le"),
  (text) => bytes(text, "utf16le"),
  (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16().toString("utf8"),
  (text, at) => bytes(spliced(text, at, at, "\u00e9\u00fc"), "latin1"),
  (text, at) => spliced(text, at, at, "\0"),
  (text, at) => spliced(text, at, at, "\uD83D"),
  (text, at) => spliced(text, at, at, "\uDE00"),
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll("\n", "\r"),
  (text) => text.replace(/^ +/gm, (spaces) => "\t".repeat(spaces.length / 2)),
  (text, at) => spliced(text, at, at, "\t"),
  (text, at) => spliced(text, at, at, "\u202E\u2028\u0085\u00A0"),
  (text, at) => spliced(text, at, at, "\u001B[2J\u0007"),
  (text) => text.replace(/[A-Z][a-z]{3,}/g, (word) => `${word}网络네트워크`),
  (text) => `${text}\n---\n${text}`,
  (text, at) => spliced(text, at, at + 1, "\uFFFD"),
  (text) => text.replaceAll("\n", "\n\n\n"),
  (text) => `${text}\n${" ".repeat(5_000)}#`,
  (text) => text.trimEnd(),
];

const encode: Changing = ({ text }, at, how) => pick(encodings, how)?.(text, (at * 7) % (text.length + 1));

/** What stands between resources: a name behind `Ref`, `GetAtt`, `Sub`, `DependsOn`, or in an ARM expression. */
const references =
  /(?<=!Ref |"Ref": *"|!GetAtt |\$\{|DependsOn: |!ImportValue |!Condition |parameters\('|variables\('|reference\('|, ')[\w:-]+/g;

const rename: Changing = ({ text }, at, how) => {
  const reference = pick([...text.matchAll(references)], at);
  const name = pick(["Nowhere", "", "AWS::NoValue", "AWS::Region", "__proto__", "constructor", "a".repeat(300)], how);
  return reference && spliced(text, reference.index, reference.index + reference[0].length, name ?? "");
};

/** A reference to any other name that the file has, its own among them; or all references to one name. */
const cycle: Changing = ({ text, fields }, at, how) => {
  const all = [...text.matchAll(references)];
  const reference = pick(all, at);
  const target = pick(fields, how)?.key;
  if (reference === undefined || target === undefined) return undefined;
  if (how % 4 === 0) return text.replace(references, pick(all, how)?.[0] ?? "");
  return spliced(text, reference.index, reference.index + reference[0].length, target);
};

const number: Changing = (places, at, how) => replaced(places, /^-?\d+(?:-\d+)?$/, numbers, at, how);
const prefix: Changing = (places, at, how) => replaced(places, /^[\da-f.:]+(?:\/\d+)?$/i, prefixes, at, how);
const type: Changing = (places, at, how) => replaced(places, /^(?:AWS::|Microsoft\.)\w+\W+\w+/, types, at, how);

function replaced(places: Places, like: RegExp, pool: readonly string[], at: number, how: number): string | undefined {
  const found = pick(scalarsLike(places, like), at);
  if (found === undefined) return undefined;
  const { start, end } = found.tree.at;
  const piece = pick(pool, how) ?? "";
  const quoted = places.text[start] === '"' && how % 3 > 0;
  return spliced(places.text, start, end, quoted ? `"${piece}"` : piece);
}

const swap: Changing = ({ text, values: all }, at, how) => {
  const [a, b] = [pick(all, at), pick(all, at + how)];
  if (a === undefined || b === undefined) return undefined;
  const [first, second] = a.at.start <= b.at.start ? [a.at, b.at] : [b.at, a.at];
  if (first.end > second.start) return undefined;
  const [one, two] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
  return spliced(spliced(text, second.start, second.end, one), first.start, first.end, two);
};

const calls: Changing = ({ text, json, values: all }, at, how) => {
  const value = pick(all, at);
  const call = pick(json ? damagedFunctions.json : damagedFunctions.yaml, how);
  return value && spliced(text, value.at.start, value.at.end, call ?? "");
};

const key: Changing = ({ text, fields }, at, how) => {
  const field = pick(fields, at);
  if (field === undefined) return undefined;
  const name = pick(oddKeys, how) ?? "";
  const quoted = text[field.keyAt.start] === '"' || how % 2 === 0;
  return spliced(text, field.keyAt.start, field.keyAt.end, quoted ? JSON.stringify(name) : name);
};

export const changes = {
  drop,
  duplicate,
  retype,
  truncate,
  nest,
  bomb,
  encode,
  rename,
  cycle,
  number,
  prefix,
  type,
  swap,
  calls,
  key,
} satisfies Readonly<Record<string, Changing>>;

export type Kind = keyof typeof changes;

export const kinds = Object.keys(changes) as readonly Kind[];

export function changed(text: string, { kind, at, how }: Change): string {
  return changes[kind](placesOf(text), at, how) ?? text;
}

/** With the air in front, when nothing else stands on its lines. */
function wholeLines({ text }: Places, at: { readonly start: number; readonly end: number }) {
  const line = text.lastIndexOf("\n", at.start - 1) + 1;
  const alone = /^[ -]*$/.test(text.slice(line, at.start)) && /^[ \r]*(?:\n|$)/.test(text.slice(at.end));
  return { start: alone ? line : at.start, end: alone ? text.indexOf("\n", at.end) + 1 || text.length : at.end };
}

function withComma({ text, json }: Places, { start, end }: { readonly start: number; readonly end: number }) {
  if (!json && !isJson(text.slice(start - 1))) return { start, end };
  const behind = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const before = behind > 0 ? 0 : (/,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0);
  return { start: start - before, end: end + behind };
}
