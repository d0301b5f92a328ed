/** `tieline diff`. */

import { diff as compared } from "../../api/index.ts";
import { interruptible } from "../interruptible.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { placeOf } from "../reports/about.ts";
import { diffMarkdown } from "../reports/diff-markdown.ts";
import { diffText } from "../text/diff.ts";
import { sessionOf } from "./session.ts";

interface DiffOptions extends CommonOptions {
  readonly allowUnknown?: true;
  readonly linkBase?: string;
}

export async function diff(asked: { readonly old: string; readonly new: string }, options: DiffOptions) {
  const old = await sessionOf([asked.old], options);
  if (old === 2) return old;
  const next = await sessionOf([asked.new], options);
  if (next === 2) return next;
  const tick = (done: number, total: number) => progress(`comparing ${done} of ${total}`);
  const report = interruptible(() => compared(old, next, asked, tick));
  endProgress();
  const sources = (file: string) => next.sources(file) ?? old.sources(file);
  const place = placeOf(process.cwd(), process.env, options.linkBase);
  const forms = { markdown: () => diffMarkdown(report, place) };
  const unwritten = writeReport({ json: report, text: (paper) => diffText(report, paper), forms }, options, sources);
  if (unwritten !== undefined) return writeError(unwritten, options);
  if (report.verdict === "unknown") return options.allowUnknown === true ? 0 : 1;
  return report.verdict === "same" ? 0 : 1;
}
