/** A plan as a network and the questions about it. */

import { internet } from "../../../model/builder.ts";
import type { Key, Next } from "../../../model/model.ts";
import { anyPort } from "../../../net/protocol.ts";
import { rangesOf } from "../../../net/ranges.ts";
import type { Symbol, Term } from "../../../packet/packet.ts";
import { headerOf, parseTraffic } from "../../../query/traffic.ts";
import { anyOf, nobodys } from "../../../query/addresses.ts";
import { isUnknown, known } from "../../../value/value.ts";
import { type Network, network } from "../../network.ts";
import { ip, prefix } from "../../networks.suite.ts";
import type { Start } from "../../walk/answer.ts";
import { clouded } from "./clouds.suite.ts";
import { addInline, addNat, addProxy, addWrap, type Trip } from "./devices.suite.ts";
import { type Ground, ground } from "./ground.suite.ts";
import type { AskPlan, Plan, RoutePlan } from "./plan.suite.ts";
import { otherwiseOf, pick, routePool, ruleOf, trafficPool, untold } from "./pools.suite.ts";

export interface Asked {
  readonly text: string;
  readonly starts: readonly Start[];
}

export interface Built {
  readonly net: Network;
  readonly asked: readonly Asked[];
}

export function built(plan: Plan): Built {
  const on = ground(plan);
  let n = 0;
  const trips = [
    ...plan.nat.map((device) => addNat(on, device, n++)),
    ...plan.proxies.flatMap((device) => addProxy(on, device, n++)),
    ...plan.inline.map((device) => addInline(on, device, n++)),
    ...plan.wraps.map((device) => addWrap(on, device, n++)),
  ];
  for (const [i, route] of plan.routes.entries()) addRoute(on, route, i);
  addGuards(on, plan);
  const net = network(plan.clouds.reduce(clouded, on.net.model()));
  return { net, asked: plan.asks.flatMap((ask) => askedOf(net, on, trips, ask)) };
}

function addRoute({ net, lands, hosts, edge }: Ground, plan: RoutePlan, i: number): void {
  const land = pick(lands, plan.at);
  const table = plan.main ? `${land.router}-main` : land.table;
  const to = pick(routePool, plan.to);
  const name = `route${i}`;
  const of = { table: known(table), preference: plan.preference, name };
  const next = nextOf(plan, hosts, edge, (balance, options) => {
    const b = net.at(name);
    b.balance(balance, { name: balance, label: "balance", crossZone: known(true), failOpen: false });
    for (const [k, option] of options.entries()) {
      b.option(`${balance} ${k}`, { balance, to: { kind: "interface", interface: option } });
    }
  });
  const destination = to === "named" ? ({ kind: "named", name: "store", at: [] } as const) : known(prefix(to));
  net.at(name).route(name, { ...of, to: destination, next: next(name) });
}

function nextOf(
  plan: RoutePlan,
  hosts: readonly Key[],
  edge: boolean,
  balance: (key: Key, options: readonly Key[]) => void,
): (name: string) => Next {
  const host = pick(hosts, plan.which);
  return (name) => {
    switch (plan.next) {
      case 0:
        return { kind: "nowhere", code: "route.next.gone", why: "its target is gone" };
      case 1:
        return untold("next");
      case 2:
        return { kind: "connected" };
      case 3:
        return { kind: "gateway", address: known(ip(`10.${plan.which % 2}.0.${10 + 10 * (plan.which % 3)}`)) };
      case 4:
        balance(`${name} balance`, [host, pick(hosts, plan.which + 1), ...(edge ? ["edge#inside"] : [])]);
        return { kind: "choice", balance: `${name} balance` };
      case 5:
        return { kind: "interface", interface: edge ? "edge#inside" : host };
      case 6:
        return { kind: "interface", interface: "link0#down" };
      default:
        return { kind: "interface", interface: host };
    }
  };
}

/** Stateful guards stand at hosts, stateless ones at routers; either may stand where the other mostly does. */
function addGuards({ net }: Ground, plan: Plan): void {
  const all = [...net.into.model().interfaces.values()].filter((i) => i.node !== internet.node);
  const routers = all.filter((i) => /^[rq]\d/.test(i.node) || i.node === "edge");
  const others = all.filter((i) => !routers.includes(i));
  for (const [g, guard] of plan.guards.entries()) {
    const order = guard.stateful ? [...others, ...routers] : [...routers, ...others];
    const near = guard.stateful ? others : routers;
    const on = pick(guard.on % 4 === 3 ? order : near, guard.on).key;
    for (const direction of ["in", "out"] as const) {
      if (!guard[direction]) continue;
      const b = net.at(`guard${g}`);
      const filters = guard.filters.map((filter, f) => {
        const name = `guard${g}-${direction}${f}`;
        const kind = guard.stateful ? "guard" : "acl";
        b.filter(name, { name, label: "filter", kind, otherwise: otherwiseOf(filter) });
        for (const [i, rule] of filter.rules.entries()) {
          net.at(`${name}.${i}`).rule(`${name}.${i}`, { filter: name, order: known(i), ...ruleOf(rule) });
        }
        return known(name);
      });
      const seenOnly = guard.seenOnly ? { seenOnly: true as const } : {};
      const memory = guard.stateful ? { memory: `guard${g} ${on}`, ...seenOnly } : {};
      b.gate(`guard${g} ${direction}`, { interface: on, direction, order: guard.order, filters, ...memory });
    }
  }
}

function clientIn(net: Network, six: boolean): Symbol {
  return anyOf("client", six ? rangesOf([prefix("2600::/12")]) : nobodys(net));
}

function serverIn(net: Network, six: boolean): Symbol {
  return anyOf("server", six ? rangesOf([prefix("2600::/12")]) : nobodys(net));
}

/**
 * 0 a host to a host · 1 the internet to a host's public address · 2 a host to the internet · 3 a host to a whole
 * segment · 4 a host to either of two · 5 and more a way on which a device stands.
 */
function askedOf(net: Network, on: Ground, trips: readonly Trip[], ask: AskPlan): readonly Asked[] {
  const parsed = parseTraffic(pick(trafficPool, ask.traffic));
  if ("problem" in parsed) return [];
  const { traffic } = parsed;
  const host = { from: pick(on.hosts, ask.from), to: pick(on.hosts, ask.to) };
  const trip = ask.kind >= 5 && trips.length > 0 ? pick(trips, ask.from) : host;
  const from = ask.kind === 1 ? internet.node : trip.from;
  const goals = ask.kind === 2 ? [internet.node] : ask.kind === 4 ? [trip.to, pick(on.hosts, ask.to + 1)] : [trip.to];
  const node = net.node(from);
  if (node === undefined) return [];
  const families = ask.six ? [6, 4] : [4, 6];
  for (const family of families as readonly (4 | 6)[]) {
    const six = family === 6;
    const source = from === internet.node ? clientIn(net, six) : own(net, from, six);
    const destinations = goals.flatMap((to): readonly Term[] => {
      const land = pick(on.lands, ask.to);
      const range = six ? "2001:db8::/32" : pick([land.range, "10.0.0.0/8", "192.0.2.0/24"], ask.from);
      const whole = ask.kind === 3 ? anyOf("server", rangesOf([prefix(range)])) : undefined;
      const term = whole ?? goalIn(net, from, to, six);
      return term === undefined ? [] : [term];
    });
    if (source === undefined || destinations.length === 0) continue;
    const header = headerOf(traffic.ports === undefined ? { ...traffic, ports: anyPort } : traffic, family);
    const choice = `${from} → ${goals.join(" or ")} ${traffic.text}${six ? " over IPv6" : ""}`;
    return [
      {
        text: choice,
        starts: destinations.map((d) => ({ node, choice, packet: { source, destination: d, ...header } })),
      },
    ];
  }
  return [];
}

function goalIn(net: Network, from: Key, to: Key, six: boolean): Term | undefined {
  if (to === internet.node) return net.node(to) === undefined ? undefined : serverIn(net, six);
  return from === internet.node && !six ? publicOf(net, to) : own(net, to, six);
}

function own(net: Network, node: Key, six: boolean): Term | undefined {
  const found = net.ownAddressesOf(node).map((h) => net.term(h.address));
  return found.find((a): a is Term => !isUnknown(a) && isSix(a) === six);
}

function isSix(term: Term): boolean {
  return typeof (typeof term === "object" ? term.within[0]?.first : term) === "bigint";
}

function publicOf(net: Network, node: Key): Term | undefined {
  const pair = net.model.pairs.find((p) => p.key === node);
  const address = pair === undefined ? undefined : net.term(pair.outside);
  return address === undefined || isUnknown(address) ? undefined : address;
}
