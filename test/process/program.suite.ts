/** The program as its users start it, built into a folder. */

import { chmodSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");

/** Gives the path of its file. */
export async function programIn(folder: string): Promise<string> {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/tieline.ts"],
    outdir: join(folder, "dist"),
    bundle: true,
    // As in the build: what only some commands need is not loaded.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    external: ["@resvg/*"],
    banner: {
      js: `import { createRequire as tielineRequire } from "node:module"; const require = tielineRequire(import.meta.url);`,
    },
    define: { TIELINE_VERSION: '"0.0.0"' },
  });
  const program = join(folder, "dist/tieline.js");
  chmodSync(program, 0o755);
  return program;
}
