/**
 * `Fn::ImportValue`: an output of another stack under the name that it exports. Exports belong to one account and region;
 * where either is not known, the name alone decides.
 */

import type { Span } from "../../source/document.ts";
import { type Datum, literal } from "../../value/datum.ts";
import { unknown, type Value } from "../../value/value.ts";
import { nearest } from "../evaluate/nearest.ts";
import type { Others, Stack } from "./stack.ts";

type Neighbours = Pick<Others, "run"> & { readonly stacks: readonly Stack[] };

export class Exports {
  private readonly all: Neighbours;
  /** By export name, the key of the output. */
  private readonly byStack = new Map<Stack, ReadonlyMap<string, string>>();

  constructor(all: Neighbours) {
    this.all = all;
  }

  find(name: string, by: Stack, at: Span): Datum {
    const { stacks, run } = this.all;
    const reachable = stacks.filter(({ region, account }) => agree(region, by.region) && agree(account, by.account));
    for (const stack of reachable) {
      const key = this.of(stack).get(name);
      if (key !== undefined) return run.name(`Outputs/${key}`, stack, at);
    }
    const meant = nearest(
      name,
      reachable.flatMap((stack) => [...this.of(stack).keys()]),
    );
    const wanted = `the stack whose output is exported as \`${name}\`${meant === undefined ? "" : ` (did you mean \`${meant}\`?)`}`;
    return unknown("reference.export.missing", `no stack that is read exports \`${name}\``, [at], wanted);
  }

  private of(stack: Stack): ReadonlyMap<string, string> {
    const before = this.byStack.get(stack);
    if (before !== undefined) return before;
    const names = new Map<string, string>();
    // An export whose own name imports something is not seen by that import.
    this.byStack.set(stack, names);
    for (const [key, { at }] of stack.outputs) {
      const name = literal(this.all.run.name(`Exports/${key}`, stack, at));
      if (name !== undefined) names.set(name, key);
    }
    return names;
  }
}

function agree(a: Value<string>, b: Value<string>): boolean {
  return a.kind === "unknown" || b.kind === "unknown" || a.value === b.value;
}
