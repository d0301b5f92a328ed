/**
 * What packets come from and go to in either of two networks, joined by name: the internet, everything that sends or
 * takes packets, and somebody on each subnet that has no host. Things are the same when they are called the same; where
 * a stack of each network is the only one without a namesake, the two are the same stack.
 */

import { network, type Network } from "../forward/network.ts";
import { groupBy, internet } from "../model/builder.ts";
import type { Model, Node, Origin, Segment } from "../model/model.ts";
import { stackOf } from "../model/names.ts";
import { addressesOf, unsureOf } from "./addresses.ts";
import { likeness } from "./alike.ts";
import { withGuest } from "./guest.ts";

/** Nodes of one network that people call by one name. */
export interface End {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly sends: boolean;
  readonly receives: boolean;
  /** What says that it is there, the subnets that it stands on, and its own filters. */
  readonly origins: readonly Origin[];
}

/** A name in both networks; undefined where there is no such thing. */
export interface Joined {
  readonly old: End | undefined;
  readonly new: End | undefined;
}

export interface Side {
  readonly net: Network;
  readonly ends: ReadonlyMap<string, End>;
}

export interface Ends {
  readonly old: Network;
  readonly new: Network;
  /** Those of one list are told apart by nothing in either network: what goes for one goes for all. */
  readonly alike: readonly (readonly Joined[])[];
}

export function endsOf(old: Network, next: Network): Ends {
  const rename = renaming(old, next);
  const same = (name: string) => name;
  const before = segmentsIn(old, rename);
  const after = segmentsIn(next, same);
  const empty = (name: string) => [before, after].every((all) => all.get(name)?.every(({ hosts }) => !hosts) ?? true);
  const sides = {
    old: sideOf(old, before, rename, empty),
    new: sideOf(next, after, same, empty),
  };
  const likes = { old: likeness(sides.old.net), new: likeness(sides.new.net) };
  const like = (which: "old" | "new", end: End | undefined) => {
    const [node, ...others] = end?.nodes ?? [];
    if (end === undefined || node === undefined) return "";
    return others.length === 0 ? `${end.sends} ${end.receives} ${likes[which](node)}` : `only ${end.name}`;
  };
  const names = [...new Set([...sides.old.ends.keys(), ...sides.new.ends.keys()])].sort();
  const joined = names.map((name) => ({ old: sides.old.ends.get(name), new: sides.new.ends.get(name) }));
  const alike = groupBy(joined, (j) => `${like("old", j.old)}\n${like("new", j.new)}`);
  return { old: sides.old.net, new: sides.new.net, alike: [...alike.values()] };
}

/** What a thing of the old network is called in the new one. */
function renaming(old: Network, next: Network): (name: string) => string {
  const [before, after] = [stacksOf(old), stacksOf(next)];
  const [gone, ...alsoGone] = [...before].filter((s) => !after.has(s));
  const [come, ...alsoCome] = [...after].filter((s) => !before.has(s));
  const several = alsoGone.length + alsoCome.length > 0;
  if (gone === undefined || come === undefined || several) return (name) => name;
  return (name) => (stackOf(name) === gone && name !== gone ? `${come}${name.slice(gone.length)}` : name);
}

function stacksOf({ model }: Network): ReadonlySet<string> {
  const named = [model.nodes, model.segments, model.domains].flatMap((map) => [...map.values()].map((e) => e.name));
  return new Set(named.flatMap((name) => (name.includes("/") ? [stackOf(name)] : [])));
}

interface Place {
  readonly segment: Segment;
  readonly hosts: boolean;
}

/** Networks of people's own, by their joined names. */
function segmentsIn(net: Network, rename: (name: string) => string): ReadonlyMap<string, readonly Place[]> {
  const places = [...net.model.segments.values()]
    .filter((s) => s.listed)
    .map((segment) => {
      const hosts = net.interfacesOn(segment.key).some((i) => net.node(i.node)?.host === true);
      return { segment, hosts };
    });
  return groupBy(places, ({ segment }) => rename(segment.name));
}

function sideOf(
  net: Network,
  places: ReadonlyMap<string, readonly Place[]>,
  rename: (name: string) => string,
  empty: (name: string) => boolean,
): Side {
  const without = [...places].filter(([name]) => empty(name)).flatMap(([, list]) => list.map((p) => p.segment));
  const inside = network(without.reduce(guestOn, net.model));
  const ends = new Map<string, End>();
  const byName = groupBy(inside.model.nodes.values(), (n) => n.name);
  for (const [name, nodes] of byName) {
    const end = endOf(inside, name, nodes);
    if (end.sends || end.receives) ends.set(rename(name), end);
  }
  return { net: inside, ends };
}

function endOf(net: Network, name: string, all: readonly Node[]): End {
  const outside = all.some((n) => n.key === internet.node);
  const takes = (n: Node) => n.host || !("nothing" in n.accepts);
  const nodes = outside ? all : all.filter((n) => takes(n) && hasAddress(net, n));
  const there = nodes.length > 0;
  const sends = there && nodes.every((n) => n.host && n.starts === undefined && net.listenersOf(n.key).length === 0);
  return { name, nodes, sends, receives: there, origins: outside ? [] : nodes.flatMap((n) => originsOf(net, n)) };
}

function hasAddress(net: Network, node: Node): boolean {
  return [false, true].some((out) => addressesOf(net, node, out).length + unsureOf(net, node, out).length > 0);
}

function originsOf(net: Network, node: Node): readonly Origin[] {
  const interfaces = net.interfacesOf(node.key);
  const segments = interfaces.map((i) => net.segmentOf(i));
  const filters = interfaces.flatMap((i) => [...i.in, ...i.out].flatMap((gate) => net.filtersOf(gate)));
  return [
    node.origin,
    ...segments.flatMap((s) => ("origin" in s ? [s.origin] : [])),
    ...filters.flatMap((f) => ("origin" in f ? [f.origin, ...f.rules.map((rule) => rule.origin)] : [])),
  ];
}

/** The model with somebody on that segment, whose address the deployment picks; he is called by the segment's name. */
function guestOn(model: Model, segment: Segment): Model {
  const range = segment.ranges.find((r) => r.kind === "known");
  const guest = range?.kind === "known" ? withGuest(model, segment, range.value, segment.name) : undefined;
  if (guest === undefined) return model;
  const { key } = guest.node;
  const holdings = guest.model.holdings.map((h) =>
    h.interface === key && h.address.kind === "assigned"
      ? { ...h, address: { ...h.address, chooser: "deployment" as const } }
      : h,
  );
  return { ...guest.model, holdings };
}
