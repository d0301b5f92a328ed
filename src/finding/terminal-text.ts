/**
 * Text as a terminal shows it: how wide it is (Korean and Chinese characters take two columns), and what must not reach
 * a terminal raw. Control and direction characters of the user's files become visible signs, so that no template can
 * move the cursor or turn a line around.
 */

import stringWidth from "string-width";

const TAB = "    ";

/** Characters that turn lines around or break them; of no use in a file, and dangerous in an excerpt. */
const turning = /[\u200E\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069\uFEFF]/g;

export function widthOf(text: string): number {
  return stringWidth(text);
}

/** With every character that would act on the terminal replaced by a sign for it. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, signOf).replace(turning, "\uFFFD");
}

function signOf(control: string): string {
  const code = control.charCodeAt(0);
  if (control === "\t") return TAB;
  if (control === "\n") return control;
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\uFFFD";
}

/** For sentences: also on one line. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s*\n\s*/g, " "));
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** One line of a file cut to the screen, and which columns of what is shown are marked. */
export interface Window {
  readonly text: string;
  readonly from: number;
  readonly width: number;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The part of a line around what is marked, at most `room` columns wide; `start` and `end` are offsets in the line.
 * Minified files have one line of a megabyte: only what can be shown is looked at.
 */
export function windowOf(line: string, start: number, end: number, room: number): Window {
  const first = Math.max(0, start - 2 * room);
  const cells = [...graphemes.segment(line.slice(first, start + 2 * room))].map(({ segment, index }): Cell => {
    const text = visible(segment);
    return { text, width: widthOf(text), start: first + index, end: first + index + segment.length };
  });
  const seenAll = first === 0 && start + 2 * room >= line.length;
  if (seenAll && columns(cells) <= room) return marked(cells, "", "", start, end);
  // A third of the room stays in front of the mark.
  let from = cells.findIndex((cell) => cell.end > start);
  if (from < 0) from = cells.length;
  for (let before = 0; from > 0; from--) {
    before += cells[from - 1]?.width ?? 0;
    if (before > room / 3) break;
  }
  const left = from > 0 || first > 0 ? "…" : "";
  let to = from;
  for (let used = left.length; to < cells.length; to++) {
    used += cells[to]?.width ?? 0;
    if (used > room - 1) break;
  }
  const right = to < cells.length || start + 2 * room < line.length ? "…" : "";
  return marked(cells.slice(from, to), left, right, start, end);
}

function marked(cells: readonly Cell[], left: string, right: string, start: number, end: number): Window {
  return {
    text: `${left}${cells.map((cell) => cell.text).join("")}${right}`,
    from: left.length + columns(cells.filter((cell) => cell.end <= start)),
    width: Math.max(1, columns(cells.filter((cell) => cell.end > start && cell.start < end))),
  };
}

function columns(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
