/**
 * Networks that a host cannot reach because it has their addresses inside itself: a bridge for its containers, a virtual
 * network of its own. Its packets end there, while everything between the two places is in order.
 *
 *   [range, inside] ── host ── … ── [the same range, elsewhere]
 */

import { type Finding, found } from "../finding/finding.ts";
import { rangeOverlap } from "../finding/overlap.ts";
import { walk } from "../forward/walk/answer.ts";
import { network, type Network } from "../forward/network.ts";
import { internet } from "../model/builder.ts";
import type { Domain, Key, Model, Node, Segment } from "../model/model.ts";
import { familyOf, type Prefix, prefixCovers, prefixesOverlap, printPrefix } from "../net/ip.ts";
import { rangesOf } from "../net/ranges.ts";
import { familyOfTerm } from "../packet/packet.ts";
import { addressesOf, anyOf } from "../query/addresses.ts";
import { headerOf } from "../query/traffic.ts";
import type { Known } from "../value/value.ts";

export function findHiddenNetworks(net: Network): readonly Finding[] {
  const elsewhere = networksOf(net.model);
  return [...net.model.segments.values()].flatMap((segment) => {
    const host = ownerOf(net, segment);
    if (host === undefined) return [];
    return elsewhere.flatMap((domain) => {
      const overlap = overlapOf(segment, domain);
      if (overlap === undefined) return [];
      const { inner, outer } = overlap;
      const both = prefixCovers(inner.value, outer.value) ? outer.value : inner.value;
      if (!endsAt(net, host, both).has(segment.name)) return [];
      const places = placesIn(net, domain);
      const joined = [...endsAt(without(net.model, segment), host, both)].some(
        (name) => name !== host.name && places.has(name),
      );
      return [finding(segment, host, domain, overlap, joined)];
    });
  });
}

interface Overlap {
  readonly inner: Known<Prefix>;
  readonly outer: Known<Prefix>;
}

function finding(segment: Segment, host: Node, domain: Domain, { inner, outer }: Overlap, joined: boolean): Finding {
  const first = { name: segment.name, range: printPrefix(inner.value) };
  const second = { name: domain.name, range: printPrefix(outer.value) };
  const so = joined
    ? `packets of \`${host.name}\` for it end there`
    : `packets of \`${host.name}\` for it would end there, if anything joined the two`;
  const fix = `give \`${segment.name}\` a range that no other network uses`;
  const at = [
    ...inner.at.slice(0, 1).map((span) => ({ span, label: `\`${first.name}\`` })),
    ...outer.at.slice(0, 1).map((span) => ({ span, label: `\`${second.name}\`` })),
  ];
  const severity = joined ? "error" : "warning";
  return found(rangeOverlap, { data: { first, second, so, fix }, resource: host.name, at, severity });
}

/** The one host that has this segment to itself. */
function ownerOf(net: Network, segment: Segment): Node | undefined {
  if (segment.listed || segment.everyoneElse === true || segment.ranges.length === 0) return undefined;
  const nodes = new Set(net.interfacesOn(segment.key).map((i) => i.node));
  const [only] = nodes;
  const node = only === undefined ? undefined : net.node(only);
  return nodes.size === 1 && node?.host === true ? node : undefined;
}

/** Domains with segments that people know. */
function networksOf(model: Model): readonly Domain[] {
  const known = new Set([...model.segments.values()].flatMap((s) => (s.listed ? [s.domain] : [])));
  return [...model.domains.values()].filter(({ key }) => known.has(key));
}

function overlapOf(segment: Segment, domain: Domain): Overlap | undefined {
  for (const inner of segment.ranges) {
    if (inner.kind === "unknown") continue;
    for (const outer of domain.ranges) {
      if (outer.kind === "known" && prefixesOverlap(inner.value, outer.value)) return { inner, outer };
    }
  }
  return undefined;
}

/** Names of the places where the host's packets for these addresses end, as far as routes decide. */
function endsAt(net: Network, host: Node, addresses: Prefix): ReadonlySet<string> {
  const family = familyOf(addresses.first);
  const source = addressesOf(net, host, false).find((a) => familyOfTerm(a) === family);
  if (source === undefined) return new Set();
  const destination = anyOf("server", rangesOf([addresses]));
  const header = headerOf({ text: "any", protocol: undefined, ports: undefined }, family);
  const start = { node: host, choice: host.name, packet: { source, destination, ...header } };
  const { branches } = walk(net, [start], { filtered: false });
  return new Set(branches.flatMap(({ forward }) => forward.hops.at(-1)?.node ?? []));
}

/** The network as it would be if the host did not have that segment. */
function without(model: Model, { key }: Segment): Network {
  const gone = new Set<Key>();
  const interfaces = new Map(model.interfaces);
  for (const i of model.interfaces.values()) {
    if (i.segment.kind === "unknown" || i.segment.value !== key) continue;
    gone.add(i.key);
    interfaces.delete(i.key);
  }
  const routes = model.routes.filter(
    ({ next }) => !("through" in next && next.through !== undefined && gone.has(next.through)),
  );
  return network({ ...model, interfaces, routes });
}

/** What a hop in that network can be called: its segments, what stands on them, and the tables of that. */
function placesIn({ model }: Network, domain: Domain): ReadonlySet<string> {
  const segments = [...model.segments.values()].filter((s) => s.domain === domain.key);
  const keys = new Set(segments.map((s) => s.key));
  const on = [...model.interfaces.values()].filter((i) => i.segment.kind === "known" && keys.has(i.segment.value));
  const nodes = new Set(on.map((i) => i.node));
  nodes.delete(internet.node);
  const tables = [...model.tables.values()].filter((t) => t.node !== undefined && nodes.has(t.node));
  return new Set([
    ...segments.map((s) => s.name),
    ...[...nodes].flatMap((n) => model.nodes.get(n)?.name ?? []),
    ...tables.map((t) => t.name),
  ]);
}
