// Everything that must hold before a commit. Every part runs, even after one has failed; the quick ones come first.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const parts = {
  types: "tsc",
  lint: "oxlint",
  format: "biome format",
};

const cwd = fileURLToPath(new URL("..", import.meta.url));
const run = (command, env = {}) =>
  spawnSync(`npx --no-install ${command}`, { cwd, shell: true, stdio: "inherit", env: { ...process.env, ...env } })
    .status === 0;

const results = Object.entries(parts).map(([part, command]) => {
  console.log(`\n── ${part}: ${command}`);
  return { part, ok: run(command) };
});
const soFar = results.map(({ part, ok }) => `${part} ${ok ? "ok" : "FAILED"}`).join(", ");

console.log("\n── house rules and tests: vitest run");
const tests = run("vitest run", { TIELINE_CHECKED: soFar });
process.exitCode = tests && results.every(({ ok }) => ok) ? 0 : 1;
