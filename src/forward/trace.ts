/** What a walk found: hops with the line that decided each, reasons, branches. Data only; words are made elsewhere. */

import type { Key, Origin } from "../model/model.ts";
import type { Packet, World } from "../packet/packet.ts";

/** delivered on every branch · partly on some · dropped on all · unknown: the input does not say. */
export type Verdict = "delivered" | "partly" | "dropped" | "unknown";

export interface Hop {
  /** A name that questions accept. */
  readonly node: string;
  readonly kind: string;
  /** What was decided here, in a few words. */
  readonly decision: string;
  readonly origin: Origin;
  /** The innermost packet as it arrives here. */
  readonly packet: Packet;
  /** The packets around it, outermost first. */
  readonly outer: readonly Packet[];
  readonly encapsulation: readonly string[];
}

export type Direction = "forward" | "back";

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly node: string;
  readonly origin: Origin;
  /** Further places that are part of it: the route of the other direction. */
  readonly further: readonly Origin[];
  readonly direction: Direction;
  /** The thing whose flow it is, where the place of the reason is another: whose address an inspector saw. */
  readonly subject?: string;
  readonly wouldMakeItKnown?: string;
}

export interface Leg {
  readonly verdict: Verdict;
  readonly hops: readonly Hop[];
}

/** One branch, or several that ended alike: each choice with the options that did. */
export interface Branch {
  readonly verdict: Exclude<Verdict, "partly">;
  readonly forward: Leg;
  readonly back: Leg | null;
  readonly reasons: readonly Reason[];
  /** Names of the options taken, in the order of choosing; one of each that ended alike. */
  readonly choices: readonly string[];
  /** How many forward choices it stands for. */
  readonly count: number;
  /** To what its decisions have narrowed the symbols in its packets. */
  readonly world: World;
}

export interface Answer {
  readonly verdict: Verdict;
  /** The branch to show: the first that fails, or the first. */
  readonly shown: Branch;
  readonly branches: readonly Branch[];
  readonly count: number;
  readonly delivered: number;
  /** What multiplies to the count, where it does: how many of what. */
  readonly factors: readonly string[];
  readonly reasons: readonly Reason[];
  readonly assumptions: readonly Key[];
}
