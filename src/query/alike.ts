/**
 * Which ends of a network behave alike, so that one may speak for the others: hosts of one segment, behind the same
 * filters, in the same groups and balances, whose addresses no rule, route or translation tells apart.
 */

import type { Network } from "../forward/network.ts";
import type { AddressSet, Holding, Interface, Key, Node } from "../model/model.ts";
import { type Ip, type Range, rangeOf } from "../net/ip.ts";
import { type Address, isUnknown } from "../value/value.ts";

/** A text for each node: two nodes with the same text are told apart by nothing in the network. */
export type Likeness = (node: Node) => string;

export function likeness(net: Network): Likeness {
  const marks = marksOf(net);
  return (node) => textOf(net, marks, node) ?? `only ${node.key}`;
}

interface Marks {
  /** Values at which some range of the network begins or ends, ascending. */
  readonly cuts: { readonly 4: readonly Ip[]; readonly 6: readonly Ip[] };
  /** Assigned addresses that something names. */
  readonly named: ReadonlySet<string>;
  /** Interfaces that routes name. */
  readonly nextHops: ReadonlySet<Key>;
  readonly groups: ReadonlyMap<Key, readonly Key[]>;
  /** How many a node has. */
  readonly selectors: ReadonlyMap<Key, number>;
  readonly balances: ReadonlyMap<Key, readonly string[]>;
}

function marksOf(net: Network): Marks {
  const { model } = net;
  const named = new Set<string>();
  const nextHops = new Set<Key>();
  const ranges: Range[] = [];
  const address = (a: Address) => {
    if (a.kind === "known") ranges.push({ first: a.value, last: a.value });
    if (a.kind === "assigned") named.add(a.id);
  };
  const set = (s: AddressSet) => {
    if (s.kind === "known") ranges.push(rangeOf(s.value));
  };
  for (const filter of model.filters.values()) {
    for (const rule of filter.rules) for (const s of [...(rule.sources ?? []), ...(rule.destinations ?? [])]) set(s);
  }
  for (const { to, next } of model.routes) {
    if (to.kind === "known") ranges.push(rangeOf(to.value));
    if (next.kind === "gateway") address(next.address);
    if (next.kind === "interface") nextHops.add(next.interface);
  }
  for (const rewrite of model.rewrites.values()) {
    if (rewrite.kind === "ports") for (const s of rewrite.sources ?? []) set(s);
  }
  for (const pair of model.pairs) if (net.behind(pair) === undefined) address(pair.inside);
  const balances = new Map<Key, string[]>();
  for (const { balance, to, port, zone, doubt } of model.options) {
    if (to.kind === "address") address(to.address);
    if (to.kind !== "interface") continue;
    const text = JSON.stringify([balance, valueOf(port), valueOf(zone), doubt?.code]);
    balances.set(to.interface, [...(balances.get(to.interface) ?? []), text]);
  }
  const selectors = new Map<Key, number>();
  for (const s of model.selectors) selectors.set(s.node, (selectors.get(s.node) ?? 0) + 1);
  const groups = new Map<Key, Key[]>();
  for (const m of model.members) groups.set(m.interface, [...(groups.get(m.interface) ?? []), m.group]);
  return { cuts: cutsOf(ranges), named, nextHops, groups, selectors, balances };
}

function cutsOf(ranges: readonly Range[]): Marks["cuts"] {
  const ends = ranges.flatMap(({ first, last }): readonly Ip[] =>
    typeof first === "number" ? [first, Number(last) + 1] : [first, BigInt(last) + 1n],
  );
  const sorted = (list: readonly Ip[]) => [...new Set(list)].sort((a, b) => (a < b ? -1 : 1));
  return {
    4: sorted(ends.filter((e) => typeof e === "number")),
    6: sorted(ends.filter((e) => typeof e === "bigint")),
  };
}

/** How many cuts lie at or below it: between two cuts no range tells addresses apart. */
function place({ cuts }: Marks, ip: Ip): number {
  const list = typeof ip === "number" ? cuts[4] : cuts[6];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Ip) <= ip) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Undefined: it is like no other. */
function textOf(net: Network, marks: Marks, node: Node): string | undefined {
  const [on, ...others] = net.interfacesOf(node.key);
  const plain =
    node.inspect === undefined && node.encapsulate === undefined && node.forwards !== true && node.doubt === undefined;
  if (!plain || on === undefined || others.length > 0 || on.doubt !== undefined || on.segment.kind === "unknown") {
    return undefined;
  }
  if (net.listenersOf(node.key).length > 0 || net.translationsOf(node.key).length > 0) return undefined;
  if (net.portsOf(node.key) !== undefined || marks.nextHops.has(on.key)) return undefined;
  const addresses = net.holdingsOf(on.key).map((h) => addressText(net, marks, h));
  const table = tableText(net, marks, node, on);
  if (table === undefined || addresses.some((a) => a === undefined)) return undefined;
  const gates = [...on.in, ...on.out].map((g) => [
    g.direction,
    g.order,
    g.filters.map((f) => (f.kind === "known" ? f.value : f.code)),
    g.memory !== undefined,
    g.seenOnly,
    g.doubt?.code,
  ]);
  const member = (marks.groups.get(on.key) ?? []).toSorted();
  const target = (marks.balances.get(on.key) ?? []).toSorted();
  const { host, accepts, forgetsSender } = node;
  const zone = valueOf(node.zone);
  const what = [
    host,
    accepts,
    forgetsSender,
    zone,
    on.segment.value,
    on.strict,
    addresses,
    gates,
    member,
    target,
    table,
  ];
  return JSON.stringify(what);
}

function addressText(net: Network, marks: Marks, holding: Holding): string | undefined {
  const own = addressPlace(net, marks, holding.address);
  if (own === undefined || holding.as !== "own" || holding.doubt !== undefined) return undefined;
  if (net.loosePairsOf(holding).length > 0) return undefined;
  const pairs = net.pairsOf(holding).map((pair) => {
    const outside = addressPlace(net, marks, pair.outside);
    return outside === undefined || pair.doubt !== undefined ? undefined : `${pair.rewrite} ${outside} ${pair.outward}`;
  });
  const said = pairs.flatMap((pair) => pair ?? []);
  return said.length < pairs.length ? undefined : [own, ...said.toSorted()].join("; ");
}

function addressPlace(net: Network, marks: Marks, address: Address): string | undefined {
  if (address.kind === "unknown" || (address.kind === "assigned" && marks.named.has(address.id))) return undefined;
  const term = net.term(address);
  if (typeof term !== "object") return `${typeof term} ${place(marks, term)}`;
  if (term.kind === "unknown") return undefined;
  return term.within.map((r) => `${r.first}-${r.last}`).join(",");
}

/** Its own routes, its interface being called the same as everybody's. */
function tableText(net: Network, marks: Marks, node: Node, on: Interface): string | undefined {
  const table = net.tableFor(node.key, undefined);
  if (marks.selectors.get(node.key) !== 1 || table === undefined || isUnknown(table)) return undefined;
  const routes = net.routesOf(table.key).flatMap((step) =>
    step.routes.map(({ to, next, preference, doubt }) => {
      const own = "through" in next && next.through === on.key ? { ...next, through: "itself" } : next;
      return [to.kind === "known" ? to.value : to, own, preference, doubt?.code];
    }),
  );
  return JSON.stringify(routes, (key, value: unknown) =>
    key === "at" || key === "origin" ? undefined : typeof value === "bigint" ? `${value}n` : value,
  );
}

function valueOf(value: { readonly kind: string; readonly value?: unknown; readonly code?: string } | undefined) {
  return value?.kind === "known" ? value.value : value?.code;
}
