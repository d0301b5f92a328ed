/** Reads the project that a command works on, or says why there is none. */

import { type ErrorBody, type FindingReport, open, type Session } from "../../api/index.ts";
import { heard, interruptible } from "../interruptible.ts";
import type { CommonOptions } from "../options.ts";
import { causeOf, type Forms, writeError } from "../output.ts";
import { endProgress, progress } from "../progress.ts";

/** What an error looks like in formats of which the command knows more than text and JSON. */
export type ErrorForms = (error: ErrorBody, findings: readonly FindingReport[]) => Forms;

export async function sessionOf(
  paths: readonly string[],
  options: CommonOptions,
  forms: ErrorForms = () => ({}),
): Promise<Session | 2> {
  if (options.C !== undefined && paths.length > 0) {
    return writeError({ code: "usage.paths.twice", message: "give paths as arguments or with -C, not both" }, options);
  }
  const asked = options.C === undefined ? paths : [options.C];
  const stdin = asked.includes("-") ? await standardInput() : undefined;
  if (typeof stdin === "object") return writeError(stdin.error, options, undefined, [], forms(stdin.error, []));
  progress("reading");
  const opened = await open({ paths: asked, cwd: process.cwd(), stdin }, async (work) => {
    await heard();
    return interruptible(work);
  });
  await heard();
  endProgress();
  if (!("error" in opened)) return opened;
  const { error, findings, sources } = opened;
  return writeError(error, options, sources, findings, forms(error, findings));
}

const UNREADABLE = "input.stdin.unreadable";

/** As of files. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Piece by piece, so that Ctrl-C is heard while nothing comes. */
async function standardInput(): Promise<string | { readonly error: ErrorBody }> {
  progress("reading standard input");
  try {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of process.stdin) {
      pieces.push(Buffer.from(piece as Buffer));
      bytes += (piece as Buffer).length;
      if (bytes > MOST_BYTES) return { error: { code: UNREADABLE, message: "standard input is longer than 64 MiB" } };
    }
    return Buffer.concat(pieces).toString("utf8");
  } catch (error) {
    const message = `standard input cannot be read: ${causeOf(error)}`;
    return { error: { code: UNREADABLE, message } };
  } finally {
    endProgress();
  }
}
