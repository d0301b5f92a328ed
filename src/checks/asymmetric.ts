/** A stateful inspector that does not see both directions of a flow drops it. */

import type { Finding, Saying } from "../finding/finding.ts";
import { found } from "../finding/finding.ts";
import { placesKey, placesOf } from "../finding/places.ts";
import { allOf, type Probes } from "./probes.ts";

interface Data {
  readonly inspector: string;
  readonly subject: string;
}

export const asymmetric: Saying<Data> = {
  code: "path.asymmetric",
  severity: "error",
  title: "one appliance does not see both directions of a flow",
  page: `A stateful appliance passes only packets of sessions that it has seen begin, and ends those of which it sees
one direction only. Here one direction of a flow is led to it by a route, and the other goes past it (or to another
appliance).

The two lines are the route that leads one direction to the appliance and the route that the other direction takes at
the same place. Make both lead through the same appliance, in the same zone.`,
  words: ({ inspector, subject }) => ({
    message: `\`${inspector}\` sees only one direction of the flows of \`${subject}\`, and drops them`,
    fix: "lead both directions through the same appliance: make the two routes point to the same target",
  }),
};

export function findAsymmetric(probes: Probes): readonly Finding[] {
  const once = new Map<string, Finding>();
  for (const probe of allOf(probes)) {
    for (const reason of probe.reasons) {
      if (reason.code !== asymmetric.code) continue;
      const subject = reason.subject ?? probe.node.name;
      const at = placesOf(
        [reason.origin, ...reason.further],
        ["this direction passes the appliance", "the other direction goes here"],
      );
      const key = `${subject} ${[...at]
        .map((p) => placesKey([p]))
        .sort()
        .join(" ")}`;
      if (!once.has(key)) {
        once.set(key, found(asymmetric, { data: { inspector: reason.node, subject }, resource: subject, at }));
      }
    }
  }
  return [...once.values()];
}
