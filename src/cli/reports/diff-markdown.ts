/** A comparison of two networks as a comment on a pull request: what a reviewer has to agree to, with the lines. */

import type { DiffEntryReport, DiffReport, DiffUnknownReport, ReadReport } from "../../api/report.ts";
import { endsText, noteText, packetsText } from "../text/diff.ts";
import { grouped } from "../text/reach.ts";
import { unreadWords } from "../text/unread.ts";
import { counted } from "../text/words.ts";
import type { About } from "./about.ts";
import { cell, fold, links, safe } from "./markup.ts";

type Place = Pick<About, "folder" | "links">;

/** Rows of one table; the others are counted. */
const SHOWN = 25;

export function diffMarkdown(report: DiffReport, place: Place): string {
  const { gained, lost, unknown, uncompared, changes } = report;
  const doubtful = unknown.filter((row) => !row.inBoth);
  const of = (rows: readonly DiffEntryReport[], direction: DiffEntryReport["direction"]) =>
    rows.filter((row) => row.direction === direction);
  const changed = changes.flatMap((change) => change.new ?? change.old ?? []);
  const parts = [
    `## Tieline: ${headline(report)}`,
    tableText("Newly gets through", of(gained, "forward"), place),
    tableText("Is newly answered", of(gained, "back"), place),
    tableText("No longer gets through", of(lost, "forward"), place),
    tableText("Is no longer answered", of(lost, "back"), place),
    tableText("Not known, so not known whether it changed", doubtful, place),
    uncompared.length === 0
      ? ""
      : fold(
          `${counted(uncompared.length, "pair")} not compared`,
          uncompared
            .slice(0, SHOWN)
            .map(({ from, to, message }) => `- ${safe(`${from.join(", ")} → ${to.join(", ")}: ${message}`)}`)
            .join("\n"),
        ),
    changed.length === 0
      ? ""
      : `Changed lines: ${links(changed.slice(0, SHOWN), place)}${more(changed.length, "place")}`,
    lastPart(report),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function headline({ verdict, gained, lost, unknown, uncompared }: DiffReport): string {
  if (verdict === "same") {
    return `the same packets get through, both ways${unknown.length === 0 ? "" : ", as far as anybody can say"}`;
  }
  const doubts = unknown.filter((row) => !row.inBoth).length;
  return [
    ...(gained.length === 0 ? [] : [`${gained.length} gained`]),
    ...(lost.length === 0 ? [] : [`${lost.length} lost`]),
    ...(doubts === 0 ? [] : [`${doubts} not known`]),
    ...(uncompared.length === 0 ? [] : ["not everything was compared"]),
  ].join(", ");
}

function tableText(title: string, rows: readonly (DiffEntryReport | DiffUnknownReport)[], place: Place): string {
  if (rows.length === 0) return "";
  const lines = grouped(rows, (row) => `${endsText(row)}\n${noteText(row)}`).flatMap(([, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    const packets = [...new Set(same.map(packetsText))].map(cell).join("<br>");
    const why = [...new Set(same.flatMap((row) => row.reasons.map(({ message }) => message)))];
    const by = links(same.flatMap((row) => row.changed).slice(0, 4), place);
    const words = [...(noteText(first) === "" ? [] : [noteText(first)]), ...why.slice(0, 2)].map(cell);
    return [`| ${cell(endsText(first))} | ${packets} | ${[...words, ...(by === "" ? [] : [by])].join("<br>")} |`];
  });
  const rest = more(lines.length, "row");
  const table = ["| from > to | packets | why |", "|---|---|---|", ...lines.slice(0, SHOWN)].join("\n");
  return `### ${title}\n\n${table}${rest === "" ? "" : `\n\n${rest.trim()}`}`;
}

function more(count: number, what: string): string {
  return count > SHOWN ? ` and ${counted(count - SHOWN, `more ${what}`)}` : "";
}

function lastPart({ read, notModelled }: DiffReport): string {
  const skipped = [read?.old, read?.new].flatMap((side: ReadReport | undefined) =>
    side === undefined ? [] : unreadWords({ notModelled: [], read: side }),
  );
  const words = [...new Set(skipped), ...unreadWords({ notModelled })];
  return words.length === 0 ? "" : `<sub>${words.map(safe).join(" · ")}</sub>`;
}
