/** From a node onto a segment: which of its interfaces, and who on the other side takes the packets. */

import { internet } from "../../model/builder.ts";
import type { Holding, Interface, Key, Route, Segment } from "../../model/model.ts";
import { publicSpace, publicSpace6 } from "../../net/special.ts";
import { isSymbol, sameTerm, withinOf } from "../../packet/packet.ts";
import { type Address, isUnknown, type Unknown } from "../../value/value.ts";
import { addressOf } from "../ends.ts";
import type { Network } from "../network.ts";
import { because, type Course, stranded } from "./course.ts";
import { familyOf, type Flow, isTie, type Now, sift, siftHeld, siftNow } from "./flow.ts";
import { join, type Result } from "./result.ts";

/** The node's own interface on the segment of `target`. */
export function joined(net: Network, node: Key, target: Interface): Interface | undefined {
  if (target.segment.kind === "unknown") return undefined;
  const segment = target.segment.value;
  return net
    .interfacesOf(node)
    .find((own) => own.segment.kind === "known" && own.segment.value === segment && own.key !== target.key);
}

/**
 * Where packets are going: to their destination; but an answer to what a balancer passed on under its client's address
 * goes back to the balancer, wherever the client is.
 */
export function heading(on: Course, flow: Flow): Now {
  const home = flow.reply && flow.returns !== undefined ? addressOf(on.net, flow.returns.node) : undefined;
  return home === undefined || isUnknown(home) ? (flow.now.destination as Now) : home;
}

export function toGateway(
  on: Course,
  flow: Flow,
  route: Route,
  { address, through }: { readonly address: Address; readonly through?: Key },
): Result {
  const gateway = on.net.term(address);
  if (isUnknown(gateway)) return because(on, flow, gateway, "who the route's gateway is");
  for (const own of on.net.interfacesOf(flow.node.key)) {
    if (own.segment.kind === "unknown" || (through !== undefined && own.key !== through)) continue;
    const holder = on.net.holdingsOn(own.segment.value).find((h) => {
      const held = on.net.term(h.address);
      return h.interface !== own.key && !isUnknown(held) && sameTerm(held, gateway);
    });
    const target = holder === undefined ? undefined : on.net.interface(holder.interface);
    if (holder?.doubt !== undefined) return because(on, flow, holder.doubt, "whether the route's gateway is there");
    if (target !== undefined) return on.emit(on, flow, own, target);
  }
  const message = `nobody next to \`${flow.node.name}\` has the gateway's address`;
  return stranded(on, flow, { code: "route.gateway.nobody", message, origin: route.origin });
}

/** Onto whichever of the node's segments holds the destination. */
export function connected(on: Course, flow: Flow, route: Route, through: Key | undefined): Result {
  const { headers, net } = on;
  const own = net.interfacesOf(flow.node.key).filter((i) => through === undefined || i.key === through);
  const from = (i: number, f: Flow, unsure: Unknown | undefined): Result => {
    const out = own[i];
    if (out === undefined) {
      if (unsure !== undefined) return because(on, f, unsure, "which segment holds the destination");
      const message = `no segment of \`${f.node.name}\` holds the destination`;
      return stranded(on, f, { code: "segment.range.none", message, origin: route.origin });
    }
    const segment = net.segmentOf(out);
    if (isUnknown(segment)) return from(i + 1, f, segment);
    if (segment.everyoneElse === true) return onto(on, f, out, segment, route);
    const going = heading(on, f);
    const unknown = segment.ranges.find(
      (r) => r.kind === "unknown" && (r.family === undefined || r.family === familyOf(going)),
    );
    const { yes, no, by } = siftNow(headers, f, going, net.rangesOn(segment));
    const maybe = unknown?.kind === "unknown" ? unknown : unsure;
    return join(headers, by, [
      ...(yes === undefined ? [] : [onto(on, yes, out, segment, route)]),
      ...(no === undefined ? [] : [from(i + 1, no, maybe)]),
    ]);
  };
  return from(0, flow, undefined);
}

/** To whoever holds the destination there. */
function onto(on: Course, flow: Flow, own: Interface, segment: Segment, route: Route): Result {
  const { headers, net } = on;
  const holdings = holdersOf(on, flow, segment.key).filter((h) => h.interface !== own.key || turns(segment, h));
  const from = (i: number, f: Flow, unsure: Unknown | undefined): Result => {
    const holding = holdings[i];
    if (holding === undefined) return elsewhere(on, f, own, segment, route, unsure);
    const held = net.term(holding.address);
    const target = net.interface(holding.interface);
    if (target === undefined) return from(i + 1, f, unsure);
    if (isUnknown(held))
      return from(i + 1, f, held.family === undefined || held.family === familyOf(heading(on, f)) ? held : unsure);
    const { yes, no, by } = siftHeld(headers, f, heading(on, f), held);
    const { doubt } = holding;
    return join(headers, by, [
      ...(yes === undefined
        ? []
        : [
            doubt === undefined
              ? on.emit(on, yes, own, target)
              : because(on, yes, doubt, "whether the destination is held"),
          ]),
      ...(no === undefined ? [] : [from(i + 1, no, unsure)]),
    ]);
  };
  return from(0, flow, segment.others);
}

/** What an edge holds for those behind it comes back to it, as from outside. */
function turns({ everyoneElse }: Segment, { as }: Holding): boolean {
  return everyoneElse === true && as === "held";
}

/** Who may hold the destination: one who has it, or of many those who have one of them. */
function holdersOf(on: Course, flow: Flow, segment: Key): readonly Holding[] {
  const going = heading(on, flow);
  if (isTie(going)) return on.net.holdersIn(segment, on.headers.values(flow.first, going.field));
  if (!isSymbol(going)) return on.net.holdersFor(segment, going);
  return going.chooser === "sender"
    ? on.net.holdersIn(segment, withinOf(going, flow.world))
    : on.net.holdersFor(segment, going.id);
}

const everywhere = [...publicSpace, ...publicSpace6];

/** Nobody that the input names holds the destination. */
function elsewhere(
  on: Course,
  flow: Flow,
  own: Interface,
  segment: Segment,
  route: Route,
  unsure: Unknown | undefined,
): Result {
  const { headers, net } = on;
  const now = flow.now.destination;
  // An address that the deployment will assign has one owner, and it was not met here.
  const foreign = now !== undefined && !isTie(now) && isSymbol(now) && now.chooser === "deployment";
  const provider = foreign && now.id === `named:${now.owner ?? ""}`;
  if (segment.everyoneElse === true && (!foreign || provider)) {
    const everyone = net.interface(internet.interface);
    const { yes, no, by } = sift(headers, flow, "destination", everywhere);
    return join(headers, by, [
      ...(yes === undefined || everyone === undefined ? [] : [on.emit(on, yes, own, everyone)]),
      ...(no === undefined ? [] : [nobody(on, no, segment, route)]),
    ]);
  }
  if (unsure !== undefined && !(foreign && !provider)) {
    return because(on, flow, unsure, `who holds addresses on \`${segment.name}\``);
  }
  return nobody(on, flow, segment, route);
}

function nobody(on: Course, flow: Flow, segment: Segment, route: Route): Result {
  return stranded(on, flow, {
    code: "segment.address.nobody",
    message: `packets end on ${segment.label} \`${segment.name}\`: nobody there has the address`,
    node: segment.name,
    origin: route.origin,
  });
}
