// What holds of every picture, whatever is in it.
import type { Placed, Rect, Words } from "./boxes.ts";
import type { Point } from "./grid.ts";
import { pageOf } from "./page.ts";
import { type Drawing, drawingOf } from "./route.ts";
import type { Scene } from "./scene.ts";

/** Each breach of a law in one line; none of a picture that is right. */
export function breaches(scene: Scene): readonly string[] {
  const drawing = drawingOf(scene);
  const page = pageOf(scene, drawing);
  const onPage = [...page.texts, ...page.legend.map((l) => l.words)];
  return [
    ...nesting(drawing.boxes),
    ...labels(drawing.boxes),
    ...arrows(scene, drawing),
    ...onPage.filter((t) => t.x + t.width > page.width).map((t) => `off the page: ${t.text}`),
    ...drawing.boxes
      .filter((b) => b.x + page.shift.x < 0 || b.x + b.w + page.shift.x > page.width || b.y + page.shift.y < 0)
      .map((b) => `off the page: ${b.id}`),
  ];
}

function nesting(boxes: readonly Placed[]): readonly string[] {
  const byId = new Map(boxes.map((b) => [b.id, b]));
  const found: string[] = byId.size === boxes.length ? [] : ["two boxes have one id"];
  for (const box of boxes) {
    const parent = box.parent === undefined ? undefined : byId.get(box.parent);
    if (box.parent !== undefined && parent === undefined) found.push(`${box.id} has no parent ${box.parent}`);
    if (parent !== undefined && !inside(box, parent)) found.push(`${box.id} is not inside of ${parent.id}`);
  }
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      if (a.parent === b.parent && overlap(a, b)) found.push(`${a.id} and ${b.id} overlap`);
    }
  }
  return found;
}

function labels(boxes: readonly Placed[]): readonly string[] {
  return boxes.flatMap((box) =>
    box.texts.flatMap((text) => {
      const own = inside(rectOf(text), box) ? [] : [`the label "${text.text}" is not inside of ${box.id}`];
      const covered = boxes.filter((b) => b.parent === box.id && b.bare !== true && overlap(rectOf(text), b));
      return [...own, ...covered.map((b) => `${b.id} covers the label "${text.text}"`)];
    }),
  );
}

function arrows(scene: Scene, { boxes, routes }: Drawing): readonly string[] {
  const byId = new Map(boxes.map((b) => [b.id, b]));
  const drawable = scene.arrows.filter((a) => byId.has(a.from) && byId.has(a.to));
  const found = routes.length === drawable.length ? [] : [`${drawable.length - routes.length} arrows are missing`];
  for (const { arrow, points, joins } of routes) {
    const name = `${arrow.line} ${arrow.from} > ${arrow.to}`;
    const around = new Set([...above(byId, arrow.from), ...above(byId, arrow.to)]);
    const ends = [byId.get(arrow.from), byId.get(arrow.to)];
    const touching = [points[0], ...(joins ? [] : [points.at(-1)])];
    for (const p of touching) {
      if (p === undefined || !ends.some((e) => e !== undefined && onEdge(p, e))) found.push(`${name} ends nowhere`);
    }
    for (const [i, p] of points.slice(1).entries()) {
      const segment = rectBetween(points[i] as Point, p);
      if (segment.w > 0 && segment.h > 0) found.push(`${name} is slanted`);
      for (const box of boxes) {
        if (box.bare !== true && !around.has(box.id) && overlap(segment, shrunk(box))) {
          found.push(`${name} crosses ${box.id}`);
        }
        if (box.kind === "leaf") continue;
        for (const t of box.texts) if (overlap(segment, rectOf(t))) found.push(`${name} runs through "${t.text}"`);
      }
    }
  }
  return found;
}

/** Frames around it, itself not among them: an arrow that enters its own end crosses it too. */
function above(boxes: ReadonlyMap<string, Placed>, id: string): readonly string[] {
  const parent = boxes.get(id)?.parent;
  return parent === undefined ? [] : [parent, ...above(boxes, parent)];
}

function rectOf({ x, y, size, width }: Words): Rect {
  return { x, y: y - size * 0.8, w: width, h: size };
}

function rectBetween(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) };
}

/** Without its edge, on which an arrow may end. */
function shrunk({ x, y, w, h }: Rect): Rect {
  return { x: x + 1, y: y + 1, w: w - 2, h: h - 2 };
}

function onEdge({ x, y }: Point, box: Rect): boolean {
  const across = x > box.x && x < box.x + box.w;
  const upright = y > box.y && y < box.y + box.h;
  const sides = (x === box.x || x === box.x + box.w) && upright;
  return sides || ((y === box.y || y === box.y + box.h) && across);
}

function inside(a: Rect, b: Rect): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h;
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
