/**
 * What holds for every flood of a network and is found out once: whether a target passes its health check, and how outer
 * packets end. Neither depends on the packets of the question.
 */

import type { Key } from "../../model/model.ts";
import type { World } from "../../packet/packet.ts";
import type { Network } from "../network.ts";
import type { Reason } from "../trace.ts";
import type { Headers } from "./headers.ts";

/** How an outer packet ended in one world; without a reason it arrived. */
export interface Outcome {
  readonly world: World;
  readonly reason: (() => Reason) | undefined;
  readonly unknown?: boolean;
  /** It went on past this, and ends elsewhere. */
  readonly passed?: boolean;
}

export interface Trip {
  readonly ends: readonly Outcome[];
  readonly assumptions: ReadonlySet<Key>;
  /** Routes that it took. */
  readonly taken: ReadonlySet<Key>;
}

export interface Lore {
  readonly health: Map<string, boolean>;
  readonly trips: Map<string, Trip>;
}

/** What one flooding is finding out. */
export interface Finding {
  /** Health checks inside of which it stands. */
  depth: number;
  /**
   * Something was taken for granted: a check that depends on itself. What follows from it is good for this flooding only,
   * or answers would depend on the order of the questions.
   */
  circular: boolean;
  /** The budget has cut something off. */
  spent: boolean;
}

const lores = new WeakMap<Network, WeakMap<Headers, Lore>>();

export function loreOf(net: Network, headers: Headers): Lore {
  const byHeaders = lores.get(net) ?? new WeakMap<Headers, Lore>();
  lores.set(net, byHeaders);
  const lore = byHeaders.get(headers) ?? { health: new Map(), trips: new Map() };
  byHeaders.set(headers, lore);
  return lore;
}
