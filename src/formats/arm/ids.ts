/**
 * Ids of resources: `/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/net/subnets/app`. A
 * template knows neither its subscription nor its group, so an id is compared by what follows the provider, without case;
 * whatever way it was put together, `resourceId(…)`, `concat(netId, '/subnets/app')` and the full text meet there.
 */

import { type Datum, literal, type Part } from "../../value/datum.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { invalid } from "../evaluate/functions.ts";
import { partsOf, textOrUnknown } from "../evaluate/texts.ts";

/** Where a deployment goes: the two parts of an id that stand before the provider. */
export interface Home {
  readonly subscription: readonly Part[];
  readonly group: readonly Part[];
}

export interface ResourceId {
  /** `Microsoft.Network/virtualNetworks/net/subnets/app` */
  readonly path: string;
  /** The group that it names; undefined when it names none, or one that nobody knows yet. */
  readonly group: string | undefined;
}

/** Undefined for a text that is no id of a resource. */
export function idIn(parts: readonly Part[]): ResourceId | undefined {
  const written = spelled(parts, "?");
  const start = written.toLowerCase().lastIndexOf("/providers/");
  if (start < 0) return undefined;
  const path = written.slice(start + "/providers/".length);
  const group = /\/resourceGroups\/([^/?{]+)\//i.exec(written.slice(0, start + 1))?.[1];
  return /^[\w.]+(?:\/[^/?]+){2,}$/.test(path) ? { path, group } : undefined;
}

/**
 * A name or an id as text: what the deployment picks stands in braces. Two such texts mean the same only if they are
 * the same, which is why a part of which nothing is known stands as `other`.
 */
export function spelled(parts: readonly Part[], other: string): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      if (part.kind === "symbol") return `{${part.attribute ?? part.thing}}`;
      return parameterIn(part) ?? other;
    })
    .join("");
}

/** The one parameter that would make it known. */
function parameterIn({ code, why }: Unknown): string | undefined {
  const name = code === "parameter.value.missing" ? /`([^`]+)`/.exec(why)?.[1] : undefined;
  return name === undefined ? undefined : `{${name}}`;
}

/** ([subscription], [group], type, name, name…); a name may hold the names of several levels. */
function resourceId(call: CallSite, prefixOf: (before: readonly Datum[]) => readonly Part[]): Datum {
  const args = call.args.map((_, i) => call.value(i));
  const place = args.findIndex((arg) => /^[^/\s]+\/./.test(literal(arg) ?? "") && !literal(arg)?.startsWith("/"));
  const type = place < 0 ? undefined : literal(args[place] as Datum);
  if (type === undefined) return args.find(isUnknown) ?? invalid(call, "names no type");
  const [provider = "", ...levels] = type.split("/");
  const names = args.slice(place + 1).flatMap(levelsOf);
  if (names.length < levels.length) return invalid(call, `names ${levels.length} levels and ${names.length} names`);
  const tail = levels.flatMap((level, i): readonly Part[] => ["/", level, "/", ...(names[i] ?? [])]);
  return textOrUnknown([...prefixOf(args.slice(0, place)), "/providers/", provider, ...tail], [call.at]);
}

function levelsOf(name: Datum): readonly (readonly Part[])[] {
  const whole = literal(name);
  return whole === undefined ? [partsOf(name)] : whole.split("/").map((word) => [word]);
}

function inGroup(home: Home, before: readonly Datum[]): readonly Part[] {
  const given = before.map(partsOf);
  const group = given.at(-1) ?? home.group;
  const subscription = given.length > 1 ? (given[0] ?? []) : home.subscription;
  return ["/subscriptions/", ...subscription, "/resourceGroups/", ...group];
}

export function idFunctions(home: Home): Readonly<Record<string, Fn>> {
  return {
    resourceid: (call) => resourceId(call, (before) => inGroup(home, before)),
    subscriptionresourceid: (call) =>
      resourceId(call, (before) => ["/subscriptions/", ...(before[0] ? partsOf(before[0]) : home.subscription)]),
    tenantresourceid: (call) => resourceId(call, () => []),
    extensionresourceid: (call) => resourceId(call, (before) => (before[0] ? partsOf(before[0]) : [])),
  };
}
