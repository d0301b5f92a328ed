/** A page as SVG 1.1: no scripts, no fonts, nothing from elsewhere; with `auto` the reader's own light or dark. */

import { visible } from "../../api/rendering.ts";
import type { Placed, Words } from "./boxes.ts";
import type { Point } from "./grid.ts";
import type { LegendItem, Page } from "./page.ts";
import type { Route } from "./route.ts";
import { headsOf, type Line } from "./scene.ts";
import { type Frame, strokes, type Theme, type ThemeName, themes } from "./theme.ts";

const fonts = `Inter, "Segoe UI", "Helvetica Neue", Arial, "Noto Sans", "Noto Sans CJK KR", "Malgun Gothic", sans-serif`;

export function svgText(page: Page, theme: ThemeName | "auto"): string {
  const { width, height, shift } = page;
  const [title] = page.texts;
  const frames = ["region", "network", "zone", "subnet"].flatMap((kind) =>
    page.boxes.filter((b) => b.kind === kind && b.bare !== true),
  );
  const leaves = page.boxes.filter((b) => b.kind === "leaf");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(fonts)}">`,
    `<title>${escaped(title?.text ?? "")}</title>`,
    `<style>${styles(theme)}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...page.texts.map(textOf),
    `<g transform="translate(${shift.x} ${shift.y})">`,
    ...frames.map(frameOf),
    ...page.routes.map(routeOf),
    ...leaves.map(leafOf),
    "</g>",
    ...page.legend.map(legendOf),
    "</svg>",
    "",
  ].join("\n");
}

function styles(theme: ThemeName | "auto"): string {
  const own = rules(themes[theme === "dark" ? "dark" : "light"]);
  return theme === "auto" ? `${own}\n@media (prefers-color-scheme: dark) {\n${rules(themes.dark)}\n}` : own;
}

function rules(theme: Theme): string {
  const framed = (name: string, { fill, stroke }: Frame, more = "") => `.${name}{fill:${fill};stroke:${stroke}${more}}`;
  return [
    `.paper{fill:${theme.paper}}`,
    `.strong{fill:${theme.ink}}`,
    `.muted{fill:${theme.faint}}`,
    framed("region", theme.region, ";stroke-dasharray:6 4"),
    framed("network", theme.network, ";stroke-width:1.5"),
    framed("zone", theme.zone, ";stroke-dasharray:3 3"),
    ...Object.entries(theme.subnets).map(([label, frame]) => framed(subnetClass(label), frame)),
    ...Object.entries(theme.roles).flatMap(([role, colour]) => [
      `.card-${role}{fill:${theme.card};stroke:${colour}}`,
      `.bar-${role}{fill:${colour}}`,
    ]),
    ...Object.entries(theme.lines).flatMap(([line, colour]) => {
      const { width, dash } = strokes[line as Line];
      const dashed = dash === undefined ? "" : `;stroke-dasharray:${dash}`;
      return [
        `.line-${line}{fill:none;stroke:${colour};stroke-width:${width}${dashed}}`,
        `.head-${line}{fill:${colour}}`,
      ];
    }),
  ].join("\n");
}

function subnetClass(label: string): string {
  return `subnet-${label.replaceAll(" ", "-")}`;
}

/** As XML: what has a meaning there is written as what it is, and control characters as signs for them. */
export function escaped(text: string): string {
  return visible(text)
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD");
}

function textOf({ text, x, y, size, weight, tone }: Words): string {
  const bold = weight === "bold" ? ` font-weight="700"` : "";
  return `<text class="${tone}" x="${x}" y="${y}" font-size="${size}"${bold}>${escaped(text)}</text>`;
}

function frameOf({ kind, x, y, w, h, texts, hover, label }: Placed): string {
  const name = kind === "subnet" ? subnetClass(label ?? "unknown") : kind;
  const box = `<rect class="${name}" x="${x}" y="${y}" width="${w}" height="${h}" rx="${kind === "subnet" ? 5 : 8}"/>`;
  return `<g><title>${escaped(hover)}</title>${box}${texts.map(textOf).join("")}</g>`;
}

function leafOf({ x, y, w, h, role = "host", texts, hover }: Placed): string {
  const card = `<rect class="card-${role}" x="${x}" y="${y}" width="${w}" height="${h}" rx="4"/>`;
  const bar = `<path class="bar-${role}" d="M${x + 4} ${y}h2v${h}h-2a4 4 0 0 1 -4 -4v${8 - h}a4 4 0 0 1 4 -4z"/>`;
  return `<g><title>${escaped(hover)}</title>${card}${bar}${texts.map(textOf).join("")}</g>`;
}

const headLength = 8;
const headWidth = 4;

function routeOf({ arrow, points, heads, joins }: Route): string {
  const { line, hover } = arrow;
  const drawn = [`<path class="line-${line}" d="${pathOf(points, heads)}"/>`];
  const [first, second] = points;
  const [last, before] = [points.at(-1), points.at(-2)];
  if (heads[0] && first !== undefined && second !== undefined) drawn.push(headOf(line, second, first));
  if (heads[1] && last !== undefined && before !== undefined) drawn.push(headOf(line, before, last));
  if (joins && last !== undefined) drawn.push(`<circle class="head-${line}" cx="${last.x}" cy="${last.y}" r="3"/>`);
  return `<g><title>${escaped(hover)}</title>${drawn.join("")}</g>`;
}

function towards(from: Point, to: Point, length: number): Point {
  const all = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  if (all === 0) return from;
  return { x: from.x + ((to.x - from.x) * length) / all, y: from.y + ((to.y - from.y) * length) / all };
}

/** Corners are rounded; where a head is, the line ends under it. */
function pathOf(points: readonly Point[], heads: readonly [boolean, boolean]): string {
  const ends = points.map((p, i) => {
    const other = i === 0 ? points[1] : i === points.length - 1 ? points[i - 1] : undefined;
    const head = i === 0 ? heads[0] : i === points.length - 1 && heads[1];
    return other !== undefined && head ? towards(p, other, headLength - 2) : p;
  });
  return ends
    .map((p, i) => {
      const [a, b] = [ends[i - 1], ends[i + 1]];
      if (a === undefined) return `M${p.x} ${p.y}`;
      if (b === undefined) return `L${p.x} ${p.y}`;
      const radius = (q: Point) => Math.min(5, (Math.abs(q.x - p.x) + Math.abs(q.y - p.y)) / 2);
      const [into, out] = [towards(p, a, radius(a)), towards(p, b, radius(b))];
      return `L${into.x} ${into.y}Q${p.x} ${p.y} ${out.x} ${out.y}`;
    })
    .join("");
}

function headOf(line: Line, from: Point, tip: Point): string {
  const foot = towards(tip, from, headLength);
  const across = foot.x === tip.x;
  const [dx, dy] = across ? [headWidth, 0] : [0, headWidth];
  return `<path class="head-${line}" d="M${tip.x} ${tip.y}L${foot.x + dx} ${foot.y + dy}L${foot.x - dx} ${foot.y - dy}z"/>`;
}

function legendOf({ x, y, what, words }: LegendItem): string {
  if ("role" in what) {
    const card = `<rect class="card-${what.role}" x="${x}" y="${y - 7}" width="24" height="14" rx="3"/>`;
    return `<g>${card}<rect class="bar-${what.role}" x="${x}" y="${y - 7}" width="6" height="14" rx="2"/>${textOf(words)}</g>`;
  }
  const heads = headsOf(what.line);
  const points = [
    { x, y },
    { x: x + 26, y },
  ] as const;
  const drawn = [`<path class="line-${what.line}" d="${pathOf(points, [heads.from, heads.to])}"/>`];
  if (heads.from) drawn.push(headOf(what.line, points[1], points[0]));
  if (heads.to) drawn.push(headOf(what.line, points[0], points[1]));
  return `<g>${drawn.join("")}${textOf(words)}</g>`;
}
