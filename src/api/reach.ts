/** What a flood found, as the document that `reach` prints. */

import { free } from "../forward/flood/ask.ts";
import type { HeaderSet } from "../forward/flood/headers.ts";
import type { Origin } from "../model/model.ts";
import { protocolName } from "../net/protocol.ts";
import { isSymbol, type Packet, type Term } from "../packet/packet.ts";
import type { Line } from "../packet/print.ts";
import type { PacketHeaders } from "../query/packet-sets.ts";
import type { Reach, Reached, Refused } from "../query/reach.ts";
import { endpointOf } from "./packets.ts";
import { positionsOf } from "./positions.ts";
import {
  type AssumptionReport,
  head,
  type NotModelledReport,
  type PacketsReport,
  type QuestionReport,
  type ReachedReport,
  type ReachReport,
  type RefusedReport,
} from "./report.ts";
import { reasonOf } from "./traces.ts";

export interface Around {
  readonly question: QuestionReport;
  readonly assumptions: readonly AssumptionReport[];
  readonly notModelled: readonly NotModelledReport[];
}

export function reachReport(answer: Reach, headers: PacketHeaders, around: Around): ReachReport {
  const reached = (entry: Reached): readonly ReachedReport[] =>
    packetsOf(headers, entry.packet, entry.set).map((packets) => ({
      to: entry.to,
      ...packets,
      reply: entry.reply,
      through: entry.through,
      passes: entry.passes,
      at: positionsOf(entry.origins.flatMap(firstOf)),
      ...(entry.proxy === undefined ? {} : { proxy: entry.proxy }),
    }));
  return {
    ...head,
    question: around.question,
    verdict: answer.verdict,
    allowed: answer.allowed.flatMap(reached),
    blocked: answer.blocked.flatMap((entry) => refusedOf(headers, entry)),
    viaProxy: answer.viaProxy.flatMap(reached),
    assumptions: around.assumptions,
    notModelled: around.notModelled,
  };
}

export function firstOf({ at, implied }: Origin) {
  return at.slice(0, 1).map((span) => (implied === undefined ? { span } : { span, implied }));
}

function refusedOf(headers: PacketHeaders, { to, packet, set, what, reasons }: Refused): readonly RefusedReport[] {
  const rows =
    packet === undefined
      ? [{ source: "", destination: "", protocol: "any", sourcePorts: null, destinationPorts: null }]
      : packetsOf(headers, packet, set);
  return rows.map((packets) => ({ to, ...packets, what, reasons: reasons.map(reasonOf) }));
}

/** One row per box of the set; what is the same for all is said by what it is. */
export function packetsOf(headers: PacketHeaders, packet: Packet, set: HeaderSet): readonly PacketsReport[] {
  const tied = new Set(free(packet));
  const { lines } = headers.list(set);
  const same = (field: keyof Packet, line: string): string | null => {
    const term = packet[field];
    if (term === undefined) return null;
    return tied.has(field) ? line : termText(term);
  };
  return lines.map((line) => ({
    source: addressText(packet.source, tied.has("source"), line.source, headers, "source"),
    destination: addressText(packet.destination, tied.has("destination"), line.destination, headers, "destination"),
    protocol: tied.has("protocol") ? line.protocol : protocolText(packet.protocol, line),
    sourcePorts: portful(line, packet) ? same("sourcePort", line.sourcePorts) : null,
    destinationPorts: portful(line, packet) ? same("destinationPort", line.destinationPorts) : null,
  }));
}

/** Any address that the question allows is called what the question calls it. */
function addressText(
  term: Term,
  tied: boolean,
  line: string,
  headers: PacketHeaders,
  field: "source" | "destination",
): string {
  if (!tied || line === "any") return endpointOf(term).text;
  const [whole] = isSymbol(term) ? headers.list(headers.where(field, term.within)).lines : [];
  return whole?.[field] === line ? endpointOf(term).text : line;
}

function protocolText(term: Term, line: Line): string {
  return isSymbol(term) ? line.protocol : protocolName(Number(term));
}

/** Ports mean something only where every protocol of the row has them. */
function portful(line: Line, packet: Packet): boolean {
  const said = isSymbol(packet.protocol) ? line.protocol : protocolName(Number(packet.protocol));
  return said.split(",").every((p) => ["tcp", "udp", "sctp"].includes(p));
}

function termText(term: Term): string {
  return isSymbol(term)
    ? term.within.map((r) => (r.first === r.last ? `${r.first}` : `${r.first}-${r.last}`)).join(",")
    : String(term);
}
