// What the tests of this format share: stacks from a few lines of text, and their values as short text.
import type { Given, Input, Reading } from "../../contract/format.ts";
import type { Document } from "../../source/document.ts";
import { type Datum, entryOf, type Part } from "../../value/datum.ts";
import { known, unknown } from "../../value/value.ts";
import { cloudformation } from "./format.ts";

interface Situation {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly account?: string;
  readonly listed?: boolean;
}

export function input(scope: string, text: string, situation: Situation = {}): Input {
  const { parameters = {}, region, account, listed = false } = situation;
  return {
    document: { path: `${scope}.yml`, text },
    scope,
    listed,
    region: region === undefined ? unknown("scope.region.unknown", "nobody says") : known(region),
    account: account === undefined ? unknown("scope.account.unknown", "nobody says") : known(account),
    parameters: new Map(Object.entries(parameters).map(([name, value]) => [name, given(name, value)])),
  };
}

/** As if the project file said `Name: value`. */
function given(name: string, text: string): Given {
  const document: Document = { path: "tieline.yaml", text: `${name}: ${text}` };
  return { text, at: { document, start: name.length + 2, end: document.text.length } };
}

/** `files` lie beside the templates; `pins` are ids that are known. */
export function read(
  inputs: readonly Input[],
  files: Readonly<Record<string, string>> = {},
  pins: Readonly<Record<string, string>> = {},
): Reading {
  return cloudformation.read(inputs, {
    open: (_, path) => {
      const text = files[path.replace(/^\.\//, "")];
      return text === undefined ? undefined : { path, text };
    },
    pinned: (key) => (pins[key] === undefined ? undefined : given(key, pins[key])),
  });
}

/** The property of an item, as short text: `'text<symbol>'`, `[…]`, `{…}`, `?code`; nothing when it has none. */
export function property({ items }: Reading, key: string, name: string): string | undefined {
  const item = items.find((candidate) => `${candidate.scope.name}/${candidate.name}` === key);
  const value = item && entryOf(item.properties, name)?.value;
  return value && print(value);
}

export function print(datum: Datum): string {
  switch (datum.kind) {
    case "text":
      return `'${datum.parts.map(printPart).join("")}'`;
    case "list":
      return `[${datum.items.map(print).join(", ")}]`;
    case "map":
      return `{${datum.entries.map(({ key, value }) => `${key}: ${print(value)}`).join(", ")}}`;
    case "absent":
      return "absent";
    case "unknown":
      return printPart(datum);
  }
}

function printPart(part: Part): string {
  if (typeof part === "string") return part;
  if (part.kind === "unknown") return `?${part.code}`;
  return `<${part.thing}${part.attribute === undefined ? "" : `.${part.attribute}`}>`;
}
