/**
 * `physical:` in the project file: ids and addresses that exist only after deployment. An id becomes another name of
 * the thing; an address takes the place of the assigned one of that owner in whose range it lies.
 */

import type { Given } from "../contract/format.ts";
import { type Finding, found } from "../finding/finding.ts";
import type { Key, Model } from "../model/model.ts";
import { type Ip, parseIp } from "../net/ip.ts";
import { contains } from "../net/ranges.ts";
import { type Assigned, known, type Known } from "../value/value.ts";
import { replaced, visit } from "./elements.ts";
import { pinUnknown, pinUnfit } from "./rules.ts";

export type Physical = ReadonlyMap<string, readonly Given[]>;

export interface Pins {
  readonly ids: ReadonlyMap<Key, readonly string[]>;
  readonly addresses: ReadonlyMap<Key, readonly Pin[]>;
  readonly findings: readonly Finding[];
}

interface Pin {
  readonly ip: Ip;
  readonly given: Given;
}

/** Sorts pins by thing; `keys` are those of everything that was read. */
export function pinsOf(physical: Physical, keys: ReadonlySet<Key>): Pins {
  const ids = new Map<Key, readonly string[]>();
  const addresses = new Map<Key, readonly Pin[]>();
  const findings: Finding[] = [];
  for (const [name, values] of physical) {
    const key = keyFor(name, keys);
    if (key === undefined) {
      findings.push(found(pinUnknown, { data: { name }, resource: name, at: values.slice(0, 1).map((v) => v.at) }));
      continue;
    }
    const parsed = values.map((given) => ({ given, ip: parseIp(given.text.trim()) }));
    ids.set(
      key,
      parsed.flatMap(({ given, ip }) => (ip === undefined ? [given.text.trim()] : [])),
    );
    addresses.set(
      key,
      parsed.flatMap(({ given, ip }) => (ip === undefined ? [] : [{ given, ip }])),
    );
  }
  return { ids, addresses, findings };
}

/** `stack/Name`, or a name that stands in one stack only. */
function keyFor(name: string, keys: ReadonlySet<Key>): Key | undefined {
  if (keys.has(name)) return name;
  const ending = [...keys].filter((key) => key.endsWith(`/${name}`));
  return ending.length === 1 ? ending[0] : undefined;
}

/** An attribute's value, which is the pinned address where exactly one fits. */
export function settled(value: unknown, { addresses }: Pins): unknown {
  if (typeof value !== "object" || value === null || !isAssigned(value)) return value;
  const [only, ...others] = (addresses.get(value.owner) ?? []).filter(({ ip }) => contains(value.within, ip));
  return only === undefined || others.length > 0 ? value : known(only.ip, [...value.at, only.given.at]);
}

export interface Pinned {
  readonly model: Model;
  readonly findings: readonly Finding[];
}

export function pin(model: Model, { addresses }: Pins): Pinned {
  if (addresses.size === 0) return { model, findings: [] };
  const findings: Finding[] = [];
  const settled = new Map<string, Known<Ip>>();
  const open = assignedIn(model);
  for (const [owner, pins] of addresses) {
    for (const { ip, given } of pins) {
      const own = open.filter((a) => a.owner === owner);
      const fitting = own.find((a) => !settled.has(a.id) && contains(a.within, ip));
      if (fitting !== undefined) settled.set(fitting.id, known(ip, [...fitting.at, given.at]));
      else
        findings.push(
          found(pinUnfit, { data: { owner, ip, within: own.map((a) => a.within) }, resource: owner, at: [given.at] }),
        );
    }
  }
  return { model: settle(model, settled), findings };
}

/** The model with those assigned addresses known, by their id. */
export function settle(model: Model, addresses: ReadonlyMap<string, Known<Ip>>): Model {
  if (addresses.size === 0) return model;
  return replaced(model, (object) => (isAssigned(object) ? addresses.get(object.id) : undefined));
}

/** Each assigned address once, by id. */
function assignedIn(model: Model): readonly Assigned[] {
  const all = new Map<string, Assigned>();
  visit(model, (object) => {
    if (!isAssigned(object)) return undefined;
    all.set(object.id, object);
    return "enough";
  });
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isAssigned(object: object): object is Assigned {
  return (object as { kind?: unknown }).kind === "assigned";
}
