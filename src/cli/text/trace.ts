/**
 * A trace as a walk that can be read aloud: what the packet meets, what was decided there, by which line, and how the
 * packet looks whenever something has rewritten it.
 */

import { labelOf, linesOf, numberWidth, oneLine, padEnd, padStart, widthOf } from "../../api/rendering.ts";
import type { BranchReport, HopReport, LegReport, PacketReport, TraceReport } from "../../api/report.ts";
import { assumptionLines, block, counted, lastLines, packetText, type Paper, reasonText, sourceOf } from "./words.ts";

export function traceText(report: TraceReport, paper: Paper): string {
  const { style } = paper;
  const { question, verdict, forward, back, reasons, assumptions, all } = report;
  const { from, to, traffic, took } = question;
  const title = `${style("strong", oneLine(`${from} -> ${to} ${traffic}`))}: ${verdictText(report, paper)}`;
  const heads = [title, ...took.map((text) => style("faint", `  ${oneLine(text)}`))];
  const walks = all === undefined ? legs(forward, back, paper) : all.flatMap((branch) => branchText(branch, paper));
  const whole = verdict === "delivered" ? [] : reasons.map((reason) => reasonText(verdict, reason, paper));
  return block(
    heads,
    ...walks,
    branchesText(report, paper),
    ...whole,
    assumptionLines(assumptions, paper),
    lastLines(report, paper),
  );
}

function verdictText({ verdict, branches, back }: TraceReport, { style }: Paper): string {
  switch (verdict) {
    case "delivered":
      return style("good", branches.count > 1 ? "delivered both ways, on every branch" : "delivered both ways");
    case "partly":
      return style("warning", partlyText(branches));
    case "unknown":
      return style("warning", "unknown");
    case "dropped":
      return style("error", back === null ? "dropped on the way there" : "dropped on the way back");
  }
}

/** Some branches fail; or on one branch some packets do, which are those that are shown. */
function partlyText({ count, delivered }: TraceReport["branches"]): string {
  return count === 1 || delivered === 0
    ? "delivered for part of the packets only; shown is what is lost"
    : `delivered on some branches only (${delivered} of ${count})`;
}

function branchText({ choices, verdict, count, forward, back, reasons }: BranchReport, paper: Paper): string[] {
  const alike = count === undefined || count === 1 ? "" : `, and ${counted(count - 1, "branch", "branches")} like it`;
  const title = paper.style("strong", `branch ${choices.map(oneLine).join(" · ")}: ${verdict}${alike}`);
  return [title, ...legs(forward, back, paper), ...reasons.map((reason) => reasonText(verdict, reason, paper))];
}

function branchesText({ branches, verdict }: TraceReport, { style }: Paper): string {
  const { count, delivered, shown, factors } = branches;
  if (count <= 1 && shown.length === 0) return "";
  const product = factors.length > 1 ? ` (${factors.join(" × ")})` : "";
  const agree =
    verdict === "unknown"
      ? `${delivered} delivered`
      : delivered === count
        ? count === 1
          ? "delivered"
          : "all delivered"
        : delivered === 0
          ? "none delivered"
          : `${delivered} delivered`;
  const which = shown.length === 0 ? "" : `; shown: ${shown.map(oneLine).join(" · ")}`;
  const hint = count > 1 ? style("faint", "  (--branch all lists them)") : "";
  return `${style("strong", counted(count, "branch", "branches"))}${product}, ${agree}${which}${hint}`;
}

function legs(forward: LegReport, back: LegReport | null, paper: Paper): string[] {
  return [legText("there", forward, paper), back === null ? "" : legText("back", back, paper)];
}

function legText(title: string, { verdict, hops }: LegReport, paper: Paper): string {
  const { style } = paper;
  const role = verdict === "delivered" ? "good" : verdict === "dropped" ? "error" : "warning";
  const numbers = String(hops.length).length;
  const kinds = Math.max(0, ...hops.map(({ kind }) => widthOf(kind)));
  const lines = [`${style("strong", title)}: ${style(role, verdict)}`];
  let before: HopReport | undefined;
  hops.forEach((hop, i) => {
    const stop = verdict !== "delivered" && i === hops.length - 1;
    const number = `  ${padStart(String(i + 1), numbers)} `;
    const margin = " ".repeat(widthOf(number) + kinds + 2);
    const node = style(stop ? role : "strong", oneLine(hop.node));
    lines.push(`${number}${padEnd(hop.kind, kinds)}  ${node}`);
    const place = sourceOf(hop);
    lines.push(`${margin}${oneLine(hop.decision)}${place === "" ? "" : style("faint", `  ${place}`)}`);
    if (paper.verbose) lines.push(...hopLines(hop, margin, paper));
    lines.push(...packetLines(hop, before).map((line) => `${margin}${style("note", line)}`));
    before = hop;
  });
  return lines.join("\n");
}

function hopLines({ at }: HopReport, margin: string, paper: Paper): string[] {
  const screen = { ...paper, width: paper.width - widthOf(margin) };
  return at.slice(0, 1).flatMap((mark) => {
    const document = paper.sources(mark.file);
    if (document === undefined) return [];
    return linesOf(mark, document, labelOf(mark), numberWidth([mark]), screen).map((line) => margin + line);
  });
}

/** The headers, outermost first, when any of them is not what it was at the hop before. */
function packetLines(hop: HopReport, before: HopReport | undefined): string[] {
  if (before !== undefined && headers(hop) === headers(before)) return [];
  const outer = hop.outer.map(
    (packet, i) => `${"  ".repeat(i)}${hop.encapsulation[i] ?? "outer"}: ${packetText(packet)}`,
  );
  return [...outer, `${"  ".repeat(outer.length)}${packetText(hop.packet)}`];
}

function headers({ packet, outer }: HopReport): string {
  return [...outer, packet].map((p: PacketReport) => packetText(p)).join("\n");
}
