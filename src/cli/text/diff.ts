/**
 * Two networks compared, as a reviewer reads them: what is gained (`+`) and lost (`-`), each direction for itself, why,
 * and which changed lines stand on these ways. Then what nobody can say.
 */

import { oneLine, padEnd, type Role, widthOf } from "../../api/rendering.ts";
import type { DiffEntryReport, DiffReport, DiffUnknownReport, PacketsReport, ReasonReport } from "../../api/report.ts";
import { changeLines } from "./diff-lines.ts";
import { grouped, placesText } from "./reach.ts";
import { assumptionLines, block, counted, lastLines, type Paper, readWords, reasonText } from "./words.ts";
import { unreadWords } from "./unread.ts";

type Row = DiffEntryReport | DiffUnknownReport;

/** Without `-v`. */
const rowLimit = 30;
const reasonLimit = 4;

export function diffText(report: DiffReport, paper: Paper): string {
  const { gained, lost, unknown } = report;
  const of = (rows: readonly DiffEntryReport[], direction: Row["direction"]) =>
    rows.filter((row) => row.direction === direction);
  const { old, new: next } = report.question;
  const doubtful = unknown.filter((row) => !row.inBoth);
  const section = (title: string, sign: string, rows: readonly Row[]) => sectionText(title, sign, rows, paper);
  return block(
    `${paper.style("strong", oneLine(`${old} -> ${next}`))}: ${verdictText(report, paper)}`,
    section("newly gets through:", "+", of(gained, "forward")),
    section("is newly answered:", "+", of(gained, "back")),
    section("no longer gets through:", "-", of(lost, "forward")),
    section("is no longer answered:", "-", of(lost, "back")),
    section("not known, so not known whether it changed:", "?", doubtful),
    uncomparedText(report, paper),
    changeLines(report, paper),
    alikeText(unknown, paper),
    assumptionLines(report.assumptions, paper),
    last(report, paper),
  );
}

function verdictText({ verdict, gained, lost, unknown, uncompared }: DiffReport, { style }: Paper): string {
  if (verdict === "same") {
    const known = unknown.length === 0 ? "" : ", as far as anybody can say";
    return style("good", `the same packets get through, both ways${known}`);
  }
  const doubts = unknown.filter((row) => !row.inBoth).length;
  const said: readonly (readonly [number, Role, string])[] = [
    [gained.length, "warning", `${gained.length} gained`],
    [lost.length, "error", `${lost.length} lost`],
    [doubts, "warning", `${doubts} not known`],
    [uncompared.length, "warning", "not everything was compared"],
  ];
  return said
    .filter(([count]) => count > 0)
    .map(([, role, words]) => style(role, words))
    .join(", ");
}

/** One line for each pair of ends and what is the same about it; then why, each reason once. */
function sectionText(title: string, sign: string, rows: readonly Row[], paper: Paper): string[] {
  if (rows.length === 0) return [];
  const { style, verbose } = paper;
  const lines = grouped(rows, (row) => `${endsText(row)}\n${noteText(row)}`).map(([, same]) => same);
  const shown = verbose ? lines : lines.slice(0, rowLimit);
  const cells = shown.flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const packets = [...new Set(same.map(packetsText))].join("; ");
    return [{ same, ends: endsText(first), packets, note: noteText(first) }];
  });
  const width = (of: (cell: (typeof cells)[number]) => string) =>
    Math.max(0, ...cells.map((cell) => widthOf(of(cell))));
  // Lines that the terminal would break have no columns to align.
  const whole = 8 + width((c) => c.ends) + width((c) => c.packets) + width((c) => c.note);
  const aligned = whole <= (paper.columns ?? Infinity);
  const [ends, packets] = aligned ? [width((c) => c.ends), width((c) => c.packets)] : [0, 0];
  const colour: Role = sign === "-" ? "error" : sign === "+" ? "good" : "warning";
  const text = cells.flatMap((cell) => {
    const line = `${padEnd(cell.ends, ends)}  ${padEnd(cell.packets, packets)}  ${cell.note}`.trimEnd();
    return [`  ${style(colour, sign)} ${line}`, ...waysText(cell.same, paper)];
  });
  const more = lines.length - shown.length;
  return [
    style("strong", title),
    ...text,
    ...(more > 0 ? [`  and ${counted(more, "more line")}: -v shows them`] : []),
    ...reasonsText(rows, paper),
  ];
}

/** The lines of the way, where no changed line stands on it. */
function waysText(rows: readonly Row[], { style, verbose }: Paper): string[] {
  if (!verbose && rows.every((row) => row.changed.length > 0)) return [];
  const ways = rows.flatMap((row) => {
    if (!("at" in row) || row.at.length === 0) return [];
    const through = row.through.length === 0 ? "" : `through ${row.through.join(", ")}; `;
    return [style("faint", `      ${oneLine(`${through}by ${placesText(row.at)}`)}`)];
  });
  return [...new Set(ways)];
}

export function endsText({ from, to }: Row): string {
  return oneLine(`${someOf(from)} > ${to}`);
}

function someOf(names: readonly string[]): string {
  const more = names.length > 4 ? ` and ${names.length - 3} more` : "";
  return `${names.slice(0, more === "" ? 4 : 3).join(", ")}${more}`;
}

export function packetsText({ protocol, destinationPorts, source, from }: PacketsReport & Pick<Row, "from">): string {
  const name = protocol === "any" ? "any protocol" : protocol;
  const ports = destinationPorts === null || destinationPorts === "any" ? "" : ` ${destinationPorts}`;
  const part = from.includes("internet") && source !== "" && source !== "any address" ? ` from ${source}` : "";
  return oneLine(`${name}${ports}${part}`);
}

export function noteText(row: Row): string {
  const { old, new: next, direction } = row;
  const graded = !("reply" in row) || old === "some" || next === "some";
  const on = { ...onText, every: direction === "back" ? "answered" : "through" };
  const levels = graded ? [`${on[old]} before, ${on[next]} now`] : [];
  const unanswered = "reply" in row && direction === "forward" && !row.reply;
  const answers = next === "none" ? "and was not answered" : "and is not answered";
  return [...levels, ...(unanswered ? [answers] : [])].join(", ");
}

const onText: Readonly<Record<Exclude<Row["old"], "every">, string>> = {
  some: "on some branches",
  none: "not",
  unknown: "not known",
};

/** What is said alike of several things is shown once, with the names of the others. */
function reasonsText(rows: readonly Row[], paper: Paper): string[] {
  const reasons = new Map<string, ReasonReport>();
  for (const row of rows) for (const reason of row.reasons) reasons.set(JSON.stringify(reason), reason);
  const alike = grouped([...reasons.values()], ({ code, node, message }) => `${code} ${message.replaceAll(node, "")}`);
  const shown = paper.verbose ? alike : alike.slice(0, reasonLimit);
  const more = alike.length - shown.length;
  return [
    ...shown.flatMap(([, [first, ...others]]) => {
      if (first === undefined) return [];
      const names = [
        ...new Set(others.map(({ node, at }) => `${node}${at[0] === undefined ? "" : ` (${placesText([at[0]])})`}`)),
      ];
      const head = first.wouldMakeItKnown === undefined ? "because" : "unknown";
      const text = reasonText(head, first, paper).replace(/\n+$/, "");
      const indent = /^( *)= at:/m.exec(text)?.[1] ?? "  ";
      return [text, ...(names.length === 0 ? [] : [`${indent}= likewise: ${oneLine(names.join(", "))}`])];
    }),
    ...(more > 0 ? [`and ${counted(more, "more reason")}: -v shows them`] : []),
  ];
}

function uncomparedText({ uncompared }: DiffReport, { style }: Paper): string[] {
  if (uncompared.length === 0) return [];
  const rows = uncompared.map(({ from, to, message }) => `  ${oneLine(`${someOf(from)} > ${someOf(to)}: ${message}`)}`);
  return [
    style("strong", "not compared:"),
    ...rows.slice(0, rowLimit),
    ...(rows.length > rowLimit ? [`  and ${counted(rows.length - rowLimit, "more line")}`] : []),
  ];
}

/** What no change made unknown is counted only. */
function alikeText(unknown: readonly DiffUnknownReport[], { style }: Paper): string[] {
  const rows = unknown.filter((row) => row.inBoth);
  if (rows.length === 0) return [];
  const codes = new Set(rows.flatMap((row) => row.reasons.map((r) => r.code)));
  return [
    style(
      "faint",
      oneLine(
        `${counted(rows.length, "row")} of packets not known in either, for the same reasons: ${[...codes].join(", ")}`,
      ),
    ),
  ];
}

function last({ notModelled, read }: DiffReport, paper: Paper): readonly string[] {
  const sides = read === undefined ? [] : [read.old, read.new];
  const said = sides.flatMap((side) => [
    ...(side.projectFile === null ? [readWords(side)] : []),
    ...unreadWords({ notModelled: [], read: side }),
  ]);
  return [...[...new Set(said)].map((line) => paper.style("faint", line)), ...lastLines({ notModelled }, paper)];
}
