/** Texts with parts that nobody knows yet: what can be said of them all the same. */

import { sameSpan, type Span } from "../../source/document.ts";
import { type Datum, type Part, text } from "../../value/datum.ts";
import { another, isUnknown, type Unknown, unknown } from "../../value/value.ts";

/** A text, or the one unknown that it would be nothing but. */
export function textOrUnknown(parts: readonly Part[], at: readonly Span[]): Datum {
  const made = text(parts, at);
  const [only] = made.parts;
  if (made.parts.length !== 1 || !isUnknown(only)) return made;
  return { ...only, at: [...at, ...only.at.filter((span) => !at.some((other) => sameSpan(other, span)))] };
}

/** What the datum contributes to a longer text. */
export function partsOf(datum: Datum): readonly Part[] {
  switch (datum.kind) {
    case "text":
      return datum.parts;
    case "absent":
      return [];
    case "unknown":
      return [datum];
    case "list":
    case "map":
      return [unknown("function.argument.invalid", `a ${datum.kind} stands where a text is due`, datum.at, "a text")];
  }
}

/**
 * The pieces between delimiters. An id that is not known yet may hold anything but the characters that `never` lists:
 * behind the first part of which nothing is sure, the rest is one unknown piece.
 */
export function splitText(
  parts: readonly Part[],
  delimiter: string,
  at: readonly Span[],
  never = ",",
): readonly Datum[] {
  const pieces: Datum[] = [];
  let piece: Part[] = [];
  for (const part of parts) {
    if (typeof part === "string") {
      const [head = "", ...rest] = part.split(delimiter);
      piece.push(head);
      for (const next of rest) {
        pieces.push(textOrUnknown(piece, at));
        piece = [next];
      }
    } else if (part.kind === "symbol" && never.includes(delimiter)) piece.push(part);
    else {
      // It may hold delimiters of its own, and what is left of it here is not all of it.
      const rest: Unknown = isUnknown(part)
        ? another(part)
        : unknown(
            "value.text.assigned",
            `\`${part.thing}\` gets its id at deployment`,
            at,
            "the text itself, by parameter or literally",
          );
      return [...pieces, rest];
    }
  }
  return [...pieces, textOrUnknown(piece, at)];
}

/** Whether two values are equal; undefined when nobody can know. */
export function sameDatum(a: Datum, b: Datum): boolean | undefined {
  if (a.kind === "unknown" || b.kind === "unknown") return undefined;
  if (a.kind === "text" && b.kind === "text") return sameParts(a.parts, b.parts);
  if (a.kind === "list" && b.kind === "list") {
    if (a.items.length !== b.items.length)
      return a.items.some(isUnknown) || b.items.some(isUnknown) ? undefined : false;
    return every(a.items, (item, i) => sameMaybe(item, b.items[i]));
  }
  if (a.kind === "map" && b.kind === "map") {
    if (a.entries.length !== b.entries.length) return false;
    const others = new Map(b.entries.map(({ key, value }) => [key, value]));
    return every(a.entries, ({ key, value }) => sameMaybe(value, others.get(key)));
  }
  return a.kind === b.kind;
}

function sameMaybe(a: Datum, b: Datum | undefined): boolean | undefined {
  return b === undefined ? false : sameDatum(a, b);
}

function every<T>(items: readonly T[], same: (item: T, index: number) => boolean | undefined): boolean | undefined {
  const answers = items.map(same);
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

function sameParts(a: readonly Part[], b: readonly Part[]): boolean | undefined {
  if (a.length === b.length && a.every((part, i) => samePart(part, b[i]))) return true;
  const [left, right] = [literalOf(a), literalOf(b)];
  if (left !== undefined && right !== undefined) return false;
  return left !== undefined ? couldBe(b, left) : right !== undefined ? couldBe(a, right) : undefined;
}

function literalOf(parts: readonly Part[]): string | undefined {
  return parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
}

function samePart(a: Part, b: Part | undefined): boolean {
  if (typeof a === "string" || typeof b === "string" || b === undefined) return a === b;
  return a.kind === "symbol" && b.kind === "symbol" && a.thing === b.thing && a.attribute === b.attribute;
}

/** Never true of a text that is not known; false when the literal begins, ends or is too short for its known parts. */
function couldBe(parts: readonly Part[], literal: string): false | undefined {
  const first = parts[0];
  const last = parts.at(-1);
  if (typeof first === "string" && !literal.startsWith(first)) return false;
  if (typeof last === "string" && !literal.endsWith(last)) return false;
  // An id has at least one character.
  const least = parts.reduce((sum, part) => {
    return sum + (typeof part === "string" ? part.length : part.kind === "symbol" ? 1 : 0);
  }, 0);
  return literal.length < least ? false : undefined;
}
