/**
 * Where reports go: standard output carries the report and nothing else, progress and complaints go to standard error.
 * Colour only on a terminal that wants it; files are plain.
 */

import { writeFileSync } from "node:fs";
import { coloured, plain, renderDiagnostic, type Sources, type Style } from "../api/rendering.ts";
import { type ErrorBody, type FindingReport, head } from "../api/report.ts";
import type { CommonOptions, Wanted } from "./options.ts";
import { findingText } from "./text/check.ts";
import type { Paper } from "./text/words.ts";

/** A report in every form that can be asked for. */
export interface Report {
  readonly json: object;
  readonly text: (paper: Paper) => string;
}

const WIDTH = 100;

export function colourOn(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return true;
  return stream.isTTY && TERM !== "dumb";
}

function paperFor(stream: NodeJS.WriteStream | undefined, sources: Sources, verbose: boolean): Paper {
  const style: Style = stream !== undefined && colourOn(stream) ? coloured : plain;
  return { style, width: Math.max(40, stream?.columns || WIDTH), sources, verbose };
}

/** Undefined when all is written; else what could not be. */
export function writeReport(report: Report, options: CommonOptions, sources: Sources): ErrorBody | undefined {
  for (const { format, file } of outputs(options)) {
    const paper = paperFor(file === undefined ? process.stdout : undefined, sources, options.verbose === true);
    const text = format === "json" ? jsonText(report.json) : report.text(paper);
    if (file === undefined) process.stdout.write(text);
    else {
      try {
        writeFileSync(file, text);
      } catch (error) {
        const why = error instanceof Error && "code" in error ? String(error.code) : "the system refuses";
        return { code: "output.file.unwritable", message: `\`${file}\` cannot be written: ${why}` };
      }
    }
  }
  return undefined;
}

/** The one without a file is the report proper; where nobody names it, it is text. */
function outputs({ format = [], json, output }: CommonOptions): readonly Wanted[] {
  const all: readonly Wanted[] = json === true ? [...format, { format: "json", file: undefined }] : format;
  const proper = all.filter(({ file }) => file === undefined).at(-1)?.format ?? "text";
  return [...all.filter(({ file }) => file !== undefined), { format: proper, file: output }];
}

export function jsonText(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Nothing could be answered: exit 2. A pipeline that asked for JSON gets JSON, where it expects the report. */
export function writeError(
  error: ErrorBody,
  options: CommonOptions,
  sources: Sources = () => undefined,
  findings: readonly FindingReport[] = [],
): 2 {
  const [proper] = outputs(options).slice(-1);
  if (proper?.format === "json") process.stdout.write(jsonText({ ...head, error }));
  const paper = paperFor(process.stderr, sources, options.verbose === true);
  const { code, message, at = [] } = error;
  const said = findings.map((finding) => findingText(finding, paper));
  const own = renderDiagnostic({ head: "error", role: "error", code, message, at, notes: [] }, sources, paper);
  if (proper?.format !== "json") process.stderr.write(findings.length === 0 ? own : said.join("\n"));
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
