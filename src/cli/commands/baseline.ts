/** The baseline that a user names, read from its file. */

import { readFileSync, statSync } from "node:fs";
import { type Baseline, type ErrorBody, readBaseline } from "../../api/index.ts";
import { causeOf } from "../output.ts";

export function baselineAt(file: string): Baseline | { readonly error: ErrorBody } {
  try {
    // One of these never ends.
    if (statSync(file).isCharacterDevice()) return unreadable(file, "it is a device");
    return readBaseline(readFileSync(file, "utf8"), file);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = missing ? "there is no such file; `--write-baseline` writes one" : causeOf(error);
    return unreadable(file, why);
  }
}

function unreadable(file: string, why: string): { readonly error: ErrorBody } {
  return { error: { code: "baseline.file.unreadable", message: `the baseline \`${file}\` cannot be read: ${why}` } };
}
