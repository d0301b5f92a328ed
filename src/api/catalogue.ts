/** Every rule that a finding can come from, each unit's own, in the order of their codes. */

import { checkRulesWithExamples } from "./check-examples.ts";
import { expectationRules } from "./expectation-rules.ts";
import type { Rule } from "../finding/finding.ts";
import { ignoreRules } from "../finding/ignore-rules.ts";
import { nearest } from "../finding/nearest.ts";
import { evaluateRules } from "../formats/evaluate/rules.ts";
import { projectRules } from "../project/rules.ts";
import { rulesOfReading } from "../read/catalogue.ts";
import { keyDuplicate } from "../syntax/duplicates.ts";
import { syntaxRules } from "../syntax/rules.ts";
import { reasonPages } from "./reasons.ts";
import { type ErrorBody, type ExplainReport, head, type RuleReport, type RulesReport } from "./report.ts";

/** A rule that several units share stands once. */
const byCode = new Map<string, Rule<never>>();
const ofText = [...syntaxRules, keyDuplicate, ...evaluateRules];
const ofProject = [...projectRules, ...ignoreRules, ...expectationRules];
for (const rule of [...ofText, ...rulesOfReading, ...ofProject, ...checkRulesWithExamples]) {
  byCode.set(rule.code, rule);
}

export const rules: readonly Rule<never>[] = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));

function ruleReport({ code, severity, title, page }: Rule<never>): RuleReport {
  return { code, severity, title, page };
}

export function rulesReport(): RulesReport {
  return { ...head, rules: rules.map(ruleReport) };
}

export function explainReport(code: string): ExplainReport | { readonly error: ErrorBody } {
  const rule = rules.find((candidate) => candidate.code === code);
  const reason = reasonPages.find((candidate) => candidate.code === code);
  if (rule === undefined && reason !== undefined) {
    return { ...head, severity: "note", ...reason, examples: { bad: {}, good: {} } };
  }
  if (rule === undefined) {
    const near = nearest(
      code,
      [...rules, ...reasonPages].map((candidate) => candidate.code),
      3,
    );
    const hint =
      near.length === 0 ? "`tieline rules` lists them" : `did you mean ${near.map((c) => `\`${c}\``).join(", ")}?`;
    return { error: { code: "rule.code.unknown", message: `there is no finding \`${code}\`; ${hint}` } };
  }
  const { bad, good } = rule.examples;
  return { ...head, ...ruleReport(rule), examples: { bad: bad.files, good: good.files } };
}

/** Every code that has a page. */
export function explainable(): readonly {
  readonly code: string;
  readonly title: string;
  readonly isFinding: boolean;
}[] {
  return [
    ...rules.map(({ code, title }) => ({ code, title, isFinding: true })),
    ...reasonPages.map(({ code, title }) => ({ code, title, isFinding: false })),
  ];
}
