/**
 * A table whose columns align, whatever script its words are written in. Where it is wider than the terminal, the columns
 * that fit stay a table, and what the others say stands below each row, titles in front: broken rows cannot be read.
 */

import { oneLine, padEnd, type Style, widthOf } from "../../api/rendering.ts";
import { filled } from "./wrap.ts";

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
  /** Sentences, which may take several lines. */
  readonly prose?: true;
}

interface Used {
  readonly title: string;
  readonly cells: readonly string[];
  readonly width: number;
  readonly prose: boolean;
}

/** Sentences in narrower columns are spelled and not read. */
const PROSE = 24;

/** Columns that are empty in every row are left out. `columns` of the screen are a terminal's, as in `Paper`. */
export function tableText<Row>(
  title: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  screen: { readonly style: Style; readonly columns?: number | undefined },
): string {
  if (rows.length === 0) return "";
  const { style } = screen;
  const used = columns
    .map(({ title, of, prose = false }) => ({ title, prose, cells: rows.map((row) => oneLine(of(row))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .map((column): Used => ({ ...column, width: Math.max(...[column.title, ...column.cells].map(widthOf)) }));
  const beside = fitting(used, screen.columns ?? Infinity);
  const below = used.slice(beside.length);
  const line = (cell: (column: Used) => string): string =>
    `  ${beside.map((column) => padEnd(cell(column), column.width)).join("  ")}`.trimEnd();
  const heading = style(
    "faint",
    line((column) => column.title),
  );
  const body = rows.flatMap((_, row) => {
    const lines = new Map(beside.map((column) => [column, linesOf(column, row)]));
    const height = Math.max(...[...lines.values()].map(({ length }) => length));
    return [
      ...Array.from({ length: height }, (_, i) => line((column) => lines.get(column)?.[i] ?? "")),
      ...below.flatMap(({ title, cells }) => {
        const cell = cells[row] ?? "";
        return cell === "" ? [] : [`      ${style("faint", `${title}:`)} ${cell}`];
      }),
    ];
  });
  return [style("strong", title), heading, ...body].join("\n");
}

/** The first columns, as many as stand side by side. */
function fitting(columns: readonly Used[], room: number): readonly Used[] {
  const beside: Used[] = [];
  let left = room - 2;
  for (const column of columns) {
    const width = column.prose ? Math.min(column.width, Math.max(PROSE, left)) : column.width;
    if (beside.length > 0 && width > left) break;
    beside.push({ ...column, width });
    left -= width + 2;
  }
  return beside;
}

function linesOf({ cells, prose, width }: Used, row: number): readonly string[] {
  const cell = cells[row] ?? "";
  return prose ? filled(cell, width) : [cell];
}
