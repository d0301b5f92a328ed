/** What a flow has passed: the hops of its way, some of them only on one of several options. */

import type { Event, Flow } from "../forward/flood/flow.ts";
import type { Origin } from "../model/model.ts";

export interface Passed {
  readonly node: string;
  readonly type: string;
  readonly origin: Origin;
}

/** The way there and the way back, oldest first; the latter is empty while it has not begun. */
export function eventsOf(flow: Flow): { readonly forward: readonly Event[]; readonly back: readonly Event[] } {
  const forward: Event[] = [];
  const back: Event[] = [];
  let inBack = flow.reply;
  for (let p = flow.past; p !== undefined; p = p.before) {
    if (p === flow.leg) inBack = false;
    (inBack ? back : forward).push(p.last);
  }
  return { forward: forward.reverse(), back: back.reverse() };
}

/** Every hop, on whichever option. */
export function hopsIn(events: readonly Event[]): readonly Passed[] {
  return events.flatMap((e): readonly Passed[] => {
    if (e.kind === "hop") return [e];
    return e.kind === "ways" ? e.each.flatMap(hopsIn) : [];
  });
}

/** The nodes of interest that are passed, each once; those that are passed one instead of the other in one step. */
export function stepsIn(events: readonly Event[], fits: (node: string) => boolean): readonly (readonly string[])[] {
  const steps = events.flatMap((e): readonly (readonly string[])[] => {
    if (e.kind === "hop") return fits(e.node) ? [[e.node]] : [];
    if (e.kind !== "ways") return [];
    const each = e.each.map((way) => stepsIn(way, fits));
    const most = Math.max(0, ...each.map((way) => way.length));
    return Array.from({ length: most }, (_, i) => [...new Set(each.flatMap((way) => way[i] ?? []))]);
  });
  const told = new Set<string>();
  return steps.flatMap((step) => {
    const fresh = step.filter((node) => !told.has(node));
    for (const node of fresh) told.add(node);
    return fresh.length === 0 ? [] : [fresh];
  });
}

/** A hop of a way that does not pass a node, where another way of the same choice does. */
export function instead(events: readonly Event[], fits: (node: string) => boolean): Passed | undefined {
  for (const e of events) {
    if (e.kind !== "ways") continue;
    const some = e.each.some((way) => surelyPasses(way, fits));
    for (const way of e.each.filter((w) => !surelyPasses(w, fits))) {
      const hop = some ? hopsIn(way).at(-1) : instead(way, fits);
      if (hop !== undefined) return hop;
    }
  }
  return undefined;
}

/** Whether a node is passed whatever the options; `fits` says which. */
export function surelyPasses(events: readonly Event[], fits: (node: string) => boolean): boolean {
  return events.some((e) => {
    if (e.kind === "hop") return fits(e.node);
    return e.kind === "ways" && e.each.every((way) => surelyPasses(way, fits));
  });
}
