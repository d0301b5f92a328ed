/** `tieline doctor`. */

import { doctorReport } from "../../api/index.ts";
import type { CommonOptions } from "../options.ts";
import { colourOn, writeError, writeReport } from "../output.ts";
import { plain } from "../../api/rendering.ts";
import { tableText } from "../text/table.ts";
import { block, type Paper } from "../text/words.ts";

export async function doctor(options: CommonOptions): Promise<number> {
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  const report = doctorReport({ columns, colour: colourOn(process.stdout) });
  const sign = (ok: boolean | null): string => (ok === null ? "-" : ok ? "✓" : "✗");
  const text = ({ columns }: Paper): string =>
    block(
      tableText(
        "this machine",
        report.checks,
        [
          { title: "", of: ({ ok }) => sign(ok) },
          { title: "what", of: ({ name }) => name },
          { title: "found", of: ({ found }) => found },
          { title: "serves", of: ({ serves }) => serves, prose: true },
        ],
        { style: plain, columns },
      ),
    );
  const unwritten = writeReport({ json: report, text }, options, () => undefined);
  if (unwritten !== undefined) return writeError(unwritten, options);
  return report.checks.some(({ ok }) => ok === false) ? 2 : 0;
}
