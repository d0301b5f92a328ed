/** Whose a place in a text is: the stack, whether the project file lists it, and the thing that is written there. */

import type { Input } from "../contract/format.ts";
import { type Item, keyOf } from "../contract/item.ts";
import type { Document, Span } from "../source/document.ts";

export interface Origin {
  readonly scope: string;
  readonly listed: boolean;
  /** `stack/Name` of what is written there; undefined between things. */
  readonly resource: string | undefined;
}

export type OriginOf = (span: Span) => Origin | undefined;

/** Documents that no input names (a nested stack's) belong to the first stack that has things in them. */
export function originsIn(inputs: readonly Input[], items: readonly Item[]): OriginOf {
  const scopes = new Map<Document, { readonly scope: string; readonly listed: boolean }>();
  for (const { document, scope, listed } of inputs) scopes.set(document, { scope, listed });
  const things = new Map<Document, Item[]>();
  for (const item of items) {
    const { document } = item.at;
    if (!scopes.has(document)) scopes.set(document, { scope: item.scope.name, listed: item.scope.listed });
    const here = things.get(document);
    if (here === undefined) things.set(document, [item]);
    else here.push(item);
  }
  return (span) => {
    const of = scopes.get(span.document);
    const item = things.get(span.document)?.find(({ at }) => at.start <= span.start && span.start < at.end);
    return of === undefined ? undefined : { ...of, resource: item === undefined ? undefined : keyOf(item) };
  };
}
