/**
 * What is asked of Tieline: which files are read as what, what they cannot say, and what must be so. Comes from
 * `tieline.yaml`, or from a bare folder; nothing here knows what any of the names mean.
 */

import type { Finding } from "../finding/finding.ts";
import type { Ignore } from "../finding/ignore.ts";
import type { Document, Span } from "../source/document.ts";

/** A text that somebody wrote for us, and where. */
export interface Given {
  readonly text: string;
  readonly at: Span;
}

export interface Chosen<T> {
  readonly value: T;
  readonly at: Span;
}

export interface ProjectInput {
  /** As `tieline.yaml` names it; undefined: whoever recognises the text reads it. */
  readonly format: string | undefined;
  readonly document: Document;
  /** The stack; the file's base name when nobody says. */
  readonly scope: string;
  /** Named in `tieline.yaml`. */
  readonly listed: boolean;
  /** Named there or on the command line, so that being of no known format is a mistake. */
  readonly named: boolean;
  readonly region: Given | undefined;
  readonly account: Given | undefined;
  readonly site: Given | undefined;
  readonly vendor: Given | undefined;
  readonly parameters: ReadonlyMap<string, Given>;
  /** Where `tieline.yaml` names the file. */
  readonly at: Span | undefined;
}

/** What a host does with packets beyond what its template says. */
export interface Host {
  readonly name: Given;
  readonly docker: Chosen<boolean> | undefined;
  /** What `ip -j addr` and `ip -j route` print. */
  readonly addresses: Document | undefined;
  readonly routes: Document | undefined;
  readonly at: Span;
}

/** What joins two places that no file joins by itself. */
export interface Link {
  readonly name: string;
  readonly vpn: readonly Given[] | undefined;
  readonly at: Span;
}

export type Appliances = "transparent" | "stateless" | "opaque";

export interface Expectation {
  readonly name: string;
  readonly from: Given;
  readonly to: Given;
  /** Undefined: any. */
  readonly traffic: Given | undefined;
  readonly verdict: Chosen<"reachable" | "blocked">;
  /** What each direction must pass; empty: nothing in particular. */
  readonly through: readonly Given[];
  readonly survives: Given | undefined;
  readonly encrypted: Chosen<boolean> | undefined;
  readonly at: Span;
}

export interface Project {
  /** The folder, absolute. */
  readonly root: string;
  /** `tieline.yaml`, where there is one. */
  readonly file: Document | undefined;
  readonly inputs: readonly ProjectInput[];
  /** Ids and addresses that exist only after deployment, by `stack/LogicalId`. */
  readonly physical: ReadonlyMap<string, readonly Given[]>;
  readonly hosts: readonly Host[];
  readonly links: readonly Link[];
  readonly appliances: Chosen<Appliances> | undefined;
  readonly expectations: readonly Expectation[];
  readonly ignores: readonly Ignore[];
  readonly findings: readonly Finding[];
  /** What lies in a folder that was searched and was not opened, as people see it, and why. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  /** A file by its path relative to the document that names it; undefined when it cannot be read. */
  readonly open: (from: Document, path: string) => Document | undefined;
  /** A document's path from `root`, as `tieline.yaml` would name it. */
  readonly pathOf: (document: Document) => string;
  /** Every document that has been opened, for showing their lines. */
  readonly documents: () => readonly Document[];
}

/** Nothing could be read at all: a wrong path on the command line, a folder without a file that could be meant. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export function isRefusal(project: Project | Refusal): project is Refusal {
  return "message" in project;
}
