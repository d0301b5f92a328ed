/**
 * Where reports go: standard output carries the report and nothing else, progress and complaints go to standard error.
 * Colour only on a terminal that wants it; files are plain. A file that cannot be written keeps no other from being so.
 */

import { writeFileSync } from "node:fs";
import { coloured, plain, renderDiagnostic, type Sources, type Style } from "../api/rendering.ts";
import { type ErrorBody, type FindingReport, head } from "../api/report.ts";
import type { CommonOptions, FormatName, Wanted } from "./options.ts";
import { findingText } from "./text/check.ts";
import type { Paper } from "./text/words.ts";
import { wrapped } from "./text/wrap.ts";

/** A document in the formats that only some commands have, or only when asked for. */
export type Forms = Partial<Readonly<Record<FormatName, () => string>>>;

/** A report in every form that can be asked for. */
export interface Report {
  readonly json: object;
  readonly text: (paper: Paper) => string;
  readonly forms?: Forms;
}

const WIDTH = 100;
const UNWRITABLE = "output.file.unwritable";

/** A terminal that does more than print one line after another. */
export function canPaint(stream: Pick<NodeJS.WriteStream, "isTTY">): boolean {
  return stream.isTTY && process.env["TERM"] !== "dumb";
}

export function colourOn(stream: Pick<NodeJS.WriteStream, "isTTY">): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return canPaint(stream);
}

function paperFor(stream: NodeJS.WriteStream | undefined, sources: Sources, verbose: boolean): Paper {
  const style: Style = stream !== undefined && colourOn(stream) ? coloured : plain;
  // Some terminals do not know how wide they are, and say 0.
  const columns = stream !== undefined && canPaint(stream) && stream.columns > 0 ? stream.columns : undefined;
  return { style, width: Math.max(40, stream?.columns || WIDTH), columns, sources, verbose };
}

/** Undefined when all is written; else what could not be. */
export function writeReport(report: Report, options: CommonOptions, sources: Sources): ErrorBody | undefined {
  const failures = outputs(options).flatMap(({ format, file }) => {
    const paper = paperFor(file === undefined ? process.stdout : undefined, sources, options.verbose === true);
    const text = (): string => wrapped(report.text(paper), paper.columns);
    const form = format === "json" ? jsonText(report.json) : (report.forms?.[format]?.() ?? text());
    return put(form, file);
  });
  return unwritten(failures);
}

/** What could not be written, as one error. */
export function unwritten(failures: readonly string[]): ErrorBody | undefined {
  return failures.length === 0 ? undefined : { code: UNWRITABLE, message: failures.join("; ") };
}

/** Why a text could not be written; empty when it is. */
export function put(text: string, file: string | undefined): readonly string[] {
  if (file === undefined) {
    process.stdout.write(text);
    return [];
  }
  try {
    writeFileSync(file, text);
    return [];
  } catch (error) {
    return [`\`${file}\` cannot be written: ${causeOf(error)}`];
  }
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "a part of its path is no folder",
  EISDIR: "it is a folder",
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  EFBIG: "it would be too large",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  ENAMETOOLONG: "its name is too long",
};

/** What the system says, in words. */
export function causeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return causes[code] ?? (code === "" ? "the system refuses" : `the system says ${code}`);
}

/** The one without a file is the report proper; where nobody names it, it is text. */
function outputs({ format = [], json, output }: CommonOptions): readonly Wanted[] {
  const all: readonly Wanted[] = json === true ? [...format, { format: "json", file: undefined }] : format;
  const proper = all.filter(({ file }) => file === undefined).at(-1)?.format ?? "text";
  return [...all.filter(({ file }) => file !== undefined), { format: proper, file: output }];
}

/** Whether any of the reports has this format. */
export function wants(format: FormatName, options: CommonOptions): boolean {
  return outputs(options).some((output) => output.format === format);
}

export function jsonText(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Nothing could be answered, or not be written: exit 2. People are told on standard error; a pipeline that asked for JSON
 * or another format gets the error in it, where it expects the report.
 */
export function writeError(
  error: ErrorBody,
  options: CommonOptions,
  sources: Sources = () => undefined,
  findings: readonly FindingReport[] = [],
  forms: Forms = {},
): 2 {
  const { code, message, at = [] } = error;
  const wanted = outputs(options);
  const proper = wanted.at(-1);
  // The report itself is there already, and a second document behind it would spoil it.
  const own = code === UNWRITABLE ? (proper?.file === undefined ? [] : [{ ...proper, file: undefined }]) : wanted;
  const failures = own.flatMap(({ format, file }) => {
    const text = format === "json" ? jsonText({ ...head, error }) : forms[format]?.();
    if (text === undefined) return [];
    const failed = put(text, file);
    // With nowhere else to go, the error goes where somebody will look.
    if (failed.length > 0 && file === options.output && format === "json") put(text, undefined);
    return failed;
  });
  const paper = paperFor(process.stderr, sources, options.verbose === true);
  const tell = (text: string) => process.stderr.write(wrapped(text, paper.columns));
  const diagnostic = (error: ErrorBody) =>
    renderDiagnostic(
      { head: "error", role: "error", code: error.code, message: error.message, at: error.at ?? [], notes: [] },
      sources,
      paper,
    );
  const said = findings.map((finding) => findingText(finding, paper));
  if (proper?.format !== "json" || code === UNWRITABLE) {
    tell(findings.length === 0 ? diagnostic({ code, message, at }) : said.join("\n"));
  }
  const also = unwritten(failures);
  if (also !== undefined) tell(diagnostic(also));
  return 2;
}

/** `--json` as it stands in arguments that could not be understood. */
export function wantsJson(args: readonly string[]): CommonOptions {
  const json = args.some(
    (arg, i) =>
      arg === "-j" || arg === "--json" || arg === "--format=json" || (arg === "json" && args[i - 1] === "--format"),
  );
  return json ? { json: true } : {};
}
