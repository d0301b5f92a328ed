/**
 * One template as its sections, before anything is worked out. What does not have the shape of a template is a finding,
 * and the rest is read.
 */

import { type Finding, found } from "../../finding/finding.ts";
import type { Document, Span } from "../../source/document.ts";
import { readJson } from "../../syntax/json.ts";
import { type Duplicate, type Field, fieldOf, type Parsed, plainText, type Tree } from "../../syntax/tree.ts";
import { readYaml } from "../../syntax/yaml.ts";
import { nearest } from "../evaluate/nearest.ts";
import { budgetExceeded, MAX_RESOURCES } from "../evaluate/rules.ts";
import { macroUnread, templateMalformed } from "./rules.ts";

export type Section = ReadonlyMap<string, Field>;

export interface Template {
  readonly document: Document;
  readonly parameters: Section;
  readonly mappings: Section;
  readonly conditions: Section;
  readonly resources: Section;
  readonly outputs: Section;
  readonly metadata: Section;
  /** What serverless resources have in common, by the last word of their type. */
  readonly globals: Section;
  readonly duplicates: readonly Duplicate[];
  readonly findings: readonly Finding[];
  /** Part of the text could not be read; what is missing may stand there. */
  readonly broken: boolean;
}

export function readTemplate(document: Document): Template {
  const { tree, duplicates, findings, broken } = parse(document);
  const section = (name: string): Section => {
    const value = fieldOf(tree, name)?.value;
    const entries = value?.kind === "map" ? value.entries.slice(0, MAX_RESOURCES) : [];
    return new Map(entries.map((entry) => [entry.key, entry]));
  };
  const cut = leftOut(tree, document);
  return {
    document,
    parameters: section("Parameters"),
    mappings: section("Mappings"),
    conditions: section("Conditions"),
    resources: section("Resources"),
    outputs: section("Outputs"),
    metadata: section("Metadata"),
    globals: section("Globals"),
    duplicates,
    findings: broken
      ? [...findings, ...cut]
      : [...findings, ...cut, ...misshapen(tree, document), ...unreadMacros(tree, document)],
    broken,
  };
}

function leftOut(tree: Tree | undefined, { path }: Document): readonly Finding[] {
  const resources = fieldOf(tree, "Resources")?.value;
  const first = resources?.kind === "map" ? resources.entries[MAX_RESOURCES] : undefined;
  if (first === undefined) return [];
  return [found(budgetExceeded, { data: { resources: MAX_RESOURCES }, resource: path, at: [first.keyAt] })];
}

/** JSON by its first character; a template of either kind begins with nothing else. */
export function parse(document: Document): Parsed {
  return /^\uFEFF?\s*\{/.test(document.text) ? readJson(document) : readYaml(document);
}

/** Undefined for a resource without a type. */
export function typeOf(resource: Field): string | undefined {
  return plainText(fieldOf(resource.value, "Type")?.value);
}

export function isNested(resource: Field): boolean {
  return typeOf(resource) === "AWS::CloudFormation::Stack";
}

const maps = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs", "Metadata", "Rules", "Globals", "Hooks"];
const sections = [...maps, "AWSTemplateFormatVersion", "Description", "Transform"];

function misshapen(tree: Tree | undefined, document: Document): readonly Finding[] {
  const complain = (what: string, fix: string, at: Span): Finding =>
    found(templateMalformed, { data: { what, fix }, resource: document.path, at: [at] });
  if (tree?.kind !== "map") return [];
  return tree.entries.flatMap(({ key, value, at }) => {
    if (!sections.includes(key) && !key.startsWith("Fn::")) {
      const meant = nearest(key, sections);
      const fix = meant === undefined ? "take it away, or move it to where it belongs" : `write \`${meant}\``;
      return [complain(`a template has no section \`${key}\``, fix, at)];
    }
    if (!maps.includes(key) || value.kind === "map" || value.kind === "null") return [];
    return [complain(`\`${key}\` must be a map of names`, "write each name with a colon and what it stands for", at)];
  });
}

/** Macros that leave the network as it is written: their own types and functions are read, or unknown by themselves. */
const understood = new Set(["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31", "AWS::CodeDeployBlueGreen"]);

function unreadMacros(tree: Tree | undefined, document: Document): readonly Finding[] {
  const transform: Field | undefined = fieldOf(tree, "Transform");
  if (transform === undefined) return [];
  const list = transform.value.kind === "list" ? transform.value.items : [transform.value];
  return list.flatMap((item) => {
    const macro = plainText(item) ?? plainText(fieldOf(item, "Name")?.value) ?? "?";
    if (understood.has(macro)) return [];
    return [found(macroUnread, { data: { macro }, resource: document.path, at: [item.at] })];
  });
}

/** What a template nearly always holds; without it, nothing is parsed. */
const hint = /AWSTemplateFormatVersion|\bType["']?\s*:\s*["']?\w+::\w/;

/** Of other clouds' templates in the same shape the types tell them apart. */
const foreign = /^(ALIYUN|DATASOURCE|OS)::/;

export function isTemplate(document: Document): boolean {
  // In UTF-16 that was read as UTF-8 every letter is followed by a NUL; the file is a template all the same.
  const text = document.text.replaceAll("\0", "");
  if (!hint.test(text)) return false;
  const { tree, broken } = parse(document);
  if (fieldOf(tree, "AWSTemplateFormatVersion") !== undefined) return true;
  const resources = fieldOf(tree, "Resources")?.value;
  if (resources?.kind !== "map") return broken && text.includes("AWS");
  // What a loop makes has its types further in.
  if (resources.entries.some(({ key }) => key.startsWith("Fn::ForEach::"))) return true;
  const types = resources.entries.map(typeOf);
  return types.some((type) => type !== undefined && /^\w+::\w+/.test(type) && !foreign.test(type));
}
