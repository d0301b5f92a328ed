/** Files that somebody named and no format recognised: said on their lines, with the mistake that hid what they are. */

import { type Finding, found } from "../finding/finding.ts";
import type { Document } from "../source/document.ts";
import { readJson } from "../syntax/json.ts";
import { readYaml } from "../syntax/yaml.ts";
import type { ProjectInput } from "./project.ts";
import { formatUnknown } from "./rules.ts";

/** `readable`: what would be read, in words. */
export function unreadFindings(
  inputs: readonly ProjectInput[],
  unread: readonly Document[],
  readable: string,
): readonly Finding[] {
  const documents = new Set(unread);
  return inputs
    .filter(({ named, document }) => named && documents.has(document))
    .map((input) => unreadFinding(input, readable));
}

function unreadFinding({ document, format, at }: ProjectInput, readable: string): Finding {
  const { path, text } = document;
  const json = /\.json$/i.test(path) || /^\s*[{[]/.test(text);
  const [mistake] = (json ? readJson : readYaml)(document).findings.filter(({ severity }) => severity === "error");
  // Text that is no YAML either is plainly something else: its first "mistake" would say nothing.
  if (mistake !== undefined && (json || /\.ya?ml$/i.test(path) || mistake.code !== "source.syntax.invalid")) {
    return mistake;
  }
  const end = text.search(/\r?\n/);
  const start = { document, start: 0, end: end < 0 ? text.length : end };
  return found(formatUnknown, {
    data: { path, format, readable },
    resource: path,
    at: at === undefined ? [start] : [at, start],
  });
}
