/** The resources of a stack as items, their properties worked out. */

import type { Surroundings } from "../../contract/format.ts";
import type { Item, Scope } from "../../contract/item.ts";
import { type Field, fieldOf, plainText } from "../../syntax/tree.ts";
import type { Mapping } from "../../value/datum.ts";
import { isUnknown } from "../../value/value.ts";
import { compileMap } from "./compile.ts";
import type { Deployment } from "./deployment.ts";
import { propertiesIn } from "./globals.ts";
import { both, presenceOf } from "./presence.ts";
import type { Stack } from "./stack.ts";
import { isNested } from "./template.ts";

export function itemsOf(stack: Stack, deployment: Deployment, surroundings: Surroundings): readonly Item[] {
  const { document } = stack.template;
  const scope: Scope = {
    name: stack.scope,
    cloud: "aws",
    region: stack.region,
    account: stack.account,
    listed: stack.listed,
    at: { document, start: 0, end: document.text.length },
  };
  return [...stack.resources].flatMap(([name, resource]) => {
    const type = fieldOf(resource.value, "Type");
    const word = plainText(type?.value);
    if (type === undefined || word === undefined) return [];
    const pin = surroundings.pinned(`${stack.scope}/${name}`);
    return {
      format: "cloudformation",
      type: word,
      typeAt: type.value.at,
      scope,
      name,
      ids: pin === undefined ? [] : [pin.text],
      called: constructPath(resource),
      properties: propertiesOf(resource, stack, deployment),
      at: resource.at,
      present: both(stack.present, presenceOf(resource, stack, deployment)),
      observed: false,
      ...(isOpened(name, resource, stack, deployment) ? { opened: true as const } : {}),
    };
  });
}

/** A nested stack whose template was read. */
function isOpened(name: string, resource: Field, stack: Stack, deployment: Deployment): boolean {
  return isNested(resource) && !isUnknown(deployment.nested(stack, name));
}

/** The path of the construct that generated it; the resource by which a construct stands is called by the construct. */
function constructPath(resource: Field): readonly string[] {
  const path = plainText(fieldOf(fieldOf(resource.value, "Metadata")?.value, "aws:cdk:path")?.value);
  if (path === undefined) return [];
  const own = path.replace(/\/(?:Resource|Default)$/, "");
  return own === path ? [path] : [own, path];
}

function propertiesOf(resource: Field, stack: Stack, { run }: Deployment): Mapping {
  const tree = propertiesIn(resource, stack.template);
  const none: Mapping = { kind: "map", entries: [], at: [resource.at] };
  if (tree === undefined) return none;
  const datum = run.evaluate(compileMap(tree), stack);
  return datum.kind === "map" ? datum : none;
}
