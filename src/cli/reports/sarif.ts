/**
 * SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), as code scanning services read it. Expectations
 * that do not hold are results too. A result is recognised again by its code and its resource, never by its line.
 */

import { createHash } from "node:crypto";
import type { CheckReport, ErrorBody, PositionReport, RuleReport } from "../../api/report.ts";
import { type About, repositoryPath, uriPath } from "./about.ts";
import { placeWords, type Problem, problemsOf } from "./problems.ts";
import { unreadWords } from "../text/unread.ts";

const root = "%SRCROOT%";

/** `error`: nothing could be answered, and the findings say why. */
export function sarifText(report: CheckReport, about: About, error?: ErrorBody): string {
  const problems = problemsOf(report, about);
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Tieline",
            version: report.tieline,
            semanticVersion: report.tieline,
            rules: codes.map((code) => ruleOf(code, about.rules)),
          },
        },
        invocations: [
          { executionSuccessful: error === undefined, toolExecutionNotifications: notifications(report, error) },
        ],
        ...(about.commit === undefined ? {} : { versionControlProvenance: [provenance(about.commit)] }),
        originalUriBaseIds: { [root]: { description: text("the root of the repository") } },
        // §3.14.17: columns are those of JavaScript's strings.
        columnKind: "utf16CodeUnits",
        results: resultsOf(problems, codes, report, about),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels = { error: "error", warning: "warning", note: "note" } as const;

function ruleOf(code: string, rules: readonly RuleReport[]): object {
  const rule = rules.find((candidate) => candidate.code === code);
  const tags = { tags: ["network", code.slice(0, code.indexOf("."))] };
  if (rule === undefined) return { id: code, properties: tags };
  const { severity, title, page } = rule;
  const [first = title] = page.split("\n\n");
  return {
    id: code,
    shortDescription: text(title),
    fullDescription: text(first.replace(/\s*\n\s*/g, " ")),
    help: { text: page, markdown: `${page}\n\nExamples: \`tieline explain ${code}\`` },
    defaultConfiguration: { level: levels[severity] },
    properties: { ...tags, "problem.severity": severity === "note" ? "recommendation" : severity },
  };
}

function resultsOf(
  problems: readonly Problem[],
  codes: readonly string[],
  report: CheckReport,
  about: About,
): object[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const { code, severity, message, fix, resource, expectation, at, ignored, known } = problem;
    const identity = `${code}\n${expectation ?? resource ?? ""}`;
    const number = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, number);
    const [first, ...others] = at;
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      kind: "fail",
      level: levels[severity],
      message: text(linkless(fix === undefined ? message : `${message}; fix: ${fix}`)),
      locations: [locationOf(first, expectation ?? resource, report, about)],
      ...(others.length === 0 ? {} : { relatedLocations: others.map((place, i) => relatedOf(place, i + 1, about)) }),
      partialFingerprints: { "tieline/v1": fingerprint(`${identity}\n${number}`) },
      ...(known === undefined ? {} : { baselineState: known ? "unchanged" : "new" }),
      ...(ignored === undefined ? {} : { suppressions: [suppressionOf(ignored, report)] }),
    };
  });
}

/** Services want a file with every result: what has no line is shown with the file that asked. */
function locationOf(
  place: PositionReport | undefined,
  name: string | null,
  { read }: CheckReport,
  about: About,
): object {
  const file = place?.file ?? read?.projectFile ?? read?.inputs[0]?.file;
  const words = place === undefined ? undefined : placeWords(place);
  return {
    ...(file === undefined ? {} : { physicalLocation: physicalOf(file, place, about) }),
    ...(name === null ? {} : { logicalLocations: [{ fullyQualifiedName: name, kind: "resource" }] }),
    ...(words === undefined ? {} : { message: text(linkless(words)) }),
  };
}

function relatedOf(place: PositionReport, id: number, about: About): object {
  const message = text(linkless(placeWords(place) ?? "also here"));
  return { id, physicalLocation: physicalOf(place.file, place, about), message };
}

function physicalOf(file: string, place: PositionReport | undefined, about: About): object {
  const artifactLocation = { uri: uriPath(repositoryPath(file, about)), uriBaseId: root };
  if (place === undefined) return { artifactLocation };
  const { line, column, endLine, endColumn } = place;
  return { artifactLocation, region: { startLine: line, startColumn: column, endLine, endColumn } };
}

function suppressionOf({ reason, ignoredAt }: NonNullable<Problem["ignored"]>, { read }: CheckReport): object {
  const kind = ignoredAt.file === read?.projectFile ? "external" : "inSource";
  return { kind, status: "accepted", justification: reason };
}

function provenance({ repository, revision }: NonNullable<About["commit"]>): object {
  return { repositoryUri: repository, revisionId: revision, mappedTo: { uriBaseId: root } };
}

/** What was not read or not understood: a report without a result is otherwise taken for "nothing is wrong". */
function notifications(report: CheckReport, error: ErrorBody | undefined): object[] {
  const notes = unreadWords(report).map((words) => ({ level: "note", message: text(linkless(words)) }));
  if (error === undefined) return notes;
  return [{ level: "error", message: text(linkless(`${error.message} [${error.code}]`)) }, ...notes];
}

function text(words: string): { readonly text: string } {
  return { text: words };
}

/** §3.11.6: `[text](target)` in a message would be a link. */
function linkless(words: string): string {
  return words.replace(/\[(?=[^\]]*\]\()/g, "\\[");
}

function fingerprint(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}
