/** `tieline completion` prints what a shell reads once; `tieline complete -- WORDS…` is what the shell then asks. */

import type { Command } from "commander";
import { answer } from "../completion/answer.ts";
import { isShell, scripts, shells } from "../completion/scripts.ts";
import { values } from "../completion/values.ts";
import { type CommonOptions } from "../options.ts";
import { put, unwritten, writeError } from "../output.ts";

export function completion(named: string | undefined, options: CommonOptions): number {
  const shell = named ?? (process.env["SHELL"] ?? "").replace(/^.*\//, "");
  if (!isShell(shell)) {
    const found = shell === "" ? "which shell it is for cannot be seen" : `there is none for \`${shell}\``;
    const message = `${found}: completion is written for ${shells.join(", ")}`;
    return writeError({ code: "usage.arguments.invalid", message }, options);
  }
  const failed = unwritten(put(scripts[shell], options.output));
  return failed === undefined ? 0 : writeError(failed, options);
}

/** One offer a line, with what it is behind a tab, and last where files may stand: `:files` or `:none`. Never an error. */
export async function complete(root: Command, words: readonly string[]): Promise<number> {
  const found = await answer(root, words.length === 0 ? [""] : words, values).catch(() => []);
  const offers = found === "files" ? [] : found;
  const lines = offers.map(({ value, what }) => `${value}\t${what}\n`);
  process.stdout.write(`${lines.join("")}:${found === "files" ? "files" : "none"}\n`);
  return 0;
}
