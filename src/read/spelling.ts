/**
 * How a property's spelling finds its datum in a mapping. CloudFormation's form is canonical; other formats' forms
 * follow from it by rule unless the kind spells them. `A.B` goes inwards, `a|b` are alternatives, `null` is none.
 */

import type { Spelling } from "../contract/property.ts";
import type { Span } from "../source/document.ts";
import { type Datum, type Entry, entryOf, type Mapping } from "../value/datum.ts";

type Rule = (word: string) => string;

const pascal: Rule = (word) => word;

/** `VpcId` is `vpc_id`, `EnableDNSNames` is `enable_dns_names`. */
const snake: Rule = (word) =>
  word
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();

/** `VpcId` is `vpcId`, `IPAddress` is `ipAddress`. */
const camel: Rule = (word) =>
  word.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (capitals) => capitals.toLowerCase());

const rules: Readonly<Record<string, Rule>> = { terraform: snake, heat: snake, arm: camel };

type Paths = readonly (readonly string[])[];

/** By format: a spelling belongs to a kind, and is asked for once for each thing of that kind. */
const known = new Map<string, Map<Spelling, Paths>>();

/** The paths under which a format may have it; none when the format has no such property. */
export function pathsOf(spelling: Spelling, format: string): Paths {
  let own = known.get(format);
  if (own === undefined) known.set(format, (own = new Map()));
  let paths = own.get(spelling);
  if (paths === undefined) own.set(spelling, (paths = pathsIn(spelling, format)));
  return paths;
}

function pathsIn(spelling: Spelling, format: string): Paths {
  const split = (text: string, rule: Rule) => text.split("|").map((path) => path.split(".").map(rule));
  const rule = rules[format] ?? pascal;
  if (typeof spelling === "string") return split(spelling, rule);
  const own = spelling[format];
  if (own === null) return [];
  if (own !== undefined) return split(own, pascal);
  const canonical = spelling["cloudformation"];
  return canonical === undefined || canonical === null ? [] : split(canonical, rule);
}

export interface Written {
  readonly datum: Datum;
  /** Key through value of the innermost key. */
  readonly at: Span;
}

/** The first of the alternatives that is written. */
export function find(mapping: Mapping, spelling: Spelling, format: string): Written | undefined {
  for (const path of pathsOf(spelling, format)) {
    const written = follow(mapping, path);
    if (written !== undefined) return written;
  }
  return undefined;
}

function follow(mapping: Mapping, path: readonly string[], depth = 0): Written | undefined {
  const word = path[depth];
  const entry: Entry | undefined = word === undefined ? undefined : entryOf(mapping, word);
  if (entry === undefined) return undefined;
  if (depth === path.length - 1) return { datum: entry.value, at: entry.at };
  const inner = single(entry.value);
  if (inner.kind === "unknown") return { datum: inner, at: entry.at };
  return inner.kind === "map" ? follow(inner, path, depth + 1) : undefined;
}

/** A block that a format writes as a list of one. */
function single(datum: Datum): Datum {
  const [only] = datum.kind === "list" && datum.items.length === 1 ? datum.items : [];
  return only ?? datum;
}
