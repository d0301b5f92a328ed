/**
 * What a format compiles its trees to: values, calls of functions and references by name. The format brings the
 * compiler, its functions and its names; the evaluator knows neither a file nor a cloud.
 */

import type { Span } from "../../source/document.ts";
import type { Datum } from "../../value/datum.ts";

/** A value that needs no work: text as it is written, null, or something the format has made itself. */
export interface Constant {
  readonly kind: "constant";
  readonly datum: Datum;
}

/** A list whose items are worked out; absent ones are left out. */
export interface Items {
  readonly kind: "list";
  readonly items: readonly Expression[];
  readonly at: Span;
}

export interface Property {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Expression;
  /** Key through value. */
  readonly at: Span;
}

/** A map whose values are worked out. One that comes out absent is left out, unless null is what was written. */
export interface Properties {
  readonly kind: "map";
  readonly entries: readonly Property[];
  readonly at: Span;
}

/** A function of the frame; it decides which of its arguments are worked out, and when. */
export interface Call {
  readonly kind: "call";
  readonly fn: string;
  readonly args: readonly Expression[];
  readonly at: Span;
}

/** A reference to what the frame, or a function's local names, call so. */
export interface Name {
  readonly kind: "name";
  readonly name: string;
  readonly at: Span;
}

export type Expression = Constant | Items | Properties | Call | Name;

export function constant(datum: Datum): Constant {
  return { kind: "constant", datum };
}
