/**
 * Functions on lists and objects (Azure, "Array functions" and "Object functions for ARM templates"); many take a text
 * as well. Properties of objects are found without case.
 */

import { type Datum, entryOf, literal, type Mapping, symbolOf, text } from "../../value/datum.ts";
import { isUnknown, type Unknown, unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { invalid } from "../evaluate/functions.ts";
import { sameDatum } from "../evaluate/texts.ts";
import { listFrom, numberAt, told } from "./arguments.ts";
import { pieceOf, unsure } from "./text-functions.ts";

/** A loop or a range makes no more than this (Azure, "Copy limits"). */
export const MAX_TURNS = 800;

export function propertyOf(map: Mapping, name: string): Datum | undefined {
  const exact = entryOf(map, name) ?? map.entries.findLast(({ key }) => key.toLowerCase() === name.toLowerCase());
  return exact?.value;
}

/** `list[2]`, `object.name`, `object['name']`; of a symbol, one of its attributes. */
export function stepInto(whole: Datum, call: CallSite): Datum {
  const key = literal(call.value(1));
  if (key === undefined) return unsure(call, 1);
  if (whole.kind === "unknown") return { ...whole, why: `${whole.why} (\`${key}\` of it)` };
  const index = /^\d+$/.test(key) ? Number(key) : undefined;
  if (whole.kind === "list" && index !== undefined) {
    // The items behind one of unknown length are not known either.
    const item = whole.items[index] ?? whole.items.find(isUnknown);
    return item ?? invalid(call, `asks for item ${index} of a list that has no such item`);
  }
  if (whole.kind === "map") {
    return (
      propertyOf(whole, key) ?? unknown("reference.property.missing", `there is no property \`${key}\``, [call.at])
    );
  }
  const symbol = symbolOf(whole);
  if (symbol === undefined) return invalid(call, `asks for \`${key}\` of a text`);
  const step = index === undefined ? `.${key}` : `[${index}]`;
  const attribute = symbol.attribute === undefined ? key : `${symbol.attribute}${step}`;
  return text([{ ...symbol, attribute }], whole.at);
}

/** (list, object or text) → how many. */
const length: Fn = (call) => {
  const whole = call.value(0);
  if (whole.kind === "list") return whole.items.find(isUnknown) ?? told(whole.items.length, call);
  if (whole.kind === "map") return told(whole.entries.length, call);
  const word = literal(whole);
  return word === undefined ? unsure(call, 0) : told(word.length, call);
};

const empty: Fn = (call) => {
  const whole = call.value(0);
  switch (whole.kind) {
    case "unknown":
      return whole;
    case "absent":
      return told(true, call);
    case "list":
      return told(whole.items.length === 0, call);
    case "map":
      return told(whole.entries.length === 0, call);
    case "text":
      // Whatever an id will be, it is not the empty text.
      return whole.parts.find(isUnknown) ?? told(whole.parts.length === 0, call);
  }
};

/** One end of a list or a text. */
const end =
  (pick: <T>(list: readonly T[]) => T | undefined): Fn =>
  (call) => {
    const whole = call.value(0);
    if (whole.kind === "list") return pick(whole.items) ?? { kind: "absent", at: [call.at] };
    const word = literal(whole);
    if (word !== undefined) return text(pick(word.split("")) ?? "", [call.at]);
    const edge = whole.kind === "text" ? pick(whole.parts) : undefined;
    return typeof edge === "string" ? text(pick(edge.split("")) ?? "", [call.at]) : unsure(call, 0);
  };

const some =
  (word: string, which: <T>(list: readonly T[], count: number) => readonly T[]): Fn =>
  (call) => {
    const whole = call.value(0);
    const count = numberAt(call, 1);
    if (isUnknown(count)) return count;
    if (whole.kind === "list") return { kind: "list", items: which(whole.items, Math.max(0, count)), at: [call.at] };
    const said = literal(whole);
    if (said === undefined) return pieceOf(whole, `${word} ${count}`) ?? unsure(call, 0);
    return text(which(said.split(""), Math.max(0, count)).join(""), [call.at]);
  };

const contains: Fn = (call) => {
  const [whole, sought] = [call.value(0), call.value(1)];
  const word = literal(sought);
  if (whole.kind === "map" && word !== undefined) return told(propertyOf(whole, word) !== undefined, call);
  if (whole.kind === "list") return among(whole.items, sought, call);
  const hay = literal(whole);
  // Of texts, unlike the keys of objects, the case counts.
  return hay === undefined || word === undefined ? unsure(call, 0, 1) : told(hay.includes(word), call);
};

function among(items: readonly Datum[], sought: Datum, call: CallSite): Datum {
  const answers = items.map((item) => sameDatum(item, sought));
  if (answers.includes(true)) return told(true, call);
  return answers.includes(undefined) ? unsure(call, 1) : told(false, call);
}

/** Of lists, each item once; of objects, the later property wins, and objects in objects are joined too. */
const union: Fn = (call) => {
  const all = call.args.map((_, i) => call.value(i));
  const missing = all.find(isUnknown);
  if (missing !== undefined) return missing;
  const maps = all.filter((datum) => datum.kind === "map");
  if (maps.length === all.length) return maps.reduce(joined);
  const items: Datum[] = [];
  for (const item of all.flatMap((datum) => listFrom(datum) ?? [])) {
    if (!items.some((other) => sameDatum(other, item) === true)) items.push(item);
  }
  return { kind: "list", items, at: [call.at] };
};

function joined(first: Mapping, second: Mapping): Mapping {
  const kept = first.entries.filter(({ key }) => propertyOf(second, key) === undefined);
  const added = second.entries.map((entry) => {
    const before = propertyOf(first, entry.key);
    const both = before?.kind === "map" && entry.value.kind === "map";
    return both ? { ...entry, value: joined(before, entry.value as Mapping) } : entry;
  });
  return { kind: "map", entries: [...kept, ...added], at: [...first.at, ...second.at] };
}

const intersection: Fn = (call) => {
  const [first, ...others] = call.args.map((_, i) => call.value(i));
  const missing = [first, ...others].find(isUnknown);
  if (missing !== undefined) return missing;
  if (first?.kind !== "list") return invalid(call, "of objects is not read");
  const items = first.items.filter((item) =>
    others.every((other) => (listFrom(other) ?? []).some((same) => sameDatum(item, same) === true)),
  );
  return { kind: "list", items, at: [call.at] };
};

const createObject: Fn = (call) => {
  const entries = [];
  for (let i = 0; i + 1 < call.args.length; i += 2) {
    const key = literal(call.value(i));
    if (key === undefined) return unsure(call, i);
    entries.push({ key, keyAt: call.at, value: call.value(i + 1), at: call.at });
  }
  return { kind: "map", entries, at: [call.at] };
};

const createArray: Fn = (call) => ({ kind: "list", items: call.args.map((_, i) => call.value(i)), at: [call.at] });

const array: Fn = (call) => {
  const only = call.value(0);
  return only.kind === "list" || only.kind === "unknown" ? only : { kind: "list", items: [only], at: [call.at] };
};

const coalesce: Fn = (call) => {
  for (let i = 0; i < call.args.length; i++) {
    const datum = call.value(i);
    if (datum.kind !== "absent") return datum;
  }
  return { kind: "absent", at: [call.at] };
};

const range: Fn = (call) => {
  const [start, count] = [numberAt(call, 0), numberAt(call, 1)];
  if (isUnknown(start)) return start;
  if (isUnknown(count)) return count;
  if (count < 0 || count > 10_000) return invalid(call, "makes 0 to 10000 numbers");
  return { kind: "list", items: Array.from({ length: count }, (_, i) => told(start + i, call)), at: [call.at] };
};

/** (name, count, what is repeated): a loop over a property or a variable. */
const copy: Fn = (call) => {
  const name = literal(call.value(0)) ?? "";
  const count = numberAt(call, 1);
  const input = call.args[2];
  if (isUnknown(count)) return count;
  if (input === undefined || count < 0 || count > MAX_TURNS) return invalid(call, `makes 0 to ${MAX_TURNS} items`);
  const items = Array.from({ length: count }, (_, i) => call.evaluate(input, new Map([[turnOf(name), told(i, call)]])));
  return { kind: "list", items: items.filter(({ kind }) => kind !== "absent"), at: [call.at] };
};

/** Under which local name a loop's turn is known; the loop of the resource itself has no name there. */
export function turnOf(loop: string): string {
  return `copyIndex/${loop.toLowerCase()}`;
}

/** (loop, offset), (loop), (offset) or nothing: then the loop of the resource. */
const copyIndex: Fn = (call) => {
  const first = call.args.length === 0 ? undefined : literal(call.value(0));
  const named = first !== undefined && !/^-?\d+$/.test(first);
  const place = named ? 1 : 0;
  const offset = call.args.length > place ? numberAt(call, place) : 0;
  const turn = call.evaluate({ kind: "name", name: turnOf(named ? first : ""), at: call.at });
  const number = Number(literal(turn) ?? Number.NaN);
  if (isUnknown(offset)) return offset;
  return Number.isNaN(number) ? (turn as Unknown) : told(number + offset, call);
};

const flatten: Fn = (call) => {
  const whole = call.value(0);
  if (whole.kind !== "list") return unsure(call, 0);
  return { kind: "list", items: whole.items.flatMap((item) => listFrom(item) ?? [item]), at: [call.at] };
};

export const listFunctions: Readonly<Record<string, Fn>> = {
  array,
  coalesce,
  contains,
  copy,
  copyindex: copyIndex,
  createarray: createArray,
  createobject: createObject,
  empty,
  first: end((list) => list[0]),
  flatten,
  intersection,
  last: end((list) => list.at(-1)),
  length,
  range,
  skip: some("skip", (list, count) => list.slice(count)),
  take: some("take", (list, count) => list.slice(0, count)),
  union,
};
