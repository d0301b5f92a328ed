/**
 * JUnit's XML as pipelines read it (Jenkins, GitLab, Azure Pipelines): one test case for each expectation, a failure where
 * it does not hold, an error where nobody can say; then one for each finding, a failure from `--fail-on` upwards.
 */

import { atLeast } from "../../api/rendering.ts";
import type { CheckReport, ErrorBody, ExpectationReport, FindingReport, PositionReport } from "../../api/report.ts";
import { answerWords } from "../text/expectation.ts";
import { type About, repositoryPath } from "./about.ts";
import { expectationCodes, placeWords } from "./problems.ts";

type Outcome = "failure" | "error" | "skipped";

interface Case {
  readonly name: string;
  readonly group: string;
  readonly at: readonly PositionReport[];
  /** Undefined: it passes. */
  readonly outcome?: { readonly kind: Outcome; readonly code: string; readonly message: string; readonly text: string };
  /** What is worth reading though it passes. */
  readonly out?: string;
}

/** `error`: nothing could be answered. */
export function junitText(report: CheckReport, about: About, error?: ErrorBody): string {
  const { expectations, findings, baseline, ignoredFindings = [] } = report;
  const known = (baseline?.known ?? []).map((finding) => skippedCase(finding, "known from the baseline", about));
  const ignored = ignoredFindings.map((finding) => skippedCase(finding, `ignored: ${finding.reason}`, about));
  const suites = [
    ...(error === undefined ? [] : [suite("tieline", [errorCase(error, about)], about)]),
    suite(
      "expectations",
      expectations.map((expectation) => expectationCase(expectation, about)),
      about,
    ),
    suite("findings", [...findings.map((f) => findingCase(f, about)), ...known, ...ignored], about),
  ];
  const totals = countsOf(suites.flatMap(({ cases }) => cases));
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ name: "tieline", ...totals, time: "0" })}>
${suites.map(({ xml }) => xml).join("\n")}
</testsuites>
`;
}

function expectationCase(expectation: ExpectationReport, about: About): Case {
  const { name, holds, reasons, at = [], known } = expectation;
  const common = { name, group: "expectations", at };
  if (holds === true) return common;
  const code = holds === null ? expectationCodes.unknown : expectationCodes.fails;
  const lines = reasons.flatMap(({ code: why, message, node, at: places, wouldMakeItKnown }) => [
    `${message} [${why}]`,
    ...(node === "" ? [] : [`  at ${node}`]),
    ...placeLines(places, about),
    ...(wouldMakeItKnown === undefined ? [] : [`  would make it known: ${wouldMakeItKnown}`]),
  ]);
  const outcome = (kind: Outcome, message: string): Case => {
    return { ...common, outcome: { kind, code: reasons[0]?.code ?? code, message, text: lines.join("\n") } };
  };
  const words = answerWords(expectation);
  if (known === true) return outcome("skipped", `known from the baseline: ${words}`);
  if (holds === null) return outcome(about.allowUnknown ? "skipped" : "error", words);
  return outcome("failure", words);
}

function findingCase(finding: FindingReport, about: About): Case {
  const { code, severity, message, at } = finding;
  const common = { name: nameOf(finding), group: code, at };
  const text = findingLines(finding, about);
  if (about.failOn === "never" || !atLeast(severity, about.failOn)) {
    return { ...common, out: [`${severity}: ${message}`, ...text].join("\n") };
  }
  return { ...common, outcome: { kind: "failure", code, message: `${severity}: ${message}`, text: text.join("\n") } };
}

function skippedCase(finding: FindingReport, message: string, about: About): Case {
  const { code, at, message: said } = finding;
  const text = [said, ...findingLines(finding, about)].join("\n");
  return { name: nameOf(finding), group: code, at, outcome: { kind: "skipped", code, message, text } };
}

function errorCase({ code, message, at = [] }: ErrorBody, about: About): Case {
  const outcome = { kind: "error", code, message, text: placeLines(at, about).join("\n") } as const;
  return { name: "everything is read", group: "tieline", at, outcome };
}

function nameOf({ code, resource, message }: FindingReport): string {
  return resource === null ? `${code}: ${message}` : `${code} ${resource}`;
}

function findingLines({ fix, at }: FindingReport, about: About): readonly string[] {
  return [...placeLines(at, about), ...(fix === undefined ? [] : [`  fix: ${fix}`])];
}

function placeLines(at: readonly PositionReport[], about: About): readonly string[] {
  return at.map((place) => {
    const words = placeWords(place);
    return `  ${repositoryPath(place.file, about)}:${place.line}${words === undefined ? "" : `: ${words}`}`;
  });
}

function suite(name: string, cases: readonly Case[], about: About) {
  const body = cases.map((entry) => caseXml(entry, about));
  const open = `  <testsuite${attributes({ name, ...countsOf(cases), time: "0" })}`;
  return { cases, xml: body.length === 0 ? `${open}/>` : `${open}>\n${body.join("\n")}\n  </testsuite>` };
}

function countsOf(cases: readonly Case[]): Readonly<Record<"tests" | "failures" | "errors" | "skipped", number>> {
  const count = (kind: Outcome): number => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function caseXml({ name, group, at: [place], outcome, out }: Case, about: About): string {
  const written = place === undefined ? {} : { file: repositoryPath(place.file, about), line: place.line };
  const open = `    <testcase${attributes({ name, classname: group, ...written, time: "0" })}`;
  if (outcome !== undefined) {
    const { kind, code, message, text } = outcome;
    const told = kind === "skipped" ? { message } : { type: code, message };
    const inside =
      text === "" ? `<${kind}${attributes(told)}/>` : `<${kind}${attributes(told)}>${escaped(text)}</${kind}>`;
    return `${open}>\n      ${inside}\n    </testcase>`;
  }
  return out === undefined ? `${open}/>` : `${open}>\n      <system-out>${escaped(out)}</system-out>\n    </testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('"', "&quot;").replace(/\s/g, " ")}"`)
    .join("");
}

/** XML 1.0 §2.2 has no room for most control characters, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
