/** `tieline rules` and `tieline explain`. */

import { type ExplainReport, explainReport, rulesReport } from "../../api/index.ts";
import { visible } from "../../api/rendering.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { tableText } from "../text/table.ts";
import { block, type Paper } from "../text/words.ts";

const noSources = (): undefined => undefined;

export async function rules(options: CommonOptions): Promise<number> {
  const report = rulesReport();
  const text = ({ style }: Paper): string =>
    block(
      tableText(
        "findings",
        report.rules,
        [
          { title: "code", of: ({ code }) => code },
          { title: "severity", of: ({ severity }) => severity },
          { title: "title", of: ({ title }) => title },
        ],
        style,
      ),
      style("faint", "tieline explain CODE shows its page"),
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

function explainText({ code, severity, title, page, examples }: ExplainReport, { style }: Paper): string {
  return block(
    `${style(severity, `${severity}[${code}]`)}${style("strong", `: ${title}`)}`,
    page,
    ...exampleText("with this finding", examples.bad, style),
    ...exampleText("without it", examples.good, style),
  );
}

/** Long examples are cut: the page is for reading. */
const LINES = 30;

function exampleText(title: string, files: ExplainReport["examples"]["bad"], style: Paper["style"]): string[] {
  return Object.entries(files).map(([name, text]) => {
    const lines = text.trimEnd().split("\n");
    const shown = lines.slice(0, LINES).map((line) => `  ${visible(line.slice(0, 200))}`.trimEnd());
    const more = lines.length > LINES ? [`  … ${lines.length - LINES} more lines`] : [];
    return [style("strong", `${title}: ${name}`), ...shown, ...more].join("\n");
  });
}
