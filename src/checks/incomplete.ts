/** What the checks of paths have not looked at. */

import { type Finding, found, type Saying } from "../finding/finding.ts";
import type { Probes } from "./probes.ts";

export const incomplete: Saying<{ readonly ways: number }> = {
  code: "path.check.incomplete",
  severity: "note",
  title: "not every path was checked",
  page: `Loops, asymmetric paths and ways past an appliance are looked for on every path between segments that are joined,
and from and to the internet. There are more of them here than one check follows: findings about the others are missing.

Expectations are not affected: each is asked for itself. Check parts of the network by themselves, a folder each, to see
the rest.`,
  words: ({ ways }) => ({
    message: `${ways} ${ways === 1 ? "path was" : "paths were"} not checked: they are more than one check follows`,
    fix: "check parts of the network by themselves",
  }),
};

export function findIncomplete({ unfollowed }: Probes): readonly Finding[] {
  return unfollowed === 0 ? [] : [found(incomplete, { data: { ways: unfollowed }, resource: null, at: [] })];
}
