/** Two projects compared, as the document that `diff` prints. */

import { free } from "../forward/flood/ask.ts";
import type { Origin } from "../model/model.ts";
import { type Change, diff, type Uncompared } from "../query/diff.ts";
import { changedLines, type LineChange } from "../source/changed-lines.ts";
import type { Document, Span } from "../source/document.ts";
import type { Term } from "../packet/packet.ts";
import { assumedInReading, assumptionsIn, type Loaded } from "./engine.ts";
import { endpointOf } from "./packets.ts";
import { placesOf, positionOf, positionsOf } from "./positions.ts";
import { firstOf, packetsOf } from "./reach.ts";
import {
  type AssumptionReport,
  type DiffEntryReport,
  type DiffReport,
  type DiffUnknownReport,
  head,
  type LineChangeReport,
  type NotModelledReport,
  type PacketsReport,
  type UncomparedReport,
} from "./report.ts";
import { assumptionOf, once, reasonOf } from "./traces.ts";

export function diffReport(
  old: Loaded,
  next: Loaded,
  question: DiffReport["question"],
  tick?: (done: number, total: number) => void,
): DiffReport {
  const found = diff(old.net, next.net, tick === undefined ? {} : { tick });
  const lines = linesBetween(old, next);
  const entries = (kind: Change["kind"]) =>
    merged(
      found.changes
        .filter((change) => change.kind === kind)
        .flatMap((change) => rowsOf(change).map((packets) => entryOf(change, packets, lines))),
    );
  const [gained, lost] = [entries("gained"), entries("lost")];
  const unknown = merged(
    found.changes
      .filter((change) => change.kind === "unknown")
      .flatMap((change) => rowsOf(change).map((packets) => unknownOf(change, packets, lines))),
  );
  const doubtful = unknown.some((row) => !row.inBoth) || found.uncompared.length > 0;
  const used = [
    ...assumptionsIn(old).filter(({ key }) => found.assumptions.old.has(key)),
    ...assumptionsIn(next).filter(({ key }) => found.assumptions.new.has(key)),
  ];
  return {
    ...head,
    question,
    verdict: gained.length + lost.length > 0 ? "different" : doubtful ? "unknown" : "same",
    gained,
    lost,
    unknown,
    uncompared: found.uncompared.map(uncomparedOf),
    changes: lines.map(lineChangeOf),
    assumptions: onceEach(once([...[old, next].flatMap(assumedInReading), ...used.map(assumptionOf)])),
    notModelled: notModelledIn(old.notModelled, next.notModelled),
  };
}

/** One row per box of the set; ends of which several addresses are meant are called by all of them. */
function rowsOf({ headers, packet, set, sources, destinations }: Change): readonly PacketsReport[] {
  if (packet === undefined) {
    return [{ source: "", destination: "", protocol: "any", sourcePorts: null, destinationPorts: null }];
  }
  const tied = new Set(free(packet));
  const all = (terms: readonly Term[]) => [...new Set(terms.map((term) => endpointOf(term).text))].join(", ");
  return packetsOf(headers, packet, set).map((row) => ({
    ...row,
    ...(tied.has("source") ? {} : { source: all(sources) }),
    ...(tied.has("destination") ? {} : { destination: all(destinations) }),
  }));
}

function about(change: Change, packets: PacketsReport, lines: readonly LineChange[]) {
  const { from, to, direction, origins, reasons, ends } = change;
  const places = [...origins, ...reasons.flatMap((r) => [r.origin, ...r.further]), ...ends];
  return {
    to,
    ...packets,
    from,
    direction,
    old: change.old,
    new: change.new,
    reasons: reasons.map(reasonOf),
    changed: changedAt(lines, places),
  };
}

function entryOf(change: Change, packets: PacketsReport, lines: readonly LineChange[]): DiffEntryReport {
  const { reply, through, origins } = change;
  return { ...about(change, packets, lines), reply, through, at: positionsOf(origins.flatMap(firstOf)) };
}

function unknownOf(change: Change, packets: PacketsReport, lines: readonly LineChange[]): DiffUnknownReport {
  const row = about(change, packets, lines);
  return { ...row, inBoth: change.settled && row.changed.length === 0 };
}

/** Rows that differ only in who sends are one row. */
function merged<Row extends DiffEntryReport | DiffUnknownReport>(rows: readonly Row[]): readonly Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const why = row.reasons.map((r) => `${r.code} ${r.node}`);
    const source = row.from.includes("internet") ? row.source : "";
    const key = JSON.stringify({ ...row, from: [], source, at: [], changed: [], reasons: why });
    const before = found.get(key);
    found.set(key, before === undefined ? row : joined(before, row));
  }
  return [...found.values()];
}

function joined<Row extends DiffEntryReport | DiffUnknownReport>(a: Row, b: Row): Row {
  const both = {
    ...a,
    from: distinct([...a.from, ...b.from]),
    source: distinct([a.source, b.source].filter((text) => text !== "")).join(", "),
    changed: distinct([...a.changed, ...b.changed]),
  };
  return "at" in a && "at" in b ? { ...both, at: distinct([...a.at, ...b.at]) } : both;
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];
}

/** Both networks assume the same of the same things. */
function onceEach(assumptions: readonly AssumptionReport[]): readonly AssumptionReport[] {
  return assumptions.map((assumption) => ({ ...assumption, at: distinct(assumption.at) }));
}

const limits: Readonly<Record<Uncompared["code"], string>> = {
  "diff.budget.exhausted": "there are more ways than the budget allows",
  "question.budget.exhausted": "the sets of packets became larger than the budget allows",
};

function uncomparedOf({ from, to, code }: Uncompared): UncomparedReport {
  return { from, to, code, message: `${limits[code]}: \`tieline reach\` answers for two ends` };
}

/** Lines that differ between the files of one stack, and between the project files. */
function linesBetween(old: Loaded, next: Loaded): readonly LineChange[] {
  const pairs = pairsOf(documentsOf(old), documentsOf(next));
  return pairs.flatMap(([a, b]) => changedLines(a, b));
}

type Documents = ReadonlyMap<string, Document>;

function documentsOf({ inputs, project }: Loaded): Documents {
  const found = new Map(inputs.map(({ document, scope }) => [`stack ${scope}`, document]));
  return project.file === undefined ? found : found.set("project", project.file);
}

/** By stack; the only two that have no namesake belong together. A file without another is all changed. */
function pairsOf(old: Documents, next: Documents): readonly (readonly [Document, Document])[] {
  const gone = [...old].filter(([name]) => !next.has(name));
  const come = [...next].filter(([name]) => !old.has(name));
  const same = [...old].flatMap(([name, a]) => {
    const b = next.get(name);
    return b === undefined ? [] : [[a, b] as const];
  });
  const [a, b] = [gone[0]?.[1], come[0]?.[1]];
  if (gone.length === 1 && come.length === 1 && a !== undefined && b !== undefined) return [...same, [a, b]];
  const nothing = ({ path }: Document): Document => ({ path, text: "" });
  return [
    ...same,
    ...gone.map(([, document]) => [document, nothing(document)] as const),
    ...come.map(([, document]) => [nothing(document), document] as const),
  ];
}

function changedAt(lines: readonly LineChange[], origins: readonly Origin[]) {
  const spans = origins.flatMap(({ at }) => at);
  const sides = lines.flatMap((line) =>
    spans.some((span) => touches(span, line.old) || touches(span, line.new)) ? [line.old, line.new] : [],
  );
  return placesOf(sides.filter(isSome));
}

/** Shares text with it; where lines are missing, goes on on both sides of that place. */
function touches(span: Span, lines: Span): boolean {
  if (span.document !== lines.document) return false;
  const [start, end] = isSome(lines) ? [lines.start, lines.end] : [lines.start - 1, lines.start + 1];
  return isSome(lines) ? span.start < end && start < span.end : span.start <= start && end <= span.end;
}

function isSome({ start, end }: Span): boolean {
  return end > start;
}

function lineChangeOf({ old, new: next }: LineChange): LineChangeReport {
  const place = (span: Span) => (isSome(span) ? positionOf(span) : null);
  return { old: place(old), new: place(next) };
}

function notModelledIn(
  old: readonly NotModelledReport[],
  next: readonly NotModelledReport[],
): readonly NotModelledReport[] {
  const counts = new Map<string, number>();
  for (const { kind, count } of [...next, ...old]) counts.set(kind, Math.max(count, counts.get(kind) ?? 0));
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
