/**
 * Items become things: each is given its kind, what is written inside it becomes a thing of its own, what a condition
 * switches off is set apart, and what no kind reads is kept by name, so that references to it can say so.
 */

import { type Item, keyOf } from "../contract/item.ts";
import type { AnyKind } from "../contract/kind.ts";
import type { Properties } from "../contract/property.ts";
import { aOf } from "../contract/words.ts";
import type { Key } from "../model/model.ts";
import { type Datum, entryOf, literal, type Mapping } from "../value/datum.ts";
import { type Unknown, unknown } from "../value/value.ts";
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
  const all = [...saidOnce(items)];
  for (const item of all) {
    const key = keyOf(item);
    const own = registry.kindOf(item.format, item.type);
    if (isOff(item)) absent.set(key, item);
    else if (own === undefined) unmodelled.set(key, item);
    else things.set(key, { key, item, ...own });
  }
  // What stands by itself is known by now, so that the same thing written inside another is not taken for a second one.
  for (const item of all.filter((i) => !isOff(i))) {
    for (const inside of registry.insideOf(item.format, item.type)) {
      for (const child of childrenOf(item, keyOf(item), inside)) things.set(...placed(child, things));
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

function childrenOf(item: Item, key: Key, { kind, given, path, parent, named }: Inside): readonly Admitted[] {
  return spotsOf(item, path, kind).map(({ place, properties, at, because }) => {
    const span = at[0] ?? item.at;
    const own = named === undefined ? undefined : literal(entryOf(properties, named)?.value ?? properties);
    const suffix = own === undefined ? `#${place}` : `/${own}`;
    const name = `${item.name}${suffix}`;
    const ids = own === undefined ? [] : item.ids.map((id) => `${id}/${lastWord(path, item.format)}/${own}`);
    const inner: Item = { ...item, type: `${item.type} ${path}`, name, ids, parent: item, properties, at: span };
    return {
      key: `${key}${suffix}`,
      item: inner,
      kind,
      given,
      parent: { property: parent, key },
      ...(because === undefined ? {} : { because }),
    };
  });
}

function lastWord(path: string, format: string): string {
  const word = path.replaceAll("[]", "").split(".").at(-1) ?? path;
  return pathsOf(word, format)[0]?.[0] ?? word;
}

/** A thing that is written both inside another and by itself is one; what it says by itself counts. */
function placed(child: Admitted, things: ReadonlyMap<Key, Admitted>): [Key, Admitted] {
  const other = things.get(child.key);
  if (other === undefined) return [child.key, child];
  // Names are unique among things of one kind only.
  if (other.kind !== child.kind) {
    const name = `${child.item.name}#${child.item.type}`;
    const key = `${child.key}#${child.item.type}`;
    return [key, { ...child, key, item: { ...child.item, name } }];
  }
  const { properties, ids } = child.item;
  const entries = [...properties.entries, ...other.item.properties.entries];
  const item = { ...other.item, properties: { ...properties, entries }, ids: [...ids, ...other.item.ids] };
  return [child.key, { ...child, item }];
}

function isOff({ present }: Item): boolean {
  return present.kind === "known" && !present.value;
}

/** Why what stands there is no such thing; some are plain texts, and have a property for it. */
function misshapen(datum: Datum, { label, properties }: AnyKind, key: string, format: string): Unknown | undefined {
  if (datum.kind === "map" || datum.kind === "absent") return undefined;
  const all = Object.values(properties as Properties);
  if (all.some(({ spelling }) => pathsOf(spelling, format).some((path) => path.length === 1 && path[0] === key))) {
    return undefined;
  }
  const why = `${aOf(label)} is due here, and this is ${aOf(datum.kind)}`;
  return unknown("value.type.wrong", why, datum.at, aOf(label));
}

/**
 * Follows `IpPermissions[].IpRanges[]` from the outer mapping inwards. What stands beside an inner list (the ports of a
 * permission) belongs to each entry of it; what stands beside the outermost does not: it is the outer thing's own.
 */
function spotsOf(item: Item, path: string, kind: AnyKind): readonly Spot[] {
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
        const because = datum.kind === "unknown" ? datum : misshapen(datum, kind, key, item.format);
        if (because !== undefined) return { place, properties: { kind: "map", entries: [], at }, at, because };
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
