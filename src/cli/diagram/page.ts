/** The whole page: title above, the drawing, the legend and notes below it. */

import type { Placed, Words } from "./boxes.ts";
import { textWidth, wrapped } from "./measure.ts";
import type { Drawing, Route } from "./route.ts";
import { leavesOf, type Leaf, type Line, lineWords, roleWords, type Scene } from "./scene.ts";

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Words[];
  /** Where the drawing's own corner lies. */
  readonly shift: { readonly x: number; readonly y: number };
  readonly boxes: readonly Placed[];
  readonly routes: readonly Route[];
  readonly legend: readonly LegendItem[];
}

export interface LegendItem {
  readonly x: number;
  readonly y: number;
  readonly what: { readonly role: Leaf["role"] } | { readonly line: Line };
  readonly words: Words;
}

const edge = 24;
const swatch = 34;

export function pageOf(scene: Scene, drawing: Drawing): Page {
  const all = [
    ...drawing.boxes
      .filter((b) => b.bare !== true)
      .flatMap(({ x, y, w, h }) => [
        { x, y },
        { x: x + w, y: y + h },
      ]),
    ...drawing.routes.flatMap((r) => r.points),
  ];
  const left = Math.min(0, ...all.map((p) => p.x - 6));
  const right = Math.max(0, ...all.map((p) => p.x + 6));
  const top = Math.min(0, ...all.map((p) => p.y - 6));
  const bottom = Math.max(0, ...all.map((p) => p.y + 6));
  const width = Math.max(560, Math.ceil(right - left)) + 2 * edge;
  const room = width - 2 * edge;
  const texts: Words[] = [];
  let y = edge;
  const say = (text: string, size: number, weight: Words["weight"], tone: Words["tone"], most = 4) => {
    for (const line of wrapped(text, room, size, weight, most)) {
      y += Math.round(size * 1.4);
      texts.push({ text: line, x: edge, y: y - 4, size, weight, tone, width: textWidth(line, size, weight) });
    }
  };
  say(scene.title, 18, "bold", "strong");
  say(scene.subtitle, 12, "regular", "muted");
  y += 14;
  const shift = { x: Math.round(edge - left + (room - (right - left)) / 2), y: Math.round(y - top) };
  y += bottom - top + 20;
  const legend: LegendItem[] = [];
  let x = edge;
  y += 10;
  for (const item of legendItems(scene)) {
    const width_ = textWidth(item.text, 11);
    if (x > edge && x + swatch + width_ > edge + room) {
      x = edge;
      y += 22;
    }
    const said: Words = {
      text: item.text,
      x: x + swatch,
      y: y + 4,
      size: 11,
      weight: "regular",
      tone: "muted",
      width: width_,
    };
    legend.push({ x, y, what: item.what, words: said });
    x += swatch + width_ + 24;
  }
  y += 14;
  for (const note of scene.notes) say(note, 11, "regular", "muted");
  const { boxes, routes } = drawing;
  return { width, height: Math.ceil(y + edge), texts, shift, boxes, routes, legend };
}

function legendItems(scene: Scene): readonly { readonly what: LegendItem["what"]; readonly text: string }[] {
  const roles = new Set(leavesOf(scene).map((l) => l.role));
  const lines = new Set(scene.arrows.map((a) => a.line));
  return [
    ...keysOf(roleWords)
      .filter((r) => roles.has(r) && r !== "internet")
      .map((role) => ({ what: { role }, text: roleWords[role] })),
    ...keysOf(lineWords)
      .filter((l) => lines.has(l))
      .map((line) => ({ what: { line }, text: lineWords[line] })),
  ];
}

function keysOf<K extends string>(record: Readonly<Record<K, string>>): readonly K[] {
  return Object.keys(record) as K[];
}
