/** `tieline check`. */

import {
  check as checked,
  type CheckReport,
  type Choice,
  type ErrorBody,
  fails,
  head,
  rulesReport,
  type Session,
  sinceBaseline,
  writtenBaseline,
} from "../../api/index.ts";
import type { severities } from "../../api/rendering.ts";
import { interruptible } from "../interruptible.ts";
import type { CommonOptions } from "../options.ts";
import { type Forms, put, unwritten, writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { type About, placeOf } from "../reports/about.ts";
import { checkText } from "../text/check.ts";
import { baselineAt } from "./baseline.ts";
import { type ErrorForms, sessionOf } from "./session.ts";

interface CheckOptions extends CommonOptions {
  readonly failOn: (typeof severities)[number] | "never";
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly allowUnknown?: true;
  readonly showIgnored?: true;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly linkBase?: string;
}

export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const forms = await formsOf(options);
  const unheard = (options.only ?? []).find((start) => !beginsOne(start));
  if (unheard !== undefined) {
    const message = `\`--only ${unheard}\`: no finding's code begins so; \`tieline rules\` lists them`;
    return writeError({ code: "usage.only.unknown", message }, options);
  }
  // Before the work, so that a mistake in its name costs nothing.
  const baseline = options.baseline === undefined ? undefined : baselineAt(options.baseline);
  if (baseline !== undefined && "error" in baseline) return writeError(baseline.error, options);
  const errors: ErrorForms = (error, findings) => forms({ ...nothing, findings }, error);
  const session = await sessionOf(paths, options, errors);
  if (session === 2) return session;
  const { only = [], skip = [], allowUnknown = false, failOn } = options;
  const choice: Choice = { only, skip, showIgnored: true, today: new Date().toISOString().slice(0, 10) };
  progress("checking");
  const all = interruptible(() => checked(session, choice));
  endProgress();
  const against = baseline === undefined ? undefined : { baseline, file: options.baseline ?? "", choice };
  const report = against === undefined ? all : sinceBaseline(session, all, against);
  const failures = written(session, all, options);
  const shown = options.showIgnored === true ? report : withoutIgnored(report);
  const text: Parameters<typeof writeReport>[0]["text"] = (paper) => checkText(shown, paper);
  const error = writeReport({ json: shown, text, forms: forms(report) }, options, session.sources);
  const failed = unwritten([...failures, ...(error === undefined ? [] : [error.message])]);
  if (failed !== undefined) return writeError(failed, options);
  // What has just been written down is known from now on.
  if (options.writeBaseline !== undefined && baseline === undefined) return 0;
  return fails(report, failOn, allowUnknown) ? 1 : 0;
}

/** One that begins no code would leave out everything, and all would seem well. */
function beginsOne(start: string): boolean {
  return rulesReport().rules.some(({ code }) => `${code}.`.startsWith(start.endsWith(".") ? start : `${start}.`));
}

/** Why the baseline could not be written; empty when it is, or nobody asked for it. */
function written(session: Session, report: CheckReport, { writeBaseline }: CheckOptions): readonly string[] {
  return writeBaseline === undefined ? [] : put(writtenBaseline(session, report), writeBaseline);
}

function withoutIgnored({ ignoredFindings: _, ...report }: CheckReport): CheckReport {
  return report;
}

const nothing: CheckReport = { ...head, findings: [], expectations: [], assumptions: [], notModelled: [], ignored: 0 };

/** For tools that know only findings. */
function asFinding({ code, message, at = [] }: ErrorBody): CheckReport["findings"][number] {
  return { code, severity: "error", message, resource: null, at };
}

/** The formats for other tools, loaded only when one of them is asked for. */
async function formsOf({ format = [], ...options }: CheckOptions) {
  if (format.every((wanted) => wanted.format === "text" || wanted.format === "json")) return (): Forms => ({});
  const [compact, github, junit, markdown, sarif] = await Promise.all([
    import("../reports/compact.ts"),
    import("../reports/github.ts"),
    import("../reports/junit.ts"),
    import("../reports/markdown.ts"),
    import("../reports/sarif.ts"),
  ]);
  const about: About = {
    rules: rulesReport().rules,
    ...placeOf(process.cwd(), process.env, options.linkBase),
    failOn: options.failOn,
    allowUnknown: options.allowUnknown === true,
  };
  return (report: CheckReport, error?: ErrorBody): Forms => {
    const told =
      error === undefined || report.findings.length > 0 ? report : { ...report, findings: [asFinding(error)] };
    return {
      sarif: () => sarif.sarifText(report, about, error),
      junit: () => junit.junitText(report, about, error),
      markdown: () => markdown.markdownText(report, about, error),
      github: () => github.githubText(told, about),
      compact: () => compact.compactText(told, about),
    };
  };
}
