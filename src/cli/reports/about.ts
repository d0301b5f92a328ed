/** What reports for other tools need beside the answer: where the current folder lies in its repository, and who fails. */

import { existsSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import type { RuleReport } from "../../api/report.ts";

export interface About {
  readonly rules: readonly RuleReport[];
  /** The current folder as seen from the root of the repository, with `/`; empty: it is the root. */
  readonly folder: string;
  /** What stands before a file's path in a link to it. */
  readonly links: string | undefined;
  readonly commit: { readonly repository: string; readonly revision: string } | undefined;
  readonly failOn: "error" | "warning" | "note" | "never";
  readonly allowUnknown: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `links`: as the user gave it. */
export function placeOf(
  cwd: string,
  env: Environment,
  links: string | undefined,
): Pick<About, "folder" | "links" | "commit"> {
  const { repository, revision, path } = hosted(env) ?? {};
  const commit = repository === undefined || revision === undefined ? undefined : { repository, revision };
  const base = links ?? (commit === undefined ? undefined : `${commit.repository}${path}/${commit.revision}/`);
  return { folder: folderIn(cwd, env), links: base?.replace(/\/*$/, "/"), commit };
}

/** Where a pipeline says that its files lie: GitHub's and GitLab's own variables. */
function hosted(env: Environment) {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, CI_PROJECT_URL, CI_COMMIT_SHA } = env;
  if (isSaid(GITHUB_SERVER_URL) && isSaid(GITHUB_REPOSITORY) && isSaid(GITHUB_SHA)) {
    return { repository: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`, revision: GITHUB_SHA, path: "/blob" };
  }
  if (isSaid(CI_PROJECT_URL) && isSaid(CI_COMMIT_SHA)) {
    return { repository: CI_PROJECT_URL, revision: CI_COMMIT_SHA, path: "/-/blob" };
  }
  return undefined;
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

/** Services name files from the root of the checkout, wherever the command was started in it. */
function folderIn(cwd: string, { GITHUB_WORKSPACE }: Environment): string {
  const root = isSaid(GITHUB_WORKSPACE) ? resolve(GITHUB_WORKSPACE) : checkoutOf(cwd);
  const inside = root === undefined ? "" : relative(root, cwd).split(sep).join("/");
  return inside.startsWith("..") || inside.includes(":") ? "" : inside;
}

function checkoutOf(folder: string): string | undefined {
  for (let here = resolve(folder); ; here = dirname(here)) {
    if (existsSync(join(here, ".git"))) return here;
    if (dirname(here) === here) return undefined;
  }
}

/** A file as its repository names it. */
export function repositoryPath(file: string, { folder }: Pick<About, "folder">): string {
  return posix.join(folder, file);
}

/** A path as part of a URI: RFC 3986 §3.3, each segment by itself. */
export function uriPath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
