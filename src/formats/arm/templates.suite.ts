/** What tests of this format share: a template is read by itself, and what came of it is told as short text. */

import type { Input, Reading } from "../../contract/format.ts";
import type { Item } from "../../contract/item.ts";
import { type Datum, entryOf, type Mapping } from "../../value/datum.ts";
import { known, unknown } from "../../value/value.ts";
import { arm } from "./format.ts";

type Section = Readonly<Record<string, unknown>>;

export interface Sections {
  readonly parameters?: Section;
  readonly variables?: Section;
  readonly resources?: readonly Section[];
  readonly outputs?: Section;
}

export function template(sections: Sections): string {
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  return JSON.stringify({ $schema, contentVersion: "1.0.0.0", resources: [], ...sections }, null, 2);
}

export interface Told {
  readonly scope?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly account?: string;
}

export function inputOf(text: string, { scope = "net", parameters = {}, region, account }: Told = {}): Input {
  const document = { path: `${scope}.json`, text };
  const at = { document, start: 0, end: 0 };
  return {
    document,
    scope,
    listed: true,
    region: region === undefined ? unknown("scope.region.unsaid", "nobody says") : known(region),
    account: account === undefined ? unknown("scope.account.unsaid", "nobody says") : known(account),
    parameters: new Map(Object.entries(parameters).map(([name, value]) => [name, { text: value, at }])),
  };
}

export function readSections(sections: Sections, told: Told = {}): Reading {
  return readAll(inputOf(template(sections), told));
}

export function readAll(...inputs: readonly Input[]): Reading {
  return arm.read(inputs, { open: () => undefined, pinned: () => undefined });
}

/** Resources of a made-up type, of which only the properties count. */
export function thing(name: string, properties: Section, more: Section = {}): Section {
  return { type: "Microsoft.Test/things", apiVersion: "2024-01-01", name, properties, ...more };
}

/** What an expression comes to, with these sections around it. */
export function valueOf(expression: unknown, sections: Sections = {}, told: Told = {}): string {
  const own = thing("asked", { value: expression });
  const { items } = readSections({ ...sections, resources: [...(sections.resources ?? []), own] }, told);
  const item = items.find(({ name }) => name === "asked");
  return item === undefined ? "no such thing" : propertyText(item, "value");
}

export function propertyText({ properties }: Item, ...path: readonly string[]): string {
  let here: Datum | undefined = properties;
  for (const step of path) here = here?.kind === "map" ? entryOf(here, step)?.value : undefined;
  return here === undefined ? "-" : print(here);
}

/** Symbols stand in braces, unknowns as their codes. */
export function print(datum: Datum): string {
  switch (datum.kind) {
    case "text":
      return datum.parts
        .map((part) => {
          if (typeof part === "string") return part;
          if (part.kind === "unknown") return `?${part.code}`;
          return part.attribute === undefined ? `{${part.thing}}` : `{${part.thing}.${part.attribute}}`;
        })
        .join("");
    case "list":
      return `[${datum.items.map(print).join(", ")}]`;
    case "map":
      return `{${(datum satisfies Mapping).entries.map(({ key, value }) => `${key}: ${print(value)}`).join(", ")}}`;
    case "absent":
      return "absent";
    case "unknown":
      return `?${datum.code}`;
  }
}
