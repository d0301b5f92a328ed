/** Packets that go round until their time to live is spent. */

import { type Finding, found, type Saying } from "../finding/finding.ts";
import { placesKey, placesOf } from "../finding/places.ts";
import { allOf, type Probes } from "./probes.ts";

export const loop: Saying<{ readonly node: string; readonly detail: string }> = {
  code: "path.loop",
  severity: "error",
  title: "packets go round in a circle",
  page: `Following the routes, a packet comes back unchanged to a place where it has been. It goes round until its time to
live is spent, and never arrives.

Often the table of the subnet in which a gateway or an appliance stands sends packets back to that very appliance.`,
  words: ({ node, detail }) => ({
    message: `${detail} (at \`${node}\`)`,
    fix: "give the subnet in which the packet is handed on a table of its own that leads away",
  }),
};

export function findLoops(probes: Probes): readonly Finding[] {
  const once = new Map<string, Finding>();
  for (const probe of allOf(probes)) {
    for (const reason of probe.reasons) {
      if (reason.code !== loop.code) continue;
      const at = placesOf([reason.origin, ...reason.further]);
      const data = { node: reason.node, detail: reason.message };
      const key = placesKey(at);
      if (!once.has(key)) once.set(key, found(loop, { data, resource: reason.node, at }));
    }
  }
  return [...once.values()];
}
