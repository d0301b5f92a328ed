/**
 * Typed properties: how each format spells one, and how its datum becomes a value. Absent is `undefined` in the type
 * unless the property has a default; what cannot be read is an unknown with its reason, never a throw.
 */

import { type Ip, parseIp, parsePrefix, type Prefix, printIp } from "../net/ip.ts";
import type { Span } from "../source/document.ts";
import { type Datum, literal, type Mapping, symbolOf, type Text } from "../value/datum.ts";
import { type Address, another, isUnknown, known, type Unknown, unknown, type Value } from "../value/value.ts";
import { type Ref, type Term, unknownRef } from "./term.ts";
import { aOf } from "./words.ts";

/**
 * `"VpcId"` in CloudFormation's form, from which other formats' forms follow by rule (`vpc_id`, `vpcId`); or one form
 * per format, `null` where a format has no such property. A path goes inwards with dots (`Options.Mode`), `a|b` are
 * alternatives.
 */
export type Spelling = string | { readonly [format: string]: string | null };

/** What a property may ask of the reading it is part of. */
export interface Reading {
  /** The thing a datum refers to; unknown with a reason when there is none. */
  resolve<F>(to: Term<F>, datum: Datum): Ref<F>;
  /** A thing mentioned inside a text, such as the id in a service's name. */
  mention<F>(to: Term<F>, datum: Text): Ref<F> | undefined;
  /** The value of an attribute that only the deployment knows, if the kind of that thing publishes it. */
  attribute(datum: Text): unknown;
  /** The text with symbols written as `${stack/Name}`. */
  print(datum: Datum): string;
  /** Reads one property out of a nested mapping, by the format's own spelling. */
  inside<T>(property: Property<T>, mapping: Mapping): T;
}

export interface Property<T> {
  readonly spelling: Spelling;
  /** For the reference page: "prefix", "reference to a subnet". */
  readonly type: string;
  /** For the reference page. */
  readonly otherwise?: string;
  /** Terms it refers to, so that arrows can be followed backwards. */
  readonly refers?: Term<unknown>;
  read(reading: Reading, datum: Datum | undefined): T;
}

export type Properties = Readonly<Record<string, Property<unknown>>>;

export type ValuesOf<P> = { readonly [K in keyof P]: P[K] extends Property<infer T> ? T : never };

/** Why a datum is no single known text. */
function notText(datum: Datum, reading: Reading, type: string): Unknown {
  if (isUnknown(datum)) return datum;
  if (datum.kind === "text") {
    const part = datum.parts.find((p) => isUnknown(p));
    if (isUnknown(part)) return { ...another(part), at: datum.at.length > 0 ? datum.at : part.at };
    return unknown(
      "value.deployment.assigned",
      `\`${reading.print(datum)}\` exists only after deployment`,
      datum.at,
      "its value under `physical:` in tieline.yaml",
    );
  }
  return unknown("value.type.wrong", `${type} is due here, and this is a ${datum.kind}`, datum.at, `a ${type}`);
}

export interface Options<T> {
  readonly otherwise?: T;
}

export type Optional<O, T> = O extends { readonly otherwise: unknown } ? T : T | undefined;

/** A property whose text is parsed by `parse`; `undefined` from it means "not one". */
export function scalar<T>(type: string, parse: (text: string) => T | undefined) {
  return <O extends Options<T>>(spelling: Spelling, options?: O): Property<Optional<O, Value<T>>> => ({
    spelling,
    type,
    ...(options?.otherwise === undefined ? {} : { otherwise: String(options.otherwise) }),
    read(reading, datum): Optional<O, Value<T>> {
      if (datum === undefined || datum.kind === "absent") {
        const otherwise = options?.otherwise;
        return (otherwise === undefined ? undefined : known(otherwise)) as Optional<O, Value<T>>;
      }
      return readScalar(reading, datum, type, parse) as Optional<O, Value<T>>;
    },
  });
}

function readScalar<T>(reading: Reading, datum: Datum, type: string, parse: (text: string) => T | undefined): Value<T> {
  const text = literal(datum) ?? settled(reading, datum);
  if (text === undefined) return notText(datum, reading, type);
  const value = parse(text.trim());
  if (value === undefined) return unknown("value.type.wrong", `\`${text}\` is not a ${type}`, datum.at, `a ${type}`);
  return known(value, datum.at);
}

/** The text when each symbol in it stands for an attribute that is known: `${Server.PrivateIp}/32`. */
function settled(reading: Reading, datum: Datum): string | undefined {
  if (datum.kind !== "text") return undefined;
  const parts = datum.parts.map((part) => {
    if (typeof part === "string" || part.kind === "unknown") return part;
    const value = reading.attribute({ kind: "text", parts: [part], at: datum.at });
    if (isKnownText(value)) return value.value;
    return isAddress(value) && value.kind === "known" ? printIp(value.value) : part;
  });
  return parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
}

/** What is no address a kind publishes as the text that it stands for. */
function isKnownText(value: unknown): value is { readonly value: string } {
  if (typeof value !== "object" || value === null) return false;
  const { kind, value: text } = value as { kind?: unknown; value?: unknown };
  return kind === "known" && typeof text === "string";
}

export const word = scalar("word", (text) => text);

export const number = scalar("number", (text) => {
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
});

/** Only whole numbers of that range: beyond it a rule would say nothing that a packet can have. */
export function whole(type: string, least: number, most: number) {
  return scalar(type, (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

export const port = whole("port from 0 to 65535", 0, 65_535);

export const flag = scalar("flag", (text) =>
  /^(true|yes|enabled?|on|1)$/i.test(text) ? true : /^(false|no|disabled?|off|0)$/i.test(text) ? false : undefined,
);

/** Bits behind the mask are cleared, as the clouds do (aws-forwarding 13.61). */
export const prefix = scalar<Prefix>("prefix", (text) => parsePrefix(text)?.prefix);

/** A prefix of one family, so that one whose digits are not known spoils nothing of the other. */
export const prefix4 = (spelling: Spelling) => ofFamily(4, prefix(spelling));
export const prefix6 = (spelling: Spelling) => ofFamily(6, prefix(spelling));

function ofFamily<T>(family: 4 | 6, property: Property<T>): Property<T> {
  return {
    ...property,
    read(reading, datum) {
      const value = property.read(reading, datum);
      return isUnknown(value) ? { ...value, family } : value;
    },
  };
}

export function oneOf<const W extends string>(spelling: Spelling, words: readonly W[]): Property<Value<W> | undefined>;
export function oneOf<const W extends string>(
  spelling: Spelling,
  words: readonly W[],
  otherwise: NoInfer<W>,
): Property<Value<W>>;
export function oneOf<const W extends string>(
  spelling: Spelling,
  words: readonly W[],
  otherwise?: W,
): Property<Value<W> | undefined> {
  const parse = (text: string) => words.find((w) => w.toLowerCase() === text.toLowerCase());
  return scalar<W>(words.join(" | "), parse)(spelling, otherwise === undefined ? {} : { otherwise });
}

/** An address that is stated, or one that another thing will have (`GetAtt Instance.PrivateIp`). */
export function address(spelling: Spelling): Property<Address | undefined> {
  const stated = scalar<Ip>("address", parseIp)(spelling);
  return {
    ...stated,
    read(reading, datum) {
      const theirs = datum?.kind === "text" && symbolOf(datum) !== undefined ? reading.attribute(datum) : undefined;
      return isAddress(theirs) ? theirs : stated.read(reading, datum);
    },
  };
}

function isAddress(value: unknown): value is Address {
  if (typeof value !== "object" || value === null) return false;
  const { kind, value: ip } = value as { kind?: unknown; value?: unknown };
  return (
    kind === "assigned" ||
    kind === "unknown" ||
    (kind === "known" && (typeof ip === "number" || typeof ip === "bigint"))
  );
}

export function reference<F>(spelling: Spelling, to: Term<F>): Property<Ref<F> | undefined> {
  return {
    spelling,
    type: `reference to ${aOf(to.label)}`,
    refers: to,
    read: (reading, datum) => (datum === undefined || datum.kind === "absent" ? undefined : reading.resolve(to, datum)),
  };
}

/** A text that may hold another thing's id among other words. */
export interface Mention<F> {
  readonly text: Value<string>;
  /** The text with `?` for each part that is not known. */
  readonly printed: string;
  readonly ref: Ref<F> | undefined;
  readonly at: readonly Span[];
}

export function mention<F>(spelling: Spelling, to: Term<F>): Property<Mention<F> | undefined> {
  return {
    spelling,
    type: `text that names ${aOf(to.label)}`,
    refers: to,
    read(reading, datum) {
      if (datum === undefined || datum.kind === "absent") return undefined;
      const ref = datum.kind === "text" ? reading.mention(to, datum) : undefined;
      const printed = reading.print(datum);
      const text = ref === undefined ? readScalar(reading, datum, "text", (t) => t) : known(printed, datum.at);
      return { text, printed, ref, at: datum.at };
    },
  };
}

/** A list of any property; a single value stands for a list of one, an unknown list is one unknown entry. */
export function many<T>(item: Property<T>): Property<readonly Exclude<T, undefined>[]> {
  return {
    spelling: item.spelling,
    type: `list of ${item.type}`,
    ...(item.refers === undefined ? {} : { refers: item.refers }),
    read(reading, datum) {
      if (datum === undefined || datum.kind === "absent") return [];
      // What nobody knows may be a list of several, which are not one and the same.
      const items = datum.kind === "list" ? datum.items : [isUnknown(datum) ? another(datum) : datum];
      return items.map((d) => item.read(reading, d)).filter((v): v is Exclude<T, undefined> => v !== undefined);
    },
  };
}

/** A nested mapping with properties of its own; `at` is the whole block. */
export function block<P extends Properties>(
  spelling: Spelling,
  properties: P,
): Property<(ValuesOf<P> & { readonly at: readonly Span[] }) | undefined> {
  return {
    spelling,
    type: "block",
    read(reading, datum) {
      if (datum === undefined || datum.kind === "absent") return undefined;
      const mapping: Mapping = datum.kind === "map" ? datum : { kind: "map", entries: [], at: datum.at };
      const because = datum.kind === "map" ? undefined : notText(datum, reading, "block");
      const values = Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          because === undefined ? reading.inside(property, mapping) : property.read(reading, another(because)),
        ]),
      );
      return { ...(values as ValuesOf<P>), at: datum.at };
    },
  };
}

/** Makes any optional property present: with `otherwise`'s value when the text does not have it. */
export function optionalTo<T>(
  property: Property<T>,
  otherwise: Exclude<T, undefined>,
): Property<Exclude<T, undefined>> {
  return {
    ...property,
    read: (reading, datum) => (property.read(reading, datum) ?? otherwise) as Exclude<T, undefined>,
  };
}

/** A reference that must be there: a missing one is unknown and says so. */
export function required<F>(spelling: Spelling, to: Term<F>): Property<Ref<F>> {
  const optional = reference(spelling, to);
  return {
    ...optional,
    read: (reading, datum) =>
      optional.read(reading, datum) ??
      unknownRef(to, unknown("property.value.missing", `no ${to.label} is named`, datum?.at ?? [], `the ${to.label}`)),
  };
}
