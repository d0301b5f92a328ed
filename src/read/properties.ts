/**
 * Properties that a modelled thing does not have. Only a name that is nearly one which exists is told: kinds do not
 * list every property of their type, and a long list of harmless ones would hide the one that is misspelt.
 */

import { keyOf } from "../contract/item.ts";
import type { Properties } from "../contract/property.ts";
import { type Finding, found } from "../finding/finding.ts";
import { nearest } from "../finding/nearest.ts";
import type { Admitted } from "./admit.ts";
import type { Registry } from "./registry.ts";
import { propertyUnknown } from "./rules.ts";
import { pathsOf } from "./spelling.ts";

/** What resources of every type may have. */
const everywhere = ["Tags", "tags", "tags_all", "timeouts", "id", "arn", "name", "location", "type"];

export function misspelt(things: Iterable<Admitted>, registry: Registry): readonly Finding[] {
  const known = new Map<string, ReadonlySet<string>>();
  return [...things].flatMap((thing) => {
    const { item, parent } = thing;
    if (parent !== undefined || item.observed) return [];
    const id = `${item.format} ${item.type}`;
    const names = known.get(id) ?? namesOf(thing, registry);
    known.set(id, names);
    return item.properties.entries.flatMap(({ key, at }) => {
      if (names.has(key)) return [];
      const [meant] = nearest(key, names).filter((name) => !item.properties.entries.some((e) => e.key === name));
      if (meant === undefined || !near(key, meant)) return [];
      const data = { property: key, type: item.type, meant };
      return [found(propertyUnknown, { data, resource: keyOf(item), at: [at] })];
    });
  });
}

/** Only case or very few letters apart: `Ipv6CidrBlock` is no misspelt `CidrBlock`. */
function near(written: string, meant: string): boolean {
  return Math.abs(written.length - meant.length) <= 2;
}

function namesOf({ kind, item }: Admitted, registry: Registry): ReadonlySet<string> {
  const first = (spelling: Parameters<typeof pathsOf>[0]) => pathsOf(spelling, item.format).map(([word]) => word ?? "");
  return new Set([
    ...everywhere,
    ...Object.values(kind.properties as Properties).flatMap(({ spelling }) => first(spelling)),
    ...(kind.ignored ?? []).flatMap((name) => first(name)),
    ...registry.insideOf(item.format, item.type).flatMap(({ path }) => first(path.replaceAll("[]", ""))),
  ]);
}
