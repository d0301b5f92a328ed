/**
 * What a property may ask while it is read: which thing a datum refers to, or why none. A reference is a symbol, or a
 * text that holds somebody's id; each failure has its own code, so that one cause is told once.
 */

import { type Item, keyOf } from "../contract/item.ts";
import type { Property, Reading } from "../contract/property.ts";
import { type Ref, type Term, unknownRef } from "../contract/term.ts";
import { aOf } from "../contract/words.ts";
import type { Key } from "../model/model.ts";
import type { Span } from "../source/document.ts";
import { type Datum, literal, type Mapping, type Symbol, symbolOf, type Text } from "../value/datum.ts";
import { isUnknown, type Unknown, unknown } from "../value/value.ts";
import type { Admitted } from "./admit.ts";
import { find } from "./spelling.ts";
import type { Found, Things } from "./things.ts";

/** With `arrow`, only who refers to whom is asked: attributes, which may need everything else, are left alone. */
export function readingOf(things: Things, from: Admitted, arrow?: (to: Key) => void): Reading {
  const { format } = from.item;

  const refer = <F>(to: Term<F>, thing: Admitted, at: readonly Span[]): Ref<F> => {
    arrow?.(thing.key);
    return things.reference(to, thing, at);
  };

  const settle = <F>(to: Term<F>, found: Found, said: string, at: readonly Span[]): Ref<F> => {
    if (found.kind !== "thing") return unknownRef(to, cannot(found.kind, found.item, at), keyOf(found.item));
    const { thing } = found;
    if (thing.kind.term === to) return refer(to, thing, at);
    const why = `\`${said}\` is ${aOf(thing.kind.term.label)}, and ${aOf(to.label)} is due here`;
    return unknownRef(to, unknown("reference.kind.wrong", why, at, aOf(to.label)), said);
  };

  const bySymbol = <F>(to: Term<F>, symbol: Symbol, at: readonly Span[]): Ref<F> => {
    const found = things.byKey(symbol.thing);
    if (found === undefined) return nothing(to, symbol.thing, at);
    if (found.kind === "thing" && arrow === undefined) {
      const published = things.attributeOf(found.thing, symbol.attribute ?? "Ref");
      if (isRef(published) && published.term === to) return { ...(published as Ref<F>), at };
    }
    // What an attribute leads to is part of the thing: who names it points at the thing.
    if (found.kind === "thing" && symbol.attribute !== undefined && found.thing.kind.term !== to)
      arrow?.(found.thing.key);
    return settle(to, found, symbol.thing, at);
  };

  const byText = <F>(to: Term<F>, said: string, at: readonly Span[]): Ref<F> => {
    const found = things.byId(said);
    const fitting = found.filter((f) => f.kind === "thing" && f.thing.kind.term === to);
    const [only] = fitting.length > 0 ? fitting : found;
    if (only === undefined) return nothing(to, said, at);
    if (fitting.length <= 1) return settle(to, only, said, at);
    const why = `\`${said}\` stands for several: ${fitting.map((f) => `\`${nameOf(f)}\``).join(", ")}`;
    return unknownRef(to, unknown("reference.thing.ambiguous", why, at, "the one that is meant"), said);
  };

  const symbols = (datum: Text): readonly Symbol[] =>
    datum.parts.filter((part): part is Symbol => typeof part !== "string" && part.kind === "symbol");

  const isOf = (to: Term<unknown>, found: Found | undefined): found is Extract<Found, { kind: "thing" }> =>
    found?.kind === "thing" && found.thing.kind.term === to;

  const reading: Reading = {
    resolve(to, datum) {
      if (isUnknown(datum)) return unknownRef(to, datum);
      if (datum.kind !== "text") return unknownRef(to, misshapen(to, datum));
      const said = literal(datum);
      if (said !== undefined) return byText(to, said, datum.at);
      const missing = datum.parts.find((part) => isUnknown(part));
      const named = symbols(datum);
      const symbol = named.find((s) => isOf(to, things.byKey(s.thing))) ?? named[0];
      if (symbol !== undefined && (missing === undefined || isOf(to, things.byKey(symbol.thing)))) {
        return bySymbol(to, symbol, datum.at);
      }
      return unknownRef(to, isUnknown(missing) ? { ...missing, at: datum.at } : misshapen(to, datum));
    },

    mention(to, datum) {
      for (const part of datum.parts) {
        if (typeof part === "string") {
          for (const word of part.split(/[.\s]+/)) {
            const found = word === "" ? undefined : things.byId(word).find((f) => isOf(to, f));
            if (isOf(to, found)) return refer(to, found.thing, datum.at);
          }
        } else if (part.kind === "symbol") {
          const found = things.byKey(part.thing);
          if (isOf(to, found)) return refer(to, found.thing, datum.at);
        }
      }
      return undefined;
    },

    attribute(datum) {
      const symbol = arrow === undefined ? symbolOf(datum) : undefined;
      const found = symbol === undefined ? undefined : things.byKey(symbol.thing);
      if (symbol === undefined || found?.kind !== "thing") return undefined;
      return things.attributeOf(found.thing, symbol.attribute ?? "Ref");
    },

    print,

    inside: <T>(property: Property<T>, mapping: Mapping): T =>
      property.read(reading, find(mapping, property.spelling, format)?.datum),
  };
  return reading;
}

function nothing<F>(to: Term<F>, said: string, at: readonly Span[]): Ref<F> {
  const wanted = `the file that has \`${said}\`, or \`physical:\` in tieline.yaml`;
  return unknownRef(
    to,
    unknown(
      "reference.thing.unknown",
      `${said === "" ? "an empty text" : `\`${said}\``} names no ${to.label} that was read`,
      at,
      wanted,
    ),
    said,
  );
}

function cannot(why: "absent" | "unmodelled", item: Item, at: readonly Span[]): Unknown {
  const name = keyOf(item);
  return why === "absent"
    ? unknown("reference.thing.absent", `\`${name}\` is not there: its condition is off`, at, "a condition that is on")
    : unknown(
        "kind.unmodelled",
        `\`${name}\` is of type \`${item.type}\`, which is not modelled`,
        at,
        `nothing in the input: \`${item.type}\` is not modelled yet`,
      );
}

function misshapen(to: Term<unknown>, datum: Datum): Unknown {
  return unknown(
    "value.type.wrong",
    `${aOf(to.label)} is due here, and this is ${aOf(datum.kind)}`,
    datum.at,
    aOf(to.label),
  );
}

function nameOf(found: Found): string {
  return keyOf(found.kind === "thing" ? found.thing.item : found.item);
}

function isRef(value: unknown): value is Ref<unknown> {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "ref";
}

function print(datum: Datum): string {
  switch (datum.kind) {
    case "text":
      return datum.parts
        .map((part) => {
          if (typeof part === "string") return part;
          if (part.kind === "unknown") return "?";
          return part.attribute === undefined ? `\${${part.thing}}` : `\${${part.thing}.${part.attribute}}`;
        })
        .join("");
    case "list":
      return datum.items.map(print).join(", ");
    case "unknown":
      return "?";
    case "map":
      return "{…}";
    case "absent":
      return "";
  }
}
