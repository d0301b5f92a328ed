/**
 * Things into the model: each contributes its own elements and reads nothing of what others contributed, so that the
 * order is of no account. Where a wrong text makes two things say the same element, the later key's stays.
 */

import { type Collector, collector } from "../model/builder.ts";
import type { Model } from "../model/model.ts";
import type { Admitted } from "./admit.ts";
import { contributeInternet } from "./internet.ts";
import { aliasesOf } from "./names.ts";
import type { Things } from "./things.ts";

export function lower(things: Things, pins: ReadonlyMap<string, readonly string[]>): Collector {
  const inOrder = [...things.all()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return collected(things, inOrder, pins);
}

export function lowerInOrder(
  things: Things,
  order: readonly Admitted[],
  pins: ReadonlyMap<string, readonly string[]>,
): Model {
  return collected(things, order, pins).model();
}

function collected(
  things: Things,
  order: readonly Admitted[],
  pins: ReadonlyMap<string, readonly string[]>,
): Collector {
  const into: Collector = collector();
  contributeInternet(into);
  for (const thing of order) {
    const it = things.it(thing);
    const builder = into.for(it.origin, it.doubt);
    thing.kind.lower(it, builder);
    for (const alias of aliasesOf(thing, pins)) builder.alias(alias);
  }
  return into;
}
