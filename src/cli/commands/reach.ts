/** `tieline reach`. */

import { reach as reached } from "../../api/index.ts";
import { interruptible } from "../interruptible.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { reachText } from "../text/reach.ts";
import { sessionOf } from "./session.ts";

interface ReachOptions extends CommonOptions {
  readonly allowUnknown?: true;
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
}

export async function reach(asked: Asked, options: ReachOptions): Promise<number> {
  const session = await sessionOf([], options);
  if (session === 2) return session;
  progress("flooding");
  const report = interruptible(() => reached(session, { ...asked, all: false }));
  endProgress();
  if ("error" in report) return writeError(report.error, options, session.sources);
  const unwritten = writeReport({ json: report, text: (paper) => reachText(report, paper) }, options, session.sources);
  if (unwritten !== undefined) return writeError(unwritten, options);
  if (report.verdict === "unknown") return options.allowUnknown === true ? 0 : 1;
  return report.verdict === "reachable" ? 0 : 1;
}
