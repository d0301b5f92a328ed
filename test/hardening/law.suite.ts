/**
 * Whatever becomes of a template, every question about it is answered: no exception, no answer that never comes, none
 * that is neither yes, no nor unknown. Of a project in which one file is changed, what the others say is still shown.
 * A case that fails is shrunk and written to `kept/`, and is tried again by every run from then on.
 */

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Change, changed, type Kind, kinds } from "./change.suite.ts";
import type { ChangedProject } from "./projects.suite.ts";
import { type Asked, asked, type Texts } from "./questions.suite.ts";

export interface Case {
  readonly project: string;
  /** Which of its files, in the order of their names. */
  readonly file: number;
  readonly changes: readonly Change[];
  readonly question: number;
}

export const keptFolder: string = join(import.meta.dirname, "kept");

const whole = { min: 0, max: 4_095 };
const change = fc.record<Change>({
  kind: fc.constantFrom(...kinds),
  at: fc.integer(whole),
  how: fc.integer(whole),
});

/** How it went, counted. */
export interface Tally {
  cases: number;
  readonly byKind: Map<Kind, { tried: number; applied: number; refused: number; findings: number }>;
  slowest: { readonly milliseconds: number; readonly of: string }[];
}

export interface Mutated {
  readonly texts: Texts;
  readonly name: string;
  readonly applied: readonly Kind[];
}

export function mutated({ file, changes }: Case, { texts }: ChangedProject): Mutated {
  const all = texts();
  const names = Object.keys(all).sort();
  const name = names[file % names.length] ?? "";
  let text = all[name] ?? "";
  const applied: Kind[] = [];
  for (const one of changes) {
    const next = changed(text, one);
    if (next !== text) applied.push(one.kind);
    text = next;
  }
  return { texts: { ...all, [name]: text }, name, applied };
}

export interface LawOptions {
  readonly projects: readonly ChangedProject[];
  readonly seed: number;
  readonly cases: number;
}

/** Throws, with the smallest case that fails and where it is kept. */
export async function law({ projects, seed, cases }: LawOptions): Promise<Tally> {
  const tally: Tally = { cases: 0, byKind: new Map(), slowest: [] };
  const byName = new Map(projects.map((project) => [project.name, project]));
  const arbitrary = fc.record<Case>({
    project: fc.constantFrom(...projects.map(({ name }) => name)),
    file: fc.nat(15),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    question: fc.nat(65_535),
  });
  const property = fc.asyncProperty(arbitrary, async (one) => {
    const project = byName.get(one.project);
    if (project === undefined) return;
    const { complaints } = await tried(one, project, tally);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });
  const run = await fc.check(property, { seed, numRuns: cases, endOnFailure: false });
  if (!run.failed) return tally;
  const [smallest] = run.counterexample ?? [];
  const path = smallest === undefined ? "nowhere" : keep(smallest);
  const why = run.errorInstance instanceof Error ? run.errorInstance.message : "unknown";
  throw new Error(`seed ${seed}, kept as ${path}\n${JSON.stringify(smallest)}\n${why}`);
}

const SLOWEST = 5;

export async function tried(one: Case, project: ChangedProject, tally?: Tally): Promise<Asked> {
  const { texts, name, applied } = mutated(one, project);
  const done = await asked(texts, one.question);
  const complaints = [...done.complaints, ...(await lost(project, name, done))];
  if (tally !== undefined) count(tally, applied, one, done);
  return { ...done, complaints };
}

function count(tally: Tally, applied: readonly Kind[], one: Case, { end, milliseconds }: Asked): void {
  tally.cases++;
  for (const { kind } of one.changes) {
    const row = tally.byKind.get(kind) ?? { tried: 0, applied: 0, refused: 0, findings: 0 };
    row.tried++;
    if (applied.includes(kind)) row.applied++;
    if (end === "refused") row.refused++;
    if (end === "findings") row.findings++;
    tally.byKind.set(kind, row);
  }
  tally.slowest.push({ milliseconds, of: JSON.stringify(one) });
  tally.slowest = tally.slowest.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
}

/** Subnets of each file of a project as it is without a change. */
const before = new WeakMap<ChangedProject, Promise<ReadonlyMap<string, readonly string[]>>>();

async function subnetsOf({ texts }: ChangedProject): Promise<ReadonlyMap<string, readonly string[]>> {
  const { shown } = await asked(texts(), 0);
  return byFile(shown);
}

function byFile(shown: Asked["shown"]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, prefixes, at } of shown?.subnets ?? []) {
    const file = at[0]?.file ?? "";
    found.set(file, [...(found.get(file) ?? []), `${name} ${prefixes.join(",")}`]);
  }
  return found;
}

/** What the unchanged files say and is not shown any more. */
async function lost(project: ChangedProject, file: string, { shown }: Asked): Promise<string[]> {
  if (file === "tieline.yaml" || Object.keys(project.texts()).length < 3) return [];
  let known = before.get(project);
  if (known === undefined) before.set(project, (known = subnetsOf(project)));
  const now = byFile(shown);
  return [...(await known)].flatMap(([other, subnets]) =>
    other === file ? [] : subnets.filter((s) => now.get(other)?.includes(s) !== true).map((s) => `${s} is not shown`),
  );
}

function keep(one: Case): string {
  const text = `${JSON.stringify(one, undefined, 2)}\n`;
  const said = one.changes.map(({ kind }) => kind).join("-");
  const name = `${said}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.json`;
  writeFileSync(join(keptFolder, name), text);
  return `test/hardening/kept/${name}`;
}

export function printTally({ cases, byKind, slowest }: Tally, seed: number): string {
  const rows = kinds.flatMap((kind) => {
    const row = byKind.get(kind);
    if (row === undefined) return [];
    const { tried: all, applied, refused, findings } = row;
    const cells = [all, applied, refused, findings].map((n) => String(n).padStart(9));
    return [`  ${kind.padEnd(10)}${cells.join("")}`];
  });
  const times = slowest.map(({ milliseconds, of }) => `  ${milliseconds.toFixed(0).padStart(6)} ms  ${of}`);
  return [
    `seed ${seed} (TIELINE_SEED): ${cases} changed projects`,
    "  kind          tried  applied  refused findings",
    ...rows,
    "slowest, in processor time:",
    ...times,
  ].join("\n");
}
