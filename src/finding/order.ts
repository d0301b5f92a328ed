/** Findings in the order in which people read them, without repetitions, and counted. */

import { locate } from "../source/document.ts";
import type { Finding, Severity } from "./finding.ts";

export const severities: readonly Severity[] = ["error", "warning", "note"];

/** Whether a finding of this severity is at or above the other one. */
export function atLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** Errors first; then by file, what keeps it from being read, line, code; what would print the same stands once. */
export function ordered(findings: readonly Finding[]): readonly Finding[] {
  const keyed = findings.map((finding) => {
    const places = finding.at.map(({ span }) => `${span.document.path}:${span.start}-${span.end}`).join(" ");
    return {
      finding,
      identity: [finding.severity, finding.code, finding.resource, finding.message, places].join("\n"),
    };
  });
  const once = [...new Map(keyed.map(({ finding, identity }) => [identity, finding])).values()];
  return once.sort(compare);
}

function compare(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    text(fileOf(a), fileOf(b)) ||
    unreadable(b) - unreadable(a) ||
    lineOf(a) - lineOf(b) ||
    text(a.code, b.code) ||
    text(a.message, b.message)
  );
}

/** Others of the same file may follow from it, and lie before the place where it shows: a bracket that is not closed. */
function unreadable({ code }: Finding): number {
  return code.startsWith("source.syntax.") ? 1 : 0;
}

function fileOf(finding: Finding): string {
  return finding.at[0]?.span.document.path ?? "";
}

function lineOf(finding: Finding): number {
  const [first] = finding.at;
  return first === undefined ? 0 : locate(first.span).line;
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** "2 errors, 1 warning", "no findings". */
export function countedWords(found: readonly { readonly severity: Severity }[]): string {
  const words = severities.flatMap((severity) => {
    const count = found.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return words.length === 0 ? "no findings" : words.join(", ");
}
