/**
 * What FROM and TO mean. Where a word fits several things the first of these decides: the whole `stack/LogicalId`, a
 * LogicalId, a physical id, a Name tag, a stack; a word that still fits several lists them.
 */

import type { Network } from "../forward/network.ts";
import { groupBy, internet } from "../model/builder.ts";
import type { Domain, Group, Interface, Key, Model, Node, Pair, Segment } from "../model/model.ts";
import { type Meanings, meaningsIn, stackOf } from "../model/names.ts";
import { parsePrefix, type Prefix } from "../net/ip.ts";
import type { Unknown } from "../value/value.ts";

/** A public address that has a name of its own, and the node behind it. */
interface Public {
  readonly kind: "public";
  readonly name: string;
  readonly pair: Pair;
  readonly node: Node;
}

export type Place =
  | { readonly kind: "internet" }
  | { readonly kind: "prefix"; readonly prefix: Prefix; readonly text: string }
  | Public
  /** One thing, or every host of a set; `others`: why somebody may be in the set who is not among them. */
  | {
      readonly kind: "nodes";
      readonly name: string;
      readonly nodes: readonly Node[];
      readonly set: boolean;
      /** Of several interfaces of its node the one that is meant. */
      readonly on?: Key;
      readonly others: readonly Unknown[];
    };

export type Resolved = { readonly place: Place } | { readonly problem: string; readonly candidates: readonly string[] };

export function resolveName(net: Network, text: string): Resolved {
  const word = text.trim();
  if (word.toLowerCase() === "internet") return { place: { kind: "internet" } };
  const prefix = /^[0-9a-f:.]+(\/\d+)?$/i.test(word) ? parsePrefix(word) : undefined;
  if (prefix !== undefined) return { place: { kind: "prefix", prefix: prefix.prefix, text: word } };
  const { meanings, stacks } = indexOf(net);
  for (const fits of meanings.of(word)) {
    const found = withoutParts(net, [...new Set(fits)]);
    const [only] = found;
    if (found.length > 1) return { problem: `\`${word}\` fits several things`, candidates: found.sort() };
    if (only !== undefined) return standsFor(net, only);
  }
  if (stacks.has(word)) {
    const inside = segmentsWhere(net, (s) => stackOf(s.name) === word);
    return { place: hostsOf(net, word, inside, (node) => stackOf(node.name) === word) };
  }
  return { problem: `nothing is called \`${word}\``, candidates: nearest(word, [...meanings.names, ...stacks]) };
}

/** A word that fits a node and also an interface or a public address of that node's own means the node. */
function withoutParts(net: Network, found: readonly string[]): string[] {
  const { interfaces, publics } = indexOf(net);
  const nodes = new Set(found.flatMap((name) => net.nodesNamed(name).map(({ key }) => key)));
  return found.filter((name) => {
    const whole = interfaces.get(name)?.node ?? publics.get(name)?.node.key;
    return net.nodesNamed(name).length > 0 || whole === undefined || !nodes.has(whole);
  });
}

interface Index {
  readonly meanings: Meanings;
  readonly stacks: ReadonlySet<string>;
  readonly domains: ReadonlyMap<string, Domain>;
  readonly segments: ReadonlyMap<string, Segment>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly interfaces: ReadonlyMap<string, Interface>;
  readonly publics: ReadonlyMap<string, Public>;
}

const indexes = new WeakMap<Model, Index>();

/** What the names of a network stand for, worked out when first asked. */
function indexOf(net: Network): Index {
  const { model } = net;
  const before = indexes.get(model);
  if (before !== undefined) return before;
  const { nodes, segments, domains, groups, aliases } = model;
  const interfaces = [...model.interfaces.values()].filter(isNamed);
  const publics = publicsIn(net);
  const named = [
    ...[nodes, segments, domains, groups].flatMap((map) => [...map.values()].map((e) => e.name)),
    ...interfaces.map((i) => i.name),
    ...publics.keys(),
  ];
  const names = new Set(named.filter((name) => name !== internet.node));
  const index: Index = {
    meanings: meaningsIn(names, aliases),
    stacks: new Set([...names].map(stackOf)),
    domains: byName(domains),
    segments: byName(segments),
    groups: byName(groups),
    publics,
    interfaces: new Map(interfaces.map((i) => [i.name, i])),
  };
  indexes.set(model, index);
  return index;
}

/** What has a name of its own and is given to one node alone. */
function publicsIn(net: Network): ReadonlyMap<string, Public> {
  const nodes = new Set([...net.model.nodes.values()].map(({ name }) => name));
  const places = [...groupBy(net.model.pairs, ({ owner }) => owner)].flatMap(([name, [pair, ...others]]) => {
    const node = pair === undefined || others.length > 0 || nodes.has(name) ? undefined : net.behind(pair);
    return pair === undefined || node === undefined ? [] : [[name, { kind: "public", name, pair, node }] as const];
  });
  return new Map<string, Public>(places);
}

function isNamed(of: Interface): of is Interface & { readonly name: string } {
  return of.name !== undefined;
}

/** The first of each name. */
function byName<E extends { readonly name: string }>(elements: ReadonlyMap<string, E>): ReadonlyMap<string, E> {
  return new Map([...elements.values()].reverse().map((e) => [e.name, e]));
}

/** Everything that FROM and TO may be called by its whole name, and what it is; the internet aside. */
export function knownNames(net: Network): readonly { readonly name: string; readonly kind: string }[] {
  const { model } = net;
  const of = (elements: Iterable<{ readonly name: string }>, kind: string) =>
    [...elements].map(({ name }) => ({ name, kind }));
  const all = [
    ...of(model.domains.values(), "network"),
    ...[...model.nodes.values()].map(({ name, kind }) => ({ name, kind })),
    ...of([...model.interfaces.values()].filter(isNamed), "interface"),
    ...[...indexOf(net).publics.keys()].map((name) => ({ name, kind: "public address" })),
    ...of(model.segments.values(), "subnet"),
    ...of(model.groups.values(), "group"),
  ];
  const first = new Map(all.reverse().map((entry) => [entry.name, entry]));
  first.delete(internet.node);
  return [...first.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function standsFor(net: Network, name: string): Resolved {
  const { domains, segments, groups, interfaces, publics } = indexOf(net);
  const domain = domains.get(name);
  if (domain !== undefined) {
    const inside = segmentsWhere(net, (s) => s.domain === domain.key);
    const keys = new Set(inside.map(({ key }) => key));
    return { place: hostsOf(net, name, inside, (node) => onOneOf(net, node, keys)) };
  }
  const own = net.nodesNamed(name);
  if (own.length > 0) return { place: { kind: "nodes", name, nodes: own, set: false, others: [] } };
  const on = interfaces.get(name);
  const holder = on === undefined ? undefined : net.node(on.node);
  if (on !== undefined && holder !== undefined) {
    return { place: { kind: "nodes", name, nodes: [holder], set: false, on: on.key, others: [] } };
  }
  const given = publics.get(name);
  if (given !== undefined) return { place: given };
  const segment = segments.get(name);
  if (segment !== undefined) {
    return { place: hostsOf(net, name, [segment], (node) => onOneOf(net, node, new Set([segment.key]))) };
  }
  const group = groups.get(name);
  const members = new Set(group === undefined ? [] : net.membersOf(group.key).map((i) => i.node));
  return { place: hostsOf(net, name, [], (node) => members.has(node.key)) };
}

function onOneOf(net: Network, node: Node, segments: ReadonlySet<string>): boolean {
  return net.interfacesOf(node.key).some((i) => i.segment.kind === "known" && segments.has(i.segment.value));
}

function segmentsWhere({ model }: Network, fits: (segment: Segment) => boolean): readonly Segment[] {
  return [...model.segments.values()].filter(fits);
}

function hostsOf(net: Network, name: string, inside: readonly Segment[], fits: (node: Node) => boolean): Place {
  const nodes = [...net.model.nodes.values()].filter((n) => n.host && n.key !== internet.node && fits(n));
  const others = new Map(inside.flatMap(({ others: other }) => (other === undefined ? [] : [[other.why, other]])));
  return { kind: "nodes", name, nodes, set: true, others: [...others.values()] };
}

/** Names a few typing mistakes away, the nearest first; part of a name counts as near. */
export function nearest(word: string, names: readonly string[]): readonly string[] {
  const low = word.toLowerCase();
  const scored = names.map((name) => {
    const full = name.toLowerCase();
    const short = full.slice(full.indexOf("/") + 1);
    const distance = Math.min(edits(low, full), edits(low, short));
    return { name, distance: short.includes(low) || full.includes(low) ? Math.min(distance, 2) : distance };
  });
  const limit = Math.max(2, Math.floor(word.length / 3));
  return scored
    .filter((s) => s.distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 5)
    .map((s) => s.name);
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
