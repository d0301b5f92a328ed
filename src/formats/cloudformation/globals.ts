/**
 * `Globals:` of a template with the transform AWS::Serverless-2016-10-31: what all resources of one serverless type have
 * unless they say otherwise. Maps are joined, lists are put one behind the other, and any other value of a resource's own
 * stands (AWS SAM developer guide, "Globals section of the AWS SAM template").
 */

import { type Field, fieldOf, type Table, type Tree } from "../../syntax/tree.ts";
import { type Template, typeOf } from "./template.ts";

const prefix = "AWS::Serverless::";

/** A resource's properties as the transform leaves them; undefined where it has none. */
export function propertiesIn(resource: Field, { globals }: Pick<Template, "globals">): Table | undefined {
  const own = fieldOf(resource.value, "Properties")?.value;
  const type = typeOf(resource);
  const common = type?.startsWith(prefix) === true ? globals.get(type.slice(prefix.length))?.value : undefined;
  const all = common === undefined ? own : own === undefined ? common : joined(common, own);
  return all?.kind === "map" ? all : undefined;
}

function joined(common: Tree, own: Tree): Tree {
  if (common.tag !== undefined || own.tag !== undefined) return own;
  if (common.kind === "list" && own.kind === "list") return { ...own, items: [...common.items, ...own.items] };
  if (common.kind !== "map" || own.kind !== "map") return own;
  const entries = common.entries.map((entry): Field => {
    const mine = own.entries.find(({ key }) => key === entry.key);
    return mine === undefined ? entry : { ...mine, value: joined(entry.value, mine.value) };
  });
  const others = own.entries.filter(({ key }) => common.entries.every((entry) => entry.key !== key));
  return { ...own, entries: [...entries, ...others] };
}
