/** Elastic addresses on an instance or an interface, whether the address says so itself or an association does. */

import type { Thing } from "../../../contract/kind.ts";
import type { Key, Origin } from "../../../model/model.ts";
import { type Address, known, type Unknown, type Value } from "../../../value/value.ts";
import { addressAssociation, elasticAddress } from "./terms.ts";

export interface Elastic {
  readonly key: Key;
  /** Its owner is the thing that was allocated, not what it stands on. */
  readonly elastic: { readonly address: Address; readonly owner: string };
  /** The private address that it belongs to, when that is said. */
  readonly private: Address | undefined;
  readonly origin: Origin;
  readonly doubt: Unknown | undefined;
}

export function elasticOn(it: Thing, as: "instance" | "interface"): readonly Elastic[] {
  const associated = it.referrers(addressAssociation, as).map(({ key, facts, origin, doubt }) => ({
    key,
    elastic: { address: facts.elastic.facts.address, owner: facts.elastic.name },
    private: facts.private,
    origin,
    doubt,
  }));
  const own = it.referrers(elasticAddress, as).map(({ key, name, facts, origin, doubt }) => ({
    key,
    elastic: { address: facts.address, owner: name },
    private: undefined,
    origin,
    doubt,
  }));
  return [...associated, ...own];
}

/** Whether one of them is certainly there; unknown where one may be. */
export function anyOf(list: readonly Elastic[]): Value<boolean> {
  const [first] = list;
  if (first === undefined) return known(false);
  return list.some(({ doubt }) => doubt === undefined) || first.doubt === undefined ? known(true) : first.doubt;
}
