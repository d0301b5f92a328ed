/** What is wrong as one list, for tools that know no expectations: findings, and expectations that do not hold. */

import type {
  CheckReport,
  ExpectationReport,
  FindingReport,
  IgnoredReport,
  PositionReport,
  ReasonReport,
} from "../../api/report.ts";
import { answerWords } from "../text/expectation.ts";
import type { About } from "./about.ts";

export interface Problem extends Omit<FindingReport, "resource"> {
  readonly resource: string | null;
  /** The name of the expectation that it is. */
  readonly expectation?: string;
  readonly ignored?: Pick<IgnoredReport, "reason" | "ignoredAt">;
  /** Whether it was there when the baseline was written; undefined: there is none. */
  readonly known?: boolean;
}

/** Codes of the two ways in which an expectation does not hold; `tieline explain` knows them. */
export const expectationCodes = { fails: "expectation.verdict.differs", unknown: "expectation.verdict.unknown" };

/** Expectations first, then findings in their order; those that are known or ignored last. */
export function problemsOf(report: CheckReport, about: Pick<About, "allowUnknown">): readonly Problem[] {
  const { baseline, findings, expectations, ignoredFindings = [] } = report;
  const fresh = baseline === undefined ? {} : { known: false };
  const failing = expectations
    .filter(({ holds }) => holds !== true)
    .map((e) => ({ ...fresh, ...ofExpectation(e, about) }));
  return [
    ...failing.filter(({ known }) => known !== true),
    ...findings.map((finding): Problem => ({ ...finding, ...fresh })),
    ...failing.filter(({ known }) => known === true),
    ...(baseline?.known ?? []).map((finding): Problem => ({ ...finding, known: true })),
    ...ignoredFindings.map(
      ({ reason, ignoredAt, ...finding }): Problem => ({ ...finding, ignored: { reason, ignoredAt } }),
    ),
  ];
}

/** Those that a person has to look at. */
export function freshProblems(report: CheckReport, about: Pick<About, "allowUnknown">): readonly Problem[] {
  return problemsOf(report, about).filter(({ known, ignored }) => known !== true && ignored === undefined);
}

function ofExpectation(expectation: ExpectationReport, { allowUnknown }: Pick<About, "allowUnknown">): Problem {
  const { name, holds, reasons, at = [], known } = expectation;
  const code = holds === null ? expectationCodes.unknown : expectationCodes.fails;
  const why = reasons.map(({ message, wouldMakeItKnown }) => {
    return wouldMakeItKnown === undefined ? message : `${message} (would make it known: ${wouldMakeItKnown})`;
  });
  return {
    code,
    severity: holds === null && allowUnknown ? "note" : "error",
    message: [`${name}: ${answerWords(expectation)}`, ...[...new Set(why)].slice(0, 3)].join("; "),
    resource: null,
    expectation: name,
    at: [...placesOf(reasons), ...at.map((place) => ({ ...place, label: "what was expected" }))],
    ...(known === undefined ? {} : { known }),
  };
}

/** The lines that decided, each once. */
function placesOf(reasons: readonly ReasonReport[]): readonly PositionReport[] {
  const places = reasons.flatMap(({ at }) => at);
  return [
    ...new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}:${place.endLine}`, place])).values(),
  ];
}

/** Why a place is among several, in words. */
export function placeWords({ label, implied }: PositionReport): string | undefined {
  const said = [
    ...(label === undefined ? [] : [label]),
    ...(implied === undefined ? [] : [`no line says it: ${implied}`]),
  ];
  return said.length === 0 ? undefined : said.join("; ");
}
