// What gets a red run green, or runs only where it was written.
import { type File, type Problem, problem } from "./files.ts";

interface Shortcut {
  readonly pattern: RegExp;
  readonly message: string;
  /** Allowed where the same line, or the one before it, says `// because …`. */
  readonly withReason?: true;
}

const inSources: readonly Shortcut[] = [
  { pattern: /\b(?:test|it|describe)(?:\.\w+)*\.only\b/g, message: "`.only` hides every other test" },
  {
    pattern: /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|todo|skipIf|runIf)\b/g,
    message: "a test that does not run says why: `// because …` on the line before it",
    withReason: true,
  },
  { pattern: /\.skip\(\s*\)/g, message: 'a test that does not run says why: `skip("…")`' },
  { pattern: /@ts-(?:ignore|nocheck)\b/g, message: "a type error is put right, or expected with a reason" },
  {
    pattern: /^(?!\s*(?:\/\/|\*|\/\*)).*\bas any(?=\s*(?:[;,)\]}.>|&=?:[]|$))/gm,
    message: "`as any` ends all checking",
  },
];

// Spelled in pieces, so that this file keeps its own rule.
const host = (...labels: string[]): string => labels.join("\\.");
const folder = (...names: string[]): string => names.join("/");

const anywhere: readonly Shortcut[] = [
  {
    pattern: new RegExp(
      `(?<![\\w.*-])(?:${folder("", "work", "")}|${folder("", "root", "")})|\\.${"lib"}${"rary"}\\b`,
      "g",
    ),
    message: "names a place that only one machine has",
  },
  {
    pattern: new RegExp(
      [host("registry", "npmjs", "org"), host("registry", "yarnpkg", "com"), host("registry", "npmmirror", "com")].join(
        "|",
      ),
      "g",
    ),
    message: "names a package registry: which one is used is the user's affair",
  },
];

export const shortcutProblems = (files: readonly File[]): Problem[] => found(files, inSources);
export const machineProblems = (files: readonly File[]): Problem[] => found(files, anywhere);

function found(files: readonly File[], shortcuts: readonly Shortcut[]): Problem[] {
  return files.flatMap((file) =>
    shortcuts.flatMap(({ pattern, message, withReason }) =>
      [...file.text.matchAll(pattern)]
        .filter(({ index }) => withReason !== true || !saysBecause(file.text, index))
        .map(({ index }) => problem(file, index, message)),
    ),
  );
}

function saysBecause(text: string, offset: number): boolean {
  const end = text.indexOf("\n", offset);
  const lines = text.slice(0, end === -1 ? undefined : end).split("\n");
  return lines.slice(-2).some((line) => /\/\/ because \S/.test(line));
}
