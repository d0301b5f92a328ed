/** What is measured, for any engine; each workload ends in lines of `metric value`. */

import type { Rule, Rules, Style } from "./rules.ts";

/** What an engine must do. A set is a number, and the empty one is 0. */
export interface Engine {
  /** Sets of single destinations. */
  hosts(addresses: readonly number[]): readonly number[];
  /** Not timed: prefixes as the engine's users hold them. */
  prepare(lists: readonly (readonly Rule[])[]): void;
  union(a: number, b: number): number;
  /** Absent when it has none. */
  unionAll?(list: readonly number[]): number;
  /** What a first-match list permits. */
  acl(rules: readonly Rule[]): number;
  minus(a: number, b: number): number;
  /** Destinations that agree with one of the values wherever its mask has a bit. */
  wildcards(masks: readonly { readonly value: number; readonly care: number }[]): number;
  /** Packets of a set, where the engine can tell. */
  size?(set: number): number;
  /** Everything made since then is forgotten when the memory is full. */
  mark(): void;
  tidy(share: number): void;
}

export type Metrics = Record<string, number>;

const pool = 8192;

/** Unions of random single addresses, at a steady rate. */
export function packets(engine: Engine, draw: Rules): Metrics {
  draw.seed(42);
  const hosts = engine.hosts(Array.from({ length: pool }, () => draw.r32()));
  engine.mark();
  const metrics: Metrics = {};
  const pick = (): number => hosts[draw.rnd(pool)] as number;
  for (const size of [2, 8, 32, 128]) {
    metrics[`or${size}`] = rate(draw, size, engine, () => {
      let sum = pick();
      for (let i = 1; i < size; i++) sum = engine.union(sum, pick());
    });
    if (engine.unionAll === undefined) continue;
    const list = Array.from({ length: size }, () => 0);
    metrics[`all${size}`] = rate(draw, size, engine, () => {
      for (let i = 0; i < size; i++) list[i] = pick();
      engine.unionAll?.(list);
    });
  }
  return metrics;
}

/** Operations a second: 0.3 s to get warm, then a second. */
function rate(draw: Rules, size: number, engine: Engine, operation: () => void): number {
  draw.seed(99);
  let [done, from, until] = [0, 0, 0];
  const warm = performance.now() + 300;
  for (;;) {
    engine.tidy(0.4);
    for (let i = size > 8 ? 16 : 512; i > 0; i--) operation();
    done += size > 8 ? 16 : 512;
    const now = performance.now();
    if (until === 0 && now > warm) [done, from, until] = [0, now, now + 1000];
    else if (until > 0 && now > until) return (done / (now - from)) * 1000;
  }
}

/** Seeds after which an engine begins again, so that an engine can be told all lists before. */
export const seeds = 8;

/**
 * The first as a check, then seeds in turn for a second, five at least; the median of the last five. Neither the first,
 * which also compiles us, nor counting what it found is part of the second: of 10,000 rules little would be left of it.
 */
export function acls(engine: Engine, draw: Rules, count: number, style: Style): Metrics {
  engine.mark();
  const metrics: Metrics = {};
  const times: number[] = [];
  let start = performance.now();
  for (let i = 0; i < 6 || performance.now() - start < 1000; i++) {
    draw.seed(1 + (i % seeds));
    const rules = draw.acl(count, style);
    engine.prepare([rules]);
    engine.tidy(0);
    const from = performance.now();
    const set = engine.acl(rules);
    const took = performance.now() - from;
    if (i > 0) times.push(took);
    else {
      metrics["cold"] = took;
      const size = engine.size?.(set);
      if (size !== undefined) metrics["#sat"] = size;
      start = performance.now();
    }
  }
  metrics["ms"] = median(times.slice(-5));
  return metrics;
}

/** The difference of two lists of twenty rules, and whether it is empty, a thousand times. */
export function pairs(engine: Engine, draw: Rules): Metrics {
  draw.seed(7);
  const lists = Array.from({ length: 1000 }, (_, i) => draw.pair(i));
  engine.prepare(lists.flat());
  engine.mark();
  const metrics: Metrics = {};
  for (let round = 0; round < 5; round++) {
    engine.tidy(0);
    let empty = 0;
    const from = performance.now();
    for (const [a, b] of lists) {
      engine.tidy(0.4);
      if (engine.minus(engine.acl(a), engine.acl(b)) === 0) empty++;
    }
    metrics["ms"] = performance.now() - from;
    metrics["#empty"] = empty;
  }
  return metrics;
}

/** Sixteen wildcard masks with sixteen free bits each. */
export function wildcards(engine: Engine, draw: Rules): Metrics {
  engine.mark();
  const times: number[] = [];
  for (let seed = 1; seed <= 200; seed++) {
    draw.seed(seed);
    const masks = Array.from({ length: 16 }, () => {
      let care = 0xffffffff;
      for (let free = 0; free < 16; ) {
        const bit = 1 << draw.rnd(32);
        if ((care & bit) === 0) continue;
        care &= ~bit;
        free++;
      }
      return { value: draw.r32(), care: care >>> 0 };
    });
    engine.tidy(0);
    const from = performance.now();
    engine.wildcards(masks);
    times.push(performance.now() - from);
  }
  return { ms: median(times.slice(-50)) };
}

export function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}
