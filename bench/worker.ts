/** One engine, one workload, one process: `ENGINE WORKLOAD [ANCHORS]`; prints `engine TAB metric TAB value` lines. */

import { pathToFileURL } from "node:url";
import { ipv4, ipv6, plain } from "./engines.ts";
import type { PlainBdd } from "./plain-bdd.ts";
import * as ownBdd from "./plain-bdd.ts";
import type { Rule, Rules, Style } from "./rules.ts";
import * as ownRules from "./rules.ts";
import { acls, type Engine, type Metrics, packets, pairs, seeds, wildcards } from "./workloads.ts";

export async function work([name = "", workload = "", anchors]: readonly string[]): Promise<void> {
  const beside = (file: string): string => pathToFileURL(`${anchors}/${file}`).href;
  const draw = anchors === undefined ? ownRules : ((await import(beside("rules.mjs"))) as Rules);
  const bdd = anchors === undefined ? ownBdd : ((await import(beside("naive-bdd.mjs"))) as PlainBdd);
  const [what, count = "0", style = "sparse"] = workload.split(" ");
  const engine: Engine =
    name === "plain"
      ? plain(bdd, what === "acl" ? 1 << 18 : 1 << 16)
      : name === "ipv6"
        ? ipv6(listsOf(draw, what, Number(count), style as Style), what === "packets" ? hostsOf(draw) : [])
        : ipv4();
  const metrics: Metrics =
    what === "packets"
      ? packets(engine, draw)
      : what === "pairs"
        ? pairs(engine, draw)
        : what === "wildcards"
          ? wildcards(engine, draw)
          : acls(engine, draw, Number(count), style as Style);
  for (const [metric, value] of Object.entries(metrics)) console.log(`${name}\t${metric}\t${value}`);
}

/** The rules that a workload will draw, for the line of IPv6 addresses. */
function* listsOf(draw: Rules, what: string | undefined, count: number, style: Style): Generator<readonly Rule[]> {
  for (let seed = 1; what === "acl" && seed <= seeds; seed++) {
    draw.seed(seed);
    yield draw.acl(count, style);
  }
  if (what !== "pairs") return;
  draw.seed(7);
  for (let i = 0; i < 1000; i++) yield* draw.pair(i);
}

function hostsOf(draw: Rules): number[] {
  draw.seed(42);
  return Array.from({ length: 8192 }, () => draw.r32());
}
