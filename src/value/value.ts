/**
 * Values that may not exist yet. A value is known, or unknown with a reason; an address may also be *assigned*: it will
 * be one of a range, somebody other than the input picks it, and every answer must hold whichever it is.
 */

import type { Ip } from "../net/ip.ts";
import type { Ranges } from "../net/ranges.ts";
import type { Span } from "../source/document.ts";

export interface Known<T> {
  readonly kind: "known";
  readonly value: T;
  /** Where it is used, then where it is defined (a parameter's default, a value in the project file). */
  readonly at: readonly Span[];
}

export interface Unknown {
  readonly kind: "unknown";
  /** `area.object.problem`, so that one cause is reported once. */
  readonly code: string;
  /** One lower-case sentence part: why it is not known. */
  readonly why: string;
  /** What would make it known: a parameter, an attribute, a file. */
  readonly wanted?: string;
  /** It is surely an address or a prefix of this family. */
  readonly family?: 4 | 6;
  /** Names the one value that it is, though nobody knows it: a parameter without value, in two places. */
  readonly same?: string;
  readonly at: readonly Span[];
}

export type Value<T> = Known<T> | Unknown;

/**
 * Who picks a value that the input does not state: the deployment (a pin in the project file settles it), the sender
 * (a client's address or port: part of the question), the network (a translated port).
 */
export type Chooser = "deployment" | "sender" | "network";

export interface Assigned {
  readonly kind: "assigned";
  /** The same id is the same address wherever it stands. */
  readonly id: string;
  readonly chooser: Chooser;
  /** Key of the thing that will own it. */
  readonly owner: string;
  /** Where it can lie. */
  readonly within: Ranges;
  readonly at: readonly Span[];
}

export type Address = Value<Ip> | Assigned;

export function known<T>(value: T, at: readonly Span[] = []): Known<T> {
  return { kind: "known", value, at };
}

export function unknown(code: string, why: string, at: readonly Span[] = [], wanted?: string): Unknown {
  return wanted === undefined ? { kind: "unknown", code, why, at } : { kind: "unknown", code, why, at, wanted };
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "unknown";
}

/** Whether two that are not known are one and the same; that they are not, nobody can say. */
export function isSame(a: Unknown, b: Unknown): boolean {
  return a.same !== undefined && a.same === b.same;
}

/** What is made of it is another value. */
export function another({ same: _, ...rest }: Unknown): Unknown {
  return rest;
}

export function map<T, U>(value: Value<T>, change: (value: T) => U): Value<U> {
  return value.kind === "known" ? { kind: "known", value: change(value.value), at: value.at } : value;
}

export function bind<T, U>(value: Value<T>, next: (value: T) => Value<U>): Value<U> {
  return value.kind === "known" ? next(value.value) : value;
}

/** The known value, or `otherwise` for an unknown one: only where an unknown has been dealt with. */
export function orElse<T, U>(value: Value<T>, otherwise: U): T | U {
  return value.kind === "known" ? value.value : otherwise;
}
