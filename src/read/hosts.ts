/**
 * `hosts:` of the project file: what a host's own system says of its network, joined to the host that a template made.
 * Templates imply a host's table, since no line of theirs says it; where the host states it, what was implied is not so.
 */

import type { Place, Standing } from "../contract/vendor.ts";
import { type Finding, found } from "../finding/finding.ts";
import { nearest } from "../finding/nearest.ts";
import { type Collector, internet } from "../model/builder.ts";
import type { Interface, Key, Model, Next, Node } from "../model/model.ts";
import { meaningsIn, stackOf } from "../model/names.ts";
import { type Family, familyOf, inPrefix, type Ip, printIp, samePrefix } from "../net/ip.ts";
import { contains } from "../net/ranges.ts";
import type { Host } from "../project/project.ts";
import { type Known, unknown } from "../value/value.ts";
import { ofHosts } from "../vendors/vendors.ts";
import { hostUnknown } from "./rules.ts";

export interface Joined {
  readonly findings: readonly Finding[];
  /** Implied routes that are not so. */
  readonly withdrawn: ReadonlySet<Key>;
  /** Addresses that the deployment picked and a host tells, by their id. */
  readonly settled: ReadonlyMap<string, Known<Ip>>;
}

/** Contributes to `into` what the hosts say; `model` is what is there without them. */
export function joinHosts(into: Collector, hosts: readonly Host[], model: Model): Joined {
  const findings: Finding[] = [];
  const inside: (readonly Finding[])[] = [];
  const withdrawn = new Set<Key>();
  const settled = new Map<string, Known<Ip>>();
  const told = new Map<Key, Host>();
  for (const host of hosts) {
    const { config, findings: wrong } = ofHosts.read(toldBy(host));
    inside.push(wrong);
    for (const node of nodesOf(host, model, findings)) {
      const before = told.get(node.key);
      if (before !== undefined) {
        findings.push(unclear(host, `\`${host.name.text}\` and \`${before.name.text}\` are one host`, []));
        continue;
      }
      told.set(node.key, host);
      const place = placeOf(node, model);
      if (place === undefined) {
        findings.push(unclear(host, `\`${node.name}\` has no table of its own`, []));
        continue;
      }
      const origin = { at: [host.at] };
      const lowered = ofHosts.lower(config, place, into.for(origin, node.doubt));
      inside.push(lowered.findings);
      for (const [id, address] of lowered.settled) settled.set(id, address);
      for (const key of impliedIn(model, place.table, lowered.states)) withdrawn.add(key);
    }
  }
  return { findings: [findings, ...inside].flat(), withdrawn, settled };
}

/** Routes of a host's table that no line states, of the families that the host states. */
function impliedIn(model: Model, own: Key, states: readonly Family[]): readonly Key[] {
  if (states.length === 0) return [];
  return model.routes.flatMap(({ key, table, to, origin }) => {
    if (table.kind === "unknown" || table.value !== own || origin.implied === undefined) return [];
    // A range that nobody knows may be of either family; the host's own route to it says which.
    return to.kind === "known" && !states.includes(familyOf(to.value.first)) ? [] : [key];
  });
}

function toldBy({ addresses, routes, docker }: Host): Parameters<typeof ofHosts.read>[0] {
  const documents = Object.entries({ addresses, routes }).flatMap(([what, document]) =>
    document === undefined ? [] : [[what, document] as const],
  );
  const options = docker?.value === true ? [["docker", docker.at] as const] : [];
  return { documents: new Map(documents), options: new Map(options) };
}

/** The hosts that the name means, as it would in a question; a group of equal hosts is all of them. */
function nodesOf(host: Host, model: Model, findings: Finding[]): readonly Node[] {
  const word = host.name.text.trim();
  const all = [...model.nodes.values()].filter((n) => n.host && n.key !== internet.node);
  const names = new Set(all.map(({ name }) => name));
  for (const fits of meaningsIn(names, model.aliases).of(word)) {
    const found = [...new Set(fits)].sort();
    const nodes = all.filter(({ name }) => name === found[0]);
    if (found.length > 1) {
      findings.push(unclear(host, `\`${word}\` fits several hosts`, found));
      return [];
    }
    if (nodes.length === 0) continue;
    if (nodes.length === 1 || (host.addresses === undefined && host.routes === undefined)) return nodes;
    findings.push(unclear(host, `\`${word}\` is ${nodes.length} hosts, and a file is of one`, []));
    return [];
  }
  const near = nearest(word, word.includes("/") ? names : [...names].map((n) => n.slice(stackOf(n).length + 1)), 3);
  findings.push(unclear(host, `no host is called \`${word}\``, near));
  return [];
}

function unclear({ name }: Host, why: string, candidates: readonly string[]): Finding {
  return found(hostUnknown, { data: { why, candidates }, resource: name.text, at: [name.at] });
}

function placeOf({ key: node, name }: Node, model: Model): Place | undefined {
  const selector = model.selectors.find((s) => s.node === node && s.arriving === undefined);
  if (selector?.table.kind !== "known") return undefined;
  const table = selector.table.value;
  const interfaces = [...model.interfaces.values()].filter((i) => i.node === node).map((i) => standing(i, model));
  return {
    node,
    name,
    table,
    interfaces,
    link: (through) => link(model, table, through),
    gateway: (address, through) => gateway(model, table, address, through),
  };
}

function standing({ key, segment }: Interface, model: Model): Standing {
  const own = model.holdings.filter((h) => h.interface === key && h.as === "own");
  const on = segment.kind === "known" ? model.segments.get(segment.value) : undefined;
  return { key, addresses: own.map(({ address }) => address), ranges: on?.ranges ?? [] };
}

/** RFC 4291 §2.5.6: by such an address IPv6 routers make themselves known. */
const linkLocal = { first: 0xfe80n << 112n, length: 10 };

/** A template that sends even what is near to the router says how its fabric works, which the host does not see. */
function link(model: Model, table: Key, through: Key): Next {
  const connected: Next = { kind: "connected", through };
  const segment = model.interfaces.get(through)?.segment;
  const on = segment?.kind === "known" ? model.segments.get(segment.value) : undefined;
  if (on === undefined) return connected;
  const near = model.routes.find(({ table: of, to, origin }) => {
    if (of.kind === "unknown" || of.value !== table || origin.implied === undefined || to.kind !== "known")
      return false;
    return on.ranges.some((r) => r.kind === "known" && samePrefix(r.value, to.value));
  });
  if (near?.next.kind !== "interface") return connected;
  const target = model.interfaces.get(near.next.interface)?.segment;
  return target?.kind === "known" && target.value === on.key ? near.next : connected;
}

/** To whoever holds the address; a router that has no address in any text is taken for the one that is named. */
function gateway(model: Model, table: Key, address: Known<Ip>, through: Key): Next {
  const fabric = link(model, table, through);
  if (fabric.kind !== "connected") return fabric;
  const next: Next = { kind: "gateway", address, through };
  const segment = model.interfaces.get(through)?.segment;
  if (segment === undefined) return next;
  if (segment.kind === "unknown") return segment;
  const others = [...model.interfaces.values()].filter(
    (i) => i.key !== through && i.segment.kind === "known" && i.segment.value === segment.value,
  );
  const held = model.holdings.filter((h) => others.some(({ key }) => key === h.interface));
  const ip = address.value;
  if (held.some((h) => h.address.kind === "known" && h.address.value === ip)) return next;
  if (
    held.some((h) => h.address.kind === "unknown" || (h.address.kind === "assigned" && contains(h.address.within, ip)))
  ) {
    const why = `whether somebody on the segment will have ${printIp(ip)} is not known`;
    return unknown("host.gateway.unknown", why, address.at, "the addresses there under `physical:` in tieline.yaml");
  }
  const routers = others.filter((i) => model.nodes.get(i.node)?.kind === "router");
  const silent = inPrefix(linkLocal, ip) ? routers : routers.filter((i) => !held.some((h) => h.interface === i.key));
  const [router] = silent;
  return router !== undefined && silent.length === 1 ? { kind: "interface", interface: router.key } : next;
}
