/** A folder to start from: a copy of a scenario that is shipped, or a `tieline.yaml` for templates that are there. */

import { cpSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "../finding/nearest.ts";
import { draftText } from "../project/draft.ts";
import { draftOf } from "./draft.ts";
import { show } from "./engine.ts";
import { type ErrorBody, head, type InitReport } from "./report.ts";
import type { Session } from "./session.ts";

type Failed = { readonly error: ErrorBody };

/** The package's folder: the bundle is one or two levels below it, the sources two. */
function scenariosFolder(): string | undefined {
  for (let here = dirname(fileURLToPath(import.meta.url)), up = 0; up < 4; here = dirname(here), up++) {
    if (existsSync(join(here, "package.json")) && existsSync(join(here, "scenarios"))) return join(here, "scenarios");
  }
  return undefined;
}

export function scenarioNames(): readonly string[] {
  const folder = scenariosFolder();
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "tieline.yaml")))
    .sort();
}

/** The one to start from when nobody names one. */
export const firstScenario = "gwlb-distributed";

/** Copies a scenario to a new folder of its name. */
export function initScenario(name: string, parent: string, cwd: string): InitReport | Failed {
  const names = scenarioNames();
  const folder = scenariosFolder();
  if (folder === undefined || !names.includes(name)) {
    const [near] = nearest(name, names);
    const hint =
      near === undefined ? `there are ${names.map((n) => `\`${n}\``).join(", ")}` : `did you mean \`${near}\`?`;
    return refused("init.scenario.unknown", `there is no scenario \`${name}\`; ${hint}`);
  }
  const target = resolve(cwd, parent, name);
  const shown = shownPath(target, cwd);
  if (existsSync(target)) return refused("init.folder.exists", `\`${shown}\` is there already, and is left as it is`);
  try {
    cpSync(join(folder, name), target, { recursive: true });
  } catch (error) {
    return refused("init.folder.unwritable", `\`${shown}\` cannot be written: ${reasonOf(error)}`);
  }
  const files = readdirSync(target, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(target, file)).isFile())
    .map((file) => file.split(sep).join("/"))
    .sort();
  return { ...head, folder: shown, files, missing: [] };
}

/** Writes a `tieline.yaml` into the folder that was read, with a mark wherever somebody has to fill something in. */
export function draftProject(session: Session, cwd: string): InitReport | Failed {
  const { root, file } = session.loaded.project;
  if (file !== undefined) return refused("init.file.exists", `\`${file.path}\` is there already, and is left as it is`);
  const path = join(root, "tieline.yaml");
  const shown = shownPath(path, cwd);
  if (existsSync(path)) return refused("init.file.exists", `\`${shown}\` is there already, and is left as it is`);
  const { text, missing } = draftText(draftOf(session.loaded), entranceOf(session));
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    return refused("init.folder.unwritable", `\`${shown}\` cannot be written: ${reasonOf(error)}`);
  }
  return { ...head, folder: shownPath(root, cwd), files: ["tieline.yaml"], missing };
}

/** Something that people ask about first: what takes visitors in, else any host. */
function entranceOf({ loaded }: Session): string | undefined {
  const { balancers, hosts } = show(loaded);
  return (balancers.find(({ listeners }) => listeners.length > 0) ?? hosts[0])?.name;
}

function refused(code: string, message: string): Failed {
  return { error: { code, message } };
}

function shownPath(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join("/") || ".";
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "the system refuses";
}
