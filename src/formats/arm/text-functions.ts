/**
 * Functions on texts (Azure, "String functions for ARM templates"). What the deployment will pick stays in place as a
 * symbol as long as the function leaves it whole.
 */

import { type Datum, literal, type Part, symbolOf, text } from "../../value/datum.ts";
import { isUnknown, unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { concat as concatTexts, invalid } from "../evaluate/functions.ts";
import { partsOf, splitText, textOrUnknown } from "../evaluate/texts.ts";
import { listFrom, numberAt, told } from "./arguments.ts";

/** Characters that no id of a subscription, a group or a made-up name holds. */
const NEVER_IN_IDS = "/,;:.";

/** Texts, or lists. */
const concat: Fn = (call) => {
  const first = call.value(0);
  if (first.kind !== "list") return concatTexts(call);
  const items = call.args.flatMap((_, i) => listFrom(call.value(i)) ?? [call.value(i)]);
  return { kind: "list", items, at: [call.at] };
};

/** `format('{0}-{1:D2}', a, b)` */
const format: Fn = (call) => {
  const pattern = literal(call.value(0));
  if (pattern === undefined) return call.value(0);
  const parts = pattern.split(/(\{\{|\}\}|\{\d+(?:[,:][^}]*)?\})/).flatMap((piece): readonly Part[] => {
    if (piece === "{{" || piece === "}}") return [piece.charAt(0)];
    const place = /^\{(\d+)(?:[,:]([^}]*))?\}$/.exec(piece);
    if (place === null) return [piece];
    const argument = call.value(Number(place[1]) + 1);
    const digits = /^[Dd](\d+)$/.exec(place[2] ?? "")?.[1];
    const number = literal(argument);
    return digits !== undefined && number !== undefined ? [number.padStart(Number(digits), "0")] : partsOf(argument);
  });
  return textOrUnknown(parts, [call.at]);
};

/** Ids are compared without case, so that changing the case of one leaves it what it is. */
const cased =
  (change: (word: string) => string): Fn =>
  ({ value, at }) => {
    const parts = partsOf(value(0)).map((part) => (typeof part === "string" ? change(part) : part));
    return textOrUnknown(parts, [at]);
  };

/** (text, delimiter or several) */
const split: Fn = (call) => {
  const source = call.value(0);
  if (source.kind === "unknown") return source;
  const delimiters = (listFrom(call.value(1)) ?? [call.value(1)]).map(literal);
  let pieces: readonly Datum[] = [source];
  for (const delimiter of delimiters) {
    if (delimiter === undefined || delimiter === "") return invalid(call, "needs a delimiter that is known");
    pieces = pieces.flatMap((piece) => splitText(partsOf(piece), delimiter, source.at, NEVER_IN_IDS));
  }
  return { kind: "list", items: pieces, at: source.at };
};

/** (list, delimiter) */
const join: Fn = (call) => {
  const list = call.value(0);
  if (list.kind === "unknown") return list;
  const items = listFrom(list);
  if (items === undefined) return invalid(call, "joins a list, and this is none");
  const delimiter = partsOf(call.value(1));
  const parts = items.flatMap((item, i) => (i === 0 ? partsOf(item) : [...delimiter, ...partsOf(item)]));
  return textOrUnknown(parts, [call.at]);
};

const replace: Fn = (call) => {
  const [old, fresh] = [literal(call.value(1)), literal(call.value(2))];
  if (old === undefined || fresh === undefined || old === "") return unsure(call, 1);
  const parts = partsOf(call.value(0)).map((part) => (typeof part === "string" ? part.replaceAll(old, fresh) : part));
  return textOrUnknown(parts, [call.at]);
};

/** (text, start, length): known as far as the characters are. */
const substring: Fn = (call) => {
  const source = call.value(0);
  const whole = literal(source);
  const start = numberAt(call, 1);
  if (isUnknown(start)) return start;
  if (whole === undefined) return pieceOf(source, `${start},${spelledAt(call, 2)}`) ?? unsure(call, 0);
  const length = call.args.length > 2 ? numberAt(call, 2) : whole.length - start;
  if (isUnknown(length)) return length;
  if (start < 0 || length < 0 || start + length > whole.length) return invalid(call, "goes beyond the text's end");
  return text(whole.slice(start, start + length), [call.at]);
};

/** Of a text that is made up at deployment the same piece is the same text. */
export function pieceOf(source: Datum, which: string): Datum | undefined {
  const symbol = symbolOf(source);
  const attribute = `${symbol?.attribute ?? ""}[${which}]`;
  return symbol === undefined ? undefined : text([{ ...symbol, attribute }], source.at);
}

function spelledAt(call: CallSite, index: number): string {
  return call.args.length > index ? (literal(call.value(index)) ?? "?") : "";
}

const padLeft: Fn = (call) => {
  const [whole, width] = [literal(call.value(0)), numberAt(call, 1)];
  if (whole === undefined || isUnknown(width)) return unsure(call, 0);
  const mark = call.args.length > 2 ? (literal(call.value(2)) ?? " ") : " ";
  return text(whole.padStart(Math.min(width, 1_000), mark), [call.at]);
};

const trim: Fn = (call) => {
  const whole = literal(call.value(0));
  return whole === undefined ? call.value(0) : text(whole.trim(), [call.at]);
};

const about =
  (answer: (whole: string, part: string) => boolean | number): Fn =>
  (call) => {
    const [whole, part] = [literal(call.value(0)), literal(call.value(1))];
    if (whole === undefined || part === undefined) return unsure(call, 0, 1);
    return told(answer(whole.toLowerCase(), part.toLowerCase()), call);
  };

/** The reason why an argument is not known. */
export function unsure(call: CallSite, ...indexes: readonly number[]): Datum {
  for (const index of indexes) {
    const missing = partsOf(call.value(index)).find(isUnknown);
    if (missing !== undefined) return missing;
  }
  return unknown("value.text.assigned", `\`${call.fn}\` is given a text that the deployment assigns`, [call.at]);
}

export const textFunctions: Readonly<Record<string, Fn>> = {
  concat,
  format,
  split,
  join,
  replace,
  substring,
  trim,
  padleft: padLeft,
  tolower: cased((word) => word.toLowerCase()),
  toupper: cased((word) => word.toUpperCase()),
  startswith: about((whole, part) => whole.startsWith(part)),
  endswith: about((whole, part) => whole.endsWith(part)),
  indexof: about((whole, part) => whole.indexOf(part)),
  lastindexof: about((whole, part) => whole.lastIndexOf(part)),
  string: ({ value, at }) => textOrUnknown(partsOf(value(0)), [at]),
};
