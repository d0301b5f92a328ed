/** Every rule that reading can find broken: its own, the formats', the kinds' and the vendors', each once. */

import { clouds } from "../clouds/clouds.ts";
import type { Rule } from "../finding/finding.ts";
import { formats } from "../formats/formats.ts";
import { vendors } from "../vendors/vendors.ts";
import { readRules } from "./rules.ts";

const ofVendors = vendors.flatMap(({ rules }) => rules);
const ofKinds = clouds.flatMap(({ kinds }) => kinds.flatMap((kind) => kind.rules ?? []));

/** Titles of the findings that say what reading took for so, by code. */
export const titlesOfAssumed: ReadonlyMap<string, string> = new Map(
  formats.flatMap(({ assumes = [] }) => assumes.map(({ code, title }) => [code, title] as const)),
);

export const rulesOfReading: readonly Rule<never>[] = [
  ...new Set([...readRules, ...formats.flatMap((format) => format.rules), ...ofKinds, ...ofVendors]),
];
