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
  /** By export name, the stacks that export it, in their order. */
  private exporters: ReadonlyMap<string, readonly Stack[]> | "open" | undefined;

  constructor(all: Neighbours) {
    this.all = all;
  }

  find(name: string, by: Stack, at: Span): Datum {
    const { stacks, run } = this.all;
    const isReachable = ({ region, account }: Stack) => agree(region, by.region) && agree(account, by.account);
    for (const stack of this.exporting(name)) {
      const key = isReachable(stack) ? this.of(stack).get(name) : undefined;
      if (key !== undefined) return run.name(`Outputs/${key}`, stack, at);
    }
    const reachable = stacks.filter(isReachable);
    const meant = nearest(
      name,
      reachable.flatMap((stack) => [...this.of(stack).keys()]),
    );
    const wanted = `the stack whose output is exported as \`${name}\`${meant === undefined ? "" : ` (did you mean \`${meant}\`?)`}`;
    return unknown("reference.export.missing", `no stack that is read exports \`${name}\``, [at], wanted);
  }

  /** Stacks that may export that name: while the names are being worked out, all of them. */
  private exporting(name: string): readonly Stack[] {
    const { stacks } = this.all;
    if (this.exporters === undefined) {
      this.exporters = "open";
      const exporters = new Map<string, Stack[]>();
      for (const stack of stacks) {
        for (const own of this.of(stack).keys()) {
          const before = exporters.get(own);
          if (before === undefined) exporters.set(own, [stack]);
          else before.push(stack);
        }
      }
      this.exporters = exporters;
    }
    return this.exporters === "open" ? stacks : (this.exporters.get(name) ?? []);
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
