/** `tieline check`. */

import { check as checked, fails } from "../../api/index.ts";
import type { severities } from "../../api/rendering.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { checkText } from "../text/check.ts";
import { sessionOf } from "./session.ts";

interface CheckOptions extends CommonOptions {
  readonly failOn: (typeof severities)[number] | "never";
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly allowUnknown?: true;
  readonly showIgnored?: true;
}

export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const session = await sessionOf(paths, options);
  if (session === 2) return session;
  const { only = [], skip = [], showIgnored = false, allowUnknown = false, failOn } = options;
  progress("checking");
  const today = new Date().toISOString().slice(0, 10);
  const report = checked(session, { only, skip, showIgnored, today });
  endProgress();
  const unwritten = writeReport({ json: report, text: (paper) => checkText(report, paper) }, options, session.sources);
  if (unwritten !== undefined) return writeError(unwritten, options);
  return fails(report, failOn, allowUnknown) ? 1 : 0;
}
