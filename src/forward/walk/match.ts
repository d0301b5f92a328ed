/**
 * Whether a packet matches a rule, world by world. A symbol may match in some worlds and not in others; a rule that
 * names something unknown may match wherever nothing known decided.
 */

import type { AddressSet, Key, NamedSet, Rule } from "../../model/model.ts";
import { type Family, rangeOf } from "../../net/ip.ts";
import { anyPort, hasPorts, type Ports, protocolNumbers } from "../../net/protocol.ts";
import { intersect, type Ranges } from "../../net/ranges.ts";
import { publicSpace } from "../../net/special.ts";
import {
  familyOfTerm,
  isSymbol,
  type Packet,
  sameTerm,
  type Split,
  type Term,
  test,
  type World,
  withinOf,
} from "../../packet/packet.ts";
import { isUnknown, type Unknown, unknown, type Value } from "../../value/value.ts";
import type { Network } from "../network.ts";

/** One part of the worlds, and whether the packet matches there. */
export interface Piece {
  readonly world: World;
  readonly match: boolean | Unknown;
}

type Condition = (world: World) => readonly Piece[];

/** Whether the fabric still knows who sent the packet, so that rules by group can match its source. */
export type Sender = "known" | "forgotten" | OnBehalf;

/** Sent under somebody else's address by a balancer, whose own groups the fabric still takes it for a member of. */
export interface OnBehalf {
  readonly by: Key;
}

export function matchRule(net: Network, rule: Rule, packet: Packet, world: World, sender: Sender): readonly Piece[] {
  const conditions: Condition[] = [];
  const { protocols, sources, destinations, sourcePorts, destinationPorts, icmpType, icmpCode } = rule;
  if (protocols !== undefined)
    conditions.push(anyOf(protocols, (p) => (w) => pieces(test(packet.protocol, point(p), w))));
  if (sources !== undefined) conditions.push(inSets(net, sources, packet.source, sender));
  if (destinations !== undefined) conditions.push(inSets(net, destinations, packet.destination, "known"));
  if (limits(sourcePorts)) conditions.push(withPorts(packet), ports(sourcePorts, packet.sourcePort));
  if (limits(destinationPorts)) conditions.push(withPorts(packet), ports(destinationPorts, packet.destinationPort));
  if (icmpType !== undefined) conditions.push(icmp(packet.icmpType, icmpType));
  if (icmpCode !== undefined) conditions.push(icmp(packet.icmpCode, icmpCode));
  const found = all(conditions, world);
  const { doubt } = rule;
  return doubt === undefined ? found : found.map((p) => (p.match === true ? { ...p, match: doubt } : p));
}

/** Every condition in turn, on the worlds in which those before it hold. */
function all(conditions: readonly Condition[], world: World): readonly Piece[] {
  let found: readonly Piece[] = [{ world, match: true }];
  for (const condition of conditions) {
    found = found.flatMap((piece) => {
      if (piece.match === false) return [piece];
      const next = condition(piece.world);
      return piece.match === true ? next : next.map((n) => (n.match === true ? { ...n, match: piece.match } : n));
    });
  }
  return found;
}

/** One of several; unknown ones might be any, so they count where no known one matches. */
function anyOf<T>(values: readonly (T | Value<T>)[], condition: (value: T) => Condition): Condition {
  return (world) => {
    const found: Piece[] = [];
    let rest: readonly World[] = [world];
    let doubt: Unknown | undefined;
    for (const value of values) {
      if (isUnknown(value)) {
        doubt = value;
        continue;
      }
      const inner = isKnown(value) ? value.value : value;
      const left: World[] = [];
      for (const w of rest) {
        for (const piece of condition(inner)(w)) {
          if (piece.match === false) left.push(piece.world);
          else found.push(piece);
        }
      }
      rest = left;
    }
    return [...found, ...rest.map((w) => ({ world: w, match: doubt ?? false }))];
  };
}

function isKnown<T>(value: T | Value<T>): value is Extract<Value<T>, { kind: "known" }> {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "known";
}

/** Whether an address lies in one of the sets. */
export function inSets(net: Network, sets: readonly AddressSet[], address: Term, sender: Sender): Condition {
  const family = familyOfTerm(address);
  const possible = sets.filter((set) => !isUnknown(set) || isPossible(set, family));
  return anyOf<AddressSet>(possible.map(wrap), (set) => inSet(net, set, address, sender));
}

/** Of what nobody knows the family may be known all the same. */
function isPossible({ family }: Unknown, wanted: Family): boolean {
  return family === undefined || family === wanted;
}

/** A set is itself a `Value`: an unknown one stays, the others are put in as known values. */
function wrap(set: AddressSet): AddressSet | Value<AddressSet> {
  return isUnknown(set) ? set : { kind: "known", value: set, at: [] };
}

function inSet(net: Network, set: AddressSet, address: Term, sender: Sender): Condition {
  if (set.kind === "known") return (world) => pieces(test(address, [rangeOf(set.value)], world));
  if (set.kind === "group") {
    if (sender === "forgotten") return (world) => [{ world, match: false }];
    const members = net.membersOf(set.group);
    if (typeof sender === "object" && members.some((i) => i.key === sender.by))
      return (world) => [{ world, match: true }];
    const own = members
      .flatMap((i) => net.holdingsOf(i.key).filter((h) => h.as === "own"))
      .map((h) => ({ address: net.term(h.address), doubt: h.doubt }))
      .filter((member) => !isUnknown(member.address) || isPossible(member.address, familyOfTerm(address)));
    return anyOf(own, (member) => (world) => {
      if (isUnknown(member.address)) return [{ world, match: member.address }];
      const found = pieces(sameAddress(address, member.address, world));
      const { doubt } = member;
      return doubt === undefined ? found : found.map((p) => (p.match === true ? { ...p, match: doubt } : p));
    });
  }
  if (set.kind === "named") return inNamed(set, address);
  return (world) => [{ world, match: set }];
}

/** A symbol for a host of that named set, or a public number of which nobody here knows whether it is in it. */
export function inNamed({ name, at }: NamedSet, address: Term): Condition {
  return (world) => {
    if (isSymbol(address)) return [{ world, match: address.id === namedHost(name) }];
    if (intersect(publicSpace, [{ first: address, last: address }]).length === 0) return [{ world, match: false }];
    const why = `which addresses \`${name}\` has is listed by its provider, not here`;
    return [{ world, match: unknown("address.list.external", why, at, `a host of \`${name}\` by that name`) }];
  };
}

/** The id of the symbol that stands for any host of a named set. */
export function namedHost(name: string): string {
  return `named:${name}`;
}

/**
 * Whether two terms are the same address. Symbols are equal only when they are one: an assigned address belongs to its
 * owner alone, and a number stands for an address that nothing assigned has. What a sender picks may be any number.
 */
export function sameAddress(packet: Term, held: Term, world: World): Split {
  if (isSymbol(held)) return sameTerm(packet, held) ? { yes: world } : { no: world };
  if (isSymbol(packet) && packet.chooser !== "sender") return { no: world };
  return test(packet, [{ first: held, last: held }], world);
}

function pieces(split: Split): readonly Piece[] {
  return [
    ...(split.yes === undefined ? [] : [{ world: split.yes, match: true }]),
    ...(split.no === undefined ? [] : [{ world: split.no, match: false }]),
  ];
}

function point(value: number): Ranges {
  return [{ first: value, last: value }];
}

function limits(ports: readonly Value<Ports>[] | undefined): ports is readonly Value<Ports>[] {
  if (ports === undefined) return false;
  return !ports.some((p) => p.kind === "known" && p.value.first <= anyPort.first && p.value.last >= anyPort.last);
}

const portProtocols: Ranges = ["tcp", "udp", "sctp"]
  .map((name) => protocolNumbers[name] ?? 0)
  .filter(hasPorts)
  .sort((a, b) => a - b)
  .map((n) => ({ first: n, last: n }));

/** Rules about ports match nothing that has none. */
function withPorts(packet: Packet): Condition {
  return (world) => pieces(test(packet.protocol, portProtocols, world));
}

function ports(ranges: readonly Value<Ports>[], port: Term | undefined): Condition {
  if (port === undefined) return (world) => [{ world, match: false }];
  return anyOf(ranges, (range) => (world) => pieces(test(port, [range], world)));
}

function icmp(field: Term | undefined, wanted: Value<number>): Condition {
  if (wanted.kind === "unknown") return (world) => [{ world, match: wanted }];
  if (field === undefined) return (world) => [{ world, match: true }];
  return (world) => pieces(test(field, point(wanted.value), world));
}

/** Whether anything is left of a term's range in this world. */
export function possible(term: Term, world: World): boolean {
  return withinOf(term, world).length > 0;
}
