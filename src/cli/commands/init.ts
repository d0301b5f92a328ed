/** `tieline init`. */

import { draftProject, firstScenario, type InitReport, initScenario } from "../../api/index.ts";
import type { CommonOptions } from "../options.ts";
import { writeError, writeReport } from "../output.ts";
import { block } from "../text/words.ts";
import { sessionOf } from "./session.ts";

interface InitOptions extends CommonOptions {
  readonly from?: string;
}

export async function init(scenario: string | undefined, options: InitOptions): Promise<number> {
  if (scenario !== undefined && options.from !== undefined) {
    return writeError({ code: "usage.init.both", message: "name a scenario or --from a folder, not both" }, options);
  }
  const report = await initialised(scenario, options);
  if (report === 2) return report;
  if ("error" in report) return writeError(report.error, options);
  const unwritten = writeReport({ json: report, text: () => initText(report) }, options, () => undefined);
  return unwritten === undefined ? 0 : writeError(unwritten, options);
}

async function initialised(scenario: string | undefined, options: InitOptions): ReturnType<typeof drafted> {
  if (options.from !== undefined) return drafted(options.from, options);
  return initScenario(scenario ?? firstScenario, options.C ?? ".", process.cwd());
}

async function drafted(from: string, options: InitOptions): Promise<ReturnType<typeof draftProject> | 2> {
  const session = await sessionOf([], { ...options, C: from });
  return session === 2 ? session : draftProject(session, process.cwd());
}

function initText({ folder, files, missing }: InitReport): string {
  return block(
    [`wrote ${folder}:`, ...files.map((file) => `  ${file}`)],
    missing.length === 0 ? "" : ["fill in:", ...missing.map((what) => `  ${what}`)],
    `next: tieline check -C ${folder}`,
  );
}
