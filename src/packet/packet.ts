/**
 * One packet, some of whose fields nobody knows yet. A field is a number or a *symbol*: one value of a range that the
 * deployment, the sender or the network picks. A *world* says to which part of its range each symbol has been narrowed
 * by the decisions so far; ids only stand in packets, so a symbol is one thing wherever it appears.
 */

import type { Ip } from "../net/ip.ts";
import { type Ranges, contains, intersect, isEmpty, subtract } from "../net/ranges.ts";
import type { Assigned, Chooser } from "../value/value.ts";

export interface Symbol {
  readonly kind: "symbol";
  readonly id: string;
  readonly chooser: Chooser;
  /** Name of the thing whose value it is; undefined for the sender's own choices. */
  readonly owner?: string;
  readonly within: Ranges;
  readonly at: Assigned["at"];
}

export type Term = Ip | Symbol;

export interface Packet {
  readonly source: Term;
  readonly destination: Term;
  readonly protocol: Term;
  /** Meaningful only for protocols that have ports. */
  readonly sourcePort?: Term;
  readonly destinationPort?: Term;
  /** Meaningful only for ICMP. */
  readonly icmpType?: Term;
  readonly icmpCode?: Term;
}

/** Narrowed ranges by symbol id; a symbol that is not in it still has its whole range. */
export type World = ReadonlyMap<string, Ranges>;

export const anyWorld: World = new Map();

export function isSymbol(term: Term): term is Symbol {
  return typeof term === "object";
}

/** IPv4 or IPv6, for a term that is an address. */
export function familyOfTerm(term: Term): 4 | 6 {
  return typeof (isSymbol(term) ? term.within[0]?.first : term) === "bigint" ? 6 : 4;
}

export function symbolFor(assigned: Assigned): Symbol {
  const { id, chooser, owner, within, at } = assigned;
  return { kind: "symbol", id, chooser, owner, within, at };
}

/** Where the term can lie in this world. */
export function withinOf(term: Term, world: World): Ranges {
  return isSymbol(term) ? (world.get(term.id) ?? term.within) : [{ first: term, last: term }];
}

export interface Split {
  /** The world in which the term lies in the set, if there is one. */
  readonly yes?: World;
  /** The world in which it does not. */
  readonly no?: World;
}

/** Whether a term lies in a set of values: in some worlds it may, in others not. */
export function test(term: Term, set: Ranges, world: World): Split {
  if (!isSymbol(term)) return contains(set, term) ? { yes: world } : { no: world };
  const within = world.get(term.id) ?? term.within;
  const inside = intersect(within, set);
  if (isEmpty(inside)) return { no: world };
  const outside = subtract(within, set);
  if (isEmpty(outside)) return { yes: world };
  return { yes: new Map(world).set(term.id, inside), no: new Map(world).set(term.id, outside) };
}

/** The same value in every world; two symbols are equal only when they are one. */
export function sameTerm(a: Term | undefined, b: Term | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return isSymbol(a) ? isSymbol(b) && a.id === b.id : a === b;
}

export function termKey(term: Term | undefined): string {
  return term === undefined ? "-" : isSymbol(term) ? `$${term.id}` : String(term);
}

/** One text per header, equal for equal headers. */
export function packetKey(p: Packet): string {
  return [p.source, p.destination, p.protocol, p.sourcePort, p.destinationPort, p.icmpType, p.icmpCode]
    .map(termKey)
    .join(" ");
}

/** An echo request's answer is an echo reply, and the other way round (RFC 792, RFC 4443). */
const echo: ReadonlyMap<Term, number> = new Map<Term, number>([
  [8, 0],
  [0, 8],
  [128, 129],
  [129, 128],
]);

/** The header of the answer: ends and ports change places. */
export function replyTo(p: Packet): Packet {
  return {
    source: p.destination,
    destination: p.source,
    protocol: p.protocol,
    ...(p.destinationPort === undefined ? {} : { sourcePort: p.destinationPort }),
    ...(p.sourcePort === undefined ? {} : { destinationPort: p.sourcePort }),
    ...(p.icmpType === undefined ? {} : { icmpType: echo.get(p.icmpType) ?? p.icmpType }),
    ...(p.icmpCode === undefined ? {} : { icmpCode: p.icmpCode }),
  };
}
