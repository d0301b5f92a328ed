/**
 * Resource Manager puts what belongs to a thing into `properties`, at every level: of the resource, of a subnet written
 * inside it, of a rule. Here the envelope is taken away; the rest of the reader sees one map for each thing.
 */

import type { Datum, Entry, Mapping } from "../../value/datum.ts";
import type { Unknown } from "../../value/value.ts";

/** A thing whose envelope is not known is not known itself: what it says would only seem to be absent. */
export function unwrapped(datum: Datum): Datum {
  switch (datum.kind) {
    case "list":
      return { ...datum, items: datum.items.map(unwrapped) };
    case "map":
      return opened(datum);
    default:
      return datum;
  }
}

function opened(map: Mapping): Mapping | Unknown {
  const beside: Entry[] = [];
  const within: Entry[] = [];
  for (const entry of map.entries) {
    const value = unwrapped(entry.value);
    if (entry.key.toLowerCase() !== "properties") beside.push({ ...entry, value });
    else if (value.kind === "unknown") return value;
    else if (value.kind === "map") for (const inner of value.entries) within.push(inner);
  }
  return { ...map, entries: [...beside, ...within] };
}
