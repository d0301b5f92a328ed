/**
 * One template as its sections, before anything is worked out (Azure, "Template structure and syntax"). Names of
 * parameters, variables and outputs are compared without case.
 */

import type { Finding } from "../../finding/finding.ts";
import type { Document } from "../../source/document.ts";
import { readJson } from "../../syntax/json.ts";
import { type Duplicate, type Field, fieldOf, plainText, type Table, type Tree } from "../../syntax/tree.ts";

export type Section = ReadonlyMap<string, Field>;

/** A deployment's template: a whole file, or one that is written inside a resource. */
export interface Body {
  readonly parameters: Section;
  readonly variables: Section;
  readonly outputs: Section;
  /** With the symbolic name, where resources are written as a map of them (language version 2.0). */
  readonly resources: readonly { readonly symbol: string | undefined; readonly tree: Table }[];
}

export interface Template extends Body {
  readonly document: Document;
  readonly root: Tree | undefined;
  readonly duplicates: readonly Duplicate[];
  readonly findings: readonly Finding[];
  readonly broken: boolean;
}

export function readTemplate(document: Document): Template {
  const { tree, duplicates, findings, broken } = readJson(document);
  return { ...bodyOf(tree), root: tree, document, duplicates, findings, broken };
}

export function bodyOf(tree: Tree | undefined): Body {
  return {
    parameters: sectionOf(tree, "parameters"),
    variables: sectionOf(tree, "variables"),
    outputs: sectionOf(tree, "outputs"),
    resources: resourcesOf(member(tree, "resources")?.value),
  };
}

export function sectionOf(tree: Tree | undefined, name: string): Section {
  const value = member(tree, name)?.value;
  return new Map(value?.kind === "map" ? value.entries.map((entry) => [entry.key.toLowerCase(), entry]) : []);
}

/** A field by its name, whatever its case. */
export function member(tree: Tree | undefined, name: string): Field | undefined {
  if (tree?.kind !== "map") return undefined;
  return fieldOf(tree, name) ?? tree.entries.find(({ key }) => key.toLowerCase() === name.toLowerCase());
}

export function resourcesOf(tree: Tree | undefined): Body["resources"] {
  if (tree?.kind === "list") {
    return tree.items.flatMap((item) => (item.kind === "map" ? [{ symbol: undefined, tree: item }] : []));
  }
  if (tree?.kind !== "map") return [];
  return tree.entries.flatMap(({ key, value }) => (value.kind === "map" ? [{ symbol: key, tree: value }] : []));
}

const hint = /deploymentTemplate\.json|"apiVersion"/i;

/** By its schema; a file without one by its resources: a provider's type and the version of its interface. */
export function isTemplate(document: Document): boolean {
  const text = document.text.replaceAll("\0", "");
  if (!hint.test(text) || !/^\uFEFF?\s*(?:\{|\/[/*])/.test(text)) return false;
  const { tree, broken } = readJson(document);
  const schema = plainText(member(tree, "$schema")?.value);
  if (schema !== undefined) return /deploymentTemplate\.json/i.test(schema);
  if (tree === undefined || broken) return /"\$schema"[^"]*"[^"]*deploymentTemplate\.json/i.test(text);
  return bodyOf(tree).resources.some(({ tree: resource }) => {
    const type = plainText(member(resource, "type")?.value) ?? "";
    return /^\w+(?:\.\w+)+\/\w/.test(type) && member(resource, "apiVersion") !== undefined;
  });
}
