/** `tieline show`. */

import { show as shown } from "../../api/index.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { showText } from "../text/show.ts";
import { sessionOf } from "./session.ts";

export async function show(paths: readonly string[], options: CommonOptions): Promise<number> {
  const session = await sessionOf(paths, options);
  if (session === 2) return session;
  const report = shown(session);
  const unwritten = writeReport({ json: report, text: (paper) => showText(report, paper) }, options, session.sources);
  return unwritten === undefined ? 0 : writeError(unwritten, options);
}
