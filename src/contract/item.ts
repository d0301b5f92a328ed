/**
 * What every format makes of its text: a thing of some type with evaluated, located, still untyped properties. Kinds
 * give it meaning.
 */

import type { Span } from "../source/document.ts";
import type { Mapping } from "../value/datum.ts";
import type { Value } from "../value/value.ts";

/** The unit of deployment that a thing belongs to: a stack, a module, a snapshot of an account. */
export interface Scope {
  readonly name: string;
  readonly cloud: string;
  readonly region: Value<string>;
  readonly account: Value<string>;
  /** Named by the user's project file, so that what is missing here is an error and not a note. */
  readonly listed: boolean;
  /** The file, for findings about the scope as a whole. */
  readonly at: Span;
}

export interface Item {
  readonly format: string;
  /** As the format spells it: `AWS::EC2::Subnet`, `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
  /** Where the type is written. */
  readonly typeAt: Span;
  readonly scope: Scope;
  /** Within its scope: a logical id, an address in a plan, a resource's path. */
  readonly name: string;
  /** Other texts that mean this thing: a full resource id, a physical id. Compared without case. */
  readonly ids: readonly string[];
  /** What else people call it: the path of what generated it. Never means it where a template refers to something. */
  readonly called?: readonly string[];
  /** Only holds others (a nested stack), which are read as things of their own. */
  readonly opened?: true;
  /** For a thing written inside another. */
  readonly parent?: Item;
  readonly properties: Mapping;
  /** The whole thing, key through last line. */
  readonly at: Span;
  /** Unknown when a condition could not be decided. */
  readonly present: Value<boolean>;
  /** States what *is* and not what is wanted: no defaults, no implied twins. */
  readonly observed: boolean;
}

/** `scope/name`: how text, questions and findings name the thing, and what symbols refer to. */
export function keyOf(item: { readonly scope: { readonly name: string }; readonly name: string }): string {
  return `${item.scope.name}/${item.name}`;
}
