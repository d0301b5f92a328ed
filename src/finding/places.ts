/** Origins as the places of a finding. */

import type { Origin } from "../model/model.ts";
import { locate, sameSpan } from "../source/document.ts";
import type { Place } from "./finding.ts";

export function placesOf(origins: readonly (Origin | undefined)[], labels: readonly string[] = []): readonly Place[] {
  const places: Place[] = [];
  for (const [i, origin] of origins.entries()) {
    for (const [j, span] of (origin?.at ?? []).entries()) {
      if (places.some((p) => sameSpan(p.span, span))) continue;
      const label = j === 0 ? labels[i] : undefined;
      places.push({
        span,
        ...(label === undefined ? {} : { label }),
        // What no line says follows from the first; the others say themselves what they add.
        ...(origin?.implied === undefined || j > 0 ? {} : { implied: origin.implied }),
      });
    }
  }
  return places;
}

/** Whether two origins begin with the same text. */
export function sameOrigin(a: Origin, b: Origin): boolean {
  const [first] = a.at;
  const [other] = b.at;
  return first !== undefined && other !== undefined && sameSpan(first, other);
}

/** One text per list of places, so that one cause is found once. */
export function placesKey(places: readonly Place[]): string {
  return places.map(({ span }) => `${span.document.path}:${locate(span).line}:${span.start}-${span.end}`).join(" ");
}
