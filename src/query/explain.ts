/** What walks say of an expectation, in the words and with the lines of single hops. */

import type { Answer, Branch, Leg, Reason } from "../forward/trace.ts";

/** Blocked means that nothing arrives; what arrives and is not answered has arrived. */
export function verdictOf({ verdict, branches }: Answer): "reachable" | "partly" | "blocked" | "unknown" {
  if (verdict === "delivered") return "reachable";
  if (branches.some((b) => b.forward.verdict === "delivered")) {
    return verdict !== "unknown" || branches.some((b) => b.verdict === "dropped") ? "partly" : "unknown";
  }
  return verdict === "dropped" ? "blocked" : verdict === "partly" ? "partly" : "unknown";
}

/** Further lines of a way that are shown beside the one that decided. */
const mostShown = 3;

/** For what should be blocked: where the packet arrives, by the line that let it in. */
export function arrivals({ branches }: Answer): readonly Reason[] {
  return branches.flatMap((branch): readonly Reason[] => {
    const last = branch.forward.verdict === "delivered" ? branch.forward.hops.at(-1) : undefined;
    if (last === undefined) return [];
    const decided = branch.forward.hops.findLast((h) => h.kind === "filter" || h.kind === "route-table") ?? last;
    const { origin } = decided;
    // What else let it in: a public address, the routes on its way.
    const further = branch.forward.hops
      .slice(1, -1)
      .flatMap((h) => (h !== decided && h.origin.implied === undefined && h.origin.at.length > 0 ? [h.origin] : []))
      .slice(0, mostShown);
    const message = `a packet arrives at \`${last.node}\`: ${decided.decision}`;
    return [{ code: "expectation.packet.arrives", message, node: last.node, origin, further, direction: "forward" }];
  });
}

export function missing(branch: Branch, name: string): readonly Reason[] {
  const passes = (leg: Leg | null) => leg === null || leg.hops.some((h) => h.node === name || after(h.node) === name);
  const legs = [
    { direction: "forward" as const, leg: branch.forward },
    { direction: "back" as const, leg: branch.back },
  ];
  return legs.flatMap(({ direction, leg }): readonly Reason[] => {
    if (passes(leg)) return [];
    const hop = leg?.hops.find((h) => h.kind === "route-table") ?? leg?.hops[0];
    if (hop === undefined) return [];
    const way = direction === "forward" ? "the way in" : "the way back";
    const message = `${way} does not pass \`${name}\`: ${hop.decision}`;
    return [
      { code: "expectation.through.missing", message, node: hop.node, origin: hop.origin, further: [], direction },
    ];
  });
}

function after(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}
