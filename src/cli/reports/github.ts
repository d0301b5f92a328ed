/**
 * Annotations of a GitHub workflow (GitHub, "Workflow commands", "Setting an error message"): commands on standard
 * output. Columns are given on one line only, because GitHub takes them for nothing else.
 */

import { oneLine, visible } from "../../api/rendering.ts";
import type { CheckReport } from "../../api/report.ts";
import { type About, repositoryPath } from "./about.ts";
import { freshProblems, type Problem } from "./problems.ts";

const commands = { error: "error", warning: "warning", note: "notice" } as const;

export function githubText(report: CheckReport, about: About): string {
  return freshProblems(report, about)
    .map((problem) => `${commandOf(problem, about)}\n`)
    .join("");
}

function commandOf({ code, severity, message, fix, resource, expectation, at }: Problem, about: About): string {
  const [place, ...others] = at;
  const properties: Record<string, string | number> = {};
  if (place !== undefined) {
    properties["file"] = repositoryPath(place.file, about);
    properties["line"] = place.line;
    properties["endLine"] = place.endLine;
    if (place.line === place.endLine) {
      properties["col"] = place.column;
      properties["endColumn"] = place.endColumn;
    }
  }
  const subject = expectation ?? resource;
  properties["title"] = subject === null ? code : `${code}: ${subject}`;
  const also = others.slice(0, 6).map(({ file, line }) => `${repositoryPath(file, about)}:${line}`);
  const lines = [
    message,
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
    ...(also.length === 0 ? [] : [`see also ${also.join(", ")}`]),
  ];
  const said = Object.entries(properties).map(([name, value]) => `${name}=${property(oneLine(String(value)))}`);
  return `::${commands[severity]} ${said.join(",")}::${data(visible(lines.join("\n")))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
