/**
 * Places, segments, hosts and the edge of a plan:
 *
 *   hosts ── segment p,s ── router p ──(link)── router p+1 …        router 0 ── edge ── internet
 *
 * Segment s of place p is 10.p.s.0/24 and 2001:db8:p:s::/64; each has a table of its own at its router.
 */

import type { Builder } from "../../../model/builder.ts";
import { internet } from "../../../model/builder.ts";
import type { Key, Next } from "../../../model/model.ts";
import { type Address, known } from "../../../value/value.ts";
import { anyPublic, assigned, ip, Net, prefix } from "../../networks.suite.ts";
import type { HostPlan, Plan } from "./plan.suite.ts";
import { pick } from "./pools.suite.ts";

export interface Land {
  readonly key: Key;
  readonly place: number;
  readonly router: Key;
  readonly table: Key;
  readonly range: string;
  readonly range6: string | undefined;
  readonly zone: string | undefined;
  /** The next host number in it. */
  readonly free: () => number;
}

export interface Ground {
  readonly net: Net;
  readonly lands: readonly Land[];
  readonly hosts: readonly Key[];
  readonly edge: boolean;
}

type NodeSpec = Partial<Parameters<Builder["node"]>[1]>;

export function landAt(ground: Ground, n: number): Land {
  return pick(ground.lands, n);
}

/** A node with one interface, addresses, and a table with its segment and its router. */
export function addHost(net: Net, land: Land, name: Key, address: string | Address, spec: NodeSpec = {}): void {
  const b = net.at(name);
  const plain = { label: "host", kind: "host", host: true, accepts: {}, forwards: { nothing: "no router" } } as const;
  b.node(name, { name, ...plain, ...(land.zone === undefined ? {} : { zone: known(land.zone) }), ...spec });
  b.interface(name, { node: name, segment: known(land.key) });
  const own = typeof address === "string" ? known(ip(address)) : address;
  b.holding(name, { interface: name, address: own, as: "own" });
  b.table(`${name}-table`, { name, label: "host", kind: "host", node: name });
  b.selector(`${name}-table`, { node: name, table: known(`${name}-table`) });
  net.route(`${name}-table`, land.range, { through: name });
  net.route(`${name}-table`, "0.0.0.0/0", { to: `${land.key}#router` });
  if (land.range6 === undefined) return;
  net.route(`${name}-table`, land.range6, { through: name });
  net.route(`${name}-table`, "::/0", { to: `${land.key}#router` });
}

export function addressIn(land: Land): string {
  return land.range.replace("0/24", String(land.free()));
}

/** An address of the edge's outside that stands for `name`. */
export function addPublic(net: Net, name: Key, inside: Address, outside: Address): void {
  const b = net.at(`${name} public`);
  b.pair(name, { rewrite: "edge pairs", inside, outside, owner: name });
  b.holding(`${name} public`, { interface: "edge#outside", address: outside, as: "held" });
}

export function next(net: Net, table: Key, to: string, step: Next, preference = 0, name = `${table} ${to}`): void {
  net.at(name).route(name, { table: known(table), to: known(prefix(to)), next: step, preference });
}

export function ground(plan: Plan): Ground {
  const net = new Net();
  const lands: Land[] = [];
  const { places } = plan;
  for (const [p, place] of places.entries()) {
    const router = `r${p}`;
    net.router(router, [`10.${p}.0.0/16`]);
    if (place.six) net.route(`${router}-main`, `2001:db8:${p}::/48`, "connected");
    for (const [s, { zone }] of place.segments.entries()) {
      const land = landOf(p, s, place.six, ["a", "b", undefined][zone]);
      lands.push(land);
      const b = net.at(land.key);
      const ranges = [land.range, ...(land.range6 === undefined ? [] : [land.range6])].map((r) => known(prefix(r)));
      const where = land.zone === undefined ? {} : { zone: known(land.zone) };
      b.segment(land.key, { name: land.key, label: "segment", domain: router, ranges, listed: true, ...where });
      b.interface(`${land.key}#router`, { node: router, segment: known(land.key) });
      net.table(land.table, router).select(router, `${land.key}#router`, land.table);
      net.route(land.table, `10.${p}.0.0/16`, "connected");
      if (place.six) net.route(land.table, `2001:db8:${p}::/48`, "connected");
    }
  }
  links(net, plan, lands);
  if (plan.edge) edge(net, plan);
  defaults(net, plan, lands);
  return { net, lands, hosts: hosts(net, plan, lands), edge: plan.edge };
}

function landOf(p: number, s: number, six: boolean, zone: string | undefined): Land {
  let last = 100;
  return {
    key: `s${p}${s}`,
    place: p,
    router: `r${p}`,
    table: `t${p}${s}`,
    range: `10.${p}.${s}.0/24`,
    range6: six ? `2001:db8:${p}:${s}::/64` : undefined,
    zone,
    free: () => ++last,
  };
}

/** Routers stand in a row, each with the ranges of its neighbours. */
function links(net: Net, plan: Plan, lands: readonly Land[]): void {
  for (let p = 0; p + 1 < plan.places.length; p++) {
    const b = net.at(`link${p}`);
    b.segment(`link${p}`, { name: `link${p}`, label: "link", domain: `r${p}`, ranges: [], listed: false });
    b.interface(`link${p}#up`, { node: `r${p}`, segment: known(`link${p}`) });
    b.interface(`link${p}#down`, { node: `r${p + 1}`, segment: known(`link${p}`) });
    for (const [here, there, to] of [
      [p, p + 1, `link${p}#down`],
      [p + 1, p, `link${p}#up`],
    ] as const) {
      const tables = [`r${here}-main`, ...lands.filter((l) => l.place === here).map((l) => l.table)];
      for (const table of tables) {
        net.route(table, `10.${there}.0.0/16`, { to });
        if (plan.places[there]?.six === true) net.route(table, `2001:db8:${there}::/48`, { to });
      }
    }
  }
}

function edge(net: Net, plan: Plan): void {
  net.internet("r0", ["10.0.0.0/8"], {});
  net.route(internet.node, "::/0", { through: internet.interface });
  net.route("edge", "2001:db8::/32", { to: "edge#router" });
  net.route("edge", "::/0", { through: "edge#outside" });
  const otherwise = plan.passes ? ("pass" as const) : { nothing: "has no public address", code: "address.public.none" };
  const said = { kind: "pairs", name: "edge", label: "edge", node: "edge", outside: "edge#outside" } as const;
  net.at("edge").rewrite("edge pairs", { ...said, otherwise });
}

function defaults(net: Net, plan: Plan, lands: readonly Land[]): void {
  for (const [p, { otherwise }] of plan.places.entries()) {
    const neighbour = p + 1 < plan.places.length ? `link${p}#down` : p > 0 ? `link${p - 1}#up` : undefined;
    const towards = p > 0 ? `link${p - 1}#up` : plan.edge ? "edge#inside" : undefined;
    const to = otherwise === 0 ? towards : otherwise === 1 ? neighbour : undefined;
    const nowhere = { kind: "nowhere", code: "route.next.gone", why: "its target is gone" } as const;
    const step: Next | undefined =
      to !== undefined ? { kind: "interface", interface: to } : otherwise === 2 ? nowhere : undefined;
    if (step === undefined) continue;
    const tables = [`r${p}-main`, ...lands.filter((l) => l.place === p).map((l) => l.table)];
    for (const table of tables) for (const all of ["0.0.0.0/0", "::/0"]) next(net, table, all, step);
  }
}

function hosts(net: Net, plan: Plan, lands: readonly Land[]): readonly Key[] {
  const names: Key[] = [];
  let n = 0;
  const b = net.at("groups");
  for (const group of ["even", "odd", "webs"]) b.group(group, { name: group, label: "group", domain: known("r0") });
  for (const [i, segment] of plan.places.flatMap((p) => p.segments).entries()) {
    const land = lands[i] as Land;
    for (const [k, host] of segment.hosts.entries()) {
      const name = `h${land.key.slice(1)}${k}`;
      const address = addressOf(host, land, name, k);
      const accepts = [{}, { protocols: [6, 17] }, { nothing: "nothing listens" }][host.accepts] ?? {};
      addHost(net, land, name, address, { accepts });
      if (host.strict) net.at(name).interface(name, { node: name, segment: known(land.key), strict: "so it is set" });
      if (land.range6 !== undefined) {
        const six = known(ip(land.range6.replace("/64", String(10 + 10 * k))));
        net.at(name).holding(`${name} six`, { interface: name, address: six, as: "own" });
      }
      if (plan.edge && host.public > 0) {
        const outside = host.public === 1 ? known(ip(`203.0.113.${++n}`)) : anyPublic(name);
        addPublic(net, name, address, outside);
      }
      net.at(name).member(name, { group: names.length % 2 === 0 ? "even" : "odd", interface: name });
      names.push(name);
    }
  }
  return names;
}

function addressOf(host: HostPlan, land: Land, name: Key, k: number): Address {
  const stated = land.range.replace("0/24", String(10 + 10 * k));
  if (host.provider) return assigned("store", land.range, "named:store");
  if (host.address === 0) return known(ip(stated));
  return assigned(name, host.address === 1 ? land.range : land.range.replace("/24", "/28"));
}
