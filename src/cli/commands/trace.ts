/** `tieline trace`. */

import { trace as traced } from "../../api/index.ts";
import { interruptible } from "../interruptible.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { traceText } from "../text/trace.ts";
import { sessionOf } from "./session.ts";

interface TraceOptions extends CommonOptions {
  readonly branch?: "one" | "all";
  readonly allowUnknown?: true;
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
}

export async function trace(asked: Asked, options: TraceOptions): Promise<number> {
  const session = await sessionOf([], options);
  if (session === 2) return session;
  progress("walking");
  const report = interruptible(() => traced(session, { ...asked, all: options.branch === "all" }));
  endProgress();
  if ("error" in report) return writeError(report.error, options, session.sources);
  const unwritten = writeReport({ json: report, text: (paper) => traceText(report, paper) }, options, session.sources);
  if (unwritten !== undefined) return writeError(unwritten, options);
  if (report.verdict === "unknown") return options.allowUnknown === true ? 0 : 1;
  return report.verdict === "delivered" ? 0 : 1;
}
