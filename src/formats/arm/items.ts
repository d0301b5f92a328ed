/** The resources of a stack as items: properties worked out, without envelopes, ids turned into references. */

import type { Surroundings } from "../../contract/format.ts";
import type { Item, Scope } from "../../contract/item.ts";
import { type Datum, type Entry, type Mapping, literal, text } from "../../value/datum.ts";
import { isUnknown, known, unknown, type Value } from "../../value/value.ts";
import { idIn } from "./ids.ts";
import { propertyOf } from "./list-functions.ts";
import { type Declared, isOff, type Stack } from "./stack.ts";

export function itemsOf(stack: Stack, surroundings: Surroundings): readonly Item[] {
  const { document } = stack.template;
  // What only holds other resources is none itself, nor is one that is off where another is on.
  const resources = stack.declared.filter((resource) => {
    if (resource.inner !== undefined) return false;
    return !isOff(resource) || stack.find(resource.path)?.resource === resource;
  });
  const scope: Scope = {
    name: stack.input.scope,
    cloud: "azure",
    region: regionOf(stack, resources),
    account: stack.input.account,
    listed: stack.input.listed,
    at: { document, start: 0, end: document.text.length },
  };
  return resources.map((resource) => {
    const { type, typeAt, path, tree, present } = resource;
    const properties = stack.propertiesOf(resource);
    const pin = surroundings.pinned(stack.keyOf(resource));
    const none: Mapping = { kind: "map", entries: [], at: [tree.at] };
    const own = isUnknown(properties) ? none : (linked(properties, stack, resource) as Mapping);
    return {
      format: "arm",
      type,
      typeAt,
      scope,
      name: stack.nameOf(resource),
      ids: pin === undefined ? [path] : [path, pin.text],
      properties: { ...own, entries: [...outward(resource, stack), ...own.entries] },
      at: tree.at,
      present: isUnknown(properties) ? properties : present,
      observed: false,
    };
  });
}

/** What stands below another thing by its name refers to it. */
function outward(resource: Declared, stack: Stack): readonly Entry[] {
  const { path, nameAt } = resource;
  const levels = path.split("/");
  if (levels.length < 5) return [];
  const value = refer(levels.slice(0, -2).join("/"), stack, [nameAt]);
  return [{ key: "parent", keyAt: nameAt, value, at: nameAt }];
}

/** Each id that stands for a resource of this stack, or for something inside one, becomes a reference to it. */
function linked(datum: Datum, stack: Stack, by: Declared): Datum {
  switch (datum.kind) {
    case "list":
      return { ...datum, items: datum.items.map((item) => linked(item, stack, by)) };
    case "map":
      return { ...datum, entries: datum.entries.map((e) => ({ ...e, value: linked(e.value, stack, by) })) };
    case "text": {
      const id = idIn(datum.parts);
      if (id === undefined) return datum;
      const elsewhere = id.group !== undefined && id.group !== literal(text(by.frame.home.group, []));
      if (!elsewhere || stack.find(id.path) === undefined) return refer(id.path, stack, datum.at);
      const why = `whether group \`${id.group}\` is the one that this template is deployed to is not known`;
      return unknown("reference.group.unsaid", why, datum.at, "the id without its group");
    }
    default:
      return datum;
  }
}

/** What this stack does not have is left as an id, which another stack may have. */
function refer(path: string, stack: Stack, at: Datum["at"]): Datum {
  const found = stack.find(path);
  if (found === undefined) return text(path, at);
  const [, ...below] = found.rest.split("/");
  if (below.length % 2 === 1) return text(path, at);
  const names = below.filter((_, i) => i % 2 === 1);
  return text([{ kind: "symbol", thing: [stack.keyOf(found.resource), ...names].join("/"), at: [] }], at);
}

/** The one location that the resources name, if nobody says. */
function regionOf(stack: Stack, resources: readonly Declared[]): Value<string> {
  const { region } = stack.input;
  if (region.kind === "known") return region;
  const named = new Map<string, Datum>();
  for (const resource of resources) {
    const properties = stack.propertiesOf(resource);
    const location = properties.kind === "map" ? propertyOf(properties, "location") : undefined;
    const word = location && literal(location)?.toLowerCase().replaceAll(" ", "");
    if (location !== undefined && word !== undefined && word !== "global") named.set(word, location);
  }
  const [only, ...others] = named;
  return only !== undefined && others.length === 0 ? known(only[0], only[1].at) : region;
}
