// The last line of every run, alone and always in the same words: `tests: 12 passed, 0 failed`.
// A file that could not be loaded and an error outside of any test count as failed.
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** The title of the one test that stands for a suite whose corpus is not on this machine. */
export const corpusNotPresent = "corpus not present: not run";

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandled.length;
    let notRun = 0;
    let failedInHouse = 0;
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        if (state === "failed") failed += 1;
        if (test.name === corpusNotPresent) notRun += 1;
      }
      if (failed === before && !module.ok()) failed += 1;
      if (module.moduleId.includes("/test/house/")) failedInHouse += failed - before;
    }

    const lines = [];
    if (notRun > 0) lines.push(`the corpus is not present (set TIELINE_CORPUS); suites not run: ${notRun}`);
    // `npm run check` says how its earlier parts ended, so that all of them stand together at the end.
    const parts = process.env["TIELINE_CHECKED"];
    if (parts !== undefined) {
      const ok = (failures: number): string => (failures === 0 ? "ok" : "FAILED");
      lines.push(`${parts}, house rules ${ok(failedInHouse)}, tests ${ok(failed - failedInHouse)}`);
    }
    lines.push(`tests: ${passed} passed, ${failed} failed`);
    console.log(`\n${lines.join("\n")}`);
  }
}
