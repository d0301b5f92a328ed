/**
 * Where a packet is during a walk, and what it carries along: the world its decisions have narrowed, the options taken
 * at each choice, and what stateful things remember. Everything is immutable; branches share their past.
 */

import type { Interface, Key, Node, Origin } from "../../model/model.ts";
import { anyWorld, type Packet, type World } from "../../packet/packet.ts";
import type { Unknown } from "../../value/value.ts";
import type { Sender } from "./match.ts";
import type { Direction, Hop, Reason } from "../trace.ts";

/** Options by choice: all of these end alike. A choice that is not named here has not been met. */
export type Box = ReadonlyMap<string, ReadonlySet<number>>;

/** A list whose tail is shared by every branch that grew from it. */
export interface Past<T> {
  readonly last: T;
  readonly before: Past<T> | undefined;
}

export interface Memory {
  readonly key: string;
  /** What a translation gives back. */
  readonly restores?: Packet;
}

/** A route that was taken, for telling where the ways in and out part. */
export interface Decision {
  readonly node: Key;
  readonly origin: Origin;
  readonly connected: boolean;
}

/** An inspector met, and the route that led to it. */
export interface Inspection {
  /** The choice that picked it, the same for both directions of a flow; its key when nothing chose. */
  readonly by: string;
  readonly name: string;
  readonly kind: string;
  readonly stateful: boolean;
  /** It stands in the way itself, and nobody says that it does not translate. */
  readonly inline: boolean;
  /** The packet it saw. */
  readonly packet: Packet;
  /** Where the packet was diverted, and the node whose table did it. */
  readonly decision: Decision | undefined;
}

/** What of the walk concerns the report, not the packet. */
export interface Context {
  readonly direction: Direction;
  /** Packets around this one, outermost first; while one of them is walked, `inner` is what people see. */
  readonly outer: readonly Packet[];
  readonly encapsulation: readonly string[];
  readonly inner: Packet | undefined;
  /** How many walks this one stands inside of. */
  readonly depth: number;
}

export interface State {
  readonly node: Node;
  /** Undefined: the node itself sends it. */
  readonly arriving: Interface | undefined;
  readonly packet: Packet;
  readonly world: World;
  readonly box: Box;
  readonly memory: Past<Memory> | undefined;
  readonly hops: Past<Hop> | undefined;
  readonly marks: Past<string> | undefined;
  readonly decisions: Past<Decision> | undefined;
  readonly inspections: Past<Inspection> | undefined;
  readonly assumptions: ReadonlySet<Key>;
  readonly sender: Sender;
  /** Whether it answers a packet that came this way. */
  readonly reply: boolean;
  /** Where this walk ends when the packet gets there, whatever that node accepts. */
  readonly expects: Key | undefined;
  /** An interface to which the answer goes back whatever the routes say. */
  readonly returns: Interface | undefined;
  /** Routes that the way in took, for an answer. */
  readonly before: Past<Decision> | undefined;
  /** Why it would have stopped before now: only where a walk goes on all the same, to find every reason. */
  readonly faults: Past<Reason> | undefined;
  /** No route led it here: it was put down where it was to go. */
  readonly lost: boolean;
  readonly context: Context;
}

/** How a walk came to its end. `back`: the answer's own walk, when a session behind this node has decided it. */
export interface End {
  readonly verdict: "delivered" | "dropped" | "unknown";
  readonly state: State;
  readonly reasons: readonly Reason[];
  readonly back?: { readonly hops: readonly Hop[]; readonly failed?: End };
}

/** What a nested walk gives back: the packet goes on, or this is the end. */
export type Passed = { readonly on: State; readonly end?: never } | { readonly end: End; readonly on?: never };

/** A packet that a node is about to send, of which nothing is known yet. */
export function begin(node: Node, packet: Packet): State {
  return {
    node,
    arriving: undefined,
    packet,
    world: anyWorld,
    box: new Map(),
    memory: undefined,
    hops: undefined,
    marks: undefined,
    decisions: undefined,
    inspections: undefined,
    assumptions: new Set(),
    sender: "known",
    reply: false,
    expects: undefined,
    returns: undefined,
    before: undefined,
    faults: undefined,
    lost: false,
    context: { direction: "forward", outer: [], encapsulation: [], inner: undefined, depth: 0 },
  };
}

/** Another packet that `node` sends, inside what is already known: its own past begins here. */
export function anew(state: State, node: Node, packet: Packet): State {
  const { world, box, memory, hops, assumptions, faults, context } = state;
  const { direction, outer, encapsulation, inner, depth } = context;
  return {
    ...begin(node, packet),
    world,
    box,
    memory,
    hops,
    assumptions,
    faults,
    context: { direction, outer, encapsulation, inner, depth: depth + 1 },
  };
}

export function push<T>(past: Past<T> | undefined, ...items: readonly T[]): Past<T> | undefined {
  return items.reduce<Past<T> | undefined>((before, last) => ({ last, before }), past);
}

/** Oldest first. */
export function listOf<T>(past: Past<T> | undefined): readonly T[] {
  const items: T[] = [];
  for (let p = past; p !== undefined; p = p.before) items.push(p.last);
  return items.reverse();
}

export function recall(memory: Past<Memory> | undefined, key: string): Memory | undefined {
  for (let p = memory; p !== undefined; p = p.before) if (p.last.key === key) return p.last;
  return undefined;
}

export function hop(state: State, at: { node: string; kind: string; decision: string; origin: Origin }): State {
  const { packet, context } = state;
  const entry: Hop =
    context.inner === undefined
      ? { ...at, packet, outer: context.outer, encapsulation: context.encapsulation }
      : {
          ...at,
          packet: context.inner,
          outer: [...context.outer, packet],
          encapsulation: context.encapsulation,
        };
  return { ...state, hops: push(state.hops, entry) };
}

export interface Why {
  readonly code: string;
  readonly message: string;
  readonly node?: string;
  /** The hop's kind, where it is not the node's own. */
  readonly kind?: string;
  readonly origin: Origin;
  readonly further?: readonly Origin[];
  readonly subject?: string | undefined;
  readonly wouldMakeItKnown?: string;
}

function reason(state: State, why: Why): Reason {
  const { code, message, origin, subject, wouldMakeItKnown } = why;
  return {
    code,
    message,
    node: why.node ?? state.node.name,
    origin,
    further: why.further ?? [],
    direction: state.context.direction,
    ...(subject === undefined ? {} : { subject }),
    ...(wouldMakeItKnown === undefined ? {} : { wouldMakeItKnown }),
  };
}

export function dropped(state: State, why: Why): readonly End[] {
  return [{ verdict: "dropped", state: stopped(state, why), reasons: [reason(state, why)] }];
}

/** The same, where a walk that looks for every reason goes on from. */
export function faulty(state: State, why: Why): State {
  return { ...state, faults: push(state.faults, reason(state, why)) };
}

export function undecided(state: State, why: Why): readonly End[] {
  return [{ verdict: "unknown", state: stopped(state, why), reasons: [reason(state, why)] }];
}

/** Where it stops is the last hop, unless it has just been seen there. */
function stopped(state: State, { node = state.node.name, kind = state.node.kind, message, origin }: Why): State {
  return state.hops?.last.node === node ? state : hop(state, { node, kind, decision: message, origin });
}

/** What is asked about cannot be decided, for that reason. */
export function because(
  state: State,
  why: Unknown,
  what: string,
  node = state.node.name,
  kind = state.node.kind,
): readonly End[] {
  return undecided(state, {
    code: why.code,
    message: `${what}: ${why.why}`,
    node,
    kind,
    origin: why.at.length > 0 ? { at: why.at } : state.node.origin,
    ...(why.wanted === undefined ? {} : { wouldMakeItKnown: why.wanted }),
  });
}

export function endsOf(passed: readonly Passed[]): readonly End[] {
  return passed.flatMap((p) => (p.end === undefined ? [] : [p.end]));
}
