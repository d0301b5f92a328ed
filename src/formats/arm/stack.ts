/**
 * Everything that one input deploys: its resources, those written inside others, those of nested deployments, and each
 * turn of a loop. First all are declared (type, name, whether they are there), then properties are worked out when they
 * are asked for, so that `reference()` sees every sibling.
 */

import type { Input } from "../../contract/format.ts";
import { found } from "../../finding/finding.ts";
import type { Span } from "../../source/document.ts";
import { plainText, type Table } from "../../syntax/tree.ts";
import { type Datum, type Mapping, type Part, text } from "../../value/datum.ts";
import { isUnknown, known, type Unknown, unknown, type Value } from "../../value/value.ts";
import type { Locals, Run } from "../evaluate/evaluator.ts";
import { partsOf } from "../evaluate/texts.ts";
import { truth } from "../evaluate/functions.ts";
import { budgetExceeded, MAX_RESOURCES } from "../evaluate/rules.ts";
import { compile, compileMap } from "./compile.ts";
import { type Deployment, deploymentOf, type Passed } from "./deployment.ts";
import { unwrapped } from "./envelopes.ts";
import { type Home, spelled } from "./ids.ts";
import { MAX_TURNS, turnOf } from "./list-functions.ts";
import { namesOf } from "./naming.ts";
import { referenceFunctions } from "./reference.ts";
import { type Body, bodyOf, member, resourcesOf, type Template } from "./template.ts";

export interface Declared {
  readonly type: string;
  readonly typeAt: Span;
  /** Names of all levels, joined by slashes. */
  readonly name: string;
  readonly nameAt: Span;
  /** `Microsoft.Network/virtualNetworks/net/subnets/app` */
  readonly path: string;
  readonly symbol: string | undefined;
  readonly tree: Table;
  readonly frame: Deployment;
  readonly locals: Locals;
  readonly present: Value<boolean>;
  /** What a nested deployment deploys. */
  readonly inner: Deployment | undefined;
}

/** In which deployment, inside which resource and under which conditions resources stand. */
interface Place {
  readonly frame: Deployment;
  readonly locals: Locals;
  readonly outer: Declared | undefined;
  readonly present: Value<boolean>;
}

/** Keys of a resource that are the template's and not the resource's own. */
export const notProperties: ReadonlySet<string> = new Set([
  "type",
  "apiversion",
  "name",
  "dependson",
  "comments",
  "condition",
  "copy",
  "resources",
  "scope",
]);

const NO_LOCALS: Locals = new Map();

export class Stack {
  readonly input: Input;
  readonly template: Template;
  readonly run: Run;
  readonly declared: Declared[] = [];
  private names: ReadonlyMap<Declared, string> = new Map();
  private told = false;
  private readonly byPath = new Map<string, Declared>();
  private readonly properties = new Map<Declared, Mapping | Unknown | "open">();

  constructor(input: Input, template: Template, run: Run) {
    this.input = input;
    this.template = template;
    this.run = run;
    const { scope, region, account, parameters: given } = input;
    const assigned = (attribute: string): readonly Part[] => [{ kind: "symbol", thing: scope, attribute, at: [] }];
    const home: Home = {
      subscription: account.kind === "known" ? [account.value] : assigned("subscription"),
      group: assigned("resourceGroup"),
    };
    const location = region.kind === "known" ? [region.value] : assigned("location");
    const frame = this.deploy(template, { given, passed: new Map(), home, location, name: [scope] });
    this.declareAll(template.resources, { frame, locals: NO_LOCALS, outer: undefined, present: known(true) });
  }

  /** The resource of that id, or the nearest one above it and what is left of the path. */
  find(path: string): { readonly resource: Declared; readonly rest: string } | undefined {
    for (let whole = path; whole.split("/").length >= 3; whole = whole.slice(0, parentEnd(whole))) {
      const resource = this.byPath.get(whole.toLowerCase());
      if (resource !== undefined) return { resource, rest: path.slice(whole.length) };
    }
    return undefined;
  }

  /** By the name, or the symbolic name, that `reference()` is given. */
  named(word: string): Declared | undefined {
    return this.declared.find(({ symbol, name }) => symbol === word || name.toLowerCase() === word.toLowerCase());
  }

  byKey(key: string): Declared | undefined {
    return this.declared.find((resource) => this.keyOf(resource) === key);
  }

  keyOf(resource: Declared): string {
    return `${this.input.scope}/${this.nameOf(resource)}`;
  }

  /** Within its stack. Names are unique among things of one type only; the type then stands in front. */
  nameOf(resource: Declared): string {
    if (this.names.size !== this.declared.length) this.names = namesOf(this.declared);
    return this.names.get(resource) ?? resource.name;
  }

  /** Without envelopes; unknown for a resource whose properties need themselves. */
  propertiesOf(resource: Declared): Mapping | Unknown {
    const before = this.properties.get(resource);
    if (before === "open") {
      return unknown("reference.cycle", `the properties of \`${resource.name}\` need themselves`, [resource.nameAt]);
    }
    if (before !== undefined) return before;
    this.properties.set(resource, "open");
    const whole = this.run.evaluate(compileMap(resource.tree, notProperties), resource.frame, resource.locals);
    const datum = unwrapped(whole);
    const none: Mapping = { kind: "map", entries: [], at: [resource.tree.at] };
    const properties = datum.kind === "map" || datum.kind === "unknown" ? datum : none;
    this.properties.set(resource, properties);
    return properties;
  }

  private deploy(
    body: Body,
    made: Pick<Parameters<typeof deploymentOf>[0], "given" | "passed" | "home" | "location" | "name">,
  ): Deployment {
    const { input } = this;
    return deploymentOf({ ...made, scope: input.scope, input, body, further: referenceFunctions(this) });
  }

  private declareAll(resources: Body["resources"], place: Place): void {
    for (const { symbol, tree } of resources) {
      const loop = member(tree, "copy")?.value;
      if (loop?.kind !== "map") this.declare(tree, symbol, place);
      else this.declareTurns(tree, symbol, loop, place);
    }
  }

  private declareTurns(tree: Table, symbol: string | undefined, loop: Table, place: Place): void {
    const count = member(loop, "count")?.value;
    const turns = count === undefined ? undefined : this.run.evaluate(compile(count), place.frame, place.locals);
    const number = turns?.kind === "text" ? Number(spelled(turns.parts, "?")) : Number.NaN;
    const name = plainText(member(loop, "name")?.value) ?? "";
    if (!Number.isInteger(number) || number < 0 || number > MAX_TURNS) {
      const why = "how often a loop makes it is not known";
      const doubt = isUnknown(turns) ? { ...turns, why } : unknown("template.loop.undecided", why, [loop.at]);
      const locals = new Map([...place.locals, [turnOf(""), doubt], [turnOf(name), doubt]]);
      this.declare(tree, symbol, { ...place, locals, present: doubt });
      return;
    }
    for (let i = 0; i < number; i++) {
      const turn = text(String(i), [loop.at]);
      this.declare(tree, symbol, {
        ...place,
        locals: new Map([...place.locals, [turnOf(""), turn], [turnOf(name), turn]]),
      });
    }
  }

  /** Told once, where the first is left out. */
  private isFull(at: Span): boolean {
    if (this.declared.length < MAX_RESOURCES) return false;
    const { run, input } = this;
    if (!this.told) {
      run.findings.push(found(budgetExceeded, { data: { resources: MAX_RESOURCES }, resource: input.scope, at: [at] }));
    }
    this.told = true;
    return true;
  }

  private declare(tree: Table, symbol: string | undefined, place: Place): void {
    const { frame, locals, outer } = place;
    const type = member(tree, "type");
    const word = plainText(type?.value);
    const name = member(tree, "name");
    if (type === undefined || word === undefined || this.isFull(type.value.at)) return;
    if (plainText(member(tree, "existing")?.value)?.toLowerCase() === "true") return;
    const evaluate = (field: typeof name): Datum | undefined =>
      field === undefined ? undefined : this.run.evaluate(compile(field.value), frame, locals);
    const own = evaluate(name);
    // Two names of which nothing is known are not the same name.
    const unnamed = `?${this.declared.length}`;
    const levels = own === undefined ? [unnamed] : nameLevels(own, unnamed);
    const inside = outer !== undefined && !word.split("/")[0]?.includes(".");
    const fullType = inside ? `${outer.type}/${word}` : word;
    const fullLevels = inside ? [...outer.name.split("/"), ...levels] : levels;
    const condition = evaluate(member(tree, "condition"));
    const there = condition === undefined ? known(true) : presence(truth(condition), condition.at);
    const present = both(place.present, there);
    const inner = /^Microsoft\.Resources\/deployments$/i.test(word) ? this.nested(tree, own, place) : undefined;
    const resource: Declared = {
      type: fullType,
      typeAt: type.value.at,
      name: fullLevels.join("/"),
      nameAt: (name ?? type).value.at,
      path: pathOf(fullType, fullLevels),
      symbol,
      tree,
      frame,
      locals,
      present,
      inner: inner?.frame,
    };
    this.declared.push(resource);
    // Of several in one place, under conditions that exclude each other, the one that is there counts.
    const where = resource.path.toLowerCase();
    if (!isOff(resource) || !this.byPath.has(where)) this.byPath.set(where, resource);
    if (inner !== undefined) {
      this.declareAll(inner.body.resources, { frame: inner.frame, locals: inner.locals, outer: undefined, present });
    }
    this.declareAll(resourcesOf(member(tree, "resources")?.value), { frame, locals, outer: resource, present });
  }

  /** A template that is written inside; what it may see of the outer one, it says itself. */
  private nested(tree: Table, own: Datum | undefined, { frame, locals }: Place) {
    const properties = member(tree, "properties")?.value;
    const template = member(properties, "template")?.value;
    if (template?.kind !== "map") return undefined;
    const body = bodyOf(template);
    const options = member(properties, "expressionEvaluationOptions")?.value;
    const scope = plainText(member(options, "scope")?.value) ?? "outer";
    const home = this.homeOf(tree, frame, locals);
    const name = own === undefined ? [] : partsOf(own);
    if (scope.toLowerCase() !== "inner") {
      // Its expressions are the outer template's, and so are the values that they name.
      return { body, locals, frame: { ...frame, home, body: { ...frame.body, outputs: body.outputs } } };
    }
    const given = member(properties, "parameters")?.value;
    const passed = new Map<string, Passed>();
    for (const { key, value, at } of given?.kind === "map" ? given.entries : []) {
      const said = member(value, "value");
      passed.set(
        key.toLowerCase(),
        said === undefined ? { secret: true, at } : { tree: said.value, frame, locals, at },
      );
    }
    const { location } = frame;
    return { body, locals: NO_LOCALS, frame: this.deploy(body, { given: new Map(), passed, home, location, name }) };
  }

  private homeOf(tree: Table, frame: Deployment, locals: Locals): Home {
    const said = (word: string, otherwise: readonly Part[]): readonly Part[] => {
      const field = member(tree, word);
      return field === undefined ? otherwise : partsOf(this.run.evaluate(compile(field.value), frame, locals));
    };
    const { subscription, group } = frame.home;
    return { subscription: said("subscriptionId", subscription), group: said("resourceGroup", group) };
  }
}

export function isOff({ present }: Pick<Declared, "present">): boolean {
  return present.kind === "known" && !present.value;
}

function parentEnd(path: string): number {
  return path.lastIndexOf("/", path.lastIndexOf("/") - 1);
}

/** What is not known of a name is taken to hold no slash. */
function nameLevels(name: Datum, other: string): readonly string[] {
  return spelled(partsOf(name), other).split("/");
}

function pathOf(type: string, names: readonly string[]): string {
  const [provider = "", ...levels] = type.split("/");
  return [provider, ...levels.flatMap((level, i) => [level, names[i] ?? "?"])].join("/");
}

function presence(on: boolean | Unknown, at: readonly Span[]): Value<boolean> {
  return typeof on === "boolean" ? known(on, at) : { ...on, at: [...at, ...on.at] };
}

function both(outer: Value<boolean>, inner: Value<boolean>): Value<boolean> {
  if (outer.kind === "known") return outer.value ? inner : outer;
  return inner.kind === "known" && !inner.value ? inner : outer;
}
