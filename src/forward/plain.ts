/**
 * The way of packets where addresses alone decide it: from a node by its table to the next, each of them passing on what
 * is not its own, to whoever holds the destination. Nothing on such a way inspects, translates, chooses or comes back, so
 * whatever packets go there meet these nodes in this order or are refused by a filter in between.
 *
 * Asked for all pairs of a large network, so what does not depend on the pair is worked out once.
 */

import { internet } from "../model/builder.ts";
import type { Interface, Next, Node, Route } from "../model/model.ts";
import { contains, intersect, isEmpty, type Ranges, subtract } from "../net/ranges.ts";
import { anyWorld, isSymbol, sameTerm, type Term, withinOf } from "../packet/packet.ts";
import type { Step } from "../route/order.ts";
import { isUnknown } from "../value/value.ts";
import { joined } from "./flood/handover.ts";
import type { Network } from "./network.ts";

/** The nodes from one to the holder of the destination, both included; undefined where the way is not plain. */
export type PlainWay = (from: Node) => readonly Node[] | undefined;

/** Where packets are: at a node, by the interface of arrival. */
interface Stand {
  readonly node: Node;
  /** The routes that decide there; undefined where more than a plain table does. */
  readonly steps: readonly Step[] | undefined;
  /** Where a route leads that does not ask who holds the destination. */
  readonly nexts: Map<Route, Stand | undefined>;
}

export function plainWays(net: Network): (to: Term) => PlainWay {
  const stands = new Map<Node | Interface, Stand>();
  const standAt = (node: Node, at: Interface | undefined): Stand => {
    let stand = stands.get(at ?? node);
    if (stand === undefined)
      stands.set(at ?? node, (stand = { node, steps: stepsAt(net, node, at), nexts: new Map() }));
    return stand;
  };
  const arrival = (at: Interface | undefined): Stand | undefined => {
    const node = at === undefined ? undefined : net.node(at.node);
    return node === undefined ? undefined : standAt(node, at);
  };
  const leads = (stand: Stand, route: Route): Stand | undefined => {
    if (!stand.nexts.has(route)) stand.nexts.set(route, arrival(target(net, stand.node, route.next)));
    return stand.nexts.get(route);
  };
  return (to) => {
    const going = withinOf(to, anyWorld);
    const held = new Map<Node, boolean | "perhaps">();
    const connected = new Map<string, Stand | undefined>();
    const isHeld = (node: Node) => remembered(held, node, () => holds(net, node, to, going));
    const onwards = ({ node }: Stand, next: Next & { kind: "connected" }): Stand | undefined =>
      remembered(connected, `${node.key} ${next.through ?? ""}`, () => arrival(neighbour(net, node, next, to, going)));
    return (from) => {
      const nodes: Node[] = [];
      let here: Stand | undefined = standAt(from, undefined);
      while (here !== undefined) {
        const { node, steps }: Stand = here;
        if (nodes.includes(node) || node.key === internet.node) return undefined;
        nodes.push(node);
        const own = isHeld(node);
        if (own === true) return nodes;
        const route: Route | undefined = own === "perhaps" || steps === undefined ? undefined : routeFor(steps, going);
        if (route === undefined) return undefined;
        here = route.next.kind === "connected" ? onwards(here, route.next) : leads(here, route);
      }
      return undefined;
    };
  };
}

function remembered<K, V>(known: Map<K, V>, key: K, work: () => V): V {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as V;
  const found = work();
  known.set(key, found);
  return found;
}

/** What decides about packets that it sends or that are not its own, when they leave as they came. */
function stepsAt(net: Network, node: Node, at: Interface | undefined): readonly Step[] | undefined {
  if (net.translationsOf(node.key).length > 0 || net.portsOf(node.key) !== undefined) return undefined;
  if (node.doubt !== undefined || at?.doubt !== undefined) return undefined;
  const passes = node.forwards === true && node.inspect === undefined && node.encapsulate === undefined;
  if (at !== undefined && !passes) return undefined;
  const table = net.tableFor(node.key, at?.key);
  return table === undefined || isUnknown(table) ? undefined : net.routesOf(table.key);
}

/** Whether the destination is the node's own. */
function holds(net: Network, { key }: Node, to: Term, going: Ranges): boolean | "perhaps" {
  const held = net.ownAddressesOf(key).map((h) => net.term(h.address));
  if (held.some((term) => !isUnknown(term) && sameTerm(term, to))) return true;
  const unclear = held.some((term) => isUnknown(term) || (!isSymbol(term) && contains(going, term)));
  return unclear ? "perhaps" : false;
}

/** The one route that is taken wherever the destination lies. */
function routeFor(steps: readonly Step[], going: Ranges): Route | undefined {
  for (const step of steps) {
    if (!("first" in step.to)) return undefined;
    const where = covers(step.ranges, going);
    if (where === "none") continue;
    const [route, ...others] = step.routes;
    return where === "all" && others.length === 0 && route?.doubt === undefined ? route : undefined;
  }
  return undefined;
}

function covers(ranges: Ranges, going: Ranges): "all" | "some" | "none" {
  const [range, ...further] = ranges;
  const [one, ...others] = going;
  if (range !== undefined && one !== undefined && further.length === 0 && others.length === 0) {
    if (typeof range.first !== typeof one.first || range.last < one.first || one.last < range.first) return "none";
    return range.first <= one.first && one.last <= range.last ? "all" : "some";
  }
  if (isEmpty(intersect(going, ranges))) return "none";
  return isEmpty(subtract(going, ranges)) ? "all" : "some";
}

/** Whom a route hands packets to, whatever the destination. */
function target(net: Network, node: Node, next: Next): Interface | undefined {
  if (next.kind === "interface") {
    const at = net.interface(next.interface);
    return at === undefined || joined(net, node.key, at) === undefined ? undefined : at;
  }
  if (next.kind !== "gateway") return undefined;
  const gateway = net.term(next.address);
  if (isUnknown(gateway)) return undefined;
  for (const own of net.interfacesOf(node.key)) {
    if (own.segment.kind === "unknown" || (next.through !== undefined && own.key !== next.through)) continue;
    const holder = net.holdingsOn(own.segment.value).find((h) => {
      const held = net.term(h.address);
      return h.interface !== own.key && !isUnknown(held) && sameTerm(held, gateway);
    });
    if (holder !== undefined) return holder.doubt === undefined ? net.interface(holder.interface) : undefined;
  }
  return undefined;
}

/** The one that has the destination, on the one segment of the node that holds it. */
function neighbour(
  net: Network,
  node: Node,
  { through }: Next & { kind: "connected" },
  to: Term,
  going: Ranges,
): Interface | undefined {
  for (const own of net.interfacesOf(node.key)) {
    if (through !== undefined && own.key !== through) continue;
    const segment = net.segmentOf(own);
    if (isUnknown(segment) || segment.everyoneElse === true) return undefined;
    if (segment.ranges.some((r) => r.kind === "unknown")) return undefined;
    const where = covers(net.rangesOn(segment), going);
    if (where === "none") continue;
    return where === "all" ? holderOn(net, own, segment.key, to, going) : undefined;
  }
  return undefined;
}

function holderOn(net: Network, own: Interface, segment: string, to: Term, going: Ranges): Interface | undefined {
  const others = net.holdersFor(segment, isSymbol(to) ? to.id : to).filter((h) => h.interface !== own.key);
  const [holding, ...further] = others.filter((h) => {
    const held = net.term(h.address);
    return !isUnknown(held) && (sameTerm(held, to) || (!isSymbol(held) && contains(going, held)));
  });
  if (holding === undefined || further.length > 0 || holding.doubt !== undefined) return undefined;
  return net.interface(holding.interface);
}
