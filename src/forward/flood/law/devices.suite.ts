/** What stands between the hosts of a plan: translators, balancers, inspectors in the way or behind endpoints. */

import type { AddressSet, Key } from "../../../model/model.ts";
import { known } from "../../../value/value.ts";
import { assigned, ip, prefix, tcp, type RuleText } from "../../networks.suite.ts";
import { addHost, addPublic, addressIn, type Ground, landAt, type Land, next } from "./ground.suite.ts";
import type { InlinePlan, NatPlan, ProxyPlan, Way, WrapPlan } from "./plan.suite.ts";
import { pick, setsOf } from "./pools.suite.ts";

/** A question whose packets may meet the device; the internet by that name. */
export interface Trip {
  readonly from: Key;
  readonly to: Key;
}

/** A segment for a device alone, so that the ways through it do not catch what it sends on. */
function ownLand(ground: Ground, at: number, n: number): Land {
  const beside = landAt(ground, at);
  const key = `d${n}`;
  const range = `10.${beside.place}.${200 + n}.0/24`;
  let last = 10;
  const land = { ...beside, key, table: `${key}-table`, range, range6: undefined, free: () => ++last };
  const { net } = ground;
  net.segment(key, land.router, range, land.zone).table(land.table, land.router);
  net.select(land.router, `${key}#router`, land.table);
  net.route(land.table, `10.${land.place}.0.0/16`, "connected");
  if (ground.edge && land.place === 0) net.route(land.table, "0.0.0.0/0", { to: "edge#inside" });
  return land;
}

/** Routes that lead the way through a device's interface; only where one router has both ends. */
function lead(ground: Ground, way: Way, through: Key, place: number): Trip {
  const { net } = ground;
  const lands = ground.lands.filter((l) => l.place === place);
  const from = pick(lands, way.from);
  const others = lands.filter((l) => l !== from);
  const to = way.edge || others.length === 0 ? pick(lands, way.to) : pick(others, way.to);
  const step = { kind: "interface", interface: through } as const;
  if (way.edge && ground.edge && place === 0) {
    net.table("ingress", "r0").select("r0", "edge#router", "ingress");
    net.route("ingress", "10.0.0.0/16", "connected");
    next(net, "ingress", to.range, step, 0, `ingress ${to.range}`);
    if (way.back) next(net, to.table, "0.0.0.0/0", step, 0, `${to.table} 0.0.0.0/0`);
    return { from: "internet", to: hostIn(ground, to) };
  }
  next(net, from.table, to.range, step, 0, `${from.table} ${to.range}`);
  if (way.back) next(net, to.table, from.range, step, 0, `${to.table} ${from.range}`);
  return { from: hostIn(ground, from), to: hostIn(ground, to) };
}

function hostIn({ hosts }: Ground, land: Land): Key {
  return hosts.find((h) => h.slice(1, -1) === land.key.slice(1)) ?? "";
}

export function addNat(ground: Ground, plan: NatPlan, n: number): Trip {
  const { net } = ground;
  const place = landAt(ground, plan.serves);
  const land = ownLand(ground, plan.serves, n);
  const name = `nat${n}`;
  const address = known(ip(addressIn(land)));
  const nothing = "a translator";
  addHost(net, land, name, address, { host: false, kind: "translator", accepts: { nothing }, forwards: true });
  net.at(name).rewrite(name, {
    kind: "ports",
    name,
    label: "translator",
    node: name,
    to: address,
    ports: { first: 1024, last: 65535 },
    protocols: pick([[6, 17, 1], [6], [6, 17]], plan.protocols),
    ...(plan.sources.length === 0 ? {} : { sources: setsOf(plan.sources) }),
  });
  if (ground.edge) addPublic(net, name, address, known(ip(`203.0.113.${100 + n}`)));
  next(net, place.table, "0.0.0.0/0", { kind: "interface", interface: name });
  // What others of the place may not be reached through it but by it.
  const other = landAt(ground, plan.at);
  if (other.place === place.place) next(net, place.table, other.range, { kind: "interface", interface: name });
  return { from: hostIn(ground, place), to: "internet" };
}

export function addProxy(ground: Ground, plan: ProxyPlan, n: number): readonly Trip[] {
  const { net, hosts } = ground;
  const balance = `balance${n}`;
  const nodes = [...new Set(plan.at.map((at) => landAt(ground, at)))].map((land, i) => {
    const name = `web${n}${i}`;
    const accepts = plan.ping ? { protocols: [1] } : { nothing: "no listener" };
    const address = assigned(name, land.range);
    addHost(net, land, name, address, { host: false, kind: "balancer", accepts });
    net.at(name).member(name, { group: "webs", interface: name });
    const own = `${balance}${i}`;
    if (ground.edge) addPublic(net, name, address, known(ip(`203.0.113.${120 + 10 * n + i}`)));
    const check = plan.check === 0 ? {} : { check: { protocol: 6, ...portOf(plan.check) } };
    const { failOpen } = plan;
    net
      .at(own)
      .balance(own, { name: own, label: "balance", node: name, crossZone: known(plan.crossZone), failOpen, ...check });
    for (const [k, target] of plan.targets.entries()) {
      const key = pick(hosts, target);
      const zone = zoneOf(ground, key);
      const port = plan.port === 0 ? {} : { port: known(plan.port) };
      const where = zone === undefined ? {} : { zone: known(zone) };
      const sources = [known(prefix(land.range)), inGroup("webs")].slice(plan.guarded - 1, plan.guarded);
      if (plan.guarded > 0) net.guard(`guarded${n}`, key, { in: [{ sources }] });
      if (plan.deaf === k) net.guard(`deaf${n}`, key, { in: [tcp(443)] });
      net.at(key).option(`${own} ${k}`, { balance: own, to: { kind: "interface", interface: key }, ...port, ...where });
    }
    net.at(`listener${n}`).listener(`${own} listener`, {
      name: `listener${n}`,
      label: "listener",
      node: name,
      protocols: plan.udp ? [known(6), known(17)] : [known(6)],
      ports: known(
        pick(
          [
            { first: 80, last: 80 },
            { first: 80, last: 90 },
            { first: 1, last: 65535 },
          ],
          plan.ports,
        ),
      ),
      balance: own,
      source: plan.own ? "own" : "client",
      ...(plan.answers ? { answers: "redirects" } : {}),
    });
    return name;
  });
  return nodes.flatMap((to) => [
    { from: "internet", to },
    { from: pick(hosts, plan.port + n), to },
  ]);
}

/** The check's own port; 1 stands for the one that traffic uses. */
function portOf(check: number) {
  return check === 1 ? {} : { port: known(check) };
}

function zoneOf(ground: Ground, host: Key): string | undefined {
  return ground.lands.find((l) => l.key.slice(1) === host.slice(1, -1))?.zone;
}

const modes = ["stateful", "stateless", "opaque"] as const;

export function addInline(ground: Ground, plan: InlinePlan, n: number): Trip {
  const { place } = landAt(ground, plan.at);
  const beside = ground.lands.filter((l) => l.place === place);
  const land = plan.among ? pick(beside, plan.way.from) : ownLand(ground, plan.at, n);
  const name = `ids${n}`;
  const inspect = { mode: pick(modes, plan.mode), assumption: "transparent" };
  const { net } = ground;
  const { host } = plan;
  addHost(net, land, name, addressIn(land), { host, kind: "appliance", forwards: true, inspect });
  if (plan.strict) net.at(name).interface(name, { node: name, segment: known(land.key), strict: "so it is set" });
  const trip = lead(ground, plan.way, name, land.place);
  if (plan.byGroup) net.guard(`group${n}`, trip.to, { in: [{ sources: [inGroup("even"), inGroup("odd")] }] });
  return trip;
}

function inGroup(group: Key): AddressSet {
  return { kind: "group", group, at: [] };
}

/**
 *   way ── end (endpoint) ··· hub ══ probe 0, probe 1        the hub and its inspectors on a router of their own
 */
export function addWrap(ground: Ground, plan: WrapPlan, n: number): Trip {
  const { net } = ground;
  const land = ownLand(ground, plan.at, n);
  const end = `end${n}`;
  const endpoint = { host: false, kind: "endpoint", forwards: true, forgetsSender: true } as const;
  addHost(net, land, end, assigned(end, land.range), {
    ...endpoint,
    accepts: { nothing: "an endpoint" },
    encapsulate: { kind: "hand", balance: `${end} service` },
  });
  const inner = `q${n}`;
  const far = `f${n}`;
  const range = `10.24${n}.0.0/24`;
  net.router(inner, [`10.24${n}.0.0/16`]).segment(far, inner, range, "a");
  const there: Land = { ...land, key: far, router: inner, range, range6: undefined, zone: "a", free: land.free };
  const hub = `hub${n}`;
  addHost(net, there, hub, assigned(hub, range), {
    host: false,
    accepts: { nothing: "a balancer" },
    encapsulate: { kind: "wrap", name: "wrap", protocol: 17, port: 6081, balance: `${end} targets` },
  });
  const b = net.at(end);
  b.balance(`${end} service`, { name: end, label: "balance", crossZone: known(false), failOpen: false });
  b.option(`${end} service`, { balance: `${end} service`, to: { kind: "interface", interface: hub } });
  b.balance(`${end} targets`, {
    name: hub,
    label: "balance",
    node: hub,
    crossZone: known(plan.crossZone),
    failOpen: plan.failOpen,
    ...(plan.check ? { check: { protocol: 6, port: known(80) } } : {}),
  });
  for (const [i, mode] of plan.modes.entries()) {
    const name = `probe${n}${i}`;
    const inspect = mode === 3 ? {} : { inspect: { mode: pick(modes, mode), assumption: "transparent" } };
    addHost(net, there, name, range.replace("0/24", String(101 + i)), { kind: "appliance", ...inspect });
    const zone = known(plan.farZone && i === 1 ? "b" : "a");
    net.at(name).option(`${end} ${i}`, { balance: `${end} targets`, to: { kind: "interface", interface: name }, zone });
    const refused: RuleText[] = [tcp(80)];
    if (plan.deaf === i) net.guard(`deaf${n}${i}`, name, { in: refused });
    if (plan.mute === i) net.guard(`mute${n}${i}`, name, { out: refused });
  }
  return lead(ground, plan.way, end, land.place);
}
