/**
 * The sheet as lines `step` apart, and the cheapest way over it: few bends, no way through a box that is not an end, past
 * words, or along a frame; over others' arrows at right angles. Dijkstra's search with an estimate (A*), two states a
 * point: arrived across, arrived up or down.
 */

import { type Placed, type Rect, step, type Words } from "./boxes.ts";
import { Heap } from "./heap.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a step costs beside its length of 1. */
const bend = 5;
const crossing = 4;
/** Beside a box or a frame: the middle of a channel is better. */
const tight = 0.4;
/** Round the corner right behind a box, so that a head has hardly a line. */
const stub = 6;
/** On somebody else's line: only where there is no other way. */
const shared = 120;

export class Grid {
  readonly columns: number;
  readonly rows: number;
  /** Of points: no way through, for anybody. */
  private readonly blocked: Uint8Array;
  /** The innermost frame around a point, as an index of `frames`; 0: none. */
  private readonly inside: Uint16Array;
  /** On a frame's edge that runs across (1) or up and down (2). */
  private readonly edges: Uint8Array;
  private readonly near: Uint8Array;
  /** Which arrows run through a point across, and up and down. */
  private readonly across: Int32Array;
  private readonly upright: Int32Array;
  private readonly frames: readonly Placed[];
  private readonly cost: Float64Array;
  private readonly from: Int32Array;
  private readonly seen: Uint32Array;
  private round = 0;

  constructor(width: number, height: number, boxes: readonly Placed[], margin: number) {
    this.columns = Math.ceil((width + 2 * margin) / step) + 1;
    this.rows = Math.ceil((height + 2 * margin) / step) + 1;
    this.margin = margin;
    const size = this.columns * this.rows;
    this.blocked = new Uint8Array(size);
    this.inside = new Uint16Array(size);
    this.edges = new Uint8Array(size);
    this.near = new Uint8Array(size);
    this.across = new Int32Array(size);
    this.upright = new Int32Array(size);
    this.cost = new Float64Array(2 * size);
    this.from = new Int32Array(2 * size);
    this.seen = new Uint32Array(2 * size);
    this.frames = boxes.filter((b) => b.kind !== "leaf");
    this.draw(boxes);
  }

  private readonly margin: number;

  private draw(boxes: readonly Placed[]): void {
    this.frames.forEach((frame, i) => {
      this.fill(frame, 0, (p) => (this.inside[p] = i + 1));
      if (frame.bare === true) return;
      this.outline(frame);
    });
    for (const box of boxes) {
      if (box.kind === "leaf") {
        this.fill(box, step, (p) => (this.near[p] = 1));
        this.fill(box, 0, (p) => (this.blocked[p] = 1));
      }
      const words = box.kind === "leaf" ? undefined : around(box.texts);
      if (words !== undefined) this.fill(words, 0, (p) => (this.blocked[p] = 1));
    }
  }

  private outline({ x, y, w, h }: Rect): void {
    const each = (rect: Rect, kind: number) => {
      this.fill(rect, 0, (p) => (this.edges[p] = (this.edges[p] ?? 0) | kind));
      this.fill(rect, step, (p) => (this.near[p] = 1));
    };
    each({ x, y, w, h: 0 }, 1);
    each({ x, y: y + h, w, h: 0 }, 1);
    each({ x, y, w: 0, h }, 2);
    each({ x: x + w, y, w: 0, h }, 2);
  }

  private fill({ x, y, w, h }: Rect, around: number, mark: (p: number) => void): void {
    const [left, top] = [Math.ceil((x - around + this.margin) / step), Math.ceil((y - around + this.margin) / step)];
    const right = Math.floor((x + w + around + this.margin) / step);
    const bottom = Math.floor((y + h + around + this.margin) / step);
    for (let r = Math.max(0, top); r <= Math.min(this.rows - 1, bottom); r++) {
      for (let c = Math.max(0, left); c <= Math.min(this.columns - 1, right); c++) mark(r * this.columns + c);
    }
  }

  pointOf(p: number): Point {
    return { x: (p % this.columns) * step - this.margin, y: Math.floor(p / this.columns) * step - this.margin };
  }

  private at({ x, y }: Point): number {
    return ((y + this.margin) / step) * this.columns + (x + this.margin) / step;
  }

  /** Points on a box's edge where an arrow may end, the middle of each side first in cost; corners stay free. */
  portsOf({ x, y, w, h }: Rect): readonly Port[] {
    const ports: Port[] = [];
    const add = (px: number, py: number, dx: number, dy: number, off: number) =>
      ports.push({ p: this.at({ x: px, y: py }), out: dy * this.columns + dx, off: off / step });
    for (let px = x + step; px < x + w; px += step) {
      const off = Math.abs(px - x - w / 2);
      add(px, y, 0, -1, off);
      add(px, y + h, 0, 1, off);
    }
    for (let py = y + step; py < y + h; py += step) {
      const off = Math.abs(py - y - h / 2);
      add(x, py, -1, 0, off);
      add(x + w, py, 1, 0, off);
    }
    return ports;
  }

  /**
   * The way from one of `starts` to one of `goals` or onto the lines of the same bundle at `joins`, as points of the grid;
   * `allowed` says through which frames it may lead, and whether outside of all.
   */
  search(
    starts: readonly Port[],
    goals: readonly Port[],
    joins: ReadonlySet<number>,
    allowed: (frame: Placed | undefined) => boolean,
    bundle: number,
  ): { readonly points: readonly number[]; readonly overlaps: number } | undefined {
    const { columns } = this;
    const open = [undefined, ...this.frames].map(allowed);
    const ends = new Map(goals.map((g) => [g.p + g.out, g] as const));
    const box = this.boundsOf([...ends.keys(), ...joins]);
    const estimate = (p: number) => {
      const c = p % columns;
      const r = (p - c) / columns;
      return Math.max(0, box.left - c, c - box.right) + Math.max(0, box.top - r, r - box.bottom);
    };
    this.round += 1;
    const heap = new Heap();
    const reach = (state: number, cost: number, from: number) => {
      if (this.seen[state] === this.round && (this.cost[state] ?? 0) <= cost) return;
      this.seen[state] = this.round;
      this.cost[state] = cost;
      this.from[state] = from;
      heap.push(state, cost + estimate(state >> 1));
    };
    const upright = (move: number) => (Math.abs(move) === 1 ? 0 : 1);
    const busy = (p: number, up: number) => {
      const own = up === 1 ? this.upright[p] : this.across[p];
      const other = up === 1 ? this.across[p] : this.upright[p];
      if (own !== 0 && own !== bundle) return shared;
      return other !== 0 && other !== bundle ? crossing : 0;
    };
    const passable = (p: number) =>
      p >= 0 && p < this.blocked.length && this.blocked[p] === 0 && open[this.inside[p] ?? 0] === true;
    for (const { p, out, off } of starts) {
      const up = upright(out);
      if (passable(p + out)) reach(2 * (p + out) + up, off * 0.3 + busy(p, up) + busy(p + out, up), -1 - p);
    }
    for (let state = heap.pop(); state !== undefined; state = heap.pop()) {
      const p = state >> 1;
      const up = state & 1;
      const own = this.cost[state] ?? 0;
      if (joins.has(p)) return this.traced(state, bundle, undefined);
      const goal = ends.get(p);
      if (goal !== undefined && upright(goal.out) === up) return this.traced(state, bundle, goal.p);
      const first = (this.from[state] ?? 0) < 0 ? stub : 0;
      for (const move of [1, -1, columns, -columns]) {
        const next = p + move;
        const turn = upright(move);
        if (Math.abs(move) === 1 && Math.floor(next / columns) !== Math.floor(p / columns)) continue;
        if (!passable(next)) continue;
        // Along a frame is no way; over it is.
        if (((this.edges[next] ?? 0) & (turn === 1 ? 2 : 1)) !== 0) continue;
        if (this.edges[p] === 3) continue;
        const turned =
          turn === up ? 0 : bend + first + (busy(p, turn) > 0 ? crossing : 0) + (busy(p, turn) >= shared ? shared : 0);
        const atEnd = ends.get(next);
        const off = atEnd === undefined ? 0 : atEnd.off * 0.3 + busy(atEnd.p, upright(atEnd.out));
        reach(2 * next + turn, own + 1 + turned + busy(next, turn) + off + (this.near[next] === 1 ? tight : 0), state);
      }
    }
    return undefined;
  }

  private boundsOf(points: readonly number[]): { left: number; right: number; top: number; bottom: number } {
    const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const p of points) {
      const c = p % this.columns;
      const r = (p - c) / this.columns;
      bounds.left = Math.min(bounds.left, c);
      bounds.right = Math.max(bounds.right, c);
      bounds.top = Math.min(bounds.top, r);
      bounds.bottom = Math.max(bounds.bottom, r);
    }
    return bounds;
  }

  private traced(state: number, bundle: number, end: number | undefined) {
    const points: number[] = end === undefined ? [] : [end];
    let at = state;
    while (at >= 0) {
      points.push(at >> 1);
      at = this.from[at] ?? -1;
    }
    points.push(-1 - at);
    points.reverse();
    return { points, overlaps: this.overlapsOf(points, bundle) };
  }

  private overlapsOf(points: readonly number[], bundle: number): number {
    let overlaps = 0;
    this.along(points, (p, lines) => {
      if (lines[p] !== 0 && lines[p] !== bundle) overlaps += 1;
    });
    return overlaps;
  }

  /** From now on these points belong to a bundle. */
  take(points: readonly number[], bundle: number): void {
    this.along(points, (p, lines) => {
      if (lines[p] === 0) lines[p] = bundle;
    });
  }

  private along(points: readonly number[], each: (p: number, lines: Int32Array) => void): void {
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1] as number, points[i] as number];
      const lines = Math.abs(a - b) === 1 ? this.across : this.upright;
      each(a, lines);
      each(b, lines);
    }
  }
}

/** A point on an edge, the step away from the box, and how far from the middle of the side. */
export interface Port {
  readonly p: number;
  readonly out: number;
  readonly off: number;
}

/** The words of a frame as one block, with a little air. */
function around(texts: readonly Words[]): Rect | undefined {
  if (texts.length === 0) return undefined;
  const x = Math.min(...texts.map((t) => t.x)) - 4;
  const y = Math.min(...texts.map((t) => t.y - t.size)) - 4;
  const right = Math.max(...texts.map((t) => t.x + t.width)) + 4;
  const bottom = Math.max(...texts.map((t) => t.y)) + 5;
  return { x, y, w: right - x, h: bottom - y };
}
