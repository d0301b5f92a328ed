/**
 * Items become things: each is given its kind, what is written inside it becomes a thing of its own, what a condition
 * switches off is set apart, and what no kind reads is kept by name, so that references to it can say so.
 */

import { type Item, keyOf } from "../contract/item.ts";
import type { AnyKind } from "../contract/kind.ts";
import type { Key } from "../model/model.ts";
import type { Datum, Mapping } from "../value/datum.ts";
import type { Unknown } from "../value/value.ts";
import { pathsOf } from "./spelling.ts";
import type { Inside, Registry } from "./registry.ts";

export interface Admitted {
  readonly key: Key;
  readonly item: Item;
  readonly kind: AnyKind;
  /** Properties that the type settles. */
  readonly given: Readonly<Record<string, string>>;
  /** For a thing written inside another: which of its properties refers there. */
  readonly parent?: { readonly property: string; readonly key: Key };
  /** The place it would be written in is unknown, and so is every property of it. */
  readonly because?: Unknown;
}

export interface Admission {
  readonly things: ReadonlyMap<Key, Admitted>;
  /** Switched off by a condition. */
  readonly absent: ReadonlyMap<Key, Item>;
  /** Read by no kind. */
  readonly unmodelled: ReadonlyMap<Key, Item>;
}

export function admit(items: readonly Item[], registry: Registry): Admission {
  const things = new Map<Key, Admitted>();
  const absent = new Map<Key, Item>();
  const unmodelled = new Map<Key, Item>();
  for (const item of saidOnce(items)) {
    const key = keyOf(item);
    const own = registry.kindOf(item.format, item.type);
    const off = item.present.kind === "known" && !item.present.value;
    if (off) absent.set(key, item);
    else if (own === undefined) unmodelled.set(key, item);
    else things.set(key, { key, item, ...own });
    if (off) continue;
    for (const inside of registry.insideOf(item.format, item.type)) {
      for (const child of childrenOf(item, key, inside)) things.set(child.key, child);
    }
  }
  return { things, absent, unmodelled };
}

/** A thing that several texts describe is one thing; where they differ, the later one counts. */
function saidOnce(items: readonly Item[]): Iterable<Item> {
  const merged = new Map<Key, Item>();
  for (const item of items) {
    const key = keyOf(item);
    const before = merged.get(key);
    if (before === undefined || before.type !== item.type) merged.set(key, item);
    else {
      const entries = [...before.properties.entries, ...item.properties.entries];
      const properties: Mapping = { kind: "map", entries, at: [...before.properties.at, ...item.properties.at] };
      merged.set(key, { ...item, ids: [...before.ids, ...item.ids], properties });
    }
  }
  return merged.values();
}

/** Where an inner thing stands: its place as text, and its properties or why there are none. */
interface Spot {
  readonly place: string;
  readonly properties: Mapping;
  readonly at: Mapping["at"];
  readonly because?: Unknown;
}

function childrenOf(item: Item, key: Key, { kind, given, path, parent }: Inside): readonly Admitted[] {
  return spotsOf(item, path).map(({ place, properties, at, because }) => {
    const span = at[0] ?? item.at;
    const name = `${item.name}#${place}`;
    const inner: Item = { ...item, type: `${item.type} ${path}`, name, ids: [], parent: item, properties, at: span };
    return {
      key: `${key}#${place}`,
      item: inner,
      kind,
      given,
      parent: { property: parent, key },
      ...(because === undefined ? {} : { because }),
    };
  });
}

/**
 * Follows `IpPermissions[].IpRanges[]` from the outer mapping inwards. What stands beside an inner list (the ports of a
 * permission) belongs to each entry of it; what stands beside the outermost does not: it is the outer thing's own.
 */
function spotsOf(item: Item, path: string): readonly Spot[] {
  const steps = path.split(".").map((step) => ({ word: step.replace(/\[\]$/, ""), list: step.endsWith("[]") }));
  let spots: readonly Spot[] = [{ place: "", properties: item.properties, at: [item.at] }];
  steps.forEach(({ word, list }, depth) => {
    const key = pathsOf(word, item.format)[0]?.[0] ?? word;
    spots = spots.flatMap((spot) => {
      if (spot.because !== undefined) return [spot];
      const entry = spot.properties.entries.findLast((e) => e.key === key);
      if (entry === undefined || entry.value.kind === "absent") return [];
      const beside = depth === 0 ? [] : spot.properties.entries.filter((e) => e.key !== key);
      const spotOf = (datum: Datum, place: string): Spot => {
        const at = datum.kind === "map" && !list ? [entry.at] : datum.at;
        if (datum.kind === "unknown")
          return { place, properties: { kind: "map", entries: [], at }, at, because: datum };
        const entries = datum.kind === "map" ? [...beside, ...datum.entries] : [...beside, { ...entry, value: datum }];
        return { place, properties: { kind: "map", entries, at }, at };
      };
      const inner = spot.place === "" ? key : `${spot.place}.${key}`;
      if (entry.value.kind === "list") return entry.value.items.map((datum, i) => spotOf(datum, `${inner}[${i}]`));
      return [spotOf(entry.value, list ? `${inner}[0]` : inner)];
    });
  });
  return spots;
}
