/**
 * Reading: documents in, the model and what was found on the way out. Never throws for what a text says.
 *
 *   detect ─> formats ─> admit ─> resolve, reverse ─> facts ─> lower ─> hosts ─> pins
 */

import { clouds } from "../clouds/clouds.ts";
import type { Format, Scoped, Surroundings } from "../contract/format.ts";
import type { Item } from "../contract/item.ts";
import type { AnyKind } from "../contract/kind.ts";
import type { Finding } from "../finding/finding.ts";
import type { Ignore } from "../finding/ignore.ts";
import { ordered } from "../finding/order.ts";
import { formats as allFormats } from "../formats/formats.ts";
import type { Key, Model } from "../model/model.ts";
import { parseIp } from "../net/ip.ts";
import type { Host } from "../project/project.ts";
import type { Document } from "../source/document.ts";
import { type Admission, admit } from "./admit.ts";
import { detect, type Source } from "./detect.ts";
import { joinHosts } from "./hosts.ts";
import { lower } from "./lower.ts";
import { originsIn } from "./origins.ts";
import { type Physical, pin, type Pinned, type Pins, pinsOf, settle } from "./pins.ts";
import { misspelt } from "./properties.ts";
import { registry } from "./registry.ts";
import { Things } from "./things.ts";
import { findingsOf } from "./unknowns.ts";

export interface Request {
  readonly sources: readonly Source[];
  /** Files beside the one that names them. */
  readonly open?: Surroundings["open"];
  /** `physical:` of the project file: by `stack/Name`, the ids and addresses of the deployment. */
  readonly physical?: Physical;
  /** `hosts:` of the project file. */
  readonly hosts?: readonly Host[];
}

/** What a thing is, for inventories. */
export interface ThingRead {
  readonly key: Key;
  readonly name: string;
  /** The kind's word: "subnet". */
  readonly label: string;
  readonly item: Item;
}

export interface Read {
  readonly model: Model;
  readonly findings: readonly Finding[];
  readonly things: readonly ThingRead[];
  /** Types that no kind reads, most frequent first. */
  readonly notModelled: readonly { readonly kind: string; readonly count: number }[];
  /** Names of things that no kind reads, with their types. */
  readonly others: readonly { readonly name: string; readonly type: string }[];
  /** Every stack, nested ones among them, and of which document it was made. */
  readonly scopes: readonly Scoped[];
  /** Documents of no format that is known. */
  readonly unread: readonly Document[];
  /** What the files themselves say is accepted, beside their comments. */
  readonly ignores: readonly Ignore[];
}

export interface Units {
  readonly formats: readonly Format[];
  readonly kinds: readonly AnyKind[];
}

const everything: Units = { formats: allFormats, kinds: clouds.flatMap(({ kinds }) => kinds) };

export function read(request: Request, units: Units = everything): Read {
  const { things, pins, admission, findings, scopes, unread, ignores, originOf } = gather(request, units);
  const { model, findings: unfit } = modelOf(things, pins, request.hosts ?? []);
  return {
    model,
    findings: ordered([...findings, ...things.findings, ...unfit, ...findingsOf(model, originOf)]),
    things: [...things.all()].flatMap(({ key, kind, item }) => {
      const name = key;
      return item.parent === undefined ? [{ key, name, label: kind.label, item }] : [];
    }),
    notModelled: counted(admission),
    others: [...admission.unmodelled].map(([name, { type }]) => ({ name, type })),
    scopes,
    unread,
    ignores,
  };
}

/** What hosts say of themselves is heard last, and wins over what templates only imply. */
function modelOf(things: Things, pins: Pins, hosts: readonly Host[]): Pinned {
  const into = lower(things, pins.ids);
  const before = pin(into.model(), pins);
  if (hosts.length === 0) return before;
  const { findings, withdrawn, settled } = joinHosts(into, hosts, before.model);
  const { model } = pin(into.model(), pins);
  const stated = { ...model, routes: model.routes.filter(({ key }) => !withdrawn.has(key)) };
  return { model: settle(stated, settled), findings: [...before.findings, ...findings] };
}

/** Everything that comes before lowering. */
export function gather({ sources, open, physical = new Map() }: Request, { formats, kinds }: Units = everything) {
  const { inputs, unread } = detect(sources, formats);
  const surroundings: Surroundings = {
    open: open ?? (() => undefined),
    pinned: (key) => physical.get(key)?.find(({ text }) => parseIp(text.trim()) === undefined),
  };
  const readings = [...inputs].map(([format, list]) => ({ scopes: list, ...format.read(list, surroundings) }));
  const items = readings.flatMap((reading) => reading.items);
  const known = registry(kinds);
  const admission = admit(items, known);
  const keys = [...admission.things.keys(), ...admission.absent.keys(), ...admission.unmodelled.keys()];
  const pins: Pins = pinsOf(physical, new Set(keys));
  const things = new Things(admission, pins);
  return {
    things,
    pins,
    admission,
    scopes: readings.flatMap(({ scopes }) => scopes.map(({ scope, document }): Scoped => ({ scope, document }))),
    unread,
    ignores: readings.flatMap((reading) => reading.ignores ?? []),
    originOf: originsIn([...inputs.values()].flat(), items),
    findings: [
      ...readings.flatMap((reading) => reading.findings),
      ...pins.findings,
      ...misspelt(admission.things.values(), known),
    ],
  };
}

function counted({ unmodelled }: Admission): Read["notModelled"] {
  const counts = new Map<string, number>();
  for (const { type, opened } of unmodelled.values())
    if (opened !== true) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}
