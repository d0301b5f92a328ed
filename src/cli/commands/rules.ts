/** `tieline rules` and `tieline explain`. */

import { explainReport, rulesReport } from "../../api/index.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { explainText } from "../text/explain.ts";
import { tableText } from "../text/table.ts";
import { block, type Paper } from "../text/words.ts";

const noSources = (): undefined => undefined;

export async function rules(options: CommonOptions): Promise<number> {
  const report = rulesReport();
  const text = (paper: Paper): string =>
    block(
      tableText(
        "findings",
        report.rules,
        [
          { title: "code", of: ({ code }) => code },
          { title: "severity", of: ({ severity }) => severity },
          { title: "title", of: ({ title }) => title, prose: true },
        ],
        paper,
      ),
      paper.style("faint", "tieline explain CODE shows its page"),
    );
  const unwritten = writeReport({ json: report, text }, options, noSources);
  return unwritten === undefined ? 0 : writeError(unwritten, options);
}

export async function explain(code: string, options: CommonOptions): Promise<number> {
  const report = explainReport(code);
  if ("error" in report) return writeError(report.error, options);
  const unwritten = writeReport({ json: report, text: (paper) => explainText(report, paper) }, options, noSources);
  return unwritten === undefined ? 0 : writeError(unwritten, options);
}
