/** Estates of several sizes, each in a process of its own, and how what they cost grows. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeEstate } from "./estate.ts";
import { type Bound, row } from "./goals.ts";

/** Where the goals are. */
const large = 1000;
const longest = 900_000;

type Metrics = ReadonlyMap<string, number>;

export function measureEstates(sizes: readonly number[]): string {
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) throw new Error("--sizes 10,100,1000");
  const measured = new Map<number, Metrics | undefined>();
  for (const size of sizes) {
    process.stderr.write(`\r\x1b[Kestate of ${size} networks`);
    measured.set(size, measure(size));
  }
  process.stderr.write("\r\x1b[K");
  const lines = sizes.flatMap((size) => [...rowsOf(size, measured.get(size)), ""]);
  const done = [...measured].flatMap(([size, metrics]) => (metrics === undefined ? [] : [{ size, metrics }]));
  return [...lines, ...growth(done)].join("\n");
}

function measure(size: number): Metrics | undefined {
  const folder = mkdtempSync(join(tmpdir(), "tieline-estate-"));
  writeEstate(folder, size);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [process.argv[1] ?? "", "estate", folder], {
    encoding: "utf8",
    timeout: longest,
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) {
    process.stderr.write(`\r\x1b[Kestate of ${size} networks: ${error?.message ?? stderr}\n`);
    // What was measured until then is shown.
    if (stdout === "") return undefined;
  }
  return metricsOf(stdout);
}

function metricsOf(text: string): Metrics {
  const lines = text.split("\n").filter((line) => line.includes("\t"));
  return new Map(
    lines.map((line): [string, number] => {
      const [metric = "", value = ""] = line.split("\t");
      return [metric, Number(value)];
    }),
  );
}

const steps: readonly { readonly name: string; readonly of: readonly string[] }[] = [
  { name: "reading: files to network", of: ["project", "load"] },
  { name: "  the project file and opening all files", of: ["project"] },
  { name: "  the network alone", of: ["network"] },
  { name: "findings of check", of: ["findings"] },
  { name: "expectations", of: ["expectations"] },
];
const beyond = ["network", "findings", "expectations"];
const everything = ["project", "load", "findings", "expectations"];

function total(metrics: Metrics | undefined, names: readonly string[]): number | undefined {
  let sum = 0;
  for (const name of names) {
    const value = metrics?.get(name);
    if (value === undefined) return undefined;
    sum += value / 1000;
  }
  return sum;
}

function rowsOf(size: number, metrics: Metrics | undefined): readonly string[] {
  const count = (what: string): string => (metrics?.get(`#${what}`) ?? 0).toLocaleString("en");
  const seconds = (name: string, of: readonly string[], bound?: number): string =>
    row(name, total(metrics, of), { unit: " s", atMost: size === large ? bound : undefined });
  const peak = (name: string, metric: string, bound: Bound = {}): string => {
    const mebibytes = metrics?.get(`${metric} MiB`);
    return row(name, mebibytes === undefined ? undefined : mebibytes / 1024, { unit: " GiB", ...bound });
  };
  return [
    `${size.toLocaleString("en")} networks: ${count("interfaces")} interfaces, ${count("findings")} findings, ` +
      `${count("holding")} of ${count("expectations")} expectations hold`,
    ...steps.map(({ name, of }) => seconds(name, of)),
    seconds("all without reading", beyond, 10),
    seconds("all", everything, 20),
    peak("peak memory after reading", "load"),
    peak("peak memory", "expectations", size === large ? { atMost: 1 } : {}),
    seconds("again after one line of one template changed", ["again"], 1),
  ];
}

function growth(done: readonly { readonly size: number; readonly metrics: Metrics }[]): readonly string[] {
  if (done.length < 2) return [];
  const named = [...steps, { name: "all", of: everything }];
  return named.flatMap(({ name, of }) => {
    const points = done.flatMap(({ size, metrics }) => {
      const seconds = total(metrics, of);
      return seconds === undefined ? [] : [[Math.log(size), Math.log(seconds)] as const];
    });
    return row(`fitted exponent, ${name.trim()}`, exponent(points), { atMost: 1.2 });
  });
}

/** Least squares on logarithms: the slope. */
function exponent(points: readonly (readonly [number, number])[]): number | undefined {
  if (points.length < 2) return undefined;
  const mean = (at: 0 | 1): number => points.reduce((sum, p) => sum + p[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0);
  return over / points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0);
}
