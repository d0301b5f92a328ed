/** Things of which a network has one at most, and that are written twice. */

import type { Referrer } from "../../../contract/kind.ts";
import type { Place } from "../../../finding/finding.ts";

/** Those that are certainly there: one whose condition is open may be the other one's alternative. */
export function certain<F>(list: readonly Referrer<F>[]): readonly Referrer<F>[] {
  return list.filter(({ doubt }) => doubt === undefined);
}

/** Where they are written, each under its name. */
export function placesOf(list: readonly Pick<Referrer<unknown>, "name" | "origin">[]): readonly Place[] {
  return list.flatMap(({ name, origin }) => origin.at.slice(0, 1).map((span) => ({ span, label: `\`${name}\`` })));
}
