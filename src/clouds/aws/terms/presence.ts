/**
 * Things that are alike, of which one in each subnet stands for all of them: whether one is there, and in which. Of fewer
 * than subnets nobody can say where they stand, and of none there is none to find.
 */

import type { Thing } from "../../../contract/kind.ts";
import type { Key } from "../../../model/model.ts";
import { type Unknown, unknown, type Value } from "../../../value/value.ts";

export interface Presence {
  /** Why it is not certain that one stands in each subnet. */
  readonly doubt: Unknown | undefined;
  /** Names those of which one at least stands in one of the subnets, in spite of the doubt. */
  readonly among: Key | undefined;
}

/** Why it is not certain that there is any, wherever it may stand. */
export function absenceOf({ doubt, among }: Presence): Unknown | undefined {
  return among === undefined ? doubt : undefined;
}

interface Wording {
  /** `starts … of its instances`. */
  readonly does: string;
  readonly things: string;
  /** What says how many there are. */
  readonly property: string;
}

/** `count` is how many there are at least. */
export function presenceIn(it: Thing, subnets: number, count: Value<number>, wording: Wording): Presence {
  const { does, things, property } = wording;
  if (count.kind === "known" && count.value >= subnets) return { doubt: undefined, among: it.key };
  const enough = `a ${property} of ${subnets} or more`;
  if (count.kind === "unknown") {
    const why = `how many of its ${things} \`${it.name}\` ${does} is not known: ${count.why}`;
    return { doubt: { ...count, why, wanted: count.wanted ?? enough }, among: undefined };
  }
  const at = count.at.length > 0 ? count.at : it.origin.at;
  if (count.value <= 0) {
    const why = `\`${it.name}\` ${does} none of its ${things} by itself`;
    return { doubt: unknown("host.group.partial", why, at, enough), among: undefined };
  }
  const why = `\`${it.name}\` ${does} ${count.value} of its ${things} in ${subnets} subnets, and nobody can say in which`;
  return { doubt: unknown("host.group.partial", why, at, `${enough}, or fewer subnets`), among: it.key };
}
