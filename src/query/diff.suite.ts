/** The law of diff: nothing differs from itself, and what is gained one way is lost the other. */

import fc from "fast-check";
import { built } from "../forward/flood/law/built.suite.ts";
import type { Terms } from "../forward/flood/law/law.suite.ts";
import { plans } from "../forward/flood/law/plan.suite.ts";
import { type Change, diff, type Diff } from "./diff.ts";

/** Throws where it does not hold; how many rows were gained or lost on pairs of random networks. */
export function law({ seed, networks }: Terms): number {
  let rows = 0;
  const pairs = fc.tuple(plans, plans).map(([a, b]) => ({ a: built(a).net, b: built(b).net }));
  fc.assert(
    fc.property(pairs, ({ a, b }) => {
      const itself = diff(a, a, { always: true }).changes.filter((c) => !c.settled);
      if (itself.length > 0) throw new Error(`differs from itself: ${itself.map(rowOf).join("\n")}`);
      const [there, back] = [sides(diff(a, b), false), sides(diff(b, a), true)];
      if (there.join("\n") !== back.join("\n")) throw new Error(`${there.join("\n")}\n\nand back:\n${back.join("\n")}`);
      rows += there.filter((row) => !row.startsWith("unknown")).length;
    }),
    { seed, numRuns: networks },
  );
  return rows;
}

/** Without reasons, each row as the other network would say it where that is asked. */
function sides({ changes }: Diff, turned: boolean): readonly string[] {
  const said = changes.map((c) => (turned ? { ...c, kind: turn[c.kind], old: c.new, new: c.old } : c));
  return said.map((c) => rowOf({ ...c, reasons: [] })).sort();
}

const turn = { gained: "lost", lost: "gained", unknown: "unknown" } as const;

export function rowOf({
  kind,
  direction,
  from,
  to,
  old,
  new: next,
  packet,
  headers,
  set,
  reply,
  reasons,
  settled,
}: Change) {
  const rows =
    packet === undefined ? ["nothing"] : headers.list(set).lines.map((l) => `${l.protocol} ${l.destinationPorts}`);
  const why = reasons.map((r) => `${r.code} ${r.node}`).join(", ");
  const words = [kind, direction, `${old}/${next}`, ...(reply ? ["answered"] : []), ...(settled ? ["settled"] : [])];
  return `${words.join(" ")}: ${from.join()} > ${to}: ${rows.join("; ")} [${why}]`;
}
