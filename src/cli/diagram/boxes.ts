/** Boxes before they have a place, and the few ways of putting them together. All lengths are whole steps of the grid. */

import type { PictureSubnet } from "../../api/index.ts";
import type { Weight } from "./measure.ts";
import type { Leaf } from "./scene.ts";

/** Arrows run on lines this far apart, in pixels; every edge of every box lies on one. */
export const step = 10;

export function up(length: number): number {
  return Math.ceil(length / step) * step;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Words {
  readonly text: string;
  readonly x: number;
  /** The line on which letters stand. */
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly tone: "strong" | "muted" | "role";
  readonly width: number;
}

export interface Placed extends Rect {
  readonly id: string;
  readonly kind: "region" | "network" | "zone" | "subnet" | "leaf";
  readonly parent: string | undefined;
  readonly texts: readonly Words[];
  readonly hover: string;
  readonly role?: Leaf["role"];
  readonly count?: number;
  readonly label?: PictureSubnet["label"];
  /** Drawn without a frame: it only holds others. */
  readonly bare?: boolean;
}

export interface Block {
  readonly w: number;
  readonly h: number;
  readonly at: (x: number, y: number) => readonly Placed[];
}

export const nothing: Block = { w: 0, h: 0, at: () => [] };

export function row(blocks: readonly Block[], gap: number): Block {
  const h = Math.max(0, ...blocks.map((b) => b.h));
  const w = blocks.reduce((sum, b) => sum + b.w, 0) + gap * Math.max(0, blocks.length - 1);
  return {
    w,
    h,
    at(x, y) {
      let left = x;
      return blocks.flatMap((b) => {
        const placed = b.at(left, y);
        left += b.w + gap;
        return placed;
      });
    },
  };
}

export function column(blocks: readonly Block[], gap: number, align: "left" | "middle" = "middle"): Block {
  const some = blocks.filter((b) => b.h > 0);
  const w = Math.max(0, ...some.map((b) => b.w));
  const h = some.reduce((sum, b) => sum + b.h, 0) + gap * Math.max(0, some.length - 1);
  return {
    w,
    h,
    at(x, y) {
      let top = y;
      return some.flatMap((b) => {
        const placed = b.at(x + (align === "left" ? 0 : Math.floor((w - b.w) / 2 / step) * step), top);
        top += b.h + gap;
        return placed;
      });
    },
  };
}

/** In rows of as many as make the whole about as wide as `shape` says. */
export function wrap(blocks: readonly Block[], gap: number, shape = 1.6, align: "left" | "middle" = "middle"): Block {
  const tries = blocks.map((_, i) => {
    const lines: Block[] = [];
    for (let from = 0; from < blocks.length; from += i + 1) lines.push(row(blocks.slice(from, from + i + 1), gap));
    return column(lines, gap, align);
  });
  const cost = (b: Block) => Math.max(b.w / shape, b.h);
  return tries.reduce((best, b) => (cost(b) < cost(best) ? b : best), tries[0] ?? nothing);
}
