/**
 * The one evaluator of all formats. A frame (a stack, a module, a nested deployment) gives names and functions; one run
 * evaluates any number of frames that refer to each other. Names are worked out when first asked for, once; one that
 * needs itself is a finding and unknown. A budget of steps and depth makes every input end.
 *
 * Where a value was used and where it is defined (`Datum.at`) is put together here, for names and calls alike: the use
 * first, then the places that the value came from, but for those inside the use.
 */

import { type Finding, found } from "../../finding/finding.ts";
import { sameSpan, type Span } from "../../source/document.ts";
import type { Datum } from "../../value/datum.ts";
import { another, isUnknown, type Unknown, unknown } from "../../value/value.ts";
import type { Expression } from "./expression.ts";
import { budgetExceeded, referenceCycle } from "./rules.ts";
import { partsOf } from "./texts.ts";

export interface Frame {
  /** Name of the scope: a stack, a deployment. */
  readonly scope: string;
  readonly functions: Readonly<Record<string, Fn>>;
  /** What a name stands for; an unknown that says so when nothing is called so. Asked once per name. */
  resolve(name: string, run: Run): Datum;
}

/** A function of a language: pure but for the arguments that it asks for. */
export type Fn = (call: CallSite) => Datum;

export interface CallSite {
  readonly fn: string;
  readonly at: Span;
  readonly frame: Frame;
  readonly args: readonly Expression[];
  /** The argument, worked out now; absent when there is none. */
  readonly value: (index: number) => Datum;
  /** Any expression, with more local names than are seen here: the variable of a loop. */
  readonly evaluate: (expression: Expression, locals?: Locals) => Datum;
}

export type Locals = ReadonlyMap<string, Datum>;

/** One step is one expression, or 64 characters that it makes. A large template takes some 50,000 in all. */
export interface Limits {
  /** For one evaluation from outside: a resource, an output. */
  readonly steps: number;
  /** For all of them. */
  readonly total: number;
  readonly depth: number;
}

export const LIMITS: Limits = { steps: 500_000, total: 20_000_000, depth: 600 };

const NO_LOCALS: Locals = new Map();

/** One evaluation of frames that know each other. */
export class Run {
  readonly findings: Finding[] = [];
  private readonly limits: Limits;
  private readonly known = new Map<Frame, Map<string, Datum>>();
  private readonly open: { readonly frame: Frame; readonly name: string; readonly at: Span }[] = [];
  private total = 0;
  /** Of the total, where the evaluation from outside began. */
  private start = 0;
  private depth = 0;

  constructor(limits: Limits = LIMITS) {
    this.limits = limits;
  }

  evaluate(expression: Expression, frame: Frame, locals: Locals = NO_LOCALS): Datum {
    if (expression.kind === "constant") return expression.datum;
    if (this.depth === 0) this.start = this.total;
    this.total++;
    const { steps, total, depth } = this.limits;
    if (this.total - this.start > steps || this.total > total || this.depth >= depth) {
      return this.exceeded(expression.at, frame);
    }
    this.depth++;
    const datum = this.step(expression, frame, locals);
    this.depth--;
    return datum;
  }

  /** What a name of a frame stands for, without a use. */
  name(name: string, frame: Frame, at: Span): Datum {
    let names = this.known.get(frame);
    if (names === undefined) this.known.set(frame, (names = new Map()));
    const before = names.get(name);
    if (before !== undefined) return before;
    const start = this.open.findIndex((open) => open.frame === frame && open.name === name);
    if (start >= 0) return this.cycle(start, at);
    this.open.push({ frame, name, at });
    const datum = frame.resolve(name, this);
    this.open.pop();
    names.set(name, datum);
    return datum;
  }

  private step(expression: Exclude<Expression, { kind: "constant" }>, frame: Frame, locals: Locals): Datum {
    switch (expression.kind) {
      case "list": {
        const items = expression.items.map((item) => this.evaluate(item, frame, locals));
        return { kind: "list", items: items.filter(({ kind }) => kind !== "absent"), at: [expression.at] };
      }
      case "map": {
        const entries = expression.entries.flatMap(({ value, ...place }) => {
          const datum = this.evaluate(value, frame, locals);
          return datum.kind === "absent" && value.kind !== "constant" ? [] : [{ ...place, value: datum }];
        });
        return { kind: "map", entries, at: [expression.at] };
      }
      case "name": {
        const { name, at } = expression;
        return usedAt(locals.get(name) ?? this.name(name, frame, at), at);
      }
      case "call":
        return this.call(expression, frame, locals);
    }
  }

  private call({ fn, args, at }: Extract<Expression, { kind: "call" }>, frame: Frame, locals: Locals): Datum {
    const apply = Object.hasOwn(frame.functions, fn) ? frame.functions[fn] : undefined;
    if (apply === undefined)
      return unknown("function.name.unknown", `there is no function \`${fn}\``, [at], "a function that the format has");
    const taken = new Set<string>();
    const evaluate = (expression: Expression, more: Locals = NO_LOCALS): Datum => {
      const datum = this.evaluate(expression, frame, more.size === 0 ? locals : new Map([...locals, ...more]));
      for (const part of partsOf(datum)) if (isUnknown(part) && part.same !== undefined) taken.add(part.same);
      return datum;
    };
    const value = (index: number): Datum => {
      const arg = args[index];
      return arg === undefined ? { kind: "absent", at: [at] } : evaluate(arg);
    };
    const datum = apply({ fn, at, frame, args, value, evaluate });
    this.total += weight(datum);
    return usedAt(madeOf(datum, taken), at);
  }

  private cycle(start: number, at: Span): Unknown {
    const around = this.open.slice(start);
    const names = around.map(({ frame, name }) => `${frame.scope}/${name}`);
    const data = { names: [...names, names[0] ?? ""] };
    const resource = names[0] ?? null;
    this.findings.push(found(referenceCycle, { data, resource, at: [at, ...around.slice(1).map((open) => open.at)] }));
    return unknown(
      referenceCycle.code,
      `it needs itself: ${data.names.join(" → ")}`,
      [at],
      "a value that does not need itself",
    );
  }

  private exceeded(at: Span, frame: Frame): Unknown {
    if (this.findings.every(({ code }) => code !== budgetExceeded.code)) {
      this.findings.push(found(budgetExceeded, { data: {}, resource: frame.scope, at: [at] }));
    }
    return unknown(
      budgetExceeded.code,
      "the template takes too long to work out",
      [at],
      "a smaller template, or the value literally",
    );
  }
}

/** What a function makes of a value that nobody knows is another one. */
function madeOf(datum: Datum, taken: ReadonlySet<string>): Datum {
  const isTaken = datum.kind === "unknown" && datum.same !== undefined && taken.has(datum.same);
  return isTaken ? another(datum) : datum;
}

/** The datum as it stands at one use; each place is told once. */
function usedAt<D extends Datum>(datum: D, use: Span): D {
  const at = [use];
  for (const span of datum.at) if (!inside(span, use) && !at.some((other) => sameSpan(other, span))) at.push(span);
  return { ...datum, at };
}

function inside(inner: Span, outer: Span): boolean {
  return inner.document === outer.document && inner.start >= outer.start && inner.end <= outer.end;
}

/** What a function's result costs: texts that double at each step must run out of budget before memory. */
function weight(datum: Datum): number {
  if (datum.kind === "list") return datum.items.length;
  if (datum.kind !== "text") return 0;
  return datum.parts.reduce((sum, part) => sum + 1 + (typeof part === "string" ? part.length >> 6 : 0), 0);
}
