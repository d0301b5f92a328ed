/** The command as a whole process, beside a Node that does nothing: runs take turns, medians, in one run. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Workshop, yaml } from "../test/shown/workshop.ts";
import { row } from "./goals.ts";
import { median } from "./workloads.ts";

const command = join("dist", "tieline.js");
const shipped = join("scenarios", "gwlb-distributed");
const corpus = join("..", "shared", "corpus");

/** Turns for each run that is asked for: starting is short, so many are cheap. */
const turns = 3;

export function measureProcess(runs: number): string {
  if (existsSync(command)) process.stderr.write(`${command} is measured as it was built\n`);
  else {
    process.stderr.write("npm run build\n");
    if (spawnSync("npm", ["run", "build"], { stdio: ["ignore", 2, 2] }).status !== 0) throw new Error("no build");
  }
  const workshop = existsSync(join(corpus, "gwlb-workshop")) ? new Workshop(corpus, "design-3", yaml()) : undefined;
  const scenario = workshop === undefined ? shipped : "design-3 of the corpus";
  const plans: readonly { readonly name: string; readonly args: readonly string[] }[] = [
    { name: "node", args: ["-e", "0"] },
    { name: "version", args: [command, "--version"] },
    { name: "check", args: [command, "check", "-C", workshop?.folder ?? shipped] },
  ];
  const times = new Map<string, number[]>(plans.map(({ name }) => [name, []]));
  for (let i = 0; i < runs * turns; i++) {
    for (const { name, args } of plans) {
      process.stderr.write(`\r\x1b[Kprocess ${i + 1}/${runs * turns} ${name}`);
      times.get(name)?.push(timeOf(args));
    }
  }
  process.stderr.write("\r\x1b[K");
  workshop?.remove();
  const [node = 1, version = 0, check = 0] = plans.map(({ name }) => median(times.get(name) ?? []));
  return [
    row("node -e 0, ms", node),
    row("tieline --version, times node -e 0", version / node, { atMost: 1.6 }),
    row("tieline check, times node -e 0", check / node, { atMost: 7 }),
    `checked: ${scenario}`,
  ].join("\n");
}

function timeOf(args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const took = performance.now() - from;
  // 1: what is checked has findings.
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(" ")}: ${stderr}`);
  return took;
}
