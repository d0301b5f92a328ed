/** Findings with their lines, then every expectation with its verdict, then the counts. */

import { countedWords, linesText, oneLine, renderDiagnostic, severities } from "../../api/rendering.ts";
import type { BaselineReport, CheckReport, ExpectationReport, FindingReport } from "../../api/report.ts";
import { answerWords } from "./expectation.ts";
import { assumptionLines, block, counted, lastLines, type Paper, reasonText, sourceOf } from "./words.ts";

export function checkText(report: CheckReport, paper: Paper): string {
  const { findings, expectations, assumptions, ignoredFindings = [], baseline } = report;
  const ignored = ignoredFindings.map(({ reason, ignoredAt, ...finding }) =>
    findingText(finding, paper, `ignored: ${reason} (${linesText(ignoredAt)})`),
  );
  return block(
    ...findingBlocks(findings, paper),
    ...ignored,
    ...(expectations.length === 0 ? [] : expectationBlocks(expectations, paper)),
    baseline === undefined ? [] : goneLines(baseline, paper),
    assumptionLines(assumptions, paper),
    explainLine(report, paper),
    [summary(report, paper), ...lastLines(report, paper)],
  );
}

/** Of warnings and notes with one code, so many are shown with their lines; the others are one line each. */
const SHOWN = 2;

function findingBlocks(findings: readonly FindingReport[], paper: Paper): (string | string[])[] {
  const { style, verbose } = paper;
  const seen = new Map<string, number>();
  const blocks: (string | string[])[] = [];
  for (const finding of findings) {
    const { severity, code, message } = finding;
    const before = seen.get(code) ?? 0;
    seen.set(code, before + 1);
    if (verbose || severity === "error" || before < SHOWN) {
      blocks.push(findingText(finding, paper));
      continue;
    }
    const line = `${style(severity, `${severity}[${code}]`)}: ${oneLine(message)}${style("faint", `  ${sourceOf(finding)}`)}`;
    const last = blocks.at(-1);
    if (Array.isArray(last)) last.push(line);
    else blocks.push([line]);
  }
  if (blocks.some(Array.isArray)) blocks.push(style("faint", "-v shows every finding with its lines"));
  return blocks;
}

export function findingText(finding: FindingReport, paper: Paper, ignored?: string): string {
  const { severity, code, message, fix, at, resource } = finding;
  const notes = [
    // Without a line, the thing's name is all there is to find it by.
    ...(at.length === 0 && resource !== null ? [{ word: "in", text: resource }] : []),
    ...(fix === undefined ? [] : [{ word: "fix", text: fix }]),
    ...(ignored === undefined ? [] : [{ word: "note", text: ignored }]),
  ];
  const head = ignored === undefined ? severity : `ignored ${severity}`;
  return renderDiagnostic({ head, role: severity, code, message, at, notes }, paper.sources, paper);
}

/** Once, by the code that stands first. */
function explainLine({ findings, expectations }: CheckReport, { style }: Paper): string {
  const reasons = expectations.flatMap((expectation) => (isTold(expectation) ? expectation.reasons : []));
  const [first] = [...findings, ...reasons];
  if (first === undefined) return "";
  return style("faint", `tieline explain ${first.code} says what that means and how to mend it`);
}

/** Whether its reasons are shown. */
function isTold({ holds, known }: ExpectationReport): boolean {
  return holds !== true && known !== true;
}

/** Those that hold are one line each and stand together; one that does not is followed by why. */
function expectationBlocks(expectations: readonly ExpectationReport[], paper: Paper): (string | string[])[] {
  const blocks: (string | string[])[] = [];
  let lines: string[] = [paper.style("strong", "expectations")];
  for (const expectation of expectations) {
    lines.push(expectationLine(expectation, paper));
    if (!isTold(expectation) || expectation.reasons.length === 0) continue;
    blocks.push(lines, ...expectation.reasons.map((reason) => reasonText(headOf(expectation), reason, paper)));
    lines = [];
  }
  return [...blocks, lines];
}

function expectationLine(expectation: ExpectationReport, { style }: Paper): string {
  const { name, verdict, holds, known } = expectation;
  if (holds === true) return `  ${style("good", "✓")} ${oneLine(name)} ${style("faint", `(${verdict})`)}`;
  const words = answerWords(expectation);
  if (known === true) return `  - ${oneLine(name)} ${style("faint", `(${words}, as in the baseline)`)}`;
  const sign = holds === null ? style("warning", "?") : style("error", "✗");
  return `  ${sign} ${style("strong", oneLine(name))}: ${style(holds === null ? "warning" : "error", words)}`;
}

function headOf({ verdict }: ExpectationReport): string {
  return verdict === "reachable" ? "delivered" : verdict === "blocked" ? "dropped" : verdict;
}

/** What the baseline holds and is no more, so that somebody writes it anew. */
function goneLines({ file, gone }: BaselineReport, { style, verbose }: Paper): string[] {
  const names = [
    ...gone.findings.map(({ code, resource, count }) => {
      const of = resource === null ? "" : ` of ${resource}`;
      return `${code}${of}${count === 1 ? "" : `, ${count} times`}`;
    }),
    ...gone.expectations.map((name) => `expectation "${name}"`),
  ];
  if (names.length === 0) return [];
  const shown = verbose ? names : names.slice(0, GONE);
  const more = names.length - shown.length;
  return [
    style("strong", `gone since ${oneLine(file)} was written; --write-baseline ${oneLine(file)} forgets them`),
    ...shown.map((name) => `  ${style("good", "-")} ${oneLine(name)}`),
    ...(more === 0 ? [] : [`  and ${more} more: -v shows them`]),
  ];
}

const GONE = 10;

/** Counts, each in the colour of what it counts. */
function summary({ findings, expectations, ignored, baseline }: CheckReport, { style }: Paper): string {
  const strong = (words: string): string => style("strong", words);
  const holding = expectations.filter(({ holds }) => holds === true).length;
  const before = expectations.filter(({ known }) => known === true).length;
  const unknown = expectations.filter(({ holds, known }) => holds === null && known !== true).length;
  const failing = expectations.length - holding - unknown - before;
  const hold = expectations.length === 1 ? "holds" : "hold";
  const all = counted(expectations.length, "expectation");
  const fresh = baseline === undefined ? "" : strong(findings.length === 0 ? "nothing new: " : "new: ");
  const found = severities.flatMap((severity) => {
    const alike = findings.filter((finding) => finding.severity === severity);
    return alike.length === 0 ? [] : [style(severity, countedWords(alike))];
  });
  const words = [
    ...(found.length === 0 ? [strong(countedWords(findings))] : found),
    ...(baseline === undefined ? [] : sinceWords(baseline, before).map(strong)),
    ...(ignored === 0 ? [] : [strong(`${ignored} ignored`)]),
    strong(expectations.length === 0 ? "no expectations" : `${holding} of ${all} ${hold}`),
    ...(failing === 0 ? [] : [style("error", `${failing} ${failing === 1 ? "fails" : "fail"}`)]),
    ...(unknown === 0 ? [] : [style("warning", `${unknown} unknown`)]),
  ];
  return `${fresh}${words.join(", ")}`;
}

function sinceWords({ file, known, gone }: BaselineReport, failing: number): readonly string[] {
  const count = known.length + failing;
  const left = gone.findings.reduce((sum, entry) => sum + entry.count, 0) + gone.expectations.length;
  return [`${count} known from ${oneLine(file)}`, ...(left === 0 ? [] : [`${left} gone`])];
}
