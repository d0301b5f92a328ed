/**
 * Arrows as lines across and up or down, in the channels between boxes. Arrows of one kind with a common end run together
 * as a tree, and part where they must. If some found no room, everything is drawn with wider gaps.
 */

import { type Placed } from "./boxes.ts";
import { Grid, type Point } from "./grid.ts";
import { place, type Placement } from "./place.ts";
import { type Arrow, headsOf, type Scene } from "./scene.ts";

export interface Route {
  readonly arrow: Arrow;
  /** The corners, from one end to the other, or to where it joins the line of another arrow of its kind. */
  readonly points: readonly Point[];
  /** Whether there is a head at the first point, and at the last. */
  readonly heads: readonly [boolean, boolean];
  /** Where it joins another's line. */
  readonly joins: boolean;
}

export interface Drawing extends Placement {
  readonly routes: readonly Route[];
  /** How many steps of arrows lie on other arrows. */
  readonly overlaps: number;
}

/** Around everything, for arrows. */
export const margin = 40;
const mostTries = 4;

export function drawingOf(scene: Scene): Drawing {
  let best: Drawing | undefined;
  for (let spread = 0; spread < mostTries; spread++) {
    const drawing = routed(scene, place(scene, spread));
    if (best === undefined || drawing.overlaps < best.overlaps) best = drawing;
    if (drawing.overlaps === 0) break;
  }
  return best ?? routed(scene, place(scene, 0));
}

interface Bundled {
  readonly arrow: Arrow;
  readonly bundle: number;
  /** The common end, and the other one. */
  readonly hub: Placed;
  readonly leaf: Placed;
}

function routed(scene: Scene, placement: Placement): Drawing {
  const boxes = new Map(placement.boxes.map((b) => [b.id, b]));
  const grid = new Grid(placement.width, placement.height, placement.boxes, margin);
  const above = ancestors(placement.boxes);
  const trees = new Map<number, Set<number>>();
  const routes: Route[] = [];
  let overlaps = 0;
  for (const { arrow, bundle, hub, leaf } of inOrder(bundled(scene.arrows, boxes))) {
    const tree = trees.get(bundle) ?? new Set<number>();
    const within = (frames: ReadonlySet<string | undefined>) =>
      grid.search(grid.portsOf(leaf), grid.portsOf(hub), tree, (f) => frames.has(f?.id), bundle);
    const [all, near] = framesFor(above.get(hub.id) ?? [], above.get(leaf.id) ?? []);
    const found = within(near) ?? within(all);
    if (found === undefined) {
      overlaps += 1000;
      continue;
    }
    const joins = tree.has(found.points.at(-1) ?? -1);
    grid.take(found.points, bundle);
    // Not at the ends themselves, nor under their heads.
    for (const p of found.points.slice(3, joins ? undefined : -3)) tree.add(p);
    trees.set(bundle, tree);
    overlaps += found.overlaps;
    const heads = headsOf(arrow.line);
    const [atLeaf, atHub] = arrow.from === leaf.id ? [heads.from, heads.to] : [heads.to, heads.from];
    routes.push({
      arrow,
      points: corners(found.points.map((p) => grid.pointOf(p))),
      heads: [atLeaf, atHub && !joins],
      joins,
    });
  }
  return { ...placement, routes, overlaps };
}

function bundled(arrows: readonly Arrow[], boxes: ReadonlyMap<string, Placed>): readonly Bundled[] {
  const degrees = new Map<string, number>();
  const count = (key: string) => degrees.set(key, (degrees.get(key) ?? 0) + 1);
  for (const { from, to, line } of arrows) {
    count(`${line} from ${from}`);
    count(`${line} to ${to}`);
  }
  const bundles = new Map<string, number>();
  return arrows.flatMap((arrow): readonly Bundled[] => {
    const { from, to, line } = arrow;
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (a === undefined || b === undefined) return [];
    const [out, into] = [`${line} from ${from}`, `${line} to ${to}`];
    const hubFirst = (degrees.get(out) ?? 0) >= (degrees.get(into) ?? 0);
    const key = hubFirst ? out : into;
    const bundle = bundles.get(key) ?? bundles.size + 1;
    bundles.set(key, bundle);
    return [{ arrow, bundle, hub: hubFirst ? a : b, leaf: hubFirst ? b : a }];
  });
}

/** Short ones first: they have the fewest ways to go. */
function inOrder(arrows: readonly Bundled[]): readonly Bundled[] {
  const length = ({ hub, leaf }: Bundled) =>
    Math.abs(hub.x + hub.w / 2 - leaf.x - leaf.w / 2) + Math.abs(hub.y + hub.h / 2 - leaf.y - leaf.h / 2);
  return arrows
    .map((a, i) => ({ a, i, length: length(a) }))
    .sort((x, y) => x.length - y.length || x.i - y.i)
    .map(({ a }) => a);
}

/** The frames around each box, itself not among them. */
function ancestors(boxes: readonly Placed[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map(boxes.map((b) => [b.id, b.parent]));
  return new Map(
    boxes.map(({ id }) => {
      const all: string[] = [];
      for (let up = parents.get(id); up !== undefined; up = parents.get(up)) all.push(up);
      return [id, all];
    }),
  );
}

/**
 * Through which frames an arrow may lead: those around its ends, and the open sheet (undefined). The second set leaves out
 * what is outside of the innermost one that is around both.
 */
function framesFor(
  a: readonly string[],
  b: readonly string[],
): readonly [ReadonlySet<string | undefined>, ReadonlySet<string | undefined>] {
  const common = a.find((id) => b.includes(id));
  const upTo = (ids: readonly string[]) => (common === undefined ? ids : ids.slice(0, ids.indexOf(common) + 1));
  const open = common === undefined ? [undefined] : [];
  return [new Set([...a, ...b, undefined]), new Set([...upTo(a), ...upTo(b), ...open])];
}

function corners(points: readonly Point[]): readonly Point[] {
  return points.filter((p, i) => {
    const [a, b] = [points[i - 1], points[i + 1]];
    if (a === undefined || b === undefined) return true;
    return !((a.x === p.x && p.x === b.x) || (a.y === p.y && p.y === b.y));
  });
}
