/** Changed lines of the files, old above new, as far as they stand on ways that differ; else where lines changed. */

import { lineText, oneLine, padStart, windowOf } from "../../api/rendering.ts";
import type { DiffReport, LineChangeReport, PositionReport } from "../../api/report.ts";
import { placesText } from "./reach.ts";
import { counted, type Paper } from "./words.ts";

/** Changes to show, and lines of one side of one. */
const changeLimit = 8;
const lineLimit = 4;

export function changeLines(report: DiffReport, paper: Paper): string[] {
  const { gained, lost, unknown, changes } = report;
  if (changes.length === 0) return [];
  const { style, verbose } = paper;
  const rows = [...gained, ...lost, ...unknown.filter((row) => !row.inBoth)];
  const known = unknown.length === 0 ? "" : "known ";
  if (report.verdict === "same") return [style("faint", `changed without ${known}effect: ${placesOf(changes)}`)];
  const on = new Set(rows.flatMap((row) => row.changed.map(keyOf)));
  const theirs = changes.filter((change) => sides(change).some((place) => on.has(keyOf(place))));
  const shown = verbose ? theirs : theirs.slice(0, changeLimit);
  const others = changes.filter((change) => !shown.includes(change));
  const numbers = Math.max(1, ...shown.flatMap(sides).map(({ endLine }) => String(endLine).length));
  const place = ({ old, new: next }: LineChangeReport) => next ?? old;
  return [
    ...(shown.length === 0 ? [] : [style("strong", "changed lines on these ways:")]),
    ...shown.flatMap((change) => {
      const at = place(change);
      return [
        ...(at === null ? [] : [`${" ".repeat(numbers)}${style("gutter", "-->")} ${placesText([at])}`]),
        ...sideLines(change.old, "-", numbers, paper),
        ...sideLines(change.new, "+", numbers, paper),
      ];
    }),
    ...(others.length === 0
      ? []
      : [style("faint", `${shown.length === 0 ? "changed lines" : "also changed"}: ${placesOf(others)}`)]),
  ];
}

function sides({ old, new: next }: LineChangeReport): readonly PositionReport[] {
  return [old, next].flatMap((place) => place ?? []);
}

function keyOf({ file, line, endLine }: PositionReport): string {
  return `${file} ${line} ${endLine}`;
}

function placesOf(changes: readonly LineChangeReport[]): string {
  const few = changes.slice(0, 4 * changeLimit).flatMap((change) => change.new ?? change.old ?? []);
  const more = changes.length - few.length;
  return oneLine(`${placesText(few)}${more > 0 ? ` and ${counted(more, "more place")}` : ""}`);
}

function sideLines(place: PositionReport | null, sign: "-" | "+", numbers: number, paper: Paper): string[] {
  const { style, sources, width } = paper;
  const document = place === null ? undefined : sources(place.file);
  if (place === null || document === undefined) return [];
  const all = Array.from({ length: place.endLine - place.line + 1 }, (_, i) => place.line + i);
  const lines = all.slice(0, lineLimit).map((number) => {
    const text = lineText(document, number);
    const shown = secretive.test(text)
      ? "(not shown: it may be a secret)"
      : windowOf(text, 0, 0, width - numbers - 5).text;
    return `${style("gutter", `${padStart(String(number), numbers)} |`)} ${style(sign === "-" ? "error" : "good", `${sign} ${shown}`)}`;
  });
  const more = all.length - lines.length;
  return more > 0 ? [...lines, `${" ".repeat(numbers)}   ${sign} … ${counted(more, "more line")}`] : lines;
}

/** Words beside which people write what nobody else may read. */
const secretive = /pass|secret|pre-?shared|psk|token|credential|private_?key|access_?key/i;
