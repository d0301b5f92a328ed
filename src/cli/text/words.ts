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
  PacketReport,
  PortReport,
  PositionReport,
  ReadReport,
  ReasonReport,
} from "../../api/report.ts";
import { type Last, someOf, unreadWords } from "./unread.ts";

/** What a renderer needs beside the report. */
export interface Paper extends Screen {
  /** Of the terminal that shows it. Files and pipes have none, and their lines are never broken. */
  readonly columns?: number | undefined;
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

/**
 * The last lines of every command: what the answer rests on. Silence about what was not read or not modelled would be a
 * lie; without a project file nobody has said what belongs together, so it is said what was taken to.
 */
export function lastLines(last: Last, { style }: Paper): string[] {
  const { notModelled, read } = last;
  const lines = [
    ...(read === undefined ? [] : [readWords(read)]),
    ...unreadWords(last),
    ...(notModelled.length === 0 ? ["everything that was read is modelled"] : []),
  ];
  return lines.map((line) => style("faint", line));
}

export function readWords({ projectFile, inputs }: ReadReport): string {
  const stacks = inputs.map(({ file, stack }) => `${oneLine(stack)} (${oneLine(file)})`);
  if (projectFile === null) {
    return `no tieline.yaml: read as one network, each file as the stack of its name: ${someOf(stacks)}`;
  }
  const files = counted(new Set(inputs.map(({ file }) => file)).size, "file");
  return oneLine(`read ${files} for ${projectFile}: ${someOf(stacks)}`);
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
