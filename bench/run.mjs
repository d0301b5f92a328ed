// Bundles the benchmarks as the build does the command, and runs them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
// As scripts/build.mjs does, for packages that are CommonJS.
const requireForCommonJs = `import { createRequire as tielineRequire } from "node:module";
const require = tielineRequire(import.meta.url);`;

const folder = mkdtempSync(join(tmpdir(), "tieline-bench-"));
const outfile = join(folder, "bench.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  mainFields: ["module", "main"],
  minifySyntax: true,
  banner: { js: requireForCommonJs },
  define: { TIELINE_VERSION: JSON.stringify("bench") },
  logLevel: "warning",
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit", cwd: root });
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
