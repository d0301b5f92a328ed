/**
 * What was wrong on some day, so that only what is new since then counts. Compared by code and resource with a count,
 * never by line: a second finding of the same code about the same thing is new. A text that people can read and merge,
 * one entry a line.
 */

import {
  type BaselineFinding,
  type BaselineReport,
  type CheckReport,
  type ErrorBody,
  type ExpectationReport,
  type FindingReport,
  head,
} from "./report.ts";

export interface Baseline {
  readonly findings: readonly BaselineFinding[];
  /** Those that do not hold. */
  readonly expectations: readonly { readonly name: string; readonly verdict: ExpectationReport["verdict"] }[];
}

/** The name of a thing wherever Tieline is started from. */
export type Naming = (resource: string | null) => string | null;

export function baselineOf({ findings, expectations }: CheckReport, name: Naming): Baseline {
  const counts = new Map<string, BaselineFinding>();
  for (const finding of findings) {
    const { code } = finding;
    const resource = name(finding.resource);
    const key = keyOf(code, resource);
    counts.set(key, { code, resource, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return {
    findings: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
    expectations: expectations.filter(({ holds }) => holds !== true).map(({ name, verdict }) => ({ name, verdict })),
  };
}

export function baselineText({ findings, expectations }: Baseline): string {
  const list = (entries: readonly object[]): string =>
    entries.length === 0 ? "[]" : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
  return `{
  "formatVersion": ${JSON.stringify(head.formatVersion)},
  "tieline": ${JSON.stringify(head.tieline)},
  "findings": ${list(findings)},
  "expectations": ${list(expectations)}
}
`;
}

/** `file` as the user named it. */
export function readBaseline(text: string, file: string): Baseline | { readonly error: ErrorBody } {
  const invalid = (why: string) => ({
    error: { code: "baseline.file.invalid", message: `\`${file}\` is no baseline: ${why}` },
  });
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return invalid("it is no JSON; `--write-baseline` writes one");
  }
  const { formatVersion, findings, expectations = [] } = record(data) ?? {};
  if (typeof formatVersion !== "string") return invalid("it has no `formatVersion`; `--write-baseline` writes one");
  if (!formatVersion.startsWith("1.")) return invalid(`its \`formatVersion\` is \`${formatVersion}\`, and 1.0 is read`);
  if (!Array.isArray(findings) || !findings.every(isFinding)) {
    return invalid("an entry of `findings` is no code, resource and count");
  }
  if (!Array.isArray(expectations) || !expectations.every(isExpectation)) {
    return invalid("an entry of `expectations` is no name and verdict");
  }
  return { findings, expectations };
}

interface Compared {
  readonly report: CheckReport;
  readonly baseline: Baseline;
  /** As the user named it. */
  readonly file: string;
  readonly name: Naming;
  /** Whether findings of this code are shown at all. */
  readonly chosen: (code: string) => boolean;
}

/** The report with what is new as its findings, and the rest beside them. */
export function compared({ report, baseline, file, name, chosen }: Compared): CheckReport {
  const left = new Map(baseline.findings.map(({ code, resource, count }) => [keyOf(code, resource), count]));
  const known: FindingReport[] = [];
  const findings = report.findings.filter((finding) => {
    const key = keyOf(finding.code, name(finding.resource));
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    known.push(finding);
    return false;
  });
  const before = [...baseline.expectations];
  const expectations = report.expectations.map((expectation) => {
    const i = before.findIndex((entry) => entry.name === expectation.name && atLeastAsBad(entry.verdict, expectation));
    if (i < 0) return expectation;
    before.splice(i, 1);
    return { ...expectation, known: true as const };
  });
  const still = new Set(expectations.filter(({ holds }) => holds !== true).map((expectation) => expectation.name));
  const gone: BaselineReport["gone"] = {
    findings: baseline.findings
      .map((entry) => ({ ...entry, count: left.get(keyOf(entry.code, entry.resource)) ?? 0 }))
      .filter(({ code, count }) => count > 0 && chosen(code)),
    expectations: before.map((entry) => entry.name).filter((entry) => !still.has(entry)),
  };
  return { ...report, findings, expectations, baseline: { file, known, gone } };
}

/** What was not known and now certainly fails is new. */
function atLeastAsBad(before: ExpectationReport["verdict"], { holds }: ExpectationReport): boolean {
  return holds === null || (holds === false && before !== "unknown");
}

function keyOf(code: string, resource: string | null): string {
  return `${code}\n${resource ?? ""}`;
}

function record(data: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : undefined;
}

function isFinding(data: unknown): data is BaselineFinding {
  const { code, resource, count } = record(data) ?? {};
  return (
    typeof code === "string" &&
    (resource === null || typeof resource === "string") &&
    typeof count === "number" &&
    Number.isInteger(count) &&
    count > 0
  );
}

const verdicts: readonly unknown[] = ["reachable", "partly", "blocked", "unknown"];

function isExpectation(data: unknown): data is Baseline["expectations"][number] {
  const { name, verdict } = record(data) ?? {};
  return typeof name === "string" && verdicts.includes(verdict);
}
