/**
 * Mistakes, each planted in one of the two engines by what it is told of the network. That the law finds every one of
 * them shows that the networks and questions reach what it is about.
 */

import type { Filter, Gate, Key, Model, Node, Route, Rule } from "../../../model/model.ts";
import { rangesOf } from "../../../net/ranges.ts";
import { type Network, network } from "../../network.ts";
import { prefix } from "../../networks.suite.ts";
import { known } from "../../../value/value.ts";
import type { Headers } from "../headers.ts";
import { pick } from "./pools.suite.ts";

/** Undefined where the network has nothing that the mistake could be about; `n` tells which of several. */
export type Mutant = (net: Network, n: number) => Network | undefined;

const inModel =
  (change: (model: Model, n: number) => Model | undefined): Mutant =>
  (net, n) => {
    const changed = change(net.model, n);
    return changed === undefined ? undefined : network(changed);
  };

/** One of the elements that qualify, changed, or gone when the change says so. */
function oneOf<E>(list: readonly E[], n: number, fits: (e: E) => boolean, change: (e: E) => E | undefined) {
  const fitting = list.filter(fits);
  if (fitting.length === 0) return undefined;
  const chosen = pick(fitting, n);
  return list.flatMap((e) => (e === chosen ? (change(e) ?? []) : [e]));
}

function oneIn<E>(map: ReadonlyMap<Key, E>, n: number, fits: (e: E) => boolean, change: (e: E) => E | undefined) {
  const fitting = [...map].filter(([, e]) => fits(e));
  if (fitting.length === 0) return undefined;
  const [key, element] = pick(fitting, n);
  const changed = change(element);
  const all = new Map(map);
  if (changed === undefined) all.delete(key);
  else all.set(key, changed);
  return all;
}

type Listed = "holdings" | "members" | "selectors" | "routes" | "pairs" | "listeners" | "options";
type Mapped = "nodes" | "interfaces" | "filters" | "rewrites" | "balances" | "segments";
type In<K extends Listed> = Model[K][number];
type At<K extends Mapped> = Model[K] extends ReadonlyMap<Key, infer E> ? E : never;

const listed = <K extends Listed>(
  kind: K,
  fits: (e: In<K>) => boolean,
  change: (e: In<K>) => In<K> | undefined,
): Mutant =>
  inModel((model, n) => {
    const changed = oneOf<In<K>>(model[kind] as readonly In<K>[], n, fits, change);
    return changed === undefined ? undefined : { ...model, [kind]: changed };
  });

const mapped = <K extends Mapped>(
  kind: K,
  fits: (e: At<K>) => boolean,
  change: (e: At<K>) => At<K> | undefined,
): Mutant =>
  inModel((model, n) => {
    const changed = oneIn<At<K>>(model[kind] as unknown as ReadonlyMap<Key, At<K>>, n, fits, change);
    return changed === undefined ? undefined : { ...model, [kind]: changed };
  });

const gates = (fits: (gate: Gate) => boolean, change: (gate: Gate) => readonly Gate[]): Mutant =>
  inModel((model) => {
    const has = [...model.interfaces.values()].some((i) => [...i.in, ...i.out].some(fits));
    const changed = (all: readonly Gate[]): readonly Gate[] => all.flatMap((g) => (fits(g) ? change(g) : [g]));
    const interfaces = new Map(
      [...model.interfaces].map(([key, i]) => [key, { ...i, in: changed(i.in), out: changed(i.out) }] as const),
    );
    return has ? { ...model, interfaces } : undefined;
  });

const rules = (change: (rules: readonly Rule[]) => readonly Rule[]) =>
  mapped(
    "filters",
    (f) => f.rules.length > 0,
    (f) => ({ ...f, rules: change(f.rules) }),
  );

function stateless(node: Node): Node {
  return node.inspect === undefined ? node : { ...node, inspect: { ...node.inspect, mode: "stateless" } };
}

const always = () => true;
const same = (a: Route, b: Route) => {
  return a.table.kind === "known" && b.table.kind === "known" && a.table.value === b.table.value;
};

/** Every answer of the network but one. */
const told = (change: (net: Network) => Partial<Network>): Mutant => {
  return (net) => ({ ...net, ...change(net) });
};

export const mutants: Readonly<Record<string, Mutant>> = {
  "lets one share take over from another": inModel((model) =>
    model.options.some((o) => o.share !== undefined)
      ? { ...model, options: model.options.map(({ share: _, ...option }) => option) }
      : undefined,
  ),
  "doubts that one of a group is there": inModel((model) =>
    model.options.some((o) => o.among !== undefined)
      ? { ...model, options: model.options.map(({ among: _, ...option }) => option) }
      : undefined,
  ),
  "skips a gate": mapped(
    "interfaces",
    (i) => i.in.length + i.out.length > 0,
    (i) => (i.in.length > 0 ? { ...i, in: i.in.slice(1) } : { ...i, out: i.out.slice(1) }),
  ),
  "asks only the first filter of a gate": told((net) => ({ filtersOf: (g) => net.filtersOf(g).slice(0, 1) })),
  "reads deny as permit": rules((all) =>
    all.map((r): Rule => (r.action.kind === "known" ? { ...r, action: known("permit") } : r)),
  ),
  "takes the last rule first": rules((all) => [...all].reverse()),
  "turns round what a list says of the rest": mapped(
    "filters",
    always,
    (f): Filter => ({
      ...f,
      otherwise: f.otherwise === "deny" ? "permit" : "deny",
    }),
  ),
  "forgets what a gate let pass": gates(
    (g) => g.memory !== undefined,
    ({ memory: _, ...g }) => [g],
  ),
  "remembers where a gate is stateless": gates(
    (g) => g.memory === undefined,
    (g) => [{ ...g, memory: g.interface }],
  ),
  "rules on answers that it has not seen begin": gates(
    (g) => g.seenOnly === true,
    ({ seenOnly: _, ...g }) => [g],
  ),
  "misses a member of a group": told(() => ({ membersOf: () => [] })),
  "remembers the sender beyond a host": inModel((model) => {
    const forwards = (n: Node) => n.host && n.forwards === true;
    const nodes = new Map([...model.nodes].map(([key, n]) => [key, forwards(n) ? { ...n, host: false } : n] as const));
    return [...model.nodes.values()].some(forwards) ? { ...model, nodes } : undefined;
  }),
  "forgets a pair": listed("pairs", always, () => undefined),
  "forgets to translate ports": told(() => ({ portsOf: () => undefined })),
  "translates what it does not serve": mapped(
    "rewrites",
    (r) => r.kind === "ports",
    (r) => (r.kind === "ports" ? { ...r, protocols: Array.from({ length: 256 }, (_, i) => i) } : r),
  ),
  "swaps two routes": inModel((model, n) => {
    const { routes } = model;
    const fitting = routes.filter((r) => routes.some((other) => other !== r && same(r, other)));
    if (fitting.length === 0) return undefined;
    const a = pick(fitting, n);
    const b = pick(
      routes.filter((r) => r !== a && same(r, a)),
      n >> 4,
    );
    const next = (r: Route) => (r === a ? b.next : r === b ? a.next : r.next);
    return { ...model, routes: routes.map((r) => ({ ...r, next: next(r) })) };
  }),
  "takes the shortest prefix": told((net) => ({ routesOf: (table) => [...net.routesOf(table)].reverse() })),
  "drops one of equal routes": told((net) => ({
    routesOf: (table) => net.routesOf(table).map((s) => ({ ...s, routes: s.routes.slice(0, 1) })),
  })),
  "uses one table for every arrival": told((net) => ({ tableFor: (node) => net.tableFor(node, undefined) })),
  "ignores a route to nowhere": listed(
    "routes",
    (r) => r.next.kind === "nowhere",
    () => undefined,
  ),
  "ignores that an interface is strict": mapped(
    "interfaces",
    (i) => i.strict !== undefined,
    ({ strict: _, ...i }) => i,
  ),
  "knows only the first address": told((net) => ({
    ownAddressesOf: (node) => net.ownAddressesOf(node).slice(0, 1),
    holdingsOf: (of) => net.holdingsOf(of).slice(0, 1),
  })),
  "forgets where an assigned address can lie": inModel((model, n) => {
    const within = rangesOf([prefix("10.0.0.0/8")]);
    const holdings = oneOf(
      model.holdings,
      n,
      (h) => h.address.kind === "assigned",
      (h) => (h.address.kind === "assigned" ? { ...h, address: { ...h.address, within } } : h),
    );
    return holdings === undefined ? undefined : { ...model, holdings };
  }),
  "drops a branch": listed("options", always, () => undefined),
  "delivers past a failing health check": mapped(
    "balances",
    (b) => b.check !== undefined,
    ({ check: _, ...b }) => b,
  ),
  "fails closed instead of open": mapped(
    "balances",
    (b) => b.check !== undefined,
    (b) => ({ ...b, failOpen: !b.failOpen }),
  ),
  "crosses zones": mapped(
    "balances",
    (b) => b.crossZone.kind === "known" && !b.crossZone.value,
    (b) => (b.crossZone.kind === "known" ? { ...b, crossZone: { ...b.crossZone, value: true } } : b),
  ),
  "keeps the client's source": listed(
    "listeners",
    (l) => l.source === "own",
    (l) => ({ ...l, source: "client" }),
  ),
  "hides the client's source": listed(
    "listeners",
    (l) => l.source === "client",
    (l) => ({ ...l, source: "own" }),
  ),
  "forgets the target's port": listed(
    "options",
    (o) => o.port !== undefined,
    ({ port: _, ...o }) => o,
  ),
  "goes past an inspector": mapped(
    "nodes",
    (n) => n.encapsulate?.kind === "hand",
    ({ encapsulate: _, ...n }) => n,
  ),
  "takes stateful for stateless": mapped("nodes", (n) => n.inspect?.mode === "stateful", stateless),
  "sees through what is opaque": mapped("nodes", (n) => n.inspect?.mode === "opaque", stateless),
  "takes everything for certain": inModel((model) => {
    const sure = <E extends { readonly doubt?: unknown }>({ doubt: _, ...e }: E) => e as unknown as E;
    const all = <E extends { readonly doubt?: unknown }>(map: ReadonlyMap<Key, E>) =>
      new Map([...map].map(([key, e]) => [key, sure(e)]));
    const { nodes, interfaces, routes, holdings, pairs, options } = model;
    return {
      ...model,
      nodes: all(nodes),
      interfaces: all(interfaces),
      routes: routes.map(sure),
      holdings: holdings.map(sure),
      pairs: pairs.map(sure),
      options: options.map(sure),
    };
  }),
};

/** Mistakes in the flood's own algebra. */
export const brokenSets: Readonly<Record<string, (headers: Headers) => Headers>> = {
  "keeps what a rule has taken": (h) => ({ ...h, minus: (a) => a }),
  "narrows nothing": (h) => ({ ...h, and: (a) => a }),
  "loses all parts but the first": (h) => ({ ...h, or: (list) => list[0] ?? h.none }),
};
