/**
 * A comment on a pull request: the verdicts first, then what is wrong by severity, with links to the lines. What is long
 * or only worth knowing is folded away, and nothing of the user's text becomes markup.
 */

import type { CheckReport, ErrorBody, ExpectationReport, FindingReport } from "../../api/report.ts";
import { severities } from "../../api/rendering.ts";
import { answerWords } from "../text/expectation.ts";
import { counted } from "../text/words.ts";
import { unreadWords } from "../text/unread.ts";
import type { About } from "./about.ts";
import { cell, codeText, fold, link, links, safe } from "./markup.ts";

/** Findings of one code that are listed; the others are counted. */
const SHOWN = 8;
/** Expectations of one table. */
const ROWS = 40;
/** Services refuse comments of more than 65,536 characters. */
const ROOM = 60_000;

/** `error`: nothing could be answered. */
export function markdownText(report: CheckReport, about: About, error?: ErrorBody): string {
  const { findings, expectations } = report;
  const parts = [
    `## Tieline: ${error === undefined ? headline(report) : "nothing could be answered"}`,
    ...(error === undefined
      ? []
      : [`❌ ${safe(error.message)} \`${error.code}\` ${links(error.at ?? [], about)}`.trimEnd()]),
    ...expectationParts(expectations, about),
    ...severities.flatMap((severity) => findingParts(severity, findings, about)),
    ...baselineParts(report),
    lastPart(report),
  ];
  return `${fitted(parts).join("\n\n")}\n`;
}

function headline({ findings, expectations, baseline }: CheckReport): string {
  const holding = expectations.filter(({ holds }) => holds === true).length;
  const fresh = baseline === undefined ? "" : "new ";
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, `${fresh}${severity}`)];
  });
  return [
    ...(expectations.length === 0 ? [] : [holdWords(holding, expectations.length)]),
    ...(counts.length === 0 ? [`no ${fresh}findings`] : counts),
  ].join(", ");
}

function holdWords(holding: number, all: number): string {
  return `${holding} of ${counted(all, "expectation")} ${all === 1 ? "holds" : "hold"}`;
}

function expectationParts(expectations: readonly ExpectationReport[], about: About): string[] {
  if (expectations.length === 0) return [];
  const row = (e: ExpectationReport): string => `| ${signOf(e)} | ${cell(e.name)} | ${answerCell(e, about)} |`;
  const failing = expectations.filter(({ holds }) => holds !== true);
  const holding = expectations.filter(({ holds }) => holds === true);
  const table = (rows: readonly ExpectationReport[]): string => {
    const shown = rows.slice(0, ROWS).map(row);
    const rest = rows.length > ROWS ? [`| | and ${rows.length - ROWS} more | |`] : [];
    return ["| | expectation | answer |", "|---|---|---|", ...shown, ...rest].join("\n");
  };
  if (failing.length === 0 && holding.length <= SHOWN) return [table(holding)];
  if (holding.length <= SHOWN) return [table([...failing, ...holding])];
  return [
    ...(failing.length === 0 ? [] : [table(failing)]),
    fold(`${counted(holding.length, "expectation")} hold`, table(holding)),
  ];
}

function signOf({ holds, known }: ExpectationReport): string {
  return holds === true ? "✅" : known === true ? "☑️" : holds === null ? "❓" : "❌";
}

function answerCell(expectation: ExpectationReport, about: About): string {
  const { holds, reasons, known } = expectation;
  if (holds === true) return cell(answerWords(expectation));
  const why = reasons.slice(0, 3).map(({ message, at, wouldMakeItKnown }) => {
    const known = wouldMakeItKnown === undefined ? "" : ` (would make it known: ${cell(wouldMakeItKnown)})`;
    return `${cell(message)}${known} ${links(at.slice(0, 3), about)}`.trimEnd();
  });
  const more = reasons.length > 3 ? [`and ${counted(reasons.length - 3, "more reason")}`] : [];
  const answer = `**${cell(answerWords(expectation))}**${known === true ? ", as in the baseline" : ""}`;
  return [answer, ...why, ...more].join("<br>");
}

/** Errors lie open; the others are folded. */
function findingParts(severity: FindingReport["severity"], all: readonly FindingReport[], about: About): string[] {
  const findings = all.filter((finding) => finding.severity === severity);
  if (findings.length === 0) return [];
  const codes = [...new Set(findings.map(({ code }) => code))];
  const lists = codes.map((code) =>
    codeList(
      findings.filter((finding) => finding.code === code),
      about,
    ),
  );
  const title = counted(findings.length, severity);
  return severity === "error" ? [`### ${title}`, ...lists] : [fold(title, lists.join("\n"))];
}

/** The findings of one code; how to mend them is said once where it is the same. */
function codeList(findings: readonly FindingReport[], about: About): string {
  const [first] = findings;
  if (first === undefined) return "";
  const rule = about.rules.find(({ code }) => code === first.code);
  const fixes = [...new Set(findings.map(({ fix }) => fix))];
  const one = fixes.length === 1 ? fixes[0] : undefined;
  const title = rule === undefined ? `- \`${first.code}\`` : `- **${safe(rule.title)}** \`${first.code}\``;
  const shown = findings.slice(0, SHOWN).map(({ message, fix, at }) => {
    const own = one === undefined && fix !== undefined ? `; ${safe(fix)}` : "";
    return `  - ${safe(message)}${own} ${links(at.slice(0, 3), about)}`.trimEnd();
  });
  const more = findings.slice(SHOWN).flatMap(({ at: [place] }) => (place === undefined ? [] : [link(place, about)]));
  const rest = findings.length - SHOWN;
  return [
    one === undefined ? title : `${title}: ${safe(one)}`,
    ...shown,
    ...(rest > 0
      ? [`  - and ${rest} more: ${more.slice(0, SHOWN).join(", ")}${more.length > SHOWN ? ", …" : ""}`]
      : []),
  ].join("\n");
}

function baselineParts({ baseline, expectations }: CheckReport): string[] {
  if (baseline === undefined) return [];
  const { known, gone } = baseline;
  const failing = expectations.filter((expectation) => expectation.known === true).length;
  const before = [
    ...(known.length === 0 ? [] : [counted(known.length, "finding")]),
    ...(failing === 0 ? [] : [counted(failing, "failing expectation")]),
  ];
  const rows = [
    ...gone.findings.map(({ code, resource, count }) => {
      const often = count === 1 ? "" : ` (${count} times)`;
      return `- \`${code}\`${resource === null ? "" : ` ${codeText(resource)}`}${often}`;
    }),
    ...gone.expectations.map((name) => `- ${safe(name)}`),
  ];
  return [
    ...(before.length === 0 ? [] : [`Known from the baseline: ${before.join(", ")}.`]),
    ...(rows.length === 0 ? [] : [fold(`${rows.length} of the baseline gone`, rows.slice(0, 4 * SHOWN).join("\n"))]),
  ];
}

function lastPart(report: CheckReport): string {
  const { read, ignored } = report;
  const files =
    read === undefined ? [] : [`read ${counted(new Set(read.inputs.map(({ file }) => file)).size, "file")}`];
  const words = [
    ...files,
    ...(ignored === 0 ? [] : [`${counted(ignored, "finding")} ignored`]),
    ...unreadWords(report),
  ];
  return words.length === 0 ? "" : `<sub>${words.map(safe).join(" · ")}</sub>`;
}

/** As many parts as there is room for. */
function fitted(parts: readonly string[]): readonly string[] {
  const filled = parts.filter((part) => part !== "");
  let room = ROOM;
  const fit = filled.filter((part) => {
    const fits = part.length + 2 <= room;
    if (fits) room -= part.length + 2;
    return fits;
  });
  return fit.length === filled.length ? fit : [...fit, "_The rest is too long for a comment: see the full report._"];
}
