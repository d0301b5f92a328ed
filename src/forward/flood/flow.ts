/**
 * A flow: all packets that are still together. `first` is the set of headers with which they set out, `now` the header
 * that they have here, each of its fields either tied to a field of the first or the same term for all of them. What
 * stateful things remember is not kept anywhere: it is looked up in the flow's own past.
 */

import type { Interface, Key, Node, Origin } from "../../model/model.ts";
import type { Ranges } from "../../net/ranges.ts";
import { familyOfTerm, isSymbol, type Term, termKey, test, type World } from "../../packet/packet.ts";
import type { Direction } from "../trace.ts";
import { type Field, type Headers, type HeaderSet } from "./headers.ts";

/** The same as that field of the first header. */
export interface Tie {
  readonly kind: "tie";
  readonly field: Field;
  /** Of an address. */
  readonly family?: 4 | 6;
}

export type Now = Term | Tie;

export type Header = { readonly [F in Field]?: Now };

export type Event =
  | { readonly kind: "at"; readonly node: Key; readonly arriving: Key; readonly header: string }
  | { readonly kind: "passed"; readonly memory: string; readonly header: Header }
  | { readonly kind: "translated"; readonly node: Key; readonly before: Header; readonly after: Header }
  | {
      readonly kind: "inspected";
      readonly by: string;
      /** Every inspector that may have been picked, each with where the packet came in. */
      readonly places: readonly string[];
      readonly name: string;
      readonly stateful: boolean;
      readonly inline: boolean;
      readonly flow: string;
      readonly header: Header;
      readonly decision: Decision | undefined;
      readonly direction: Direction;
    }
  | ({ readonly kind: "decided" } & Decision)
  | { readonly kind: "hop"; readonly node: string; readonly type: string; readonly origin: Origin }
  /** One of these ways each, by the option that was taken. */
  | { readonly kind: "ways"; readonly each: readonly (readonly Event[])[] };

export interface Decision {
  readonly node: Key;
  readonly origin: Origin;
  readonly connected: boolean;
  readonly direction: Direction;
}

export interface Past {
  readonly last: Event;
  readonly before: Past | undefined;
  /** How many events there are. */
  readonly length: number;
}

/** Which first headers each option of a choice lets through so far. */
export type Pending = ReadonlyMap<string, ReadonlyMap<number, HeaderSet>>;

export interface Flow {
  readonly first: HeaderSet;
  readonly now: Header;
  readonly world: World;
  readonly node: Node;
  /** Undefined: the node itself sends. */
  readonly arriving: Interface | undefined;
  readonly past: Past | undefined;
  readonly pending: Pending;
  readonly reply: boolean;
  readonly direction: Direction;
  readonly expects: Key | undefined;
  readonly returns: Interface | undefined;
  readonly forgotten: boolean;
  /** No route led here: it was put down where it was to go. */
  readonly lost: boolean;
  /** The balancer's interface in whose name it goes on under its sender's address. */
  readonly onBehalf: Key | undefined;
  /** Where the past of this session begins: what is older belongs to the one around it. */
  readonly since: Past | undefined;
  /** Where the past of this leg begins; a loop is one within it. */
  readonly leg: Past | undefined;
  readonly depth: number;
}

export function isTie(now: Now | undefined): now is Tie {
  return typeof now === "object" && now.kind === "tie";
}

export function familyOf(now: Now | undefined): 4 | 6 {
  return now === undefined ? 4 : isTie(now) ? (now.family ?? 4) : familyOfTerm(now);
}

export function nowKey(now: Now | undefined): string {
  return isTie(now) ? `=${now.field}` : termKey(now);
}

export function headerKey({
  source,
  destination,
  protocol,
  sourcePort,
  destinationPort,
  icmpType,
  icmpCode,
}: Header): string {
  const ends = `${nowKey(source)} ${nowKey(destination)} ${nowKey(protocol)}`;
  return `${ends} ${nowKey(sourcePort)} ${nowKey(destinationPort)} ${nowKey(icmpType)} ${nowKey(icmpCode)}`;
}

/** Both directions of a flow give the same text. */
export function flowKey(header: Header): string {
  const ends = [
    `${nowKey(header.source)}:${nowKey(header.sourcePort)}`,
    `${nowKey(header.destination)}:${nowKey(header.destinationPort)}`,
  ].sort();
  return `${nowKey(header.protocol)} ${ends.join(" ")}`;
}

const echo: ReadonlyMap<unknown, number> = new Map([
  [8, 0],
  [0, 8],
  [128, 129],
  [129, 128],
]);

export function answerTo(header: Header): Header {
  const { source, destination, sourcePort, destinationPort, icmpType, ...rest } = header;
  const type = isTie(icmpType) || icmpType === undefined ? icmpType : (echo.get(icmpType) ?? icmpType);
  return {
    ...rest,
    ...(destination === undefined ? {} : { source: destination }),
    ...(source === undefined ? {} : { destination: source }),
    ...(destinationPort === undefined ? {} : { sourcePort: destinationPort }),
    ...(sourcePort === undefined ? {} : { destinationPort: sourcePort }),
    ...(type === undefined ? {} : { icmpType: type }),
  };
}

/**
 * A flow sifted by one field: by a tie the packets part (`parts`), each going one way; by a symbol the *worlds* part,
 * and in each of them all packets go that way.
 */
export interface Sifted {
  readonly yes?: Flow;
  readonly no?: Flow;
  readonly by: "parts" | "worlds";
}

export function sift(headers: Headers, flow: Flow, field: Field, set: Ranges): Sifted {
  const now = flow.now[field];
  return now === undefined ? { no: flow, by: "parts" } : siftNow(headers, flow, now, set);
}

export function siftNow(headers: Headers, flow: Flow, now: Now, set: Ranges): Sifted {
  if (!isTie(now)) {
    const { yes, no } = test(now, set, flow.world);
    if (no === undefined)
      return { yes: yes === flow.world ? flow : { ...flow, world: yes ?? flow.world }, by: "worlds" };
    if (yes === undefined) return { no: no === flow.world ? flow : { ...flow, world: no }, by: "worlds" };
    return {
      yes: { ...flow, world: yes },
      no: { ...flow, world: no },
      by: "worlds",
    };
  }
  const inside = headers.and(flow.first, headers.where(now.field, set));
  if (inside === flow.first) return { yes: flow, by: "parts" };
  if (headers.isNone(inside)) return { no: flow, by: "parts" };
  const outside = headers.minus(flow.first, inside);
  return {
    yes: { ...flow, first: inside },
    ...(headers.isNone(outside) ? {} : { no: { ...flow, first: outside } }),
    by: "parts",
  };
}

/** Whether a field is the address that a node holds; see `sameAddress` of the walk. */
export function siftAddress(headers: Headers, flow: Flow, field: "source" | "destination", held: Term): Sifted {
  const now = flow.now[field];
  return now === undefined ? { no: flow, by: "parts" } : siftHeld(headers, flow, now, held);
}

export function siftHeld(headers: Headers, flow: Flow, now: Now, held: Term): Sifted {
  if (isSymbol(held)) {
    const same = !isTie(now) && isSymbol(now) && now.id === held.id;
    return same ? { yes: flow, by: "parts" } : { no: flow, by: "parts" };
  }
  if (!isTie(now) && isSymbol(now) && now.chooser !== "sender") return { no: flow, by: "parts" };
  return siftNow(headers, flow, now, [{ first: held, last: held }]);
}

export function remember(flow: Flow, ...events: readonly Event[]): Flow {
  const past = events.reduce<Past | undefined>(
    (before, last) => ({ last, before, length: (before?.length ?? 0) + 1 }),
    flow.past,
  );
  return { ...flow, past };
}

/** Newest first, up to where this leg began. */
export function* legPast(flow: Flow): Iterable<Event> {
  for (let p = flow.past; p !== undefined && p !== flow.leg; p = p.before) yield p.last;
}

/** Newest first, up to where this session began. */
export function* sessionPast(flow: Flow): Iterable<Event> {
  for (let p = flow.past; p !== undefined && p !== flow.since; p = p.before) yield p.last;
}

/** Newest first, with everything around it. */
export function* wholePast(flow: Flow): Iterable<Event> {
  for (let p = flow.past; p !== undefined; p = p.before) yield p.last;
}
