/** One stack: a template, where it is deployed, and the values it is given. To the evaluator it is a frame. */

import type { Given } from "../../contract/format.ts";
import type { Span } from "../../source/document.ts";
import type { Tree } from "../../syntax/tree.ts";
import type { Datum } from "../../value/datum.ts";
import type { Unknown, Value } from "../../value/value.ts";
import type { Fn, Frame, Run } from "../evaluate/evaluator.ts";
import type { Expression } from "../evaluate/expression.ts";
import { compile } from "./compile.ts";
import { functionsOf } from "./functions.ts";
import { unrolled } from "./loops.ts";
import { resolve } from "./names.ts";
import type { Section, Template } from "./template.ts";

export interface Deployed {
  readonly scope: string;
  readonly template: Template;
  readonly region: Value<string>;
  readonly account: Value<string>;
  readonly listed: boolean;
  /** Parameter values from the project file. */
  readonly given: ReadonlyMap<string, Given>;
  /** Parameter values from the stack that nests this one. */
  readonly passed: ReadonlyMap<string, Passed>;
  /** Of a nested stack: whether the resource that makes it is there. */
  readonly present: Value<boolean>;
  /** The stack that nests this one. */
  readonly outer: Stack | undefined;
}

export interface Passed {
  readonly expression: Expression;
  readonly frame: Frame;
  /** Name through value, in the template that passes it. */
  readonly at: Span;
}

export interface Stack extends Frame, Deployed {
  readonly parameters: Section;
  readonly mappings: Section;
  readonly conditions: Section;
  readonly resources: Section;
  readonly outputs: Section;
}

/** What a stack asks of the others. */
export interface Others {
  readonly run: Run;
  /** A value from the project file, with its `${STACK.NAME}` worked out. */
  interpolate(given: Given): Datum;
  /** What the stacks export under that name. */
  imported(name: string, by: Stack, at: Span): Datum;
  /** The stack that a resource nests; unknown when its template cannot be read. */
  nested(stack: Stack, resource: string): Stack | Unknown;
}

export function stackOf(deployed: Deployed, others: Others): Stack {
  const { template } = deployed;
  // What a loop runs over may name parameters and mappings only, as with AWS.
  const collection = (tree: Tree): Datum => others.run.evaluate(compile(tree), stack);
  const conditions = lazily(template.conditions, collection);
  const resources = lazily(template.resources, collection);
  const outputs = lazily(template.outputs, collection);
  const functions: Record<string, Fn> = {};
  const stack: Stack = {
    ...deployed,
    parameters: template.parameters,
    mappings: template.mappings,
    get conditions() {
      return conditions();
    },
    get resources() {
      return resources();
    },
    get outputs() {
      return outputs();
    },
    functions,
    resolve: (name) => resolve(name, stack, others),
  };
  Object.assign(functions, functionsOf(stack, others));
  return stack;
}

/**
 * A section with its loops unrolled when it is first asked for: a value given to this stack may be an output of one that
 * is read later. While it is being unrolled it is as it is written.
 */
function lazily(section: Section, collection: (tree: Tree) => Datum): () => Section {
  let known: Section | undefined;
  return () => {
    if (known === undefined) {
      known = section;
      known = unrolled(section, collection);
    }
    return known;
  };
}
