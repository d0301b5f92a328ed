/** Reads the project that a command works on, or says why there is none. */

import { readFileSync } from "node:fs";
import { open, type Session } from "../../api/index.ts";
import type { CommonOptions } from "../options.ts";
import { writeError } from "../output.ts";
import { endProgress, progress } from "../progress.ts";

export async function sessionOf(paths: readonly string[], options: CommonOptions): Promise<Session | 2> {
  if (options.C !== undefined && paths.length > 0) {
    return writeError({ code: "usage.paths.twice", message: "give paths as arguments or with -C, not both" }, options);
  }
  const asked = options.C === undefined ? paths : [options.C];
  progress("reading");
  const stdin = asked.includes("-") ? readFileSync(0, "utf8") : undefined;
  const opened = await open({ paths: asked, cwd: process.cwd(), stdin });
  endProgress();
  return "error" in opened ? writeError(opened.error, options, opened.sources, opened.findings) : opened;
}
