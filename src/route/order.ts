/**
 * Route choice: the longest prefix, then the lowest preference (RFC 1812 §5.2.4.3). Answers "these routes, in this
 * order"; whoever has a packet tests its destination against them one after the other.
 */

import type { NamedSet, Route } from "../model/model.ts";
import type { Prefix } from "../net/ip.ts";
import { type Ranges, rangesOf } from "../net/ranges.ts";
import type { Unknown, Value } from "../value/value.ts";

/** Routes that match the same destinations with the same rank: more than one means that either may be taken. */
export interface Step {
  readonly to: Prefix | NamedSet | Unknown;
  /** The addresses of a prefix. */
  readonly ranges: Ranges;
  readonly routes: readonly Route[];
}

/** Unknown destinations come first, for they might be the longest; named sets are longer than any default. */
export function routesInOrder(routes: readonly Route[]): readonly Step[] {
  const sorted = [...routes].sort(
    (a, b) => lengthOf(b.to) - lengthOf(a.to) || compare(idOf(a.to), idOf(b.to)) || a.preference - b.preference,
  );
  const steps: { to: Step["to"]; ranges: Ranges; id: string; preference: number; routes: Route[] }[] = [];
  for (const route of sorted) {
    const last = steps[steps.length - 1];
    const id = idOf(route.to);
    // A worse route to the same destination never decides: the better one matches whatever it matches. One that may
    // not be there does not hide it.
    if (last !== undefined && last.id === id) {
      if (last.preference === route.preference) {
        last.routes.push(route);
        continue;
      }
      if (last.routes.some((r) => r.doubt === undefined)) continue;
    }
    const to = targetOf(route.to);
    steps.push({ to, ranges: "first" in to ? rangesOf([to]) : [], id, preference: route.preference, routes: [route] });
  }
  return steps;
}

function targetOf(to: Value<Prefix> | NamedSet): Step["to"] {
  return to.kind === "known" ? to.value : to;
}

function lengthOf(to: Value<Prefix> | NamedSet): number {
  return to.kind === "unknown" ? 1000 : to.kind === "named" ? 0.5 : to.value.length;
}

function idOf(to: Value<Prefix> | NamedSet): string {
  if (to.kind === "unknown") return `?${to.code} ${to.why}`;
  return to.kind === "named" ? `@${to.name}` : `${typeof to.value.first}:${to.value.first}/${to.value.length}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
