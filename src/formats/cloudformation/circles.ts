/**
 * Resources that wait for each other: CloudFormation makes a resource after those that it refers to or depends on, and
 * refuses a template in which that goes round in a circle (two groups that name each other in inline rules, say).
 */

import type { Item } from "../../contract/item.ts";
import { type Finding, found } from "../../finding/finding.ts";
import type { Span } from "../../source/document.ts";
import { fieldOf } from "../../syntax/tree.ts";
import type { Datum } from "../../value/datum.ts";
import { referenceCycle } from "../evaluate/rules.ts";
import type { Stack } from "./stack.ts";

interface Arrow {
  readonly to: string;
  readonly at: Span;
}

/** One finding for each circle; a resource is told in one only. */
export function circlesOf(stack: Stack, items: readonly Item[]): readonly Finding[] {
  const there = items.filter(({ present }) => present.kind === "unknown" || present.value);
  const arrows = new Map(there.map((item) => [item.name, arrowsOf(item, stack)]));
  const done = new Set<string>();
  return there.flatMap(({ name }) => {
    const circle = done.has(name) ? undefined : circleFrom(name, arrows, done);
    if (circle === undefined) return [];
    const names = [circle.at(-1), ...circle].map((arrow) => `${stack.scope}/${arrow?.to}`);
    return [found(referenceCycle, { data: { names }, resource: names[0] ?? null, at: circle.map(({ at }) => at) })];
  });
}

/** Walks everything that can be reached, without recursion; the arrows of the first circle that it meets. */
function circleFrom(
  start: string,
  arrows: ReadonlyMap<string, readonly Arrow[]>,
  done: Set<string>,
): readonly Arrow[] | undefined {
  const path: { readonly name: string; readonly left: Arrow[] }[] = [];
  const taken: Arrow[] = [];
  let circle: readonly Arrow[] | undefined;
  const enter = (name: string): void => {
    done.add(name);
    path.push({ name, left: [...(arrows.get(name) ?? [])] });
  };
  enter(start);
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const arrow = here.left.pop();
    if (arrow === undefined) {
      path.pop();
      taken.pop();
      continue;
    }
    const again = path.findIndex(({ name }) => name === arrow.to);
    if (again >= 0) circle ??= [...taken.slice(again), arrow];
    else if (!done.has(arrow.to)) {
      taken.push(arrow);
      enter(arrow.to);
    }
  }
  return circle;
}

function arrowsOf({ name, properties }: Item, { scope, resources }: Stack): readonly Arrow[] {
  const arrows: Arrow[] = [];
  const add = (to: string, at: Span): void => {
    if (resources.has(to)) arrows.push({ to, at });
  };
  const collect = (datum: Datum): void => {
    if (datum.kind === "list") datum.items.forEach(collect);
    if (datum.kind === "map") for (const { value } of datum.entries) collect(value);
    if (datum.kind !== "text") return;
    for (const part of datum.parts) {
      const [at] = datum.at;
      if (typeof part === "object" && part.kind === "symbol" && part.thing.startsWith(`${scope}/`) && at) {
        add(part.thing.slice(scope.length + 1), at);
      }
    }
  };
  collect(properties);
  const depends = fieldOf(resources.get(name)?.value, "DependsOn")?.value;
  for (const tree of depends?.kind === "list" ? depends.items : depends ? [depends] : []) {
    if (tree.kind === "scalar") add(tree.text, tree.at);
  }
  return arrows;
}
