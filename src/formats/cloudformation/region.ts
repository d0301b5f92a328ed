/**
 * The region of a stack that nobody has told: that of the zones which the template names literally or by a parameter's
 * value, if they agree. Zones are called `ap-northeast-1a`, local zones `us-west-2-lax-1a`, wavelength zones
 * `us-east-1-wl1-bos-wlz-1` (AWS, "Regions and Availability Zones").
 */

import type { Given } from "../../contract/format.ts";
import type { Span } from "../../source/document.ts";
import { fieldOf, plainText, type Tree } from "../../syntax/tree.ts";
import { known, unknown, type Value } from "../../value/value.ts";
import type { Template } from "./template.ts";

export type GivenValues = ReadonlyMap<string, Given>;

export function regionOf(template: Template, given: GivenValues): Value<string> {
  const regions = new Map<string, Span>();
  for (const { text, at } of zones(template, given)) {
    const region = regionOfZone(text);
    if (region !== undefined && !regions.has(region)) regions.set(region, at);
  }
  const [first, ...others] = regions;
  if (first !== undefined && others.length === 0) return known(first[0], [first[1]]);
  const why =
    first === undefined
      ? "no zone is named that would tell the region"
      : `zones of several regions are named: ${[...regions.keys()].join(", ")}`;
  return unknown("scope.region.unknown", why, [...regions.values()], "`region:` of the stack in tieline.yaml");
}

/** Undefined for what is no zone's name. */
export function regionOfZone(zone: string): string | undefined {
  return /^([a-z]{2,}(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(zone)?.[1];
}

type Named = Pick<Given, "text" | "at">;

function* zones(template: Template, given: GivenValues): Generator<Named> {
  for (const [name, { value }] of template.parameters) {
    const type = plainText(fieldOf(value, "Type")?.value) ?? "";
    if (type.includes("AWS::EC2::AvailabilityZone::Name")) yield* valueOf(name, template, given);
  }
  for (const { value } of template.resources.values()) yield* zonesBelow(value, template, given);
}

function* zonesBelow(tree: Tree, template: Template, given: GivenValues): Generator<Named> {
  if (tree.kind === "list") for (const item of tree.items) yield* zonesBelow(item, template, given);
  if (tree.kind !== "map") return;
  for (const { key, value } of tree.entries) {
    if (!key.startsWith("AvailabilityZone")) yield* zonesBelow(value, template, given);
    else for (const zone of value.kind === "list" ? value.items : [value]) yield* namedBy(zone, template, given);
  }
}

/** A literal, or a reference to a parameter. */
function* namedBy(tree: Tree, template: Template, given: GivenValues): Generator<Named> {
  const written = plainText(tree);
  if (written !== undefined) yield { text: written, at: tree.at };
  const name = tree.tag === "!Ref" && tree.kind === "scalar" ? tree.text : plainText(fieldOf(tree, "Ref")?.value);
  if (name !== undefined) yield* valueOf(name, template, given);
}

function* valueOf(name: string, template: Template, given: GivenValues): Generator<Named> {
  const fallback = fieldOf(template.parameters.get(name)?.value, "Default")?.value;
  const written = plainText(fallback);
  const value = given.get(name) ?? (written !== undefined && fallback ? { text: written, at: fallback.at } : undefined);
  if (value !== undefined) for (const zone of value.text.split(",")) yield { text: zone.trim(), at: value.at };
}
