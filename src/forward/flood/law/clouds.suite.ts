/** Parts of a network that the input leaves open: a value that is not said, a thing that may not be there. */

import type { Filter, Key, Model, Rule } from "../../../model/model.ts";
import type { Cloud } from "./plan.suite.ts";
import { pick, untold } from "./pools.suite.ts";

const doubt = untold("presence");

export function inMap<E>(map: ReadonlyMap<Key, E>, n: number, change: (e: E) => E): ReadonlyMap<Key, E> {
  const [key, element] = pick([...map], n) ?? [];
  return key === undefined || element === undefined ? map : new Map(map).set(key, change(element));
}

export function inList<E>(list: readonly E[], n: number, change: (e: E) => E): readonly E[] {
  return list.map((e, i) => (i === n % list.length ? change(e) : e));
}

/** One rule of all filters' rules. */
export function inRules(model: Model, n: number, change: (rule: Rule) => Rule): Model {
  const all = [...model.filters.values()].flatMap((f) => f.rules.map((r) => r.key));
  const key = pick(all, n);
  const filters = new Map(
    [...model.filters].map(([k, f]): [Key, Filter] => [
      k,
      { ...f, rules: f.rules.map((r) => (r.key === key ? change(r) : r)) },
    ]),
  );
  return { ...model, filters };
}

type Clouding = (model: Model, n: number) => Model;

const cloudings: readonly Clouding[] = [
  (m, n) => ({ ...m, nodes: inMap(m.nodes, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, interfaces: inMap(m.interfaces, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, holdings: inList(m.holdings, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, routes: inList(m.routes, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, pairs: inList(m.pairs, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, options: inList(m.options, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, listeners: inList(m.listeners, n, (e) => ({ ...e, doubt })) }),
  (m, n) => ({ ...m, selectors: inList(m.selectors, n, (e) => ({ ...e, doubt })) }),
  (m, n) => inRules(m, n, (r) => ({ ...r, doubt })),
  (m, n) => inRules(m, n, (r) => ({ ...r, action: untold("action") })),
  (m, n) => ({ ...m, routes: inList(m.routes, n, (e) => ({ ...e, to: untold("prefix") })) }),
  (m, n) => ({ ...m, routes: inList(m.routes, n, (e) => ({ ...e, next: untold("next") })) }),
  (m, n) => ({ ...m, routes: inList(m.routes, n, (e) => ({ ...e, table: untold("table") })) }),
  (m, n) => ({ ...m, segments: inMap(m.segments, n, (e) => ({ ...e, ranges: [untold("range")] })) }),
  (m, n) => ({ ...m, holdings: inList(m.holdings, n, (e) => ({ ...e, address: untold("address") })) }),
  (m, n) => ({ ...m, options: inList(m.options, n, (e) => ({ ...e, to: untold("target") })) }),
  (m, n) => ({ ...m, balances: inMap(m.balances, n, (e) => ({ ...e, crossZone: untold("zone") })) }),
  (m, n) => ({ ...m, interfaces: inMap(m.interfaces, n, (e) => ({ ...e, in: e.in.map((g) => ({ ...g, doubt })) })) }),
  (m, n) => ({
    ...m,
    interfaces: inMap(m.interfaces, n, (e) => ({
      ...e,
      in: e.in.map((g) => ({ ...g, filters: [...g.filters, untold("filter")] })),
    })),
  }),
  (m, n) => ({ ...m, listeners: inList(m.listeners, n, (e) => ({ ...e, ports: untold("port") })) }),
  (m, n) => ({
    ...m,
    holdings: inList(m.holdings, n, (e) => ({ ...e, address: { ...untold("address"), family: 4 } })),
  }),
  (m, n) => ({ ...m, routes: inList(m.routes, n, (e) => ({ ...e, to: { ...untold("prefix"), family: 6 } })) }),
  (m, n) => ({
    ...m,
    segments: inMap(m.segments, n, (e) => ({ ...e, ranges: [...e.ranges, { ...untold("range"), family: 6 }] })),
  }),
  // What fails a balance's check is not taken over by its other share.
  (m, n) => ({ ...m, options: m.options.map((e, i) => ({ ...e, share: `share ${(i + n) % 2}` })) }),
  // One at least of a balance's options is there, of all or of all but one.
  (m, n) => ({
    ...m,
    options: m.options.map((e) =>
      e.balance === pick(m.options, n)?.balance && (n % 2 === 0 || e !== pick(m.options, n))
        ? { ...e, doubt, among: "some of them" }
        : e,
    ),
  }),
];

export function clouded(model: Model, { what, which }: Cloud): Model {
  return pick(cloudings, what)(model, which);
}
