/** Goes through plain model data and finds, or replaces, values that stand anywhere in it. Spans are left alone. */

import type { Model } from "../model/model.ts";

/** Fields that hold source places, never values. */
const places = new Set(["at", "origin"]);

/** Calls `see` with every object inside; it may say that what is inside that one is of no interest. */
export function visit(data: unknown, see: (object: object) => "enough" | undefined): void {
  if (typeof data !== "object" || data === null) return;
  if (data instanceof Map) {
    for (const value of data.values()) visit(value, see);
    return;
  }
  if (see(data) === "enough") return;
  if (Array.isArray(data)) for (const item of data) visit(item, see);
  else for (const field in data) if (!places.has(field)) visit((data as Readonly<Record<string, unknown>>)[field], see);
}

/** The same data with some objects replaced; what holds none of them stays the very same object. */
export function replaced(model: Model, change: (object: object) => object | undefined): Model {
  return within(model, change) as Model;
}

function within(data: unknown, change: (object: object) => object | undefined): unknown {
  if (typeof data !== "object" || data === null) return data;
  const other = change(data);
  if (other !== undefined) return other;
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [key, within(value, change)]));
  if (Array.isArray(data)) {
    const items = data.map((item) => within(item, change));
    return items.every((item, i) => item === data[i]) ? data : items;
  }
  let same = true;
  const entries = Object.entries(data).map(([field, value]: [string, unknown]) => {
    const inner = places.has(field) ? value : within(value, change);
    same &&= inner === value;
    return [field, inner] as const;
  });
  return same ? data : Object.fromEntries(entries);
}
