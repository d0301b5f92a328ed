/** From a node onto a segment: which of its interfaces, and who on the other side takes the packet. */

import { internet } from "../../model/builder.ts";
import type { Holding, Interface, Key, Route, Segment, Table } from "../../model/model.ts";
import { publicSpace, publicSpace6 } from "../../net/special.ts";
import {
  familyOfTerm,
  isSymbol,
  sameTerm,
  type Split,
  type Term,
  test,
  withinOf,
  type World,
} from "../../packet/packet.ts";
import { type Address, isUnknown, type Unknown } from "../../value/value.ts";
import { namedHost, sameAddress } from "./match.ts";
import { addressOf } from "../ends.ts";
import type { Network } from "../network.ts";
import type { Run } from "./run.ts";
import { stranded } from "./despite.ts";
import { because, type End, type State } from "./state.ts";
import { addressText } from "../words.ts";

/** The node's own interface on the segment of `target`. */
export function joined(net: Network, node: Key, target: Interface): Interface | undefined {
  if (target.segment.kind === "unknown") return undefined;
  const segment = target.segment.value;
  return net
    .interfacesOf(node)
    .find((own) => own.segment.kind === "known" && own.segment.value === segment && own.key !== target.key);
}

/**
 * Where a packet is going: to its destination; but an answer to what a balancer passed on under its client's address
 * goes back to the balancer, wherever the client is.
 */
export function heading(run: Run, state: State): Term {
  const home = state.reply && state.returns !== undefined ? addressOf(run.net, state.returns.node) : undefined;
  return home === undefined || isUnknown(home) ? state.packet.destination : home;
}

/** To whoever holds the gateway's address next door. */
export function toGateway(
  run: Run,
  state: State,
  route: Route,
  { address, through }: { readonly address: Address; readonly through?: Key },
): readonly End[] {
  const gateway = run.net.term(address);
  if (isUnknown(gateway)) return because(state, gateway, "who the route's gateway is");
  const text = addressText(gateway, state.world);
  for (const own of run.net.interfacesOf(state.node.key)) {
    if (own.segment.kind === "unknown" || (through !== undefined && own.key !== through)) continue;
    const holder = run.net.holdingsOn(own.segment.value).find((h) => {
      const held = run.net.term(h.address);
      return h.interface !== own.key && !isUnknown(held) && sameTerm(held, gateway);
    });
    const target = holder === undefined ? undefined : run.net.interface(holder.interface);
    if (holder?.doubt !== undefined) return because(state, holder.doubt, `whether \`${text}\` is there`);
    if (target !== undefined) return run.emit(run, state, own, target);
  }
  const message = `nobody next to \`${state.node.name}\` has the gateway's address ${text}`;
  return stranded(run, state, { code: "route.gateway.nobody", message, origin: route.origin });
}

/** Onto whichever of the node's segments holds the destination. */
export function connected(
  run: Run,
  state: State,
  table: Table,
  route: Route,
  through: Key | undefined,
): readonly End[] {
  const ends: End[] = [];
  let worlds: readonly World[] = [state.world];
  let unsure: Unknown | undefined;
  for (const own of run.net.interfacesOf(state.node.key)) {
    if (through !== undefined && own.key !== through) continue;
    const segment = run.net.segmentOf(own);
    if (isUnknown(segment)) {
      unsure = segment;
      continue;
    }
    const left: World[] = [];
    for (const world of worlds) {
      const { yes, no, maybe } = holds(run.net, segment, heading(run, state), world);
      if (yes !== undefined) ends.push(...onto(run, { ...state, world: yes }, own, segment, route));
      if (no === undefined) continue;
      left.push(no);
      unsure = maybe ?? unsure;
    }
    worlds = left;
  }
  if (worlds.length > 0 && unsure !== undefined) {
    const known = unsure;
    return [
      ...ends,
      ...worlds.flatMap((world) => because({ ...state, world }, known, "which segment holds the destination")),
    ];
  }
  return [
    ...ends,
    ...worlds.flatMap((world) =>
      stranded(
        run,
        { ...state, world },
        {
          code: "segment.range.none",
          message: `no segment of \`${state.node.name}\` holds ${addressText(state.packet.destination, world)}`,
          ...(table.kind === "route-table" ? { node: table.name, kind: table.kind } : {}),
          origin: route.origin,
        },
      ),
    ),
  ];
}

/** `maybe`: why an address outside of the ranges that are said may lie in the segment all the same. */
function holds(net: Network, segment: Segment, going: Term, world: World): Split & { readonly maybe?: Unknown } {
  if (segment.everyoneElse === true) return { yes: world };
  const family = familyOfTerm(going);
  const unknown = segment.ranges.find((r) => r.kind === "unknown" && (r.family === undefined || r.family === family));
  const split = test(going, net.rangesOn(segment), world);
  return unknown?.kind === "unknown" ? { ...split, maybe: unknown } : split;
}

/** To whoever holds the destination there. */
function onto(run: Run, state: State, own: Interface, segment: Segment, route: Route): readonly End[] {
  const ends: End[] = [];
  let worlds: readonly World[] = [state.world];
  let unsure = segment.others;
  const going = heading(run, state);
  for (const holding of holdersOf(run.net, segment.key, going, state.world)) {
    if (holding.interface === own.key && !turns(segment, holding)) continue;
    const held = run.net.term(holding.address);
    const target = run.net.interface(holding.interface);
    if (target === undefined) continue;
    if (isUnknown(held)) {
      if (held.family === undefined || held.family === familyOfTerm(going)) unsure = held;
      continue;
    }
    const left: World[] = [];
    for (const world of worlds) {
      const { yes, no } = sameAddress(going, held, world);
      if (yes !== undefined) {
        const here = { ...state, world: yes };
        const { doubt } = holding;
        const what = `whether ${addressText(state.packet.destination, yes)} is held`;
        ends.push(...(doubt === undefined ? run.emit(run, here, own, target) : because(here, doubt, what)));
      }
      if (no !== undefined) left.push(no);
    }
    worlds = left;
  }
  return [...ends, ...worlds.flatMap((world) => elsewhere(run, { ...state, world }, own, segment, route, unsure))];
}

/** What an edge holds for those behind it comes back to it, as from outside. */
function turns({ everyoneElse }: Segment, { as }: Holding): boolean {
  return everyoneElse === true && as === "held";
}

/** Who may hold an address: one who has it, or of many those who have one of them. */
function holdersOf(net: Network, segment: Key, going: Term, world: World): readonly Holding[] {
  if (!isSymbol(going)) return net.holdersFor(segment, going);
  return going.chooser === "sender"
    ? net.holdersIn(segment, withinOf(going, world))
    : net.holdersFor(segment, going.id);
}

/** Nobody that the input names holds the destination. */
function elsewhere(
  run: Run,
  state: State,
  own: Interface,
  segment: Segment,
  route: Route,
  unsure: Unknown | undefined,
): readonly End[] {
  const { destination } = state.packet;
  const symbol = isSymbol(destination) ? destination : undefined;
  // An address that the deployment will assign has one owner, and it was not met here.
  const foreign =
    symbol !== undefined && symbol.chooser === "deployment" && symbol.id !== namedHost(symbol.owner ?? "");
  if (segment.everyoneElse === true && !foreign) {
    const everyone = run.net.interface(internet.interface);
    const split = test(destination, [...publicSpace, ...publicSpace6], state.world);
    return [
      ...(split.yes === undefined || everyone === undefined
        ? []
        : run.emit(run, { ...state, world: split.yes }, own, everyone)),
      ...(split.no === undefined
        ? []
        : nobody(run, { ...state, world: split.no }, segment, route, "is no public address")),
    ];
  }
  if (unsure !== undefined && !foreign) return because(state, unsure, `who holds addresses on \`${segment.name}\``);
  return nobody(run, state, segment, route, "is nobody's there");
}

function nobody(run: Run, state: State, segment: Segment, route: Route, what: string): readonly End[] {
  const address = addressText(state.packet.destination, state.world);
  return stranded(run, state, {
    code: "segment.address.nobody",
    message: `the packet ends on ${segment.label} \`${segment.name}\`: ${address} ${what}`,
    node: segment.name,
    kind: "segment",
    origin: route.origin,
  });
}
