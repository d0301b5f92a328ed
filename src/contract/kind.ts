/**
 * One kind of thing in a cloud. A single declaration drives reading in every format, references, findings about unknown
 * properties, meaning and the reference page.
 */

import type { Finding, Rule } from "../finding/finding.ts";
import type { Builder } from "../model/builder.ts";
import type { Key, Origin } from "../model/model.ts";
import type { Span } from "../source/document.ts";
import type { Unknown } from "../value/value.ts";
import type { Scope } from "./item.ts";
import type { Properties, ValuesOf } from "./property.ts";
import type { Ref, Term } from "./term.ts";

/** A statement about a cloud or a device, and how we know. */
export interface Claim {
  /** Stable within its unit: "five addresses are reserved". */
  readonly text: string;
  readonly evidence:
    | { readonly documented: string; readonly date?: string }
    | { readonly measured: string }
    | { readonly assumed: string };
}

/** Where a format has this kind. */
export type Spelled =
  /** A thing of its own. `given`: properties that the type itself settles. */
  | { readonly type: string; readonly given?: Readonly<Record<string, string>> }
  /**
   * Written inside another thing: `path` ends in `[]` for a list; `parent` is the property that becomes the reference to
   * it. `named`: the property that names it there, so that it is called `outer/name` and has the outer's ids with the
   * path's last word and that name behind them, just as if it stood by itself.
   */
  | {
      readonly inside: string;
      readonly path: string;
      readonly parent: string;
      readonly named?: string;
      readonly given?: Readonly<Record<string, string>>;
    };

/** Somebody who points here: its key, its facts, and where the pointing is written. */
export interface Referrer<F> {
  readonly key: Key;
  readonly name: string;
  readonly facts: F;
  readonly origin: Origin;
  readonly doubt: Unknown | undefined;
}

/** Somebody whom no kind reads and who names a thing: what it does there nobody can say. */
export interface Stranger {
  readonly name: string;
  /** As its format calls what it is. */
  readonly type: string;
  /** Where it names no more than an attribute of the thing; an id of it is the thing itself. */
  readonly attribute: string | undefined;
  readonly at: readonly Span[];
}

/** What `facts` and `lower` see of one thing: its values by name, beside these. */
export interface Thing {
  readonly key: Key;
  /** `stack/LogicalId`. */
  readonly name: string;
  readonly scope: Scope;
  readonly origin: Origin;
  /** Why it is not certain that it is there. */
  readonly doubt: Unknown | undefined;
  /** States what is, not what is wanted: absent means absent. */
  readonly observed: boolean;
  /** Where a property is written, key through value; empty when it is not. */
  written(property: string): readonly Span[];
  /** Who points here with that property; complete before anything is lowered, so that "nobody" is an answer. */
  referrers<G>(term: Term<G>, property: string): readonly Referrer<G>[];
  /** Who points here from anywhere in what no kind reads. */
  strangers(): readonly Stranger[];
  /** A reference to the thing itself, as its own term. */
  readonly self: Ref<unknown>;
  report(finding: Finding): void;
}

export type It<P> = Thing & ValuesOf<P>;

export interface Kind<F = unknown, P extends Properties = Properties> {
  readonly term: Term<F>;
  readonly label: string;
  readonly spelled: { readonly [format: string]: Spelled | readonly Spelled[] };
  readonly properties: P;
  /** Known to exist and to have no bearing on forwarding, in CloudFormation's form. */
  readonly ignored?: readonly string[];
  /** Attributes whose value only the deployment knows, as values of the kind: `PrivateIp` is its own assigned address. */
  readonly attributes?: (it: It<P>) => Readonly<Record<string, unknown>>;
  readonly claims: readonly Claim[];
  readonly rules?: readonly Rule<never>[];
  facts(it: It<P>): F;
  lower(it: It<P>, model: Builder): void;
}

export function kind<F, P extends Properties>(declared: Kind<F, P>): Kind<F, P> {
  return declared;
}

/** A kind as lists hold it, its property types forgotten. */
// oxlint-disable-next-line no-explicit-any -- a list holds kinds of every shape; nothing but reading looks inside
export type AnyKind = Kind<any, any>;
