/**
 * How the model comes to be: units contribute keyed elements and read nothing back, so their order does not matter.
 * Origin and doubt come from the thing that is being lowered, unless it says more exactly which of its lines it is.
 */

import type { Unknown } from "../value/value.ts";
import type {
  Alias,
  Assumption,
  Balance,
  Domain,
  Element,
  Filter,
  Gate,
  Group,
  Holding,
  Interface,
  Key,
  Listener,
  Member,
  Model,
  Node,
  Option,
  Origin,
  Pair,
  Rewrite,
  Route,
  Rule,
  Segment,
  Selector,
  Table,
} from "./model.ts";

type Spec<E extends Element, Derived extends keyof E = never> = Omit<E, keyof Element | Derived> & {
  readonly origin?: Origin;
  readonly doubt?: Unknown | undefined;
};

/** The closed list of things that can be said. Every verb returns the key. */
export interface Builder {
  domain(key: Key, spec: Spec<Domain>): Key;
  segment(key: Key, spec: Spec<Segment>): Key;
  node(key: Key, spec: Spec<Node>): Key;
  interface(key: Key, spec: Spec<Interface, "in" | "out">): Key;
  holding(key: Key, spec: Spec<Holding>): Key;
  gate(key: Key, spec: Spec<Gate>): Key;
  filter(key: Key, spec: Spec<Filter, "rules">): Key;
  rule(key: Key, spec: Spec<Rule>): Key;
  /** A rule of a list that nobody can name: it may be of any with that label which stands in that direction. */
  strayRule(key: Key, spec: Spec<Rule, "filter"> & Stray): Key;
  group(key: Key, spec: Spec<Group>): Key;
  member(key: Key, spec: Spec<Member>): Key;
  table(key: Key, spec: Spec<Table>): Key;
  selector(key: Key, spec: Spec<Selector>): Key;
  route(key: Key, spec: Spec<Route>): Key;
  rewrite(key: Key, spec: Spec<Extract<Rewrite, { kind: "pairs" }>> | Spec<Extract<Rewrite, { kind: "ports" }>>): Key;
  pair(key: Key, spec: Spec<Pair>): Key;
  listener(key: Key, spec: Spec<Listener>): Key;
  balance(key: Key, spec: Spec<Balance>): Key;
  option(key: Key, spec: Spec<Option>): Key;
  assumption(key: Key, spec: Spec<Assumption>): Key;
  /** A further text by which people call what is named `name`: rank 0 a physical id, 1 a Name tag, 2 anything else. */
  alias(alias: Alias): void;
}

export interface Stray {
  readonly label: string;
  readonly direction: Gate["direction"];
  /** Why nobody can name the list. */
  readonly doubt: Unknown;
}

export interface Collector {
  /** Verbs for the elements of one thing. */
  for(origin: Origin, doubt?: Unknown): Builder;
  model(): Model;
}

/** The one segment of the public internet; every gateway to it has an interface there. */
export const internet = { domain: "internet", segment: "internet", node: "internet", interface: "internet" } as const;

/** The rewrite of a pair when nobody can say at which edge it is; the pair's doubt says why. */
export const someRewrite: Key = "some rewrite";

export function collector(): Collector {
  const elements = {
    domain: new Map<Key, Domain>(),
    segment: new Map<Key, Segment>(),
    node: new Map<Key, Node>(),
    interface: new Map<Key, Interface>(),
    holding: new Map<Key, Holding>(),
    gate: new Map<Key, Gate>(),
    filter: new Map<Key, Filter>(),
    rule: new Map<Key, Rule>(),
    stray: new Map<Key, Omit<Rule, "filter"> & Stray>(),
    group: new Map<Key, Group>(),
    member: new Map<Key, Member>(),
    table: new Map<Key, Table>(),
    selector: new Map<Key, Selector>(),
    route: new Map<Key, Route>(),
    rewrite: new Map<Key, Rewrite>(),
    pair: new Map<Key, Pair>(),
    listener: new Map<Key, Listener>(),
    balance: new Map<Key, Balance>(),
    option: new Map<Key, Option>(),
    assumption: new Map<Key, Assumption>(),
  };
  const aliases: Alias[] = [];

  const verbs = (origin: Origin, doubt: Unknown | undefined): Builder => {
    const verb =
      <E extends Element>(into: Map<Key, E>) =>
      (
        key: Key,
        spec: Omit<E, keyof Element> & { readonly origin?: Origin; readonly doubt?: Unknown | undefined },
      ): Key => {
        const { doubt: own = doubt, ...said } = spec;
        const where = spec.origin ?? origin;
        const element =
          own === undefined ? { ...said, key, origin: where } : { ...said, key, origin: where, doubt: own };
        into.set(key, element as unknown as E);
        return key;
      };
    return {
      domain: verb(elements.domain),
      segment: verb(elements.segment),
      node: verb(elements.node),
      interface: (key, spec) => verb(elements.interface)(key, { ...spec, in: [], out: [] }),
      holding: verb(elements.holding),
      gate: verb(elements.gate),
      filter: (key, spec) => verb(elements.filter)(key, { ...spec, rules: [] }),
      rule: verb(elements.rule),
      strayRule: verb(elements.stray),
      group: verb(elements.group),
      member: verb(elements.member),
      table: verb(elements.table),
      selector: verb(elements.selector),
      route: verb(elements.route),
      rewrite: verb(elements.rewrite),
      pair: verb(elements.pair),
      listener: verb(elements.listener),
      balance: verb(elements.balance),
      option: verb(elements.option),
      assumption: verb(elements.assumption),
      alias: (alias) => void aliases.push(alias),
    };
  };

  return {
    for: verbs,
    model() {
      const rules = groupBy(elements.rule.values(), (rule) => rule.filter);
      const gates = groupBy(elements.gate.values(), (gate) => gate.interface);
      const sides = sidesOf(elements.gate.values());
      const rulesOf = (filter: Filter): Rule[] => [
        ...(rules.get(filter.key) ?? []),
        ...[...elements.stray.values()].flatMap(({ label, direction, ...rule }) =>
          label === filter.label && sides.has(`${direction} ${filter.key}`)
            ? [{ ...rule, key: `${rule.key}@${filter.key}`, filter: filter.key }]
            : [],
        ),
      ];
      const sorted = <E extends Element>(map: Map<Key, E>) => [...map.values()].sort((a, b) => compare(a.key, b.key));
      return {
        domains: byKey(elements.domain),
        segments: byKey(elements.segment),
        nodes: byKey(elements.node),
        interfaces: byKey(elements.interface, (i) => {
          const own = [...(gates.get(i.key) ?? [])].sort((a, b) => a.order - b.order || compare(a.key, b.key));
          return { ...i, in: own.filter((g) => g.direction === "in"), out: own.filter((g) => g.direction === "out") };
        }),
        holdings: sorted(elements.holding),
        groups: byKey(elements.group),
        members: sorted(elements.member),
        filters: byKey(elements.filter, (f) => ({ ...f, rules: rulesOf(f).sort(inOrder) })),
        tables: byKey(elements.table),
        selectors: sorted(elements.selector),
        routes: sorted(elements.route),
        rewrites: byKey(elements.rewrite),
        pairs: sorted(elements.pair),
        listeners: sorted(elements.listener),
        balances: byKey(elements.balance),
        options: sorted(elements.option),
        assumptions: byKey(elements.assumption),
        aliases: [...aliases].sort((a, b) => a.rank - b.rank || compare(a.text, b.text) || compare(a.name, b.name)),
      };
    },
  };
}

/** In which directions each filter stands somewhere. */
function sidesOf(gates: Iterable<Gate>): ReadonlySet<string> {
  const sides = new Set<string>();
  for (const { direction, filters } of gates)
    for (const filter of filters) if (filter.kind === "known") sides.add(`${direction} ${filter.value}`);
  return sides;
}

/** Rules whose order is unknown come first: they might decide. */
function inOrder(a: Rule, b: Rule): number {
  const order = (rule: Rule) => (rule.order.kind === "known" ? rule.order.value : -1);
  return order(a) - order(b) || compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In key order, so that nothing depends on the order of contribution. */
function byKey<E extends Element>(map: Map<Key, E>, finish: (e: E) => E = (e) => e): ReadonlyMap<Key, E> {
  return new Map([...map].sort(([a], [b]) => compare(a, b)).map(([key, element]) => [key, finish(element)]));
}

export function groupBy<E>(list: Iterable<E>, key: (e: E) => Key): Map<Key, E[]> {
  const groups = new Map<Key, E[]>();
  for (const element of list) {
    const of = key(element);
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [element]);
    else group.push(element);
  }
  return groups;
}
