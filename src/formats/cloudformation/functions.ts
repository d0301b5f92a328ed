/**
 * The intrinsic functions by name (AWS, "Intrinsic function reference"). Most are shared with other languages; written
 * here are those that need the stack's mappings and region, or other stacks.
 */

import { fieldOf } from "../../syntax/tree.ts";
import { type Datum, entryOf, literal, type Part } from "../../value/datum.ts";
import { isUnknown, unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { and, choose, equals, invalid, join, length, not, or, select, split } from "../evaluate/functions.ts";
import { nearest } from "../evaluate/nearest.ts";
import { partsOf, textOrUnknown } from "../evaluate/texts.ts";
import { cidr } from "./cidr.ts";
import { compile } from "./compile.ts";
import { reference, sub } from "./interpolation.ts";
import type { Others, Stack } from "./stack.ts";
import { undecidedZone, zonesOf } from "./zones.ts";

export function functionsOf(stack: Stack, others: Others): Readonly<Record<string, Fn>> {
  return {
    "Fn::And": and,
    // What a property means is the text before it is encoded.
    "Fn::Base64": ({ value }) => value(0),
    "Fn::Cidr": cidr,
    "Fn::Equals": (call) => undecidedZone(call) ?? equals(call),
    "Fn::FindInMap": (call) => findInMap(call, stack),
    "Fn::ForEach": ({ fn, at }) =>
      unknown(
        "template.loop.undecided",
        `what \`${fn}\` runs over is not known`,
        [at],
        "the list that it runs over, by parameter or literally",
      ),
    "Fn::GetAZs": (call) => zonesOf(call, stack),
    "Fn::GetAtt": attribute,
    "Fn::If": choose,
    "Fn::ImportValue": (call) => imported(call, stack, others),
    "Fn::Join": join,
    "Fn::Length": length,
    "Fn::Not": not,
    "Fn::Or": or,
    "Fn::Select": select,
    "Fn::Split": split,
    "Fn::Sub": sub,
    "Fn::ToJsonString": ({ value }) => textOrUnknown(json(value(0)), value(0).at),
    "Fn::Transform": transform,
    Ref: named,
  };
}

/** The text of each argument; an unknown when one of them is not known. */
function words(call: CallSite, count: number): readonly string[] | Datum {
  const out: string[] = [];
  for (let i = 0; i < count; i++) {
    const datum = call.value(i);
    const word = literal(datum);
    if (word === undefined) {
      return partsOf(datum).find(isUnknown) ?? invalid(call, "is given an id that the deployment assigns");
    }
    out.push(word);
  }
  return out;
}

/** (map, key, key, { DefaultValue }) */
function findInMap(call: CallSite, stack: Stack): Datum {
  const keys = words(call, 3);
  if (!isWords(keys)) return keys;
  const [name = "", first = "", second = ""] = keys;
  const row = fieldOf(stack.mappings.get(name)?.value, first)?.value;
  const found = fieldOf(row, second)?.value;
  if (found !== undefined) return call.evaluate(compile(found));
  const options = call.value(3);
  const fallback = options.kind === "map" ? entryOf(options, "DefaultValue") : undefined;
  if (fallback !== undefined) return fallback.value;
  const meant = nearest(name, stack.mappings.keys());
  const hint = stack.mappings.has(name) || meant === undefined ? undefined : `did you mean \`${meant}\`?`;
  return unknown(
    "reference.mapping.missing",
    `mapping \`${name}\` has no value for \`${first}\`, \`${second}\``,
    [call.at],
    hint,
  );
}

function isWords(words: readonly string[] | Datum): words is readonly string[] {
  return Array.isArray(words);
}

/** Written out, it is compiled to a name; here its words are worked out first. */
const attribute: Fn = (call) => {
  const path = words(call, 2);
  return isWords(path) ? call.evaluate(reference(path.join("."), call.at)) : path;
};

const named: Fn = (call) => {
  const name = words(call, 1);
  return isWords(name) ? call.evaluate(reference(name[0] ?? "", call.at)) : name;
};

function imported(call: CallSite, stack: Stack, others: Others): Datum {
  const name = words(call, 1);
  return isWords(name) ? others.imported(name[0] ?? "", stack, call.at) : name;
}

const transform: Fn = ({ value, at }) => {
  const given = value(0);
  const name = given.kind === "map" ? entryOf(given, "Name")?.value : undefined;
  const macro = (name && literal(name)) ?? "?";
  return unknown(
    "template.macro.unread",
    `it is what the macro \`${macro}\` makes of it`,
    [at],
    "the processed template",
  );
};

/** Numbers and booleans come out as texts: no datum says which it was. */
function json(datum: Datum): readonly Part[] {
  switch (datum.kind) {
    case "unknown":
      return [datum];
    case "absent":
      return ["null"];
    case "text":
      return [
        '"',
        ...datum.parts.map((part) => (typeof part === "string" ? JSON.stringify(part).slice(1, -1) : part)),
        '"',
      ];
    case "list":
      return ["[", ...datum.items.flatMap((item, i) => [...(i === 0 ? [] : [","]), ...json(item)]), "]"];
    case "map": {
      const entries = datum.entries.flatMap(({ key, value }, i) => [
        `${i === 0 ? "" : ","}${JSON.stringify(key)}:`,
        ...json(value),
      ]);
      return ["{", ...entries, "}"];
    }
  }
}
