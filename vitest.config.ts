import { defineConfig } from "vitest/config";
import pkg from "./package.json" with { type: "json" };

// `vitest run` is the quick suite; `--mode slow` is what takes minutes (namespaces, whole corpora, large laws).
export default defineConfig(({ mode }) => {
  const slow = mode === "slow";
  return {
    define: { TIELINE_VERSION: JSON.stringify(pkg.version) },
    test: {
      include: slow ? ["test/slow/**/*.test.ts"] : ["src/**/*.test.ts", "test/**/*.test.ts"],
      exclude: slow ? [] : ["test/slow/**"],
      passWithNoTests: slow,
      // No test changes what another sees, so one process may run many files.
      pool: "forks",
      isolate: false,
      testTimeout: slow ? 300_000 : 30_000,
      reporters: ["default", "./test/house/summary-reporter.ts"],
    },
  };
});
