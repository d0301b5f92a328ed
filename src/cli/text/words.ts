/** Pieces that every command's text has: packets, assumptions, what was not modelled, reasons with their lines. */

import {
  type Diagnostic,
  linesText,
  oneLine,
  renderDiagnostic,
  type Role,
  type Screen,
  type Sources,
} from "../../api/rendering.ts";
import type {
  AssumptionReport,
  EndpointReport,
  NotModelledReport,
  PacketReport,
  PortReport,
  PositionReport,
  ReadReport,
  ReasonReport,
} from "../../api/report.ts";

/** What a renderer needs beside the report. */
export interface Paper extends Screen {
  readonly sources: Sources;
  readonly verbose: boolean;
}

/** `tcp any address:1024-65535 > web/LoadBalancer in 10.1.11.0/24:80`. */
export function packetText({
  protocol,
  source,
  sourcePort,
  destination,
  destinationPort,
  icmpType,
}: PacketReport): string {
  const type = icmpType === undefined ? "" : ` type ${icmpType}`;
  return oneLine(`${protocol}${type} ${end(source, sourcePort)} > ${end(destination, destinationPort)}`);
}

function end({ text, address, owner }: EndpointReport, port: PortReport): string {
  const name = address !== null && owner !== null ? `${text} (${owner})` : text;
  if (port === null || port === "0-65535") return name;
  return address === null ? `${name}, port ${port}` : `${text}:${port}${name.slice(text.length)}`;
}

export function sourceOf({ at }: { readonly at: readonly PositionReport[] }): string {
  const [first] = at;
  return first === undefined ? "" : linesText(first);
}

const roles: Readonly<Record<string, Role>> = { unknown: "warning", partly: "warning", delivered: "good" };

/** Why it does not get through, with the lines. */
export function reasonText(head: string, reason: ReasonReport, paper: Paper): string {
  const { code, message, node, at, wouldMakeItKnown } = reason;
  const diagnostic: Diagnostic = {
    head,
    role: roles[head] ?? "error",
    code,
    message,
    at,
    notes: [
      { word: "at", text: node },
      ...(wouldMakeItKnown === undefined ? [] : [{ word: "would make it known", text: wouldMakeItKnown }]),
    ],
  };
  return renderDiagnostic(diagnostic, paper.sources, paper);
}

/** What is assumed of several things alike is said once, with the names of the others. */
export function assumptionLines(assumptions: readonly AssumptionReport[], { style }: Paper): string[] {
  const alike = new Map<string, AssumptionReport[]>();
  for (const assumption of assumptions) {
    const sentence = `${assumption.code} ${assumption.message.replace(firstName, "`…`")}`;
    alike.set(sentence, [...(alike.get(sentence) ?? []), assumption]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const names = others.map(({ message }) => oneLine(firstName.exec(message)?.[0] ?? message));
    const likewise = names.length === 0 ? "" : `; likewise ${names.join(", ")}`;
    const place = first.at.length === 0 ? "" : style("faint", `  ${sourceOf(first)}`);
    return [`${style("strong", "assumed:")} ${oneLine(first.message)} [${first.code}]${place}${likewise}`];
  });
}

const firstName = /`[^`]*`/;

/** Without a project file nobody has said what belongs together, so it is said what was taken to. */
export function lastLines({ notModelled, read }: Last, { style }: Paper): string[] {
  const last = style("faint", notModelledLine(notModelled));
  if (read === undefined || read.projectFile !== null) return [last];
  const stacks = read.inputs.map(({ file, stack }) => `${oneLine(stack)} (${oneLine(file)})`);
  const more = stacks.length > SHOWN ? ` and ${stacks.length - SHOWN} more` : "";
  const words = `no tieline.yaml: read as one network, each file as the stack of its name: ${stacks.slice(0, SHOWN).join(", ")}${more}`;
  return [style("faint", words), last];
}

interface Last {
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: ReadReport;
}

/** Of many, so many are named. */
const SHOWN = 8;

/** The last line of every command: silence about what was not modelled would be a lie. */
function notModelledLine(notModelled: readonly NotModelledReport[]): string {
  if (notModelled.length === 0) return "everything that was read is modelled";
  const kinds = [...notModelled]
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${count} ${oneLine(kind)}`);
  const more = kinds.length > SHOWN ? ` and ${kinds.length - SHOWN} more kinds` : "";
  return `read but not modelled: ${kinds.slice(0, SHOWN).join(", ")}${more}`;
}

export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}

export function block(...parts: readonly (string | readonly string[])[]): string {
  return parts
    .map((part) => (typeof part === "string" ? part : part.join("\n")).replace(/\n+$/, ""))
    .filter((part) => part !== "")
    .map((part) => `${part}\n`)
    .join("\n");
}
