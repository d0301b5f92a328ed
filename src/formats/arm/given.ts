/** JSON that stands in a text, as a datum: a list or an object that the project file gives, or `json('…')`. */

import type { Span } from "../../source/document.ts";
import { type Datum, text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";

export function fromJson(written: string, at: Span): Datum {
  try {
    return datumOf(JSON.parse(written), at);
  } catch {
    return unknown("value.type.wrong", `\`${written}\` is not JSON`, [at], "a list or an object as JSON");
  }
}

function datumOf(value: unknown, at: Span): Datum {
  if (value === null || value === undefined) return { kind: "absent", at: [at] };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => datumOf(item, at)), at: [at] };
  if (typeof value !== "object") return text(typeof value === "string" ? value : JSON.stringify(value), [at]);
  const entries = Object.entries(value).map(([key, inner]) => ({ key, keyAt: at, value: datumOf(inner, at), at }));
  return { kind: "map", entries, at: [at] };
}
