/** Reasons as a reader wants them: each once, those of the way in before those of the way back. */

import type { Origin } from "../model/model.ts";
import type { Reason } from "./trace.ts";

/** The same lines decide for every appliance of a zone: one reason, not one each. */
export function reasonKey(reason: Reason): string {
  return `${reason.direction} ${lineKey(reason)}`;
}

function lineKey({ code, origin, further, node }: Reason): string {
  const places = [origin, ...further].map(originKey).sort().join(" ");
  return `${code} ${places.trim() === "" ? node : places}`;
}

function originKey(origin: Origin): string {
  return origin.at.map((s) => `${s.document.path}:${s.start}-${s.end}`).join("+");
}

export function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Map<string, Reason>();
  for (const r of reasons) {
    const key = reasonKey(r);
    if (!seen.has(key)) seen.set(key, r);
  }
  return [...seen.values()];
}

/** What stops the way in and would stop the way back as well is said once. */
export function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  const all = distinct(reasons);
  const there = all.filter((r) => r.direction === "forward");
  const lines = new Set(there.map(lineKey));
  return [...there, ...all.filter((r) => r.direction === "back" && !lines.has(lineKey(r)))];
}
