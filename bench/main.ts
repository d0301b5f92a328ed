/**
 * `npm run bench`: packet sets beside other engines, in one run. Each engine and workload has a process of its own, one at a
 * time; medians of five runs; every ratio stands beside its goal.
 *
 *   --anchors DIR   rules and the plain diagram are taken from there (rules.mjs, naive-bdd.mjs)
 *   --anchor PATH   a program on BuDDy that prints `engine TAB workload TAB metric TAB value`
 *   --runs N        instead of five
 */

import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { goals, type Measured } from "./goals.ts";
import { median } from "./workloads.ts";
import { work } from "./worker.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { anchors: { type: "string" }, anchor: { type: "string" }, runs: { type: "string", default: "5" } },
});

const acls = ["1000 sparse", "1000 dense", "1000 denylist", "10000 sparse", "10000 dense"].map((w) => `acl ${w}`);
/** Engines take turns at one workload, so that a machine with other things to do is slow for all of them. */
const plans: readonly { readonly workload: string; readonly engines: readonly string[] }[] = [
  { workload: "packets", engines: ["tieline", "ipv6", "plain", "buddy"] },
  ...acls.map((workload) => ({
    workload,
    engines: ["tieline", "ipv6", ...(workload === "acl 10000 dense" ? [] : ["plain"]), "buddy"],
  })),
  ...["acl 1000 denylist halves", "acl 10000 dense halves"].map((workload) => ({ workload, engines: ["buddy"] })),
  { workload: "pairs", engines: ["tieline", "ipv6", "plain", "buddy"] },
  { workload: "wildcards", engines: ["tieline", "plain"] },
];

function run(engine: string, workload: string): string {
  const anchors = values.anchors === undefined ? [] : [values.anchors];
  const [program, args] =
    engine === "buddy"
      ? [values.anchor ?? "", workload.split(" ")]
      : [process.execPath, [process.argv[1] ?? "", "work", engine, workload, ...anchors]];
  const { stdout, stderr, status } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, ANCHOR_SHIFT: engine === "buddy" ? "4" : "0" },
  });
  if (status !== 0) throw new Error(`${engine} ${workload}: ${stderr}`);
  return stdout;
}

/** Medians by `engine workload metric`. */
function measure(): Measured {
  const all = new Map<string, number[]>();
  const runs = Number(values.runs);
  for (const { workload, engines } of plans) {
    for (let i = 0; i < runs; i++) {
      for (const engine of engines) {
        if (engine === "buddy" && values.anchor === undefined) continue;
        process.stderr.write(`\r\x1b[K${workload} ${i + 1}/${runs} ${engine}`);
        for (const line of run(engine, workload).trim().split("\n")) {
          const [of = "", metric = "", value = ""] = line.split("\t").slice(-3);
          // BuDDy's program names its rates by the workload.
          const rate = engine === "buddy" && workload === "packets";
          if (rate && metric !== "op/s") continue;
          const key = `${engine} ${workload} ${rate ? of : metric}`;
          all.set(key, [...(all.get(key) ?? []), Number(value)]);
        }
      }
    }
  }
  process.stderr.write("\r\x1b[K");
  return new Map([...all].map(([key, list]) => [key, median(list)]));
}

if (positionals[0] === "work") await work(positionals.slice(1));
else console.log(goals(measure()));
