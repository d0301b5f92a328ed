/**
 * Files of one run: each is opened once, whoever names it, and is called by its path from the current folder. Nothing is
 * read that no template would be: devices, pipes, and what is larger than any template.
 */

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Document } from "../source/document.ts";

export type Opened =
  | { readonly kind: "document"; readonly document: Document }
  | { readonly kind: "missing" }
  | { readonly kind: "folder" }
  | { readonly kind: "unreadable"; readonly why: string };

export interface Files {
  /** By absolute path. */
  readonly open: (path: string) => Opened;
  /** A document that was never a file: standard input. */
  readonly add: (name: string, text: string) => Document;
  /** The absolute path behind a document. */
  readonly pathOf: (document: Document) => string | undefined;
  /** As people see it: relative to the current folder, with `/`. */
  readonly nameOf: (path: string) => string;
  readonly documents: () => readonly Document[];
  /** Everything below a folder that could be meant. */
  readonly below: (folder: string) => Walked;
  /** Names of what stands in a folder itself; none when it cannot be read. */
  readonly namesIn: (folder: string) => readonly string[];
}

export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export function openFiles(cwd: string): Files {
  const opened = new Map<string, Opened>();
  const paths = new Map<Document, string | undefined>();
  const nameOf = (path: string): string => relative(cwd, path).split(sep).join("/") || basename(path);

  function read(path: string): Opened {
    try {
      // Before it is opened, which may already do something to a device.
      const other = notFile(statSync(path));
      if (other !== undefined) return other;
      const text = textIn(path);
      if (typeof text !== "string") return text;
      const document: Document = { path: nameOf(path), text };
      paths.set(document, path);
      return { kind: "document", document };
    } catch (error) {
      return problemOf(error);
    }
  }

  return {
    open(path) {
      const known = opened.get(path) ?? read(path);
      opened.set(path, known);
      return known;
    },
    add(name, text) {
      const document: Document = { path: name, text };
      paths.set(document, undefined);
      return document;
    },
    pathOf: (document) => paths.get(document),
    nameOf,
    documents: () => [...paths.keys()],
    below: (folder) => walkFolder(folder, nameOf),
    namesIn,
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, MAX_FILES);
  } catch {
    return [];
  }
}

function notFile(stat: Stats): Opened | undefined {
  if (stat.isDirectory()) return { kind: "folder" };
  return stat.isFile() ? undefined : { kind: "unreadable", why: "it is no regular file" };
}

/** What is a file by its name may be something else by now, never end, or have nothing to give (`/proc/kmsg`). */
function textIn(path: string): string | Opened {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    const other = notFile(stat);
    if (other !== undefined) return other;
    const pieces: Buffer[] = [];
    let bytes = stat.size;
    for (let total = 0; bytes <= MAX_FILE_BYTES; bytes = total) {
      const piece = Buffer.allocUnsafe(Math.min(Math.max(stat.size + 1, 4_096), 1_048_576));
      const length = readSync(file, piece);
      if (length === 0) return Buffer.concat(pieces).toString("utf8");
      pieces.push(piece.subarray(0, length));
      total += length;
    }
    return { kind: "unreadable", why: "it is larger than 64 MiB" };
  } finally {
    closeSync(file);
  }
}

/** Texts that were never files, by name, in a folder of their own. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const documents = new Map(
    Object.entries(texts).map(([name, text]): [string, Document] => [resolve("/", name), { path: name, text }]),
  );
  const paths = new Map([...documents].map(([path, document]) => [document, path]));
  const added: Document[] = [];
  return {
    open(path) {
      const document = documents.get(path);
      return document === undefined ? { kind: "missing" } : { kind: "document", document };
    },
    add(name, text) {
      const document: Document = { path: name, text };
      added.push(document);
      return document;
    },
    pathOf: (document) => paths.get(document),
    nameOf: (path) => path.slice(1),
    documents: () => [...documents.values(), ...added],
    below: () => ({ paths: [...documents.keys()].sort(), limits: [], unreadable: [], skipped: [] }),
    namesIn: (folder) => [...documents.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
  };
}

function problemOf(error: unknown): Opened {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing" };
  const words: Readonly<Record<string, string>> = {
    EACCES: "permission is denied",
    EPERM: "permission is denied",
    ELOOP: "its links go round in a circle",
    ENAMETOOLONG: "its name is too long",
    EAGAIN: "nothing can be read from it now",
  };
  return { kind: "unreadable", why: words[code] ?? (code === "" ? "the system refuses" : `the system says ${code}`) };
}

const manifests: ReadonlySet<string> = new Set([
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "tsconfig.json",
  "cdk.json",
]);

export interface Walked {
  /** Absolute, sorted. */
  readonly paths: readonly string[];
  /** What was left out, and why: lower-case sentences. */
  readonly limits: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
  /** What was passed over without being opened, and why; of very many only the first. */
  readonly skipped: readonly Skipped[];
}

export interface Skipped {
  /** Absolute. */
  readonly path: string;
  readonly why: string;
}

const MAX_SKIPPED = 200;

export const MAX_FILES = 5_000;
export const MAX_DEPTH = 32;

/** Of what formats are written in; a file without an extension may be a device's configuration. */
const extensions = /^[^.]*$|\.(?:ya?ml|json|jsonc|template|tf|tfplan|tfstate|cfg|conf|config|txt|xml)$/i;

export function isTemplateName(name: string): boolean {
  return !name.startsWith(".") && extensions.test(name);
}

/** Every file below a folder that could be meant, without what no person wrote there. */
function walkFolder(folder: string, nameOf: (path: string) => string): Walked {
  const paths: string[] = [];
  const limits: string[] = [];
  const unreadable: { path: string; why: string }[] = [];
  const skipped: Skipped[] = [];
  let unlisted = 0;

  function skip(path: string, why: string): void {
    if (skipped.length < MAX_SKIPPED) skipped.push({ path, why });
    else unlisted++;
  }

  function visit(path: string, depth: number, above: ReadonlySet<string>): void {
    const real = realpathSync(path);
    if (above.has(real)) {
      limits.push(`the link \`${nameOf(path)}\` leads back to a folder above it and is not followed`);
      return;
    }
    if (depth > MAX_DEPTH) {
      limits.push(`the folder \`${nameOf(path)}\` lies more than ${MAX_DEPTH} levels down and is not read`);
      return;
    }
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (paths.length > MAX_FILES) return;
      const child = join(path, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") {
        if (entry.name !== ".git")
          skip(child, entry.name === "node_modules" ? "installed packages" : "the name begins with a dot");
        continue;
      }
      // What installs packages or builds a project is plainly no network.
      if (manifests.has(entry.name)) continue;
      guarded(child, () => {
        const stat = entry.isSymbolicLink() ? statSync(child) : entry;
        if (stat.isDirectory()) visit(child, depth + 1, new Set([...above, real]));
        else if (stat.isFile() && extensions.test(entry.name)) paths.push(child);
        else skip(child, stat.isFile() ? "by its name no template or configuration" : "no regular file");
      });
    }
  }

  function guarded(path: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      const problem = problemOf(error);
      // A link to nothing, or a file that went away while we looked.
      if (problem.kind === "unreadable") unreadable.push({ path, why: problem.why });
    }
  }

  guarded(folder, () => visit(folder, 0, new Set()));
  if (paths.length > MAX_FILES) {
    paths.length = MAX_FILES;
    limits.push(`the folder \`${nameOf(folder)}\` holds more than ${MAX_FILES} files; the rest is not read`);
  }
  if (unlisted > 0) skipped.push({ path: folder, why: `${unlisted} more of such names` });
  return { paths, limits, unreadable, skipped };
}

/** The nearest `tieline.yaml` from a folder upwards, no further than the root of its git checkout. */
export function nearestProjectFile(folder: string): string | undefined {
  for (let here = resolve(folder); ; here = dirname(here)) {
    const file = projectFileIn(here);
    if (file !== undefined) return file;
    if (exists(join(here, ".git")) || dirname(here) === here) return undefined;
  }
}

export function projectFileIn(folder: string): string | undefined {
  return ["tieline.yaml", "tieline.yml"].map((name) => join(folder, name)).find(exists);
}

export function isProjectFile(path: string): boolean {
  return /^(?:.+[.-])?tieline\.ya?ml$/.test(basename(path));
}

/** A link to nothing is there too: whoever made it means something by it. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
