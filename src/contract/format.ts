/**
 * A file format: text in, items out. All inputs of one format are read together, because stacks import each other's
 * exports. Reading never throws; what is wrong is a finding, what is missing is an unknown in the datum it would fill.
 */

import type { Finding, Rule } from "../finding/finding.ts";
import type { Ignore } from "../finding/ignore.ts";
import type { Document, Span } from "../source/document.ts";
import type { Value } from "../value/value.ts";
import type { Item } from "./item.ts";

/** A value that the project file or the command line gives. */
export interface Given {
  readonly text: string;
  readonly at: Span;
}

export interface Input {
  readonly document: Document;
  /** Name of the stack; the file's base name when nobody says. */
  readonly scope: string;
  readonly listed: boolean;
  /** Unknown when nobody says; a format may then work it out from what the text names. */
  readonly region: Value<string>;
  readonly account: Value<string>;
  /** Parameter values; texts may hold `${STACK.NAME}`: an output of that stack, else the reference of its resource. */
  readonly parameters: ReadonlyMap<string, Given>;
}

export interface Scoped {
  readonly scope: string;
  readonly document: Document;
}

export interface Reading {
  readonly items: readonly Item[];
  readonly findings: readonly Finding[];
  /** Every scope that was made of the inputs, nested ones among them, and of which text; absent: one of each input. */
  readonly scopes?: readonly Scoped[];
  /** Findings that the text says are accepted, where the format has a place for that; comments are nobody's own. */
  readonly ignores?: readonly Ignore[];
}

/** What a format may ask for while it reads: files beside the one that names them. */
export interface Surroundings {
  /** A file by a path relative to `from`; undefined when there is none. */
  open(from: Document, path: string): Document | undefined;
  /** Ids that the project file pins (`physical:`), by `scope/name`. */
  pinned(key: string): Given | undefined;
}

export interface Format {
  readonly name: string;
  /** One of its files, as people say: "a CloudFormation template". */
  readonly file: string;
  readonly cloud: string;
  /** Whether the text is plainly this format; never by file name alone. */
  detect(document: Document): boolean;
  read(inputs: readonly Input[], surroundings: Surroundings): Reading;
  // A rule's data is its own; the catalogue only reads the words around it.
  readonly rules: readonly Rule<never>[];
  /** Those of them that say what reading took for so: they stand in every answer. */
  readonly assumes?: readonly Rule<never>[];
}
