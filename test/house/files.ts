// What the rules of the house look at: the text of every file that belongs to the project.
// A rule is a pure function from files to problems, so each can be shown a sample that breaks it.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

export interface File {
  /** Relative to the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export const root: string = resolve(import.meta.dirname, "../..");

export function problem(file: File, offset: number, message: string): Problem {
  return { path: file.path, line: file.text.slice(0, offset).split("\n").length, message };
}

/** `path:line message`, so that a failing rule reads like a compiler's list. */
export function listed(problems: readonly Problem[]): string[] {
  return problems.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

let cache: readonly File[] | undefined;

/** Every text file of the project: what git tracks or would track. */
export function projectFiles(): readonly File[] {
  cache ??= paths().flatMap((path) => {
    const text = textOf(join(root, path));
    return text === undefined ? [] : [{ path, text }];
  });
  return cache;
}

/** The sources below a folder, tests included. */
export function sources(folder: string): File[] {
  return projectFiles().filter(({ path }) => path.startsWith(`${folder}/`) && /\.(ts|tsx|mts|mjs)$/.test(path));
}

function textOf(path: string): string | undefined {
  try {
    const text = readFileSync(path, "utf8");
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined; // tracked but deleted, or a link to a folder
  }
}

function paths(): string[] {
  try {
    const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const out = execFileSync("git", list, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    if (out !== "") return out.split("\0").filter((path) => path !== "");
  } catch {
    // An unpacked archive, or a machine without git: what a clone would not hold is known by name.
  }
  return walk("").sort();
}

function walk(folder: string): string[] {
  const notOurs = new Set(["node_modules", "dist", "coverage", ".git"]);
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? walk(path) : [path];
    });
}
