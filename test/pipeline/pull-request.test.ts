/** The script of the action, run for real on a pull request made of two commits. Needs the built command. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";

function run(command: string, env: Readonly<Record<string, string>> = {}) {
  const author = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com" };
  const committer = { GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
  // Where it runs does not matter to what it says.
  const around = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GITHUB_")));
  return spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: "utf8",
    env: { ...around, ...author, ...committer, ...env },
  });
}

function commit(message: string): string {
  const done = run(`git add -A && git commit --quiet -m "${message}" && git rev-parse HEAD`);
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.trim();
}

function pullRequest(base: string, more: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = run(`bash ${join(root, "scripts/pull-request.sh")}`, {
    TIELINE: `node ${join(root, "dist/tieline.js")}`,
    TIELINE_PATH: "network",
    TIELINE_BASE: base,
    TIELINE_OUT: "reports",
    ...more,
  });
  const comment = readFileSync(join(folder, "reports/comment.md"), "utf8");
  return { status, stdout, stderr, comment };
}

let base = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tieline-pull-request-"));
  cpSync(join(root, "scenarios/gwlb-distributed"), join(folder, "network"), { recursive: true });
  const file = join(folder, "network/tieline.yaml");
  const expectation = `
  - name: nobody manages a relay from outside
    from: internet
    to: batch/RelayA
    traffic: tcp/22
    verdict: blocked
`;
  writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}${expectation}`);
  run("git init --quiet");
  base = commit("a network");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a change that opens nothing ends with 0 and says so", () => {
  const template = join(folder, "network/batch.yml");
  writeFileSync(template, `# Relays and workers\n${readFileSync(template, "utf8")}`);
  commit("a comment");
  const { status, comment } = pullRequest(base);
  expect(comment).toMatch(/nothing|no difference|same/i);
  expect(status).toBe(0);
});

test("a change that opens a port ends with 1, and the comment says what can newly be reached", () => {
  const template = join(folder, "network/batch.yml");
  const text = readFileSync(template, "utf8");
  const opened = text.replace(
    /(\n +)- (\{ )?IpProtocol: tcp/,
    "$1- { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }$&",
  );
  expect(opened).not.toBe(text);
  writeFileSync(template, opened);
  commit("open ssh");
  const { status, stdout, comment } = pullRequest(base);
  expect(comment).toContain("batch/RelayA");
  expect(comment).toMatch(/22/);
  expect(comment).toContain("nobody manages a relay from outside");
  expect(stdout).toMatch(/^::error .*file=/m);
  expect(JSON.parse(readFileSync(join(folder, "reports/tieline.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  expect(status).toBe(1);
  expect(run("git worktree list").stdout.trim().split("\n")).toHaveLength(1);
});

test("a base that is not there is said, and the check still runs", () => {
  const { comment, status } = pullRequest("0123456789abcdef0123456789abcdef01234567");
  expect(comment).toContain("is not in this checkout");
  expect(status).toBe(1);
});
