/** One project, read once: what the commands ask is asked of it, and its lines are shown from it. */

import type { Severity } from "../finding/finding.ts";
import type { Sources } from "../finding/excerpt.ts";
import { codeBegins, sift } from "../finding/ignore.ts";
import { atLeast, ordered } from "../finding/order.ts";
import { readableFiles } from "../formats/formats.ts";
import { type Asked, findProject } from "../project/find.ts";
import { isRefusal } from "../project/project.ts";
import { knownNames } from "../query/names.ts";
import { diffReport } from "./diff.ts";
import * as engine from "./engine.ts";
import { type PictureReport, pictureReport } from "./picture.ts";
import { type Baseline, baselineOf, baselineText, compared } from "./baseline.ts";
import { findingReport, positionOf } from "./positions.ts";
import {
  type CheckReport,
  type DiffReport,
  type ErrorBody,
  type FindingReport,
  head,
  type IgnoredReport,
  type ReadReport,
  type ReachReport,
  type ShowReport,
  type TraceReport,
} from "./report.ts";

export interface Session {
  readonly loaded: engine.Loaded;
  readonly sources: Sources;
}

/** Nothing could be read: the error, and the findings that say why. */
export interface Refused {
  readonly error: ErrorBody;
  readonly findings: readonly FindingReport[];
  readonly sources: Sources;
}

/** Does the work as it is, or so that it can be interrupted. */
export type Doing = <T>(work: () => T) => T | Promise<T>;

export async function open(asked: Asked, doing: Doing = (work) => work()): Promise<Session | Refused> {
  const project = await findProject(asked);
  if (isRefusal(project)) return { error: project, findings: [], sources: () => undefined };
  const loaded = await doing(() => engine.load(project));
  const sources = sourcesOf(loaded);
  if (loaded.inputs.length > 0 && !isLost(loaded)) return { loaded, sources };
  const findings = ordered(loaded.findings).map(findingReport);
  const [first] = findings;
  if (first !== undefined) {
    const { code, message, at } = first;
    return { error: { code, message, at }, findings, sources };
  }
  const named = asked.paths.length === 0 ? "the current folder" : asked.paths.map((path) => `\`${path}\``).join(", ");
  const looked = project.inputs.length + project.skipped.length;
  const files =
    looked === 0
      ? "there is no file"
      : `none of its ${looked === 1 ? "files (1)" : `${looked} files`} is ${readableFiles()}`;
  const message = `nothing that Tieline can read in ${named}: ${files}`;
  return { error: { code: "input.nothing.read", message }, findings, sources };
}

/** Everything that was written was in what could not be read. */
function isLost({ placeless, findings }: engine.Loaded): boolean {
  return (
    placeless.length === 0 && findings.some(({ code, severity }) => code.startsWith("source.") && severity === "error")
  );
}

function sourcesOf({ project }: engine.Loaded): Sources {
  const byPath = new Map(project.documents().map((document) => [document.path, document]));
  return (file) => byPath.get(file);
}

export interface Choice {
  /** How the codes of findings begin that are shown; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly showIgnored: boolean;
  /** `2026-11-24`, on which an ignore may have run out. */
  readonly today: string;
}

function isChosen({ only, skip }: Choice, code: string): boolean {
  const begins = (start: string) => codeBegins(code, start);
  return (only.length === 0 || only.some(begins)) && !skip.some(begins);
}

export function check({ loaded }: Session, choice: Choice): CheckReport {
  const { showIgnored, today } = choice;
  const { findings, expectations, assumptions } = engine.check(loaded);
  const sifted = sift([...loaded.findings, ...findings], loaded.ignores, today);
  const shown = ordered(sifted.kept).filter(({ code }) => isChosen(choice, code));
  const ignored = sifted.ignored
    .filter(({ finding }) => isChosen(choice, finding.code))
    .map(({ finding, by }): IgnoredReport => {
      const reason = by.reason ?? "no reason given";
      return { ...findingReport(finding), reason, ignoredAt: positionOf(by.where) };
    });
  return {
    ...head,
    findings: shown.map(findingReport),
    expectations,
    assumptions,
    notModelled: loaded.notModelled,
    read: readOf(loaded),
    ignored: ignored.length,
    ...(showIgnored ? { ignoredFindings: ignored } : {}),
  };
}

/** The text of a baseline that holds everything that is wrong now. */
export function writtenBaseline(session: Session, report: CheckReport): string {
  return baselineText(baselineOf(report, namingOf(session)));
}

/** What is wrong now and was not when the baseline was written; and what was and is not any more. */
export function sinceBaseline(
  session: Session,
  report: CheckReport,
  against: { readonly baseline: Baseline; readonly file: string; readonly choice: Choice },
): CheckReport {
  const { baseline, file, choice } = against;
  const name = namingOf(session);
  return compared({ report, baseline, file, name, chosen: (code) => isChosen(choice, code) });
}

/** A file is called as the project file would, and not as it is seen from the current folder. */
function namingOf({ sources, loaded: { project } }: Session) {
  return (resource: string | null): string | null => {
    const document = resource === null ? undefined : sources(resource);
    return document === undefined ? resource : project.pathOf(document);
  };
}

/** Whether the report is one of a pipeline that must stop. An answer that is unknown never passes by itself. */
export function fails(report: CheckReport, failOn: Severity | "never", allowUnknown: boolean): boolean {
  const { findings, expectations } = report;
  return (
    (failOn !== "never" && findings.some(({ severity }) => atLeast(severity, failOn))) ||
    expectations.some(({ holds, known }) => known !== true && (holds === false || (holds === null && !allowUnknown)))
  );
}

export function show({ loaded }: Session): ShowReport {
  return { ...head, ...engine.show(loaded), notModelled: loaded.notModelled, read: readOf(loaded) };
}

/** Everything that a question may start from or end at, by its whole name. */
export function places({ loaded }: Session): readonly { readonly name: string; readonly kind: string }[] {
  return knownNames(loaded.net);
}

/** Beyond `mostNetworks` the ways of packets are not followed. */
export function picture({ loaded }: Session, mostNetworks: number): PictureReport {
  return pictureReport(loaded, readOf(loaded), mostNetworks);
}

export function trace({ loaded }: Session, question: engine.Question): TraceReport | { readonly error: ErrorBody } {
  const report = engine.trace(loaded, question);
  return "error" in report ? report : { ...report, read: readOf(loaded) };
}

export function reach({ loaded }: Session, question: engine.Question): ReachReport | { readonly error: ErrorBody } {
  const report = engine.reach(loaded, question);
  return "error" in report ? report : { ...report, read: readOf(loaded) };
}

/** `tick` is told how much of the work is done. */
export function diff(
  old: Session,
  next: Session,
  question: DiffReport["question"],
  tick?: (done: number, total: number) => void,
): DiffReport {
  const report = diffReport(old.loaded, next.loaded, question, tick);
  return { ...report, read: { old: readOf(old.loaded), new: readOf(next.loaded) } };
}

function readOf({ project, scopes }: engine.Loaded): ReadReport {
  const used = new Set(scopes.map(({ document }) => document));
  // What was named and is of no format is a finding.
  const unread = project.inputs.filter(({ named, document }) => !named && !used.has(document));
  return {
    projectFile: project.file?.path ?? null,
    inputs: scopes.map(({ document, scope }) => ({ file: document.path, stack: scope })),
    skipped: [
      ...project.skipped,
      ...unread.map(({ document }) => ({ file: document.path, why: "of no format that Tieline reads" })),
    ],
  };
}
