/** The table: what was measured, and every ratio beside its goal. */

/** Medians by `engine workload metric`. */
export type Measured = ReadonlyMap<string, number>;

interface Goal {
  readonly name: string;
  /** Times as fast as the other; undefined when the other was not measured. */
  readonly ratio: (of: (key: string) => number | undefined) => number | undefined;
  readonly atLeast?: number;
  readonly atMost?: number;
}

type Get = (key: string) => number | undefined;

function over(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

/** Of two rates, the more the faster. */
const rate = (a: string, b: string) => (of: Get) => over(of(`tieline packets ${a}`), of(b));
/** Of two times, the less the faster. */
const time = (workload: string, other: string) => (of: Get) => over(of(`${other} ms`), of(`tieline ${workload} ms`));
const growth = (style: string) => (of: Get) =>
  over(of(`tieline acl 10000 ${style} ms`), of(`tieline acl 1000 ${style} ms`));
const six = (workload: string) => (of: Get) => over(of(`ipv6 ${workload} ms`), of(`tieline ${workload} ms`));

const list: readonly Goal[] = [
  { name: "1  union of 2, times BuDDy", ratio: rate("or2", "buddy packets or2"), atLeast: 0.7 },
  { name: "1  union of 2, times plain", ratio: rate("or2", "plain packets or2"), atLeast: 1 },
  { name: "1  unionAll of 8, times BuDDy", ratio: rate("all8", "buddy packets or8"), atLeast: 3 },
  { name: "1  unionAll of 32, times BuDDy", ratio: rate("all32", "buddy packets or32"), atLeast: 5 },
  { name: "1  unionAll of 128, times BuDDy", ratio: rate("all128", "buddy packets or128"), atLeast: 5 },
  { name: "2  1,000 rules sparse, times BuDDy", ratio: time("acl 1000 sparse", "buddy acl 1000 sparse"), atLeast: 2.5 },
  { name: "2  1,000 rules dense, times BuDDy", ratio: time("acl 1000 dense", "buddy acl 1000 dense"), atLeast: 1.7 },
  {
    name: "2  1,000 rules denylist, times BuDDy in halves",
    ratio: time("acl 1000 denylist", "buddy acl 1000 denylist halves"),
    atLeast: 2,
  },
  {
    name: "2  10,000 rules sparse, times BuDDy",
    ratio: time("acl 10000 sparse", "buddy acl 10000 sparse"),
    atLeast: 3,
  },
  {
    name: "2  10,000 rules dense, times BuDDy in halves",
    ratio: time("acl 10000 dense", "buddy acl 10000 dense halves"),
    atLeast: 1.5,
  },
  { name: "3  1,000 pairs of lists, times BuDDy", ratio: time("pairs", "buddy pairs"), atLeast: 4 },
  { name: "3  1,000 pairs of lists, times plain", ratio: time("pairs", "plain pairs"), atLeast: 1.5 },
  { name: "4  growth from 1,000 to 10,000 rules, sparse", ratio: growth("sparse"), atMost: 20 },
  { name: "4  growth from 1,000 to 10,000 rules, dense", ratio: growth("dense"), atMost: 30 },
  {
    name: "5  wildcard masks, time of plain",
    ratio: (of) => over(of("tieline wildcards ms"), of("plain wildcards ms")),
    atMost: 10,
  },
  {
    name: "6  IPv6, union of 2, time of IPv4",
    ratio: (of) => over(of("tieline packets or2"), of("ipv6 packets or2")),
    atMost: 2,
  },
  {
    name: "6  IPv6, unionAll of 128, time of IPv4",
    ratio: (of) => over(of("tieline packets all128"), of("ipv6 packets all128")),
    atMost: 2,
  },
  ...["1000 sparse", "1000 dense", "1000 denylist", "10000 sparse", "10000 dense"].map((w) => ({
    name: `6  IPv6, ${w}, time of IPv4`,
    ratio: six(`acl ${w}`),
    atMost: 2,
  })),
  { name: "6  IPv6, pairs, time of IPv4", ratio: six("pairs"), atMost: 2 },
];

export function goals(measured: Measured): string {
  const get: Get = (key) => measured.get(key);
  const lines = [...measuredTable(measured), ""];
  for (const { name, ratio, atLeast, atMost } of list) {
    lines.push(row(name, ratio(get), { atLeast, atMost }));
  }
  for (const style of ["sparse", "dense"]) {
    const grown = growth(style)(get);
    if (grown !== undefined) lines.push(row(`fitted exponent, ${style}`, Math.log10(grown)));
  }
  lines.push(...disagreements(measured));
  return lines.join("\n");
}

export interface Bound {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  /** Of the value and of its goal. */
  readonly unit?: string;
}

/** `name value goal met`; without a bound, the value alone. */
export function row(name: string, value: number | undefined, { atLeast, atMost, unit = "" }: Bound = {}): string {
  const begins = `${name.padEnd(50)} ${`${value?.toFixed(2) ?? "-"}${unit}`.padStart(8 + unit.length)}`;
  if (atLeast === undefined && atMost === undefined) return begins;
  const goal = `${atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`}${unit}`;
  const inside = value !== undefined && value >= (atLeast ?? 0) && value <= (atMost ?? Infinity);
  return `${begins}  ${goal.padEnd(7)} ${value === undefined ? "not measured" : inside ? "met" : "MISSED"}`;
}

function measuredTable(measured: Measured): string[] {
  const engines = ["tieline", "ipv6", "plain", "buddy"];
  const rows = new Set([...measured.keys()].map((key) => key.slice(key.indexOf(" ") + 1)));
  const shown = [...rows].filter((row) => !row.includes("#"));
  const text = (value: number | undefined): string =>
    (value === undefined
      ? "-"
      : value >= 1000
        ? Math.round(value).toLocaleString("en")
        : value.toPrecision(3)
    ).padStart(13);
  const unit = (row: string): string => (row.startsWith("packets") ? "operations/s" : "ms");
  return [
    `${"workload".padEnd(44)}${engines.map((engine) => engine.padStart(13)).join("")}`,
    ...shown.map((row) => {
      const name = `${row.replace(/ (ms|cold)$/, (_, m: string) => (m === "cold" ? ", first" : ""))}, ${unit(row)}`;
      return `${name.padEnd(44)}${engines.map((engine) => text(measured.get(`${engine} ${row}`))).join("")}`;
    }),
  ];
}

/** Engines must find the same number of packets, or nothing else here means anything. */
function disagreements(measured: Measured): string[] {
  return [...measured].flatMap(([key, value]) => {
    const [engine, ...row] = key.split(" ");
    if (engine !== "tieline" || !key.includes("#")) return [];
    const other = measured.get(`buddy ${row.join(" ")}`);
    if (other === undefined || Math.abs(other / value - 1) < 1e-6) return [];
    return [`DISAGREES: ${row.join(" ")} ${value}, BuDDy ${other}`];
  });
}
