/** `tieline diff`. */

import { diff as compared } from "../../api/index.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { diffText } from "../text/diff.ts";
import { sessionOf } from "./session.ts";

interface DiffOptions extends CommonOptions {
  readonly allowUnknown?: true;
}

export async function diff(asked: { readonly old: string; readonly new: string }, options: DiffOptions) {
  const old = await sessionOf([asked.old], options);
  if (old === 2) return old;
  const next = await sessionOf([asked.new], options);
  if (next === 2) return next;
  const report = compared(old, next, asked, (done, total) => progress(`comparing ${done} of ${total}`));
  endProgress();
  const sources = (file: string) => next.sources(file) ?? old.sources(file);
  const unwritten = writeReport({ json: report, text: (paper) => diffText(report, paper) }, options, sources);
  if (unwritten !== undefined) return writeError(unwritten, options);
  if (report.verdict === "unknown") return options.allowUnknown === true ? 0 : 1;
  return report.verdict === "same" ? 0 : 1;
}
