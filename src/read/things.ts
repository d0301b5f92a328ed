/**
 * The things of one reading: their values, facts and attributes, each worked out when first asked for and once; who
 * refers to whom; which texts mean which thing. A thing whose facts need themselves has unknown ones.
 */

import { type Item, keyOf } from "../contract/item.ts";
import type { AnyKind, It, Referrer, Stranger } from "../contract/kind.ts";
import type { Properties, Property, Reading } from "../contract/property.ts";
import type { Ref, Term } from "../contract/term.ts";
import type { Finding } from "../finding/finding.ts";
import type { Key } from "../model/model.ts";
import type { Span } from "../source/document.ts";
import { type Datum, literal, type Symbol, text } from "../value/datum.ts";
import { known, type Unknown, unknown } from "../value/value.ts";
import type { Admission, Admitted } from "./admit.ts";
import { type Pins, settled } from "./pins.ts";
import { readingOf } from "./resolve.ts";
import { find } from "./spelling.ts";

export type Found =
  | { readonly kind: "thing"; readonly thing: Admitted }
  | { readonly kind: "absent" | "unmodelled"; readonly item: Item };

interface Naming {
  readonly thing: Admitted;
  readonly attribute: string | undefined;
  readonly at: readonly Span[];
}

/** Values of one thing, whatever its kind. */
export type AnyIt = It<Properties>;

export class Things {
  readonly findings: Finding[] = [];
  private readonly admission: Admission;
  private readonly pins: Pins;
  private readonly ids = new Map<string, Found[]>();
  private readonly its = new Map<Key, AnyIt>();
  private readonly facts = new Map<Key, { readonly value: unknown } | "open">();
  private readonly attributes = new Map<Key, Readonly<Record<string, unknown>> | "open">();
  /** By the thing pointed at and the property that points; complete once the constructor is done. */
  private readonly arrows = new Map<string, Map<Key, Admitted>>();
  private readonly answers = new Map<string, Map<Term<unknown>, readonly Referrer<unknown>[]>>();

  /** By the thing that is named. */
  private readonly strange = new Map<Key, Stranger[]>();

  constructor(admission: Admission, pins: Pins) {
    this.admission = admission;
    this.pins = pins;
    const { things, absent, unmodelled } = admission;
    for (const thing of things.values()) this.name({ kind: "thing", thing }, thing.item);
    for (const item of absent.values()) this.name({ kind: "absent", item }, item);
    for (const item of unmodelled.values()) this.name({ kind: "unmodelled", item }, item);
    for (const thing of things.values()) {
      let pointing = "";
      const reading = readingOf(this, thing, (to) => this.point(thing, pointing, to));
      for (const [name, property] of propertiesOf(thing)) {
        pointing = name;
        read(thing, name, property, reading);
      }
    }
    for (const item of unmodelled.values()) if (item.opened !== true) this.meet(item);
  }

  all(): Iterable<Admitted> {
    return this.admission.things.values();
  }

  byKey(key: Key): Found | undefined {
    const thing = this.admission.things.get(key);
    if (thing !== undefined) return { kind: "thing", thing };
    const absent = this.admission.absent.get(key);
    if (absent !== undefined) return { kind: "absent", item: absent };
    const item = this.admission.unmodelled.get(key);
    return item === undefined ? undefined : { kind: "unmodelled", item };
  }

  /** What a text may mean: a full id, or the last part of one. */
  byId(id: string): readonly Found[] {
    const own = this.ids.get(id.trim().toLowerCase());
    if (own !== undefined) return own;
    const last = /[:/]([^:/]+)$/.exec(id.trim())?.[1];
    return last === undefined ? [] : (this.ids.get(last.toLowerCase()) ?? []);
  }

  it(thing: Admitted): AnyIt {
    let it = this.its.get(thing.key);
    if (it === undefined) {
      it = this.make(thing);
      this.its.set(thing.key, it);
    }
    return it;
  }

  factsOf<F>(thing: Admitted): F {
    const before = this.facts.get(thing.key);
    if (before === "open") return thing.kind.term.unknown(needsItself(thing)) as F;
    if (before !== undefined) return before.value as F;
    this.facts.set(thing.key, "open");
    const value: unknown = thing.kind.facts(this.it(thing));
    this.facts.set(thing.key, { value });
    return value as F;
  }

  /** What `GetAtt` gives, for attributes that the kind publishes; `Ref` is what a bare reference gives. */
  attributeOf(thing: Admitted, attribute: string): unknown {
    const before = this.attributes.get(thing.key);
    if (before === "open") return needsItself(thing);
    if (before !== undefined) return before[attribute];
    this.attributes.set(thing.key, "open");
    const published = Object.entries(thing.kind.attributes?.(this.it(thing)) ?? {});
    const values = Object.fromEntries(published.map(([name, value]) => [name, settled(value, this.pins)]));
    this.attributes.set(thing.key, values);
    return values[attribute];
  }

  /** A reference whose facts are worked out when somebody looks. */
  reference<F>(to: Term<F>, thing: Admitted, at: readonly Span[]): Ref<F> {
    const facts = () => this.factsOf<F>(thing);
    return {
      kind: "ref",
      term: to,
      to: known(thing.key, at),
      name: keyOf(thing.item),
      get facts() {
        return facts();
      },
      at,
    };
  }

  private name(found: Found, item: Item): void {
    const own = [...item.ids, ...(this.pins.ids.get(keyOf(item)) ?? [])].map((id) => id.toLowerCase());
    for (const id of new Set(own)) {
      const others = this.ids.get(id);
      if (others === undefined) this.ids.set(id, [found]);
      else others.push(found);
    }
  }

  /** What a thing that no kind reads names, each once. */
  private meet(item: Item): void {
    const met = new Set<string>();
    for (const { thing, attribute, at } of this.named(item.properties)) {
      const place = `${thing.key} ${attribute ?? ""}`;
      if (met.has(place)) continue;
      met.add(place);
      const stranger = { name: keyOf(item), type: item.type, attribute, at: at.length > 0 ? at : [item.at] };
      const others = this.strange.get(thing.key);
      if (others === undefined) this.strange.set(thing.key, [stranger]);
      else others.push(stranger);
    }
  }

  private *named(datum: Datum): Iterable<Naming> {
    switch (datum.kind) {
      case "map":
        for (const { value } of datum.entries) yield* this.named(value);
        return;
      case "list":
        for (const item of datum.items) yield* this.named(item);
        return;
      case "text": {
        const { at } = datum;
        const said = literal(datum);
        const found = said === undefined || said === "" ? [] : (this.ids.get(said.toLowerCase()) ?? []);
        for (const own of found) if (own.kind === "thing") yield { thing: own.thing, attribute: undefined, at };
        for (const part of datum.parts) {
          if (typeof part === "string" || part.kind !== "symbol") continue;
          const own = this.byKey(part.thing);
          const attribute = /id$/i.test(part.attribute ?? "id") ? undefined : part.attribute;
          if (own?.kind === "thing") yield { thing: own.thing, attribute, at };
        }
        return;
      }
      case "absent":
      case "unknown":
    }
  }

  private point(from: Admitted, property: string, to: Key): void {
    const place = `${property} ${to}`;
    const list = this.arrows.get(place) ?? new Map<Key, Admitted>();
    this.arrows.set(place, list.set(from.key, from));
  }

  /** Many may ask of one thing who refers to it, so the answer is kept. */
  private referrers<G>(to: Key, term: Term<G>, property: string): readonly Referrer<G>[] {
    const place = `${property} ${to}`;
    const arrows = this.arrows.get(place);
    if (arrows === undefined) return [];
    let answers = this.answers.get(place);
    if (answers === undefined) this.answers.set(place, (answers = new Map()));
    const before = answers.get(term as Term<unknown>);
    if (before !== undefined) return before as readonly Referrer<G>[];
    const answer = this.referrersOf([...arrows.values()], term, property);
    answers.set(term as Term<unknown>, answer);
    return answer;
  }

  private referrersOf<G>(from: readonly Admitted[], term: Term<G>, property: string): readonly Referrer<G>[] {
    return from
      .filter(({ kind }) => kind.term === term)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map((thing) => {
        const facts = () => this.factsOf<G>(thing);
        const written = this.it(thing).written(property);
        const doubt = doubtOf(thing);
        return {
          key: thing.key,
          name: keyOf(thing.item),
          get facts() {
            return facts();
          },
          origin: { at: written.length > 0 ? written : [thing.item.at] },
          doubt,
        };
      });
  }

  private make(thing: Admitted): AnyIt {
    const { item, key } = thing;
    const held: Held = {
      thing,
      reading: readingOf(this, thing),
      values: propertiesOf(thing).map(() => notYet),
      self: () => this.reference(thing.kind.term, thing, [item.at]),
    };
    const it: object = Object.create(prototypeOf(thing));
    return Object.assign(it, {
      [inside]: held,
      key,
      name: keyOf(item),
      scope: item.scope,
      origin: { at: [item.at] },
      doubt: doubtOf(thing),
      observed: item.observed,
      written: (property: string) => writtenIn(thing, property),
      referrers: <G>(term: Term<G>, property: string) => this.referrers(key, term, property),
      strangers: () => this.strange.get(key) ?? [],
      report: (finding: Finding) => void this.findings.push(finding),
    }) as unknown as AnyIt;
  }
}

/** Where the values of one thing are kept; its kind's prototype reads them. */
const inside = Symbol("values");
const notYet = Symbol("not yet read");

interface Held {
  readonly thing: Admitted;
  readonly reading: Reading;
  readonly values: unknown[];
  readonly self: () => Ref<unknown>;
}

type Holder = { readonly [inside]: Held };

const prototypes = new WeakMap<AnyKind, object>();

/** A getter for each property of the kind, once for all its things: a large network has many of few kinds. */
function prototypeOf(thing: Admitted): object {
  const before = prototypes.get(thing.kind);
  if (before !== undefined) return before;
  const made = Object.defineProperty({}, "self", {
    get(this: Holder) {
      return this[inside].self();
    },
  });
  propertiesOf(thing).forEach(([name, property], i) => {
    Object.defineProperty(made, name, {
      get(this: Holder) {
        const { thing: own, reading, values } = this[inside];
        if (values[i] === notYet) values[i] = read(own, name, property, reading);
        return values[i];
      },
    });
  });
  prototypes.set(thing.kind, made);
  return made;
}

const propertiesOfKinds = new WeakMap<AnyKind, readonly (readonly [string, Property<unknown>])[]>();

function propertiesOf({ kind }: Admitted): readonly (readonly [string, Property<unknown>])[] {
  let own = propertiesOfKinds.get(kind);
  if (own === undefined) propertiesOfKinds.set(kind, (own = Object.entries(kind.properties as Properties)));
  return own;
}

function doubtOf({ item, because }: Admitted): Unknown | undefined {
  return item.present.kind === "unknown" ? item.present : because;
}

function needsItself(thing: Admitted): Unknown {
  return unknown(
    "reference.cycle",
    `what \`${keyOf(thing.item)}\` is depends on itself`,
    [thing.item.at],
    "a reference that does not lead back",
  );
}

function read<T>(thing: Admitted, name: string, property: Property<T>, reading: Reading): T {
  const { item, because, given, parent } = thing;
  if (parent?.property === name)
    return property.read(reading, { kind: "text", parts: [symbol(parent.key, item)], at: [item.at] });
  const settled = given[name];
  if (settled !== undefined) return property.read(reading, text(settled, [item.typeAt]));
  if (because !== undefined) return property.read(reading, because);
  return property.read(reading, find(item.properties, property.spelling, item.format)?.datum);
}

function symbol(key: Key, item: Item): Symbol {
  return { kind: "symbol", thing: key, at: [item.at] };
}

function writtenIn({ item, kind }: Admitted, name: string): readonly Span[] {
  const property = (kind.properties as Properties)[name];
  const written = property === undefined ? undefined : find(item.properties, property.spelling, item.format);
  return written === undefined ? [] : [written.at];
}
