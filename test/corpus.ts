// The corpus: files of real networks and their measured answers, kept beside the checkout because of its size and its
// licences. Tests that need it run where it is, and say so where it is not.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { corpusNotPresent } from "./house/summary-reporter.ts";

const asked = process.env["TIELINE_CORPUS"];
if (asked !== undefined && !existsSync(asked)) throw new Error(`TIELINE_CORPUS names no folder: ${asked}`);

const beside = resolve(import.meta.dirname, "../../shared/corpus");

/** The folder of the corpus, if this machine has it. */
export const corpus: string | undefined = asked ?? (existsSync(beside) ? beside : undefined);

/** A suite that needs the corpus. Without it the suite is one test that says that nothing was run. */
export function describeCorpus(title: string, suite: (corpus: string) => void): void {
  describe(title, () => {
    if (corpus !== undefined) suite(corpus);
    else test(corpusNotPresent, () => expect(corpus).toBeUndefined());
  });
}
