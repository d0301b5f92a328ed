/**
 * A walk that looks for every reason goes on past the first: through a filter that denies, to a node that takes nothing,
 * and where no route leads on, from where the packet was to go. What it meets is remembered in `faults`.
 */

import { landing } from "../landing.ts";
import type { Run } from "./run.ts";
import { dropped, type End, faulty, type State, type Why } from "./state.ts";

/** Refused here; what lies behind is walked all the same where every reason is wanted. */
export function refused(run: Run, state: State, why: Why, onwards: (state: State) => readonly End[]): readonly End[] {
  return run.despite ? onwards(faulty(state, why)) : dropped(state, why);
}

/** No way on from here; where every reason is wanted, the rest is walked from where the packet was to go. */
export function stranded(run: Run, state: State, why: Why): readonly End[] {
  const goal = run.despite && !state.reply && !state.lost ? landing(run.net, state.packet.destination) : undefined;
  const node = goal === undefined ? undefined : run.net.node(goal.at.node);
  if (goal === undefined || node === undefined) return dropped(state, why);
  const packet = { ...state.packet, destination: goal.address };
  const there = { node, arriving: goal.at, packet, lost: true, sender: "forgotten" } as const;
  return run.arrive(run, { ...faulty(state, why), ...there });
}
