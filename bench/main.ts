/**
 * `npm run bench`: what Tieline costs, every figure beside its goal. Packet sets beside other engines, the command as a
 * whole process, and generated estates of networks; each measurement has a process of its own, one at a time.
 *
 *   --only PART     sets, process or estate; may be repeated
 *   --sizes LIST    networks in an estate: 10,100 is quick (default 10,100,1000)
 *   --runs N        instead of five, of which medians are taken; an estate is measured once
 *   --anchors DIR   rules and the plain diagram are taken from there (rules.mjs, naive-bdd.mjs)
 *   --anchor PATH   a program on BuDDy that prints `engine TAB workload TAB metric TAB value`
 */

import { parseArgs } from "node:util";
import { goals } from "./goals.ts";

const parts = ["sets", "process", "estate"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    anchors: { type: "string" },
    anchor: { type: "string" },
    runs: { type: "string", default: "5" },
    only: { type: "string", multiple: true, default: parts },
    sizes: { type: "string", default: "10,100,1000" },
  },
});

const [task, ...rest] = positionals;
const runs = Number(values.runs);
const strange = values.only.find((part) => !parts.includes(part));

// What one part needs is loaded for it alone: a measured process holds nothing else.
if (task === "work") await (await import("./worker.ts")).work(rest);
else if (task === "estate") await (await import("./estate-worker.ts")).work(rest);
else if (strange !== undefined) throw new Error(`no part is called ${strange}: ${parts.join(", ")}`);
else {
  if (values.only.includes("sets")) {
    const { anchors, anchor } = values;
    console.log(goals((await import("./sets.ts")).measureSets({ runs, anchors, anchor })));
  }
  if (values.only.includes("process")) console.log((await import("./process.ts")).measureProcess(runs));
  if (values.only.includes("estate")) {
    const sizes = values.sizes.split(",").map(Number);
    console.log((await import("./estates.ts")).measureEstates(sizes));
  }
}
