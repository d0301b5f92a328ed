/**
 * Which project is meant. A path that is given is taken as it is, and nothing above it is looked at; without one the
 * nearest `tieline.yaml` from the current folder up to the root of the git checkout is taken, else the folder itself.
 * In a folder without `tieline.yaml`, every file below it is offered to the formats.
 */

import { dirname, relative, resolve } from "node:path";
import { type Finding, found } from "../finding/finding.ts";
import type { Document } from "../source/document.ts";
import { duplicateFinding } from "../syntax/duplicates.ts";
import { readYaml } from "../syntax/yaml.ts";
import {
  type Files,
  isProjectFile,
  nearestProjectFile,
  filesOf,
  type Opened,
  openFiles,
  projectFileIn,
  type Skipped,
} from "./files.ts";
import type { Project, ProjectInput, Refusal } from "./project.ts";
import { type Contents, contentsOf, scopeOf } from "./reading.ts";
import { fileUnreadable, folderLimit, stackDuplicate } from "./rules.ts";

export interface Asked {
  /** Files and folders, `-` for standard input; none: the project of the current folder. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** The text of standard input, when `-` is among the paths. */
  readonly stdin?: string | undefined;
  /** Texts in place of files, by name; then no file is opened. */
  readonly texts?: Readonly<Record<string, string>>;
}

export async function findProject({ paths, cwd, stdin, texts }: Asked): Promise<Project | Refusal> {
  if (texts !== undefined) return projectIn(texts);
  const files = openFiles(cwd);
  const nearest = paths.length > 0 ? undefined : nearestProjectFile(cwd);
  const given = paths.length > 0 ? paths : [nearest === undefined ? cwd : dirname(nearest)];
  const parts: Part[] = [];
  for (const path of given) {
    const part = path === "-" ? standardInput(stdin ?? "", cwd, files) : await partOf(resolve(cwd, path), path, files);
    if ("message" in part) return part;
    parts.push(part);
  }
  const [first] = parts;
  if (first === undefined) return { code: "project.path.missing", message: "nothing to read was named" };
  const withFile = parts.filter(({ file }) => file !== undefined);
  if (withFile.length > 1) {
    const names = withFile.map(({ file }) => `\`${file?.path}\``).join(" and ");
    return { code: "project.file.several", message: `one project at a time: ${names} were named` };
  }
  return projectOf(parts, withFile[0] ?? first, files);
}

/** The project that texts are: with their own `tieline.yaml`, or each of them read as what it is. */
async function projectIn(texts: Readonly<Record<string, string>>): Promise<Project | Refusal> {
  const files = filesOf(texts);
  const file = Object.keys(texts).find(isProjectFile);
  const opened = file === undefined ? undefined : files.open(resolve("/", file));
  if (file !== undefined && opened?.kind === "document") {
    const part = await projectFile(resolve("/", file), opened.document, files);
    return projectOf([part], part, files);
  }
  const part = { ...folder("/", files), root: "/", file: undefined };
  return projectOf([part], part, files);
}

/** What one of the paths stands for. */
interface Part extends Contents {
  readonly root: string;
  readonly file: Document | undefined;
}

const nothing: Contents = {
  inputs: [],
  listsInputs: false,
  physical: new Map(),
  hosts: [],
  links: [],
  appliances: undefined,
  expectations: [],
  ignores: [],
  findings: [],
  skipped: [],
};

async function partOf(path: string, asked: string, files: Files): Promise<Part | Refusal> {
  const opened = files.open(path);
  switch (opened.kind) {
    case "missing":
      return { code: "project.path.missing", message: `there is no file or folder \`${asked}\`` };
    case "unreadable":
      return { code: "project.file.unreadable", message: `\`${asked}\` is not read: ${opened.why}` };
    case "document": {
      const { document } = opened;
      if (isProjectFile(path)) return projectFile(path, document, files);
      return { ...nothing, root: dirname(path), file: undefined, inputs: [detected(document, scopeOf(path), true)] };
    }
    case "folder": {
      const file = projectFileIn(path);
      const inside = file === undefined ? undefined : files.open(file);
      if (file === undefined || inside === undefined) return { ...folder(path, files), root: path, file: undefined };
      if (inside.kind === "document") return projectFile(file, inside.document, files);
      // What it would say counts, so nothing is answered without it.
      const message = `\`${files.nameOf(file)}\` is not read: ${whyNot(inside)}`;
      return { code: "project.file.unreadable", message };
    }
  }
}

function whyNot(opened: Exclude<Opened, { kind: "document" }>): string {
  if (opened.kind === "unreadable") return opened.why;
  return opened.kind === "folder" ? "it is a folder" : "its link leads to nothing";
}

async function projectFile(path: string, document: Document, files: Files): Promise<Part> {
  // The shape's checker is the largest thing that a small project would load.
  const { shapeFindings } = await import("./validation.ts");
  const { tree, findings, duplicates, broken } = readYaml(document);
  const root = dirname(path);
  const contents = contentsOf(tree, path, files);
  const offered = contents.listsInputs || broken ? undefined : folder(root, files, path);
  return {
    ...contents,
    root,
    file: document,
    inputs: offered?.inputs ?? contents.inputs,
    findings: [
      ...findings,
      ...duplicates.map((duplicate) => duplicateFinding(duplicate, document.path)),
      // Behind a mistake the tree is not what was meant.
      ...(tree === undefined || broken ? [] : shapeFindings(tree, document)),
      ...contents.findings,
      ...(offered?.findings ?? []),
    ],
    skipped: offered?.skipped ?? [],
  };
}

/** Everything below a folder, offered to whoever recognises it. */
function folder(path: string, files: Files, except?: string): Contents {
  const { paths, limits, unreadable, skipped } = files.below(path);
  const binary: Skipped[] = [];
  const gone: Skipped[] = [];
  const findings: Finding[] = limits.map((what) =>
    found(folderLimit, { data: { what }, resource: files.nameOf(path), at: [] }),
  );
  const refuse = (file: string, why: string): void => {
    const name = files.nameOf(file);
    findings.push(found(fileUnreadable, { data: { path: name, why }, resource: name, at: [], severity: "warning" }));
  };
  for (const { path: file, why } of unreadable) refuse(file, why);
  const names = new Map<string, number>();
  for (const file of paths) names.set(scopeOf(file), (names.get(scopeOf(file)) ?? 0) + 1);
  const inputs = paths.flatMap((file) => {
    if (file === except) return [];
    const opened = files.open(file);
    if (opened.kind === "unreadable") refuse(file, opened.why);
    if (opened.kind === "missing") gone.push({ path: file, why: "it went away while the folder was read" });
    if (opened.kind !== "document") return [];
    if (isBinary(opened.document)) {
      binary.push({ path: file, why: "no text" });
      return [];
    }
    const scope = scopeOf(file);
    // Two files of one name are told apart by their folders, which nobody had to write down.
    const unique = names.get(scope) === 1 ? scope : `${foldersOf(path, file)}${scope}`;
    return [detected(opened.document, unique, false)];
  });
  return { ...nothing, inputs, findings, skipped: [...skipped, ...binary, ...gone] };
}

function foldersOf(root: string, file: string): string {
  const below = dirname(file).slice(root.length).replaceAll("\\", "/").replace(/^\/+/, "");
  return below === "" ? "" : `${below}/`;
}

/** Nobody named it, so what is plainly no text is passed over without a word. */
function isBinary({ path, text }: Document): boolean {
  return text.slice(0, 8_000).includes("\0") && !/\.(?:ya?ml|json|template)$/i.test(path);
}

function detected(document: Document, scope: string, named: boolean): ProjectInput {
  return {
    format: undefined,
    document,
    scope,
    listed: false,
    named,
    region: undefined,
    account: undefined,
    site: undefined,
    vendor: undefined,
    parameters: new Map(),
    at: undefined,
  };
}

function standardInput(text: string, cwd: string, files: Files): Part {
  const document = files.add("<stdin>", text);
  return { ...nothing, root: cwd, file: undefined, inputs: [detected(document, "stdin", true)] };
}

function projectOf(parts: readonly Part[], main: Part, files: Files): Project {
  const inputs = [
    ...new Map(
      parts.flatMap((part) => part.inputs).map((i) => [`${i.document.path}\n${i.scope}\n${i.at?.start}`, i]),
    ).values(),
  ];
  const findings = [...parts.flatMap((part) => part.findings), ...collisions(inputs)];
  return {
    ...main,
    inputs,
    findings,
    skipped: parts.flatMap((part) => part.skipped).map(({ path, why }) => ({ file: files.nameOf(path), why })),
    documents: files.documents,
    pathOf: (document) => {
      const path = files.pathOf(document);
      return path === undefined ? document.path : relative(main.root, path).replaceAll("\\", "/");
    },
    open(from, path) {
      const base = files.pathOf(from);
      if (base === undefined || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
      const opened = files.open(resolve(dirname(base), path));
      return opened.kind === "document" ? opened.document : undefined;
    },
  };
}

/** Two entries of `tieline.yaml` that claim the same stack. */
function collisions(inputs: readonly ProjectInput[]): Finding[] {
  const first = new Map<string, ProjectInput>();
  return inputs.flatMap((input) => {
    const other = first.get(input.scope);
    if (other === undefined) first.set(input.scope, input);
    if (other?.at === undefined || input.at === undefined || other.at.start === input.at.start) return [];
    const data = { stack: input.scope };
    return [found(stackDuplicate, { data, resource: input.at.document.path, at: [input.at, other.at] })];
  });
}
