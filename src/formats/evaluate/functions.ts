/**
 * Functions that the template languages share under different names. A format's table gives them theirs:
 * `{ "Fn::Join": join, list_join: join }`. An unknown argument makes as little unknown as it can.
 */

import { type Datum, literal, symbolOf, text } from "../../value/datum.ts";
import { another, isUnknown, type Unknown, unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "./evaluator.ts";
import { partsOf, sameDatum, splitText, textOrUnknown } from "./texts.ts";

/** The call cannot be carried out; `why` goes on from the function's name. */
export function invalid({ fn, at }: CallSite, why: string): Unknown {
  return unknown("function.argument.invalid", `\`${fn}\` ${why}`, [at], `an argument that \`${fn}\` takes`);
}

/** All arguments as one text. */
export const concat: Fn = ({ args, value }) => {
  const data = args.map((_, i) => value(i));
  return textOrUnknown(
    data.flatMap(partsOf),
    data.flatMap(({ at }) => at),
  );
};

/** (delimiter, list) */
export const join: Fn = (call) => {
  const delimiter = partsOf(call.value(0));
  const list = call.value(1);
  if (list.kind === "unknown") return list;
  if (list.kind !== "list") return invalid(call, "joins a list, and this is none");
  const parts = list.items.flatMap((item, i) => (i === 0 ? partsOf(item) : [...delimiter, ...partsOf(item)]));
  return textOrUnknown(
    parts,
    list.items.flatMap(({ at }) => at),
  );
};

/** (delimiter, text) */
export const split: Fn = (call) => {
  const delimiter = literal(call.value(0));
  if (delimiter === undefined || delimiter === "") return invalid(call, "needs a delimiter that is known");
  const source = call.value(1);
  return { kind: "list", items: splitText(partsOf(source), delimiter, source.at), at: source.at };
};

/** (index from 0, list) */
export const select: Fn = (call) => {
  const position = call.value(0);
  if (position.kind === "unknown") return position;
  const index = literal(position) ?? "";
  if (!/^\d+$/.test(index)) return invalid(call, "needs a number from 0 as index");
  return (
    itemOf(call.value(1), Number(index)) ?? invalid(call, `asks for item ${index} of a list that has no such item`)
  );
};

function itemOf(list: Datum, index: number): Datum | undefined {
  // Two items of one unknown list are not the same unknown.
  if (list.kind === "unknown") {
    const same = list.same === undefined ? {} : { same: `${list.same}[${index}]` };
    return { ...list, why: `${list.why} (item ${index})`, ...same };
  }
  const symbol = symbolOf(list);
  if (symbol?.attribute !== undefined) {
    return text([{ ...symbol, attribute: `${symbol.attribute}[${index}]` }], list.at);
  }
  if (list.kind !== "list") return undefined;
  // The items behind one of unknown length are not known either, and none of them is that one.
  const item = list.items[index];
  const before = item === undefined ? list.items.find(isUnknown) : undefined;
  return before === undefined ? item : another(before);
}

export const length: Fn = (call) => {
  const list = call.value(0);
  if (list.kind === "unknown") return list;
  if (list.kind !== "list") return invalid(call, "counts the items of a list, and this is none");
  return list.items.find(isUnknown) ?? text(String(list.items.length), list.at);
};

export function truth(datum: Datum): boolean | Unknown {
  if (datum.kind === "unknown") return datum;
  const word = literal(datum)?.toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  const part = datum.kind === "text" ? datum.parts.find(isUnknown) : undefined;
  return (
    part ?? unknown("function.argument.invalid", "a condition is neither true nor false", datum.at, "`true` or `false`")
  );
}

function truths({ args, value }: CallSite): readonly (boolean | Unknown)[] {
  return args.map((_, i) => truth(value(i)));
}

function told(answer: boolean | Unknown, { at }: CallSite): Datum {
  return typeof answer === "boolean" ? text(String(answer), [at]) : answer;
}

/** One that is false decides, whatever the others are. */
export const and: Fn = (call) => {
  const all = truths(call);
  return told(all.includes(false) ? false : (all.find(isUnknown) ?? true), call);
};

/** One that is true decides, whatever the others are. */
export const or: Fn = (call) => {
  const all = truths(call);
  return told(all.includes(true) ? true : (all.find(isUnknown) ?? false), call);
};

export const not: Fn = (call) => {
  const answer = truth(call.value(0));
  return told(typeof answer === "boolean" ? !answer : answer, call);
};

export const equals: Fn = (call) => {
  const [a, b] = [call.value(0), call.value(1)];
  return told(sameDatum(a, b) ?? firstUnknown(a) ?? firstUnknown(b) ?? undecided(call), call);
};

function firstUnknown(datum: Datum): Unknown | undefined {
  return datum.kind === "unknown" ? datum : datum.kind === "text" ? datum.parts.find(isUnknown) : undefined;
}

function undecided({ at }: CallSite): Unknown {
  return unknown(
    "value.text.assigned",
    "it compares ids that the deployment assigns",
    [at],
    "what the condition compares, by parameter or literally",
  );
}

/** (condition, then, else): the branch not taken is never worked out. */
export const choose: Fn = (call) => {
  const condition = truth(call.value(0));
  if (typeof condition === "boolean") return call.value(condition ? 1 : 2);
  const [yes, no] = [call.value(1), call.value(2)];
  return sameDatum(yes, no) === true ? yes : { ...condition, why: `a condition cannot be decided: ${condition.why}` };
};
