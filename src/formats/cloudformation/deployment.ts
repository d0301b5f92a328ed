/**
 * All stacks that are read together, and what they want of each other: exports, the outputs that given values name, and
 * the stacks that they nest. A template that a stack nests is not read a second time as a stack of its own, unless the
 * project file lists it.
 */

import type { Given, Input, Surroundings } from "../../contract/format.ts";
import type { Span } from "../../source/document.ts";
import type { Datum } from "../../value/datum.ts";
import { isUnknown, known, type Unknown, unknown } from "../../value/value.ts";
import { Run } from "../evaluate/evaluator.ts";
import { Exports } from "./exports.ts";
import { interpolate } from "./given.ts";
import { nest } from "./nested.ts";
import { regionOf } from "./region.ts";
import { type Others, type Stack, stackOf } from "./stack.ts";
import { isNested, readTemplate } from "./template.ts";

/** Templates that each nest the next one twice make a thousand stacks of ten files. */
const MAX_NESTED = 1_000;

function tooMany(scope: string, resource: string): Unknown {
  const why = `\`${scope}/${resource}\` is not read: more than ${MAX_NESTED} stacks are nested`;
  return unknown("stack.template.unread", why, [], "the nested stack as an input of its own");
}

export class Deployment implements Others {
  readonly run: Run = new Run();
  readonly stacks: readonly Stack[];
  private readonly surroundings: Surroundings;
  private readonly inner = new Map<Stack, Map<string, Stack | Unknown>>();
  private readonly exports = new Exports(this);
  private count = 0;

  constructor(inputs: readonly Input[], surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.stacks = inputs.map((input) => this.deploy(input));
    const all = [...this.stacks];
    // The list grows while it is walked, since nested stacks nest further ones.
    for (const stack of all) {
      for (const [name, resource] of stack.resources) {
        const nested = isNested(resource) ? this.nested(stack, name) : undefined;
        if (nested !== undefined && !isUnknown(nested)) all.push(nested);
      }
    }
    const nested = new Set(all.slice(this.stacks.length).map(({ template }) => template.document.path));
    this.stacks = all.filter(({ listed, outer, template }) => {
      return listed || outer !== undefined || !nested.has(template.document.path);
    });
  }

  interpolate(given: Given): Datum {
    return interpolate(given, this.stacks, this.run);
  }

  imported(name: string, by: Stack, at: Span): Datum {
    return this.exports.find(name, by, at);
  }

  nested(stack: Stack, resource: string): Stack | Unknown {
    let inner = this.inner.get(stack);
    if (inner === undefined) this.inner.set(stack, (inner = new Map()));
    const before = inner.get(resource);
    if (before !== undefined) return before;
    const nested =
      this.count < MAX_NESTED ? nest(stack, resource, this, this.surroundings) : tooMany(stack.scope, resource);
    this.count++;
    inner.set(resource, nested);
    return nested;
  }

  private deploy({ document, scope, listed, region, account, parameters }: Input): Stack {
    const template = readTemplate(document);
    const where = region.kind === "known" ? region : regionOf(template, parameters);
    const there = { present: known(true), outer: undefined, passed: new Map() };
    return stackOf({ scope, template, region: where, account, listed, given: parameters, ...there }, this);
  }
}
