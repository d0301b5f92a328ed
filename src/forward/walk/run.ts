/**
 * One question being answered: the network, what may still be spent on it, and the steps that call each other. A walk
 * is recursive through several files (a tunnel is a walk inside a walk), so they meet here and not in their imports.
 */

import type { Balance, Interface, Key, Option } from "../../model/model.ts";
import type { Network } from "../network.ts";
import type { End, State } from "./state.ts";
import type { Verdict } from "../trace.ts";

export interface Steps {
  /** The node itself sends the packet. */
  send(run: Run, state: State): readonly End[];
  /** The packet stands at `state.arriving`. */
  arrive(run: Run, state: State): readonly End[];
  /** Out of `out`, translated and filtered, to whoever owns `target`. */
  emit(run: Run, state: State, out: Interface, target: Interface): readonly End[];
  /** The answers to a packet that was delivered, home to the node that sent it. */
  answer(run: Run, there: End, home: Key, returns: Interface | undefined): readonly End[];
  /** Whether a target passes its health check. */
  healthOf(run: Run, state: State, balance: Balance, option: Option): Verdict;
}

export interface Run extends Steps {
  readonly net: Network;
  /** Whether filters are asked: without them a walk shows where routes alone lead. */
  readonly filtered: boolean;
  /** Whether packets go on past what refuses them, and only remember it. */
  readonly despite: boolean;
  /** One step; false when the budget is used up. */
  spend(): boolean;
  /** Health by balance and option; "asked" while it is being worked out. */
  readonly health: Map<string, Verdict | "asked">;
}

/** A walk over a large network takes some hundred steps; what needs this many is not going to be read by anybody. */
export const defaultBudget = 400_000;

export interface Terms {
  readonly budget?: number;
  readonly filtered?: boolean;
  /** Look for every reason of what does not get through, not only the first. */
  readonly every?: boolean;
  readonly despite?: boolean;
}

export function run(
  net: Network,
  steps: Steps,
  { budget = defaultBudget, filtered = true, despite = false }: Terms = {},
): Run {
  let left = budget;
  return { ...steps, net, filtered, despite, health: new Map(), spend: () => left-- > 0 };
}
