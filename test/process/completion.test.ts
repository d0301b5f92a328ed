/** Completion in the shells themselves: a line is typed on a terminal, then the tab key, and the shell shows what it made of it. */

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programIn } from "./program.suite.ts";

const scenario = resolve(import.meta.dirname, "../../scenarios/gwlb-distributed");
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tieline-"));
  mkdirSync(join(folder, "bin"));
  symlinkSync(await programIn(folder), join(folder, "bin/tieline"));
  cpSync(scenario, join(folder, "work/my net"), { recursive: true });
  writeFileSync(join(folder, "work/old.sarif"), "");
  mkdirSync(join(folder, "work/odd"));
  for (const [i, name] of ["a $(touch made)", "b", "c d"].entries()) {
    const vpc = `Resources: { Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.${i}.0.0/16 } } }\n`;
    writeFileSync(join(folder, `work/odd/${name}.yml`), vpc);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is typed before the tab key, and what the command is then given. */
const typed = [
  ["tieline tr", ["trace"]],
  ["tieline trace -C my\\ net/ti", ["trace", "-C", "my net/tieline.yaml"]],
  ["tieline trace -C 'my net' we", ["trace", "-C", "my net", "web/"]],
  ["tieline trace -C 'my net' web/LoadBalancerG", ["trace", "-C", "my net", "web/LoadBalancerGroup"]],
  ["tieline trace -C odd a", ["trace", "-C", "odd", "a $(touch made)/"]],
  ["tieline trace -C odd c", ["trace", "-C", "odd", "c d/"]],
  ["tieline reach internet -C 'my net' web/x tcp/44", ["reach", "internet", "-C", "my net", "web/x", "tcp/443"]],
  ["tieline check --fail-on=w", ["check", "--fail-on=warning"]],
  ["tieline check --format sarif=ol", ["check", "--format", "sarif=old.sarif"]],
  ["tieline explain path.as", ["explain", "path.asymmetric"]],
] as const;

/** How each is started without its user's settings, and told to show what `tieline` is given. */
const shells = {
  bash: {
    start: "bash --norc --noprofile -i",
    setUp: `source <(tieline completion bash)
      tieline() { if [[ $1 == complete ]]; then command tieline "$@"; else printf '<%s>' "$@"; echo '<.>'; fi; }`,
  },
  zsh: {
    start: "zsh -f -i",
    setUp: `autoload -Uz compinit; compinit -u -D; source <(tieline completion zsh)
      tieline() { if [[ $1 == complete ]]; then command tieline "$@"; else printf '<%s>' "$@"; echo '<.>'; fi; }`,
  },
  fish: {
    start: "fish --no-config -i",
    setUp: `source (tieline completion fish | psub)
      function tieline; if test $argv[1] = complete; command tieline $argv; else; printf '<%s>' $argv; echo '<.>'; end; end`,
  },
};

const here = Object.entries(shells).filter(([name]) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0);
const missing = Object.keys(shells).filter((name) => here.every(([known]) => known !== name));
const title = `%s completes what is typed${missing.length > 0 ? ` (not on this machine: ${missing.join(", ")})` : ""}`;

test.each(here)(title, async (_, { start, setUp }) => {
  const lines = typed.map(([line]) => `${line}\t\r`);
  const shown = await onTerminal(start, [`${setUp}\n`.replace(/\n\s*/g, "\r"), "echo REA''DY\r"], [...lines, "exit\r"]);
  const given = [...shown.matchAll(/<([^\r\n]*)><\.>/g)].map(([, words = ""]) => words.split("><"));
  expect(given).toEqual(typed.map(([, words]) => words));
});

/** Types `before`, waits until the shell is ready, and types the rest; gives everything that the terminal showed. */
function onTerminal(start: string, before: readonly string[], rest: readonly string[]): Promise<string> {
  const child = spawn("script", ["-qfec", start, "/dev/null"], {
    cwd: join(folder, "work"),
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, HOME: folder, TERM: "dumb", LANG: "C.UTF-8" },
    timeout: 60_000,
  });
  let shown = "";
  let ready = false;
  child.stdout.on("data", (piece) => {
    shown += String(piece);
    if (ready || !shown.includes("READY")) return;
    ready = true;
    child.stdin.write(rest.join(""));
  });
  child.stdin.write(before.join(""));
  return new Promise((done) => child.on("close", () => done(shown)));
}
