/** The packed library in an empty folder, under each Node that is supported: installed, asked, imported. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const mostBytes = 3_000_000;
let folder = "";
let tarball = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tieline-packed-"));
  const packed = run(`npm pack --silent --ignore-scripts --pack-destination ${folder}`, root).trim().split("\n");
  tarball = join(folder, packed.at(-1) ?? "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, cwd: string, path = process.env["PATH"]): string {
  const env = { ...process.env, PATH: path };
  const { status, stdout, stderr } = spawnSync(command, { cwd, shell: true, encoding: "utf8", timeout: 240_000, env });
  if (status !== 0) throw new Error(`${command} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

test("the package is smaller than 3 MB", () => {
  const { size } = statSync(tarball);
  console.log(`packed: ${(size / 1e6).toFixed(2)} MB`);
  expect(size).toBeLessThan(mostBytes);
});

const asking = `
import { read } from "tieline";
import "tieline/matchers";
const network = await read("gwlb-distributed");
console.log(process.version, network.trace({ from: "internet", to: "web/LoadBalancer", traffic: "tcp/80" }).verdict);`;

test.each(["20", "22", "24"])("it installs into an empty folder and works there on Node %s", (major) => {
  const empty = mkdtempSync(join(folder, `node-${major}-`));
  writeFileSync(join(empty, "package.json"), '{ "private": true, "type": "module" }');
  run(`npm install --no-audit --no-fund -D node@${major} ${tarball}`, empty);
  const path = `${join(empty, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`;
  expect(run("node --version", empty, path)).toMatch(new RegExp(`^v${major}\\.`));
  run("tieline init gwlb-distributed", empty, path);
  expect(run("tieline check -C gwlb-distributed", empty, path)).toContain("no findings, 7 of 7 expectations hold");
  run("tieline show -C gwlb-distributed --diagram network.png", empty, path);
  expect(readFileSync(join(empty, "network.png")).subarray(1, 4).toString()).toBe("PNG");
  writeFileSync(join(empty, "ask.js"), asking);
  expect(run("node ask.js", empty, path)).toMatch(new RegExp(`^v${major}\\..* delivered`));
});
