/**
 * What the located tree of a `tieline.yaml` says. Whether its shape is right has been told by `validation.ts`, so here an
 * entry that cannot be used is left out in silence; files that are named and not there are told here, on their lines.
 */

import { dirname, posix, resolve } from "node:path";
import { type Finding, found } from "../finding/finding.ts";
import type { Ignore } from "../finding/ignore.ts";
import { nearest } from "../finding/nearest.ts";
import type { Document } from "../source/document.ts";
import { type Field, fieldOf, plainText, type Tree } from "../syntax/tree.ts";
import { type Files, isProjectFile, isTemplateName, type Skipped } from "./files.ts";
import type { Appliances, Chosen, Expectation, Given, Host, Link, ProjectInput } from "./project.ts";
import { fileMissing, fileUnreadable, inputSeveral, valueMissing } from "./rules.ts";

/** What can name an input's file, in the order in which they are looked for. */
const formats = ["cloudformation", "terraform", "arm", "ros", "heat", "snapshot", "device"];

export interface Contents {
  readonly inputs: readonly ProjectInput[];
  /** Whether the file says at all what is read. */
  readonly listsInputs: boolean;
  readonly physical: ReadonlyMap<string, readonly Given[]>;
  readonly hosts: readonly Host[];
  readonly links: readonly Link[];
  readonly appliances: Chosen<Appliances> | undefined;
  readonly expectations: readonly Expectation[];
  readonly ignores: readonly Ignore[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

export function contentsOf(tree: Tree | undefined, path: string, files: Files): Contents {
  const findings: Finding[] = [];
  const context: Context = { folder: dirname(path), file: files.nameOf(path), files, findings };
  const appliances = givenAt(valueOf(valueOf(tree, "assume"), "appliances"));
  return {
    inputs: items(tree, "inputs").flatMap((entry, index) => inputsOf(entry, index, context)),
    listsInputs: fieldOf(tree, "inputs") !== undefined,
    physical: new Map(fields(tree, "physical").map(({ key, value }) => [key, texts(value)])),
    hosts: fields(tree, "hosts").map((field) => hostOf(field, context)),
    links: items(tree, "links").map(linkOf),
    appliances: chosen(appliances, (text) =>
      text === "transparent" || text === "stateless" || text === "opaque" ? text : undefined,
    ),
    expectations: items(tree, "expect").flatMap(expectationOf),
    ignores: items(tree, "ignore").flatMap(ignoreOf),
    findings,
    skipped: [],
  };
}

interface Context {
  readonly folder: string;
  /** Name of the project file, for findings. */
  readonly file: string;
  readonly files: Files;
  readonly findings: Finding[];
}

function inputsOf(entry: Tree, index: number, context: Context): ProjectInput[] {
  const named = formats.flatMap((format) => {
    const given = givenAt(valueOf(entry, format));
    return given === undefined || given.text === "" ? [] : [{ format, given }];
  });
  const [first, second] = named;
  if (first === undefined) {
    if (entry.kind !== "map" || formats.some((format) => (valueOf(entry, format)?.kind ?? "null") !== "null"))
      return [];
    const expected = "a path, or name another format";
    const data = { key: "cloudformation", within: `inputs[${index}]`, expected };
    context.findings.push(found(valueMissing, { data, resource: context.file, at: [entry.at] }));
    return [];
  }
  const { format, given } = first;
  if (second !== undefined) {
    const data = { first: format, second: second.format };
    context.findings.push(found(inputSeveral, { data, resource: context.file, at: [given.at, second.given.at] }));
  }
  const scope = givenAt(valueOf(entry, "stack"))?.text ?? scopeOf(given.text);
  const common = {
    format,
    scope,
    listed: true,
    named: true,
    region: filled(entry, "region"),
    account: filled(entry, "account"),
    site: filled(entry, "site"),
    vendor: filled(entry, "vendor"),
    parameters: parametersOf(valueOf(entry, "parameters")),
    at: given.at,
  };
  const path = resolve(context.folder, given.text);
  const opened = context.files.open(path);
  if (opened.kind !== "folder") {
    const document = documentAt(given, context);
    return document === undefined ? [] : [{ ...common, document }];
  }
  // A module, or a snapshot with one file per call: one scope, many files.
  const { paths, unreadable } = context.files.below(path);
  const refuse = (file: string, why: string): void => {
    const data = { path: context.files.nameOf(file), why };
    context.findings.push(found(fileUnreadable, { data, resource: context.file, at: [given.at] }));
  };
  for (const { path: file, why } of unreadable) refuse(file, why);
  return paths.flatMap((file) => {
    const inside = context.files.open(file);
    if (inside.kind === "unreadable") refuse(file, inside.why);
    return inside.kind === "document" ? [{ ...common, document: inside.document }] : [];
  });
}

/** The file's base name, without the endings that say what kind of file it is. */
export function scopeOf(path: string): string {
  const name = posix.basename(path.replaceAll("\\", "/"));
  return name.replace(/(?<=.)(?:\.(?:ya?ml|jsonc?|template|tf|tfplan|tfstate|cfg|conf|config|txt|xml))+$/i, "");
}

function documentAt(given: Given, { folder, file, files, findings }: Context): Document | undefined {
  const opened = files.open(resolve(folder, given.text));
  switch (opened.kind) {
    case "document":
      return opened.document;
    case "missing": {
      const data = { path: given.text, meant: nearestFile(given.text, folder, files) };
      findings.push(found(fileMissing, { data, resource: file, at: [given.at] }));
      return undefined;
    }
    default: {
      const why = opened.kind === "folder" ? "it is a folder" : opened.why;
      findings.push(found(fileUnreadable, { data: { path: given.text, why }, resource: file, at: [given.at] }));
      return undefined;
    }
  }
}

/** A file of nearly that name in the folder where it should be. */
function nearestFile(path: string, folder: string, files: Files): string | undefined {
  const parent = posix.dirname(path.replaceAll("\\", "/"));
  const names = files.namesIn(resolve(folder, parent)).filter((name) => isTemplateName(name) && !isProjectFile(name));
  return nearest(
    path,
    names.map((name) => posix.join(parent, name)),
  )[0];
}

/** A list is joined as the formats' own list parameters are. */
function parametersOf(tree: Tree | undefined): ReadonlyMap<string, Given> {
  const entries = tree?.kind === "map" ? tree.entries : [];
  return new Map(
    entries.flatMap(({ key, value }): [string, Given][] => {
      if (value.kind === "list")
        return [
          [
            key,
            {
              text: texts(value)
                .map((item) => item.text)
                .join(","),
              at: value.at,
            },
          ],
        ];
      const given = givenAt(value);
      return given === undefined ? [] : [[key, given]];
    }),
  );
}

function hostOf({ key, keyAt, value, at }: Field, context: Context): Host {
  const file = (name: string): Document | undefined => {
    const given = givenAt(valueOf(value, name));
    return given === undefined ? undefined : documentAt(given, context);
  };
  return {
    name: { text: key, at: keyAt },
    docker: chosen(givenAt(valueOf(value, "docker")), truth),
    addresses: file("addresses"),
    routes: file("routes"),
    at,
  };
}

function linkOf(entry: Tree, index: number): Link {
  const between = valueOf(valueOf(entry, "vpn"), "between");
  return {
    name: givenAt(valueOf(entry, "name"))?.text ?? `link ${index + 1}`,
    vpn: between === undefined ? undefined : texts(between),
    at: entry.at,
  };
}

function expectationOf(entry: Tree): Expectation[] {
  const from = filled(entry, "from");
  const to = filled(entry, "to");
  const verdict = chosen(filled(entry, "verdict"), (text) =>
    text === "reachable" || text === "blocked" ? text : undefined,
  );
  if (from === undefined || to === undefined || verdict === undefined) return [];
  const traffic = filled(entry, "traffic");
  const words = [`${from.text} -> ${to.text}`, traffic?.text ?? "any"].join(" ");
  return [
    {
      name: filled(entry, "name")?.text ?? words,
      from,
      to,
      traffic,
      verdict,
      through: texts(valueOf(entry, "through")),
      survives: filled(entry, "survives"),
      encrypted: chosen(filled(entry, "encrypted"), truth),
      at: entry.at,
    },
  ];
}

function ignoreOf(entry: Tree): Ignore[] {
  const code = filled(entry, "code")?.text;
  if (code === undefined) return [];
  const text = (key: string): string | undefined => filled(entry, key)?.text;
  return [{ code, at: text("at"), reason: text("reason"), until: text("until"), where: entry.at }];
}

function valueOf(tree: Tree | undefined, key: string): Tree | undefined {
  return fieldOf(tree, key)?.value;
}

function items(tree: Tree | undefined, key: string): readonly Tree[] {
  const value = valueOf(tree, key);
  return value?.kind === "list" ? value.items : [];
}

function fields(tree: Tree | undefined, key: string): readonly Field[] {
  const value = valueOf(tree, key);
  return value?.kind === "map" ? value.entries : [];
}

function givenAt(tree: Tree | undefined): Given | undefined {
  const text = plainText(tree);
  return tree === undefined || text === undefined ? undefined : { text, at: tree.at };
}

function filled(entry: Tree, key: string): Given | undefined {
  const given = givenAt(valueOf(entry, key));
  return given?.text === "" ? undefined : given;
}

/** A text, or a list of them. */
function texts(tree: Tree | undefined): readonly Given[] {
  const list = tree?.kind === "list" ? tree.items : [tree];
  return list.flatMap((item) => givenAt(item) ?? []);
}

function chosen<T>(given: Given | undefined, choose: (text: string) => T | undefined): Chosen<T> | undefined {
  const value = given === undefined ? undefined : choose(given.text);
  return given === undefined || value === undefined ? undefined : { value, at: given.at };
}

function truth(text: string): boolean | undefined {
  return text.toLowerCase() === "true" ? true : text.toLowerCase() === "false" ? false : undefined;
}
