/**
 * Findings that somebody knows of and accepts, with a reason. What is ignored is counted and never lost; an ignore that
 * says no reason, does nothing or has run out is a note of its own, so that the list stays true.
 */

import { locate, type Span } from "../source/document.ts";
import { type Finding, found } from "./finding.ts";
import { ignoreCodeless, ignoreIdle, ignorePassed, ignoreTimeless, ignoreUnexplained } from "./ignore-rules.ts";

export interface Ignore {
  /** A code, or how codes begin; undefined: it names none, and ignores nothing. */
  readonly code: string | undefined;
  /** A resource, a file, or `file:line`; undefined: everywhere, or what `on` says. */
  readonly at: string | undefined;
  /** For what is written in the file itself. */
  readonly on?: Stand;
  readonly reason: string | undefined;
  /** The last day on which it holds, as `2027-01-31`. */
  readonly until: string | undefined;
  readonly where: Span;
}

/** What an ignore stands for in its own file. */
export type Stand =
  /** A comment's line and what is indented below it. */
  | { readonly kind: "lines"; readonly span: Span }
  /** A thing and everything that is written in it. */
  | { readonly kind: "thing"; readonly key: string; readonly span: Span }
  | { readonly kind: "file" };

export interface Sifted {
  readonly kept: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly by: Ignore }[];
}

/** `today` as `2026-11-24`. */
export function sift(findings: readonly Finding[], ignores: readonly Ignore[], today: string): Sifted {
  const kept: Finding[] = [];
  const ignored: { finding: Finding; by: Ignore }[] = [];
  // One template may be several stacks, and what is written in it is written once.
  const used = new Set<string>();
  const holding = ignores.filter(({ until }) => until === undefined || (day.test(until) && until >= today));
  for (const finding of findings) {
    const by = holding.find((ignore) => covers(ignore, finding));
    if (by === undefined) kept.push(finding);
    else {
      used.add(placeOf(by));
      ignored.push({ finding, by });
    }
  }
  const written = new Map(ignores.map((ignore) => [placeOf(ignore), ignore]));
  for (const [place, ignore] of written) kept.push(...notesOn(ignore, used.has(place), today));
  return { kept, ignored };
}

const day = /^\d{4}-\d\d-\d\d$/;

/** What is wrong with an ignore itself. */
function notesOn({ code, until, reason, where }: Ignore, used: boolean, today: string): readonly Finding[] {
  const place = { resource: where.document.path, at: [where] };
  if (code === undefined) return [found(ignoreCodeless, { data: {}, ...place })];
  const unexplained = reason === undefined ? [found(ignoreUnexplained, { data: { code }, ...place })] : [];
  if (until !== undefined && !day.test(until)) {
    return [found(ignoreTimeless, { data: { code, until }, ...place }), ...unexplained];
  }
  if (until !== undefined && until < today) {
    return [found(ignorePassed, { data: { code, until }, ...place }), ...unexplained];
  }
  return [...(used ? [] : [found(ignoreIdle, { data: { code }, ...place })]), ...unexplained];
}

function placeOf({ where }: Ignore): string {
  return `${where.document.path}:${where.start}`;
}

/** `a.b` begins `a.b.c` and not `a.bc`. */
export function codeBegins(code: string, start: string): boolean {
  return code === start || code.startsWith(start.endsWith(".") ? start : `${start}.`);
}

function covers({ code, at, on, where }: Ignore, finding: Finding): boolean {
  if (code === undefined || !codeBegins(finding.code, code)) return false;
  if (on !== undefined) return stands(on, where.document, finding);
  return at === undefined || names(at, finding);
}

function stands(on: Stand, { path }: Span["document"], { resource, at }: Finding): boolean {
  const here = at.map((place) => place.span).filter((span) => span.document.path === path);
  if (on.kind === "file") return resource === path || here.length > 0;
  if (on.kind === "thing" && (resource === on.key || resource?.startsWith(`${on.key}/`) === true)) return true;
  const begins = ({ start }: Span) => on.span.start <= start && start < on.span.end;
  const holds = ({ start, end }: Span) => on.kind === "lines" && start <= on.span.start && on.span.start < end;
  return here.some((span) => begins(span) || holds(span));
}

function names(at: string, finding: Finding): boolean {
  if (at === finding.resource) return true;
  const [first] = finding.at;
  if (first === undefined) return false;
  const { path } = first.span.document;
  const named = (text: string): boolean => path === text || path.endsWith(`/${text}`);
  if (named(at)) return true;
  const line = /^(.+):(\d+)$/.exec(at);
  if (line?.[1] === undefined || !named(line[1])) return false;
  const { line: from, endLine: to } = locate(first.span);
  return from <= Number(line[2]) && Number(line[2]) <= to;
}
