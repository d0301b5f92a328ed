/** A table whose columns align, whatever script its words are written in. */

import { oneLine, padEnd, type Style, widthOf } from "../../api/rendering.ts";

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
}

/** Columns that are empty in every row are left out. */
export function tableText<Row>(
  title: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  style: Style,
): string {
  if (rows.length === 0) return "";
  const used = columns
    .map((column) => ({ title: column.title, cells: rows.map((row) => oneLine(column.of(row))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .map((column) => ({ ...column, width: Math.max(...[column.title, ...column.cells].map(widthOf)) }));
  const line = (cell: (column: (typeof used)[number]) => string): string =>
    `  ${used.map((column, i) => (i === used.length - 1 ? cell(column) : padEnd(cell(column), column.width))).join("  ")}`;
  const heading = style("faint", line((column) => column.title).trimEnd());
  return [style("strong", title), heading, ...rows.map((_, i) => line(({ cells }) => cells[i] ?? "").trimEnd())].join(
    "\n",
  );
}
