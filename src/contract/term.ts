/**
 * How kinds know each other. A term is a name and the typed facts that its kinds publish; a reference gives the other's
 * key and facts, never its properties. Every term says what the facts of an unknown thing look like, so that lowering
 * has no third case.
 */

import type { Key } from "../model/model.ts";
import type { Span } from "../source/document.ts";
import type { Unknown, Value } from "../value/value.ts";

export interface Term<F> {
  /** The unit's word: "subnet", "route table". */
  readonly label: string;
  /** The facts of a thing that could not be resolved: each one unknown for that reason. */
  unknown(because: Unknown): F;
}

/** A reference to a thing of a term: which one, and what it publishes. */
export interface Ref<F> {
  readonly kind: "ref";
  readonly term: Term<F>;
  readonly to: Value<Key>;
  /** `stack/LogicalId` of the other, or the text that names it. */
  readonly name: string;
  readonly facts: F;
  readonly at: readonly Span[];
}

export function term<F>(label: string, unknown: (because: Unknown) => F): Term<F> {
  return { label, unknown };
}

/** A reference that leads nowhere, for that reason. */
export function unknownRef<F>(to: Term<F>, because: Unknown, name = to.label): Ref<F> {
  return { kind: "ref", term: to, to: because, name, facts: to.unknown(because), at: because.at };
}
