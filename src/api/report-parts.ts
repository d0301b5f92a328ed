/** Pieces that several of the documents of `report.ts` are made of. */

import type { Severity } from "../finding/finding.ts";
import { version } from "./version.ts";

export interface Head {
  readonly formatVersion: "1.0";
  readonly tieline: string;
}

/** Every document begins with it. */
export const head: Head = { formatVersion: "1.0", tieline: version };

/** 1-based; the file relative to the current folder; the whole route, rule or property that decided. */
export interface PositionReport {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** A few words for this place among several. */
  readonly label?: string;
  /** For what no line says: why it follows from this one. */
  readonly implied?: string;
}

export interface EndpointReport {
  readonly text: string;
  /** Null: assigned at deployment, or chosen by the sender or the network. */
  readonly address: string | null;
  /** Where it can lie, as a text list of prefixes. */
  readonly within: string | null;
  readonly owner: string | null;
}

/** "1024-65535" is one port that nobody knows yet. */
export type PortReport = number | string | null;

export interface PacketReport {
  readonly source: EndpointReport;
  readonly destination: EndpointReport;
  /** A name, or the number of a protocol without one; "any" when the question leaves it open. */
  readonly protocol: string | number;
  readonly sourcePort: PortReport;
  readonly destinationPort: PortReport;
  readonly icmpType?: number;
}

export interface AssumptionReport {
  readonly code: string;
  readonly message: string;
  readonly at: readonly PositionReport[];
}

export interface ReasonReport {
  readonly code: string;
  readonly message: string;
  readonly node: string;
  readonly at: readonly PositionReport[];
  readonly wouldMakeItKnown?: string;
}

export interface NotModelledReport {
  readonly kind: string;
  readonly count: number;
}

/** What the answer rests on: with a project file, what it names; without, what was recognised. */
export interface ReadReport {
  readonly projectFile: string | null;
  readonly inputs: readonly { readonly file: string; readonly stack: string }[];
  /** What lay there and was not read, and why. */
  readonly skipped?: readonly SkippedReport[];
}

export interface SkippedReport {
  readonly file: string;
  readonly why: string;
}

export interface FindingReport {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
  readonly resource: string | null;
  readonly at: readonly PositionReport[];
}
