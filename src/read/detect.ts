/**
 * Which format each document is, and what its stack is called. A document that no format knows is left unread; one of
 * two files with the same base name gets its folder into its name, so that their resources stay apart.
 */

import type { Format, Given, Input } from "../contract/format.ts";
import type { Document } from "../source/document.ts";
import { unknown, type Value } from "../value/value.ts";

export interface Source {
  readonly document: Document;
  /** When the project file says; else the text decides. */
  readonly format?: string;
  readonly scope?: string;
  /** Named by the project file. */
  readonly listed?: boolean;
  readonly region?: Value<string>;
  readonly account?: Value<string>;
  readonly parameters?: ReadonlyMap<string, Given>;
}

export interface Detected {
  readonly inputs: ReadonlyMap<Format, readonly Input[]>;
  readonly unread: readonly Document[];
}

export function detect(sources: readonly Source[], formats: readonly Format[]): Detected {
  const inputs = new Map<Format, Input[]>();
  const unread: Document[] = [];
  const names = scopesOf(sources);
  sources.forEach((source, i) => {
    const { document } = source;
    const format = formats.find((f) => (source.format === undefined ? f.detect(document) : f.name === source.format));
    if (format === undefined) {
      unread.push(document);
      return;
    }
    const input: Input = {
      document,
      scope: names[i] ?? document.path,
      listed: source.listed ?? false,
      region: source.region ?? unsaid("region", document),
      account: source.account ?? unsaid("account", document),
      parameters: source.parameters ?? new Map(),
    };
    inputs.set(format, [...(inputs.get(format) ?? []), input]);
  });
  return { inputs, unread };
}

function unsaid(what: "region" | "account", document: Document): Value<string> {
  const at = { document, start: 0, end: 0 };
  return unknown(
    `scope.${what}.unsaid`,
    `nobody says to which ${what} this is deployed`,
    [at],
    `\`${what}:\` in tieline.yaml`,
  );
}

function scopesOf(sources: readonly Source[]): readonly string[] {
  const parts = sources.map(({ document }) => document.path.replace(/\.[^./\\]+$/, "").split(/[/\\]/));
  const names = sources.map(({ scope }, i) => scope ?? tail(parts[i], 1));
  for (let length = 2; length <= 16; length++) {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    sources.forEach(({ scope }, i) => {
      const name = names[i] ?? "";
      if (scope === undefined && (counts.get(name) ?? 0) > 1) names[i] = tail(parts[i], length);
    });
  }
  return names;
}

function tail(parts: readonly string[] | undefined, length: number): string {
  return (parts ?? []).slice(-length).join("/");
}
