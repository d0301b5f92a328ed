/** Sets of packets as short lists: what gets through and how, then what does not and why. */

import { oneLine } from "../../api/rendering.ts";
import type {
  PacketsReport,
  PositionReport,
  ReachedReport,
  ReachReport,
  ReasonReport,
  RefusedReport,
} from "../../api/report.ts";
import { assumptionLines, block, counted, lastLines, type Paper, reasonText } from "./words.ts";

const rowLimit = 6;

export function reachText(report: ReachReport, paper: Paper): string {
  const { style } = paper;
  const { from, to, traffic, took } = report.question;
  const title = `${style("strong", oneLine(`${from} -> ${to} ${traffic}`))}: ${verdictText(report, paper)}`;
  const answered = report.allowed.filter((entry) => entry.reply);
  const unanswered = report.allowed.filter((entry) => !entry.reply);
  const none = report.allowed.length + report.viaProxy.length === 0;
  return block(
    [title, ...[...took, ...commonPorts(report)].map((text) => style("faint", `  ${oneLine(text)}`))],
    reachedText("gets through, and so does the answer:", answered, report, paper),
    reachedText("arrives, but the answer does not get back:", unanswered, report, paper),
    reachedText("reaches it through a balancer:", report.viaProxy, report, paper),
    none ? style("strong", "nothing gets through") : "",
    refusedText(report, paper),
    assumptionLines(report.assumptions, paper),
    lastLines(report, paper),
  );
}

function verdictText({ verdict }: ReachReport, { style }: Paper): string {
  switch (verdict) {
    case "reachable":
      return style("good", "all of it gets through, both ways");
    case "partly":
      return style("warning", "part of it gets through");
    case "blocked":
      return style("error", "nothing gets through");
    case "unknown":
      return style("warning", "unknown");
  }
}

/** The sender's ports, where they are the same for all that has ports: said once. */
function commonPorts(report: ReachReport): readonly string[] {
  const port = senderPorts(report);
  return port === undefined || port === "any" ? [] : [`tcp and udp are sent from ports ${port}`];
}

function senderPorts({ allowed, blocked, viaProxy }: ReachReport): string | undefined {
  const ports = new Set([...allowed, ...blocked, ...viaProxy].flatMap((row) => row.sourcePorts ?? []));
  return ports.size === 1 ? [...ports][0] : undefined;
}

function packetsText(packets: PacketsReport, report: ReachReport): string {
  const { protocol, source, destination, sourcePorts, destinationPorts } = packets;
  const name = protocol === "any" ? "any protocol" : protocol;
  const ports = destinationPorts === null || destinationPorts === "any" ? "" : ` ${destinationPorts}`;
  const said = sourcePorts === null || sourcePorts === "any" || sourcePorts === senderPorts(report);
  // Where there is nothing to send there are no addresses either.
  const ends = source === "" && destination === "" ? "" : `, ${source} > ${destination}`;
  return oneLine(`${name}${ports}${said ? "" : ` from ports ${sourcePorts}`}${ends}`);
}

/** Ways of the same packets stand under them, one line each. */
function reachedText(title: string, entries: readonly ReachedReport[], report: ReachReport, paper: Paper): string[] {
  if (entries.length === 0) return [];
  const { style } = paper;
  const rows = grouped(entries, (entry) => `${entry.to}: ${packetsText(entry, report)}`);
  const lines = rows.flatMap(([text, ways]) => [
    `  ${oneLine(text)}`,
    ...new Set(ways.map((way) => style("faint", `    ${oneLine(wayText(way))}`))),
  ]);
  return [style("strong", title), ...lines];
}

function wayText({ proxy, through, passes = through.map((name) => [name]), at, reply }: ReachedReport): string {
  return [
    ...(proxy === undefined ? [] : [`opened by ${proxy}${reply ? "" : ", unanswered"}`]),
    ...(through.length === 0 ? [] : [`through ${passes.map((step) => step.join(" or ")).join(", ")}`]),
    `by ${placesText(at)}`,
  ].join("; ");
}

/** `web.yml:12-15, 40; core.yml:7`. */
export function placesText(at: readonly PositionReport[]): string {
  return grouped(at, ({ file }) => file)
    .map(([file, places]) => {
      const lines = places.map(({ line, endLine }) => `${line}${endLine > line ? `-${endLine}` : ""}`);
      return `${file}:${[...new Set(lines)].join(", ")}`;
    })
    .join("; ");
}

/** What stops for the same reasons stands together; the lines of a reason are shown once. */
function refusedText(report: ReachReport, paper: Paper): string[] {
  const { style } = paper;
  const keyOf = (r: ReasonReport) => `${r.code} ${r.node} ${JSON.stringify(r.at)}`;
  const groups = grouped(report.blocked, ({ reasons }) => reasons.map(keyOf).join(" "));
  const shown = new Set<string>();
  return groups.flatMap(([, group]) => {
    const { reasons = [], what = "packets" } = group[0] ?? {};
    const rows = [...new Set(group.map((entry) => `  ${rowText(entry, report)}`))];
    const more = rows.length > rowLimit ? [`  and ${counted(rows.length - rowLimit, "more row")}`] : [];
    const head = what === "unknown" ? "unknown" : "blocked";
    const because = reasons.map((reason) => {
      const before = shown.has(keyOf(reason));
      shown.add(keyOf(reason));
      return before ? `${againText(head, reason, paper)}\n` : reasonText(head, reason, paper);
    });
    return [style("strong", titles[what]), ...rows.slice(0, rowLimit), ...more, ...because];
  });
}

function againText(head: string, { code, message, at }: ReasonReport, { style }: Paper): string {
  const where = at.length === 0 ? "" : style("faint", `  ${placesText(at)}, shown above`);
  return `${style(head === "unknown" ? "warning" : "error", `${head}[${code}]`)}: ${oneLine(message)}${where}`;
}

function rowText(entry: RefusedReport, report: ReachReport): string {
  return oneLine(`${entry.to === "" ? "" : `${entry.to}: `}${packetsText(entry, report)}`);
}

const titles: Readonly<Record<RefusedReport["what"], string>> = {
  packets: "does not get through:",
  answers: "no answer gets back to:",
  unknown: "not known whether it gets through:",
};

export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}
