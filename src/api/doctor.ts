/** What this machine can do for Tieline. */

import { scenarioNames } from "./init.ts";
import { type DoctorReport, head } from "./report.ts";

const NODE = 20;

export interface Terminal {
  readonly columns: number | undefined;
  readonly colour: boolean;
}

export function doctorReport(terminal: Terminal): DoctorReport {
  const node = process.versions.node;
  const scenarios = scenarioNames();
  const width = terminal.columns === undefined ? "no terminal" : `${terminal.columns} columns`;
  return {
    ...head,
    checks: [
      { name: "Node", found: node, ok: Number.parseInt(node, 10) >= NODE, serves: `everything; ${NODE} or later` },
      {
        name: "character data",
        found: process.versions["icu"] === undefined ? "none" : `ICU ${process.versions["icu"]}`,
        ok: process.versions["icu"] !== undefined,
        serves: "columns that align in every script",
      },
      {
        name: "scenarios",
        found: scenarios.length === 0 ? "none" : scenarios.join(", "),
        ok: scenarios.length > 0,
        serves: "`tieline init SCENARIO`",
      },
      {
        name: "terminal",
        found: `${width}, ${terminal.colour ? "colours" : "no colours"}`,
        ok: terminal.columns === undefined ? null : true,
        serves: "colours and progress; not needed",
      },
    ],
  };
}
