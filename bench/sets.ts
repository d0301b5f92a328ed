/** Packet sets beside other engines. Each engine and workload has a process of its own, one at a time; medians. */

import { spawnSync } from "node:child_process";
import type { Measured } from "./goals.ts";
import { median } from "./workloads.ts";

export interface Asked {
  readonly runs: number;
  /** A folder with `rules.mjs` and `naive-bdd.mjs`. */
  readonly anchors: string | undefined;
  /** A program on BuDDy. */
  readonly anchor: string | undefined;
}

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

function run(engine: string, workload: string, asked: Asked): string {
  const anchors = asked.anchors === undefined ? [] : [asked.anchors];
  const [program, args] =
    engine === "buddy"
      ? [asked.anchor ?? "", workload.split(" ")]
      : [process.execPath, [process.argv[1] ?? "", "work", engine, workload, ...anchors]];
  const { stdout, stderr, status } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, ANCHOR_SHIFT: engine === "buddy" ? "4" : "0" },
  });
  if (status !== 0) throw new Error(`${engine} ${workload}: ${stderr}`);
  return stdout;
}

/** Medians by `engine workload metric`. */
export function measureSets(asked: Asked): Measured {
  const all = new Map<string, number[]>();
  const { runs, anchor } = asked;
  for (const { workload, engines } of plans) {
    for (let i = 0; i < runs; i++) {
      for (const engine of engines) {
        if (engine === "buddy" && anchor === undefined) continue;
        process.stderr.write(`\r\x1b[K${workload} ${i + 1}/${runs} ${engine}`);
        for (const line of run(engine, workload, asked).trim().split("\n")) {
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
