/**
 * What must hold of every answer, whatever was read: three-valued, sayable as JSON, its places inside the files that were
 * read, its sentences free of what only programs say.
 */

import { plain, renderDiagnostic } from "../../src/api/rendering.ts";
import type { CheckReport, PositionReport, ReachReport, Refused, Session, TraceReport } from "../../src/api/index.ts";
import { type Document, lineStarts, lineText } from "../../src/source/document.ts";

type Sources = (Session | Refused)["sources"];

/** Complaints, one a line; empty when all is well. */
export function complaintsOf(what: string, report: object, sources: Sources, texts: readonly string[]): string[] {
  return [...jsonComplaints(report), ...walked(report, sources, texts)].map((complaint) => `${what}: ${complaint}`);
}

function jsonComplaints(report: object): string[] {
  try {
    JSON.stringify(report);
    return [];
  } catch (error) {
    return [`is no JSON: ${String(error)}`];
  }
}

/** What no sentence for people holds. Each of them may stand in the user's own text, and is then quoted from there. */
const words = /\[object \w+\]|\bundefined\b|\bNaN\b|\bInfinity\b|^\s+at .*:\d+:\d+\)?$|node_modules|internal error/m;

function walked(report: object, sources: Sources, texts: readonly string[]): string[] {
  const complaints = new Set<string>();
  const seen = (value: unknown, path: string): void => {
    if (complaints.size > 5) return;
    if (typeof value === "string") {
      const word = words.exec(value)?.[0];
      if (word !== undefined && !texts.some((text) => text.includes(word))) complaints.add(`${path} says "${value}"`);
    } else if (typeof value === "number") {
      if (!Number.isFinite(value)) complaints.add(`${path} is ${value}`);
    } else if (Array.isArray(value)) value.forEach((item, i) => seen(item, `${path}[${i}]`));
    else if (typeof value === "object" && value !== null) {
      if (isPosition(value)) for (const wrong of misplaced(value, sources)) complaints.add(`${path} ${wrong}`);
      const shape: unknown = Object.getPrototypeOf(value);
      if (shape !== Object.prototype) complaints.add(`${path} is no plain object`);
      for (const [key, inner] of Object.entries(value)) seen(inner, `${path}.${key}`);
    } else if (typeof value !== "boolean" && value !== null) complaints.add(`${path} is ${typeof value}`);
  };
  seen(report, "report");
  return [...complaints];
}

function isPosition(value: object): value is PositionReport {
  return "file" in value && "line" in value && "endColumn" in value;
}

/** A place is inside its file when its lines and columns are there. */
function misplaced(at: PositionReport, sources: Sources): string[] {
  const document = sources(at.file);
  if (document === undefined) return [`names \`${at.file}\`, which was not read`];
  const { line, column, endLine, endColumn } = at;
  const inside = has(document, line, column) && has(document, endLine, endColumn);
  const forwards = endLine > line || (endLine === line && endColumn >= column);
  return inside && forwards ? [] : [`is ${line}:${column}-${endLine}:${endColumn}, outside of \`${at.file}\``];
}

function has(document: Document, line: number, column: number): boolean {
  // A line's end, and the file's, may be where something stops.
  const length = lineText(document, line).length + (document.text.includes("\r") ? 2 : 1);
  return line >= 1 && line <= lineStarts(document).length && column >= 1 && column <= length + 1;
}

/** So many findings of one check are also rendered. */
const SHOWN = 50;

export function checkComplaints({ findings, expectations }: CheckReport, sources: Sources): string[] {
  const spoken = findings.slice(0, SHOWN).flatMap(({ code, severity, message, fix, at }) => {
    if (message.trim() === "" || fix === "") return [`${code} says nothing`];
    const diagnostic = { head: severity, role: severity, code, message, at, notes: [] };
    const shown = renderDiagnostic(diagnostic, sources, { style: plain, width: 80 });
    // oxlint-disable-next-line no-control-regex
    return /[\u0000-\u0009\u000B-\u001F\u202E]/.test(shown) ? [`${code} shows raw control characters`] : [];
  });
  const judged = expectations.flatMap(({ name, expected, verdict, holds, reasons }) => {
    const right = verdict === "unknown" ? null : verdict === expected;
    if (holds !== right && !(verdict !== "unknown" && holds !== true)) return [`${name}: ${verdict}, holds ${holds}`];
    return verdict === "unknown" && reasons.length === 0 ? [`${name} is unknown without a reason`] : [];
  });
  return [...spoken, ...judged];
}

export function traceComplaints({ verdict, reasons, forward }: TraceReport): string[] {
  const known = ["delivered", "partly", "dropped", "unknown"];
  return [
    ...[verdict, forward.verdict].filter((v) => !known.includes(v)).map((v) => `the verdict is ${v}`),
    ...(verdict !== "delivered" && reasons.length === 0 ? [`${verdict} without a reason`] : []),
  ];
}

export function reachComplaints({ verdict, allowed, blocked, viaProxy }: ReachReport): string[] {
  if (!["reachable", "partly", "blocked", "unknown"].includes(verdict)) return [`the verdict is ${verdict}`];
  const rows = blocked.filter(({ reasons }) => reasons.length === 0).map(() => "a row is blocked without a reason");
  if (verdict === "reachable" && allowed.length + viaProxy.length === 0) return ["reachable, and nothing is allowed"];
  return rows;
}
