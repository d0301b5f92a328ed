/** The CDK example as its users run it: installed and tested in a folder of its own. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(command: string, cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, { cwd, shell: true, encoding: "utf8", timeout: 280_000 });
  if (status !== 0) throw new Error(`${command} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

test("the CDK example installs the packed library, and its own tests pass", () => {
  const folder = mkdtempSync(join(tmpdir(), "tieline-cdk-"));
  try {
    const packed = run("npm pack --silent --ignore-scripts", root).trim().split("\n");
    const tarball = join(root, packed.at(-1) ?? "");
    cpSync(join(root, "examples/cdk"), folder, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    const manifest = readFileSync(join(folder, "package.json"), "utf8");
    writeFileSync(join(folder, "package.json"), manifest.replace("file:../..", `file:${tarball}`));
    run("npm install --no-audit --no-fund --ignore-scripts", folder);
    expect(run("npm test", folder)).toMatch(/5 passed/);
    rmSync(tarball);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
