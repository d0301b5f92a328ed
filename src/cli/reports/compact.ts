/** One line for each finding, as compilers print them and editors read them: `file:line:col: severity: message [code]`. */

import { oneLine } from "../../api/rendering.ts";
import type { CheckReport } from "../../api/report.ts";
import type { About } from "./about.ts";
import { freshProblems } from "./problems.ts";

export function compactText(report: CheckReport, about: About): string {
  return freshProblems(report, about)
    .map(({ severity, message, code, resource, at: [first] }) => {
      // What no line says has no line; the thing's name is all there is.
      const place = first === undefined ? (resource ?? "tieline") : `${first.file}:${first.line}:${first.column}`;
      return `${oneLine(`${place}: ${severity}: ${message} [${code}]`)}\n`;
    })
    .join("");
}
