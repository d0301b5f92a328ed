/**
 * Values that are missing are told once, and only when something of the network depends on them: from the unknowns that
 * reached the model.
 */

import { type Finding, found, type Place } from "../finding/finding.ts";
import type { Model } from "../model/model.ts";
import { type Span, textOf } from "../source/document.ts";
import { isUnknown, type Unknown } from "../value/value.ts";
import { visit } from "./elements.ts";
import type { OriginOf } from "./origins.ts";
import { missingRules, parameterMissing } from "./rules.ts";

export function findingsOf(model: Model, originOf: OriginOf): readonly Finding[] {
  const seen = new Map<string, Unknown>();
  visit(model, (object) => {
    if (!isUnknown(object)) return undefined;
    const { code, why, at } = object;
    // A parameter is where it is defined, however often it is used.
    const place = code === parameterMissing.code ? at[at.length - 1] : at[0];
    const id = `${code}\n${why}\n${place === undefined ? "" : `${place.document.path}:${place.start}`}`;
    if (!seen.has(id)) seen.set(id, object);
    return "enough";
  });
  return [...seen.values()].flatMap((unknown) => findingOf(unknown, originOf));
}

function findingOf(because: Unknown, originOf: OriginOf): readonly Finding[] {
  const rule = missingRules.get(because.code);
  const last = because.at[because.at.length - 1];
  if (rule === undefined || last === undefined) return [];
  const data = { why: because.why, wanted: because.wanted };
  if (rule !== parameterMissing) {
    const [first = last] = because.at;
    const origin = originOf(first);
    const resource = origin?.resource ?? origin?.scope ?? first.document.path;
    return [found(rule, { data, resource, at: because.at.slice(0, 2) })];
  }
  const origin = originOf(last);
  const resource = `${origin?.scope ?? last.document.path}/${keyIn(last)}`;
  const [use] = because.at;
  const uses: readonly Place[] = use === undefined || use === last ? [] : [{ span: use, label: "used here" }];
  return [found(rule, { data, resource, at: [last, ...uses], severity: origin?.listed === true ? "error" : "note" })];
}

/** The key of a span that goes from key through value. */
function keyIn(span: Span): string {
  return /^["']?([^"':\s]+)/.exec(textOf(span))?.[1] ?? "?";
}
