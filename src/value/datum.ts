/**
 * What a format hands on: evaluated and located, still untyped. Only the property that reads a datum knows its type,
 * which is how `"-1"`, `"true"` and a number where text is due all come right.
 */

import type { Span } from "../source/document.ts";
import type { Unknown } from "./value.ts";

/** An id that the deployment will create: of a thing, or one of the thing's attributes. */
export interface Symbol {
  readonly kind: "symbol";
  /** `scope/name` of the thing. */
  readonly thing: string;
  readonly attribute?: string;
  readonly at: readonly Span[];
}

export type Part = string | Symbol | Unknown;

export interface Text {
  readonly kind: "text";
  /** Never two strings in a row; no part at all is the empty text. */
  readonly parts: readonly Part[];
  readonly at: readonly Span[];
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Datum[];
  readonly at: readonly Span[];
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Datum;
  /** Key through value: the whole property. */
  readonly at: Span;
}

export interface Mapping {
  readonly kind: "map";
  readonly entries: readonly Entry[];
  readonly at: readonly Span[];
}

/** Null, or a value that was taken away on purpose. */
export interface Absent {
  readonly kind: "absent";
  readonly at: readonly Span[];
}

export type Datum = Text | List | Mapping | Absent | Unknown;

export function text(parts: string | readonly Part[], at: readonly Span[]): Text {
  if (typeof parts === "string") return { kind: "text", parts: parts === "" ? [] : [parts], at };
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else if (part !== "") merged.push(part);
  }
  return { kind: "text", parts: merged, at };
}

/** The text when every part of it is known. */
export function literal(datum: Datum): string | undefined {
  if (datum.kind !== "text") return undefined;
  if (datum.parts.length === 0) return "";
  const [only] = datum.parts;
  return datum.parts.length === 1 && typeof only === "string" ? only : undefined;
}

/** The symbol when the text is nothing but one. */
export function symbolOf(datum: Datum): Symbol | undefined {
  if (datum.kind !== "text" || datum.parts.length !== 1) return undefined;
  const [only] = datum.parts;
  return typeof only === "object" && only.kind === "symbol" ? only : undefined;
}

/** The last entry of that key, which is the one that counts. */
export function entryOf(mapping: Mapping, key: string): Entry | undefined {
  for (let i = mapping.entries.length - 1; i >= 0; i--) {
    const entry = mapping.entries[i];
    if (entry?.key === key) return entry;
  }
  return undefined;
}
