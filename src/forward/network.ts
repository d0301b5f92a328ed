/**
 * What a network *is*, asked in one place by every engine: who stands on a segment, which table serves an arrival,
 * which routes, rules, pairs and options stand there. No packet appears in any signature here; what the network *does*
 * to a packet is each engine's own.
 */

import { groupBy, internet, someRewrite } from "../model/builder.ts";
import type {
  Balance,
  Filter,
  Gate,
  Holding,
  Interface,
  Key,
  Listener,
  Model,
  Node,
  Option,
  Pair,
  Pairs,
  PortTranslation,
  Segment,
  Selector,
  Table,
} from "../model/model.ts";
import type { Ip } from "../net/ip.ts";
import { inRanges, type Ordered, orderedBy } from "./holders.ts";
import { type Ranges, rangesOf, subtract } from "../net/ranges.ts";
import { isSymbol, type Symbol, symbolFor, type Term } from "../packet/packet.ts";
import { routesInOrder, type Step } from "../route/order.ts";
import { type Address, type Assigned, orElse, type Unknown, unknown, type Value } from "../value/value.ts";

export interface Network {
  readonly model: Model;
  node(key: Key): Node | undefined;
  /** Nodes that people call by one name: a balancer's presence in each zone. */
  nodesNamed(name: string): readonly Node[];
  interface(key: Key): Interface | undefined;
  interfacesOf(node: Key): readonly Interface[];
  /** Interfaces on a segment, for handing over on a link. */
  interfacesOn(segment: Key): readonly Interface[];
  segmentOf(of: Interface): Segment | Unknown;
  /** The addresses that are said to lie on a segment. */
  rangesOn(segment: Segment): Ranges;
  /** Who holds addresses on a segment, own or held. */
  holdingsOn(segment: Key): readonly Holding[];
  /** Of these, those that may hold one address (a symbol's id or a number); all, when it is not one. */
  holdersFor(segment: Key, address: string | number | bigint | undefined): readonly Holding[];
  /** Of these, those whose stated address lies in the ranges, and those of whom nobody knows it. */
  holdersIn(segment: Key, ranges: Ranges): readonly Holding[];
  holdingsOf(of: Key): readonly Holding[];
  ownAddressesOf(node: Key): readonly Holding[];
  /** The number, or the one symbol that stands for an address which is assigned later. */
  term(address: Address): Term | Unknown;
  tableFor(node: Key, arriving: Key | undefined): Table | Unknown | undefined;
  routesOf(table: Key): readonly Step[];
  filtersOf(gate: Gate): readonly (Filter | Unknown)[];
  membersOf(group: Key): readonly Interface[];
  translationsOf(node: Key): readonly { readonly rewrite: Pairs; readonly pairs: readonly Pair[] }[];
  portsOf(node: Key): PortTranslation | undefined;
  listenersOf(node: Key): readonly Listener[];
  balance(key: Key): Balance | undefined;
  optionsOf(balance: Key): readonly Option[];
  /** Who has an address as its own, anywhere. */
  holdersOf(address: Term): readonly Holding[];
  /** Pairs that translate this address from outside. */
  pairsOutside(address: Term): readonly Pair[];
  /** Name of the node that has this stated address; none where several domains use it. */
  ownerOf(address: Ip): string | undefined;
  /** Pairs by which an address has a public one: of a translation at the edge of the address's own domain. */
  pairsOf(own: Holding): readonly Pair[];
  /** Pairs of an address of which nobody can say at which edge they translate. */
  loosePairsOf(own: Holding): readonly Pair[];
  /** Who has the inside address of a pair. */
  behind(pair: Pair): Node | undefined;
}

export function network(model: Model): Network {
  const interfacesOf = groupBy(model.interfaces.values(), (i) => i.node);
  const interfacesOn = groupBy(model.interfaces.values(), (i) => orElse(i.segment, "?"));
  const holdings = model.holdings.filter((h) => model.interfaces.has(h.interface));
  const holdingsOf = groupBy(holdings, (h) => h.interface);
  const holdingsOn = groupBy(holdings, (h) => {
    const on = model.interfaces.get(h.interface);
    return on === undefined ? "?" : orElse(on.segment, "?");
  });
  const symbols = symbolsOf(holdingsOn);
  const named = groupBy(model.nodes.values(), (n) => n.name);
  const routes = groupBy(model.routes, (r) => orElse(r.table, "?"));
  // A route whose table is unknown may stand in any of them.
  const stray = model.routes.filter((r) => r.table.kind === "unknown");
  const selectors = new Map(
    [...groupBy(model.selectors, (s) => s.node)].map(([node, own]) => [node, groupBy(own, (s) => s.arriving ?? "")]),
  );
  const members = groupBy(model.members, (m) => m.group);
  const pairs = groupBy(model.pairs, (p) => p.rewrite);
  const rewrites = groupBy(model.rewrites.values(), (r) => r.node);
  const listeners = groupBy(model.listeners, (l) => l.node);
  const options = groupBy(model.options, (o) => o.balance);
  const ordered = new Map<Key, readonly Step[]>();
  const byAddress = new Map<Key, ReadonlyMap<string, readonly Holding[]>>();
  const inOrder = new Map<Key, Ordered>();

  const domainOf = ({ segment }: Interface): Key | undefined =>
    segment.kind === "known" ? model.segments.get(segment.value)?.domain : undefined;
  const byOwn = once(() =>
    groupBy(
      holdings.filter((h) => h.as === "own"),
      (h) => addressKey(h.address),
    ),
  );
  const outsides = once(() => groupBy(model.pairs, (p) => addressKey(p.outside)));
  const insides = once(() => groupBy(model.pairs, (p) => addressKey(p.inside)));
  const owners = once(() => {
    const names = new Map<string, Set<string>>();
    for (const [address, list] of byOwn()) {
      const nodes = list.flatMap((h) => model.nodes.get(model.interfaces.get(h.interface)?.node ?? "")?.name ?? []);
      names.set(address, new Set(nodes));
    }
    return names;
  });
  /** Domains that meet at the node which translates by this pair. */
  const edges = (pair: Pair): ReadonlySet<Key> => {
    const node = model.rewrites.get(pair.rewrite)?.node;
    return new Set((interfacesOf.get(node ?? "") ?? []).flatMap((i) => domainOf(i) ?? []));
  };

  const term = (address: Address): Term | Unknown => {
    if (address.kind === "known") return address.value;
    return address.kind === "assigned" ? (symbols.get(address.id) ?? symbolFor(address)) : address;
  };

  return {
    model,
    term,
    node: (key) => model.nodes.get(key),
    nodesNamed: (name) => named.get(name) ?? [],
    interface: (key) => model.interfaces.get(key),
    interfacesOf: (node) => interfacesOf.get(node) ?? [],
    interfacesOn: (segment) => interfacesOn.get(segment) ?? [],
    segmentOf: (of) =>
      of.segment.kind === "unknown" ? of.segment : (model.segments.get(of.segment.value) ?? lost(of.segment)),
    rangesOn: kept((segment) => rangesOf(segment.ranges.flatMap((r) => (r.kind === "known" ? [r.value] : [])))),
    holdingsOn: (segment) => holdingsOn.get(segment) ?? [],
    holdersFor(segment, address) {
      const all = holdingsOn.get(segment) ?? [];
      if (address === undefined || all.length < few) return all;
      let index = byAddress.get(segment);
      if (index === undefined) {
        index = groupBy(all, (h) => addressKey(h.address));
        byAddress.set(segment, index);
      }
      return [...(index.get(String(address)) ?? []), ...(index.get("?") ?? [])];
    },
    holdersIn(segment, ranges) {
      const all = holdingsOn.get(segment) ?? [];
      if (all.length < few) return all;
      let index = inOrder.get(segment);
      if (index === undefined) {
        index = orderedBy(all);
        inOrder.set(segment, index);
      }
      return inRanges(index, ranges);
    },
    holdingsOf: (of) => holdingsOf.get(of) ?? [],
    ownAddressesOf: kept((node) =>
      (interfacesOf.get(node) ?? []).flatMap((i) => (holdingsOf.get(i.key) ?? []).filter((h) => h.as === "own")),
    ),
    tableFor(node, arriving) {
      const own = selectors.get(node);
      const same = own?.get(arriving ?? "") ?? own?.get("") ?? [];
      const [selector] = same;
      if (selector === undefined) return undefined;
      if (selector.doubt !== undefined) return selector.doubt;
      const other = same.find((s) => !sameTable(s, selector));
      if (other !== undefined) return severalTables(selector, other);
      return selector.table.kind === "unknown" ? selector.table : model.tables.get(selector.table.value);
    },
    routesOf(table) {
      let steps = ordered.get(table);
      if (steps === undefined) {
        steps = routesInOrder([...(routes.get(table) ?? []), ...strayIn(model.tables.get(table), stray)]);
        ordered.set(table, steps);
      }
      return steps;
    },
    filtersOf: kept((gate) =>
      gate.filters.map((f) =>
        f.kind === "unknown"
          ? f
          : (model.filters.get(f.value) ?? unknown("filter.rules.unknown", "its rules were not read", gate.origin.at)),
      ),
    ),
    membersOf: (group) =>
      (members.get(group) ?? []).flatMap((m) => {
        const member = model.interfaces.get(m.interface);
        return member === undefined ? [] : [member];
      }),
    translationsOf: kept((node) =>
      (rewrites.get(node) ?? []).flatMap((r) =>
        r.kind === "pairs" ? [{ rewrite: r, pairs: pairs.get(r.key) ?? [] }] : [],
      ),
    ),
    portsOf: (node) => (rewrites.get(node) ?? []).find((r) => r.kind === "ports"),
    listenersOf: (node) => listeners.get(node) ?? [],
    balance: (key) => model.balances.get(key),
    optionsOf: (balance) => options.get(balance) ?? [],
    holdersOf: (address) => byOwn().get(termIndex(address)) ?? [],
    pairsOutside: (address) => outsides().get(termIndex(address)) ?? [],
    ownerOf(address) {
      const names = owners().get(String(address));
      return names?.size === 1 ? [...names][0] : undefined;
    },
    pairsOf(own) {
      const on = model.interfaces.get(own.interface);
      const domain = on === undefined ? undefined : domainOf(on);
      return (insides().get(addressKey(own.address)) ?? []).filter((p) => domain !== undefined && edges(p).has(domain));
    },
    loosePairsOf: (own) =>
      (insides().get(addressKey(own.address)) ?? []).filter((p) => p.rewrite === someRewrite && p.doubt !== undefined),
    behind(pair) {
      const key = addressKey(pair.inside);
      const own = (byOwn().get(key) ?? []).find((h) => {
        const on = model.interfaces.get(h.interface);
        const domain = on === undefined ? undefined : domainOf(on);
        return domain !== undefined && edges(pair).has(domain);
      });
      const on = own === undefined ? undefined : model.interfaces.get(own.interface);
      return on === undefined ? undefined : model.nodes.get(on.node);
    },
  };
}

function sameTable(a: Selector, b: Selector): boolean {
  return a === b || (a.table.kind === "known" && b.table.kind === "known" && a.table.value === b.table.value);
}

/** Two are named for the same arrivals, and nothing says which of them counts. */
function severalTables(one: Selector, other: Selector): Unknown {
  const at = [...one.origin.at, ...other.origin.at];
  return unknown("route.table.several", "two tables are named for what arrives there", at, "one of the two only");
}

/** The same for everything that is asked about: worked out once each. */
function kept<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = work(key);
      known.set(key, value);
    }
    return value;
  };
}

/** Worked out when first asked for. */
function once<T>(work: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= work());
}

/** Below this many, looking at each is quicker than an index. */
const few = 8;

function addressKey(address: Address): string {
  if (address.kind === "unknown") return "?";
  return address.kind === "assigned" ? address.id : String(address.value);
}

function termIndex(address: Term): string {
  return isSymbol(address) ? address.id : String(address);
}

/** Tables that people write routes into; a host's own table is nobody's to add to. */
function strayIn<R>(table: Table | undefined, stray: readonly R[]): readonly R[] {
  return table !== undefined && table.kind === "route-table" && table.origin.implied === undefined ? stray : [];
}

function lost(segment: Value<Key>): Unknown {
  const at = segment.at;
  return unknown("segment.thing.unknown", "the segment was not read", at);
}

/** One symbol per assigned address; addresses that are stated on the same segment are taken by somebody else. */
function symbolsOf(holdingsOn: ReadonlyMap<Key, readonly Holding[]>): ReadonlyMap<string, Symbol> {
  const symbols = new Map<string, Symbol>();
  for (const [segment, holdings] of holdingsOn) {
    const assigned = holdings.map((h) => h.address).filter((a): a is Assigned => a.kind === "assigned");
    if (assigned.length === 0) continue;
    const stated: Ranges =
      segment === internet.segment
        ? []
        : rangesOf(
            holdings.flatMap((h) =>
              h.address.kind === "known"
                ? [{ first: h.address.value, length: typeof h.address.value === "number" ? 32 : 128 }]
                : [],
            ),
          );
    for (const address of assigned) {
      const symbol = symbolFor(address);
      symbols.set(address.id, { ...symbol, within: subtract(symbol.within, stated) });
    }
  }
  return symbols;
}
