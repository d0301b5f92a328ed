/** The baseline that a user names, read from its file. */

import { readFileSync } from "node:fs";
import { type Baseline, type ErrorBody, readBaseline } from "../../api/index.ts";
import { causeOf } from "../output.ts";

export function baselineAt(file: string): Baseline | { readonly error: ErrorBody } {
  try {
    return readBaseline(readFileSync(file, "utf8"), file);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = missing ? "there is no such file; `--write-baseline` writes one" : causeOf(error);
    return { error: { code: "baseline.file.unreadable", message: `the baseline \`${file}\` cannot be read: ${why}` } };
  }
}
