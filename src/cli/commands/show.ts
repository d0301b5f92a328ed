/** `tieline show`: the inventory, and pictures of it. */

import { type ErrorBody, picture, type Session, show as shown } from "../../api/index.ts";
import type { Ending } from "../diagram/endings.ts";
import { endingOf, endings } from "../diagram/endings.ts";
import { interruptible } from "../interruptible.ts";
import type { CommonOptions } from "../options.ts";
import { unwritten, writeError, writeReport } from "../output.ts";
import { endProgress, progress } from "../progress.ts";
import { showText } from "../text/show.ts";
import { sessionOf } from "./session.ts";

interface ShowOptions extends CommonOptions {
  readonly diagram?: readonly string[];
  readonly theme?: "light" | "dark";
}

export async function show(paths: readonly string[], options: ShowOptions): Promise<number> {
  // Before the work, so that a mistake in a name costs nothing.
  const files = (options.diagram ?? []).map((file) => ({ file, ending: endingOf(file) }));
  const wrong = files.find(({ ending }) => ending === undefined);
  if (wrong !== undefined) return writeError(unknownEnding(wrong.file), options);
  const session = await sessionOf(paths, options);
  if (session === 2) return session;
  const report = shown(session);
  const failures = await drawn(session, files, options.theme);
  const error = writeReport({ json: report, text: (paper) => showText(report, paper) }, options, session.sources);
  const failed = unwritten([...failures, ...(error === undefined ? [] : [error.message])]);
  return failed === undefined ? 0 : writeError(failed, options);
}

function unknownEnding(file: string): ErrorBody {
  const known = endings.map((e) => `\`.${e}\``);
  const message = `\`${file}\` does not say what kind of picture is wanted: a diagram's name ends in ${known.slice(0, -1).join(", ")} or ${known.at(-1) ?? ""}`;
  return { code: "usage.diagram.ending", message };
}

/** Why pictures could not be written; empty when all are. */
async function drawn(
  session: Session,
  files: readonly { readonly file: string; readonly ending: Ending | undefined }[],
  theme: ShowOptions["theme"],
): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const { diagramOf, mostNetworks, writePicture } = await import("../diagram/diagram.ts");
  progress("following the ways");
  const diagram = interruptible(() => diagramOf(picture(session, mostNetworks)));
  const failures: string[] = [];
  const remarks = new Set(diagram.remarks);
  for (const { file, ending } of files) {
    if (ending === undefined) continue;
    progress(`drawing ${file}`);
    const picture = await diagram.draw(ending, theme);
    for (const remark of picture.remarks) remarks.add(remark);
    failures.push(...writePicture(picture.data, file));
  }
  endProgress();
  for (const remark of remarks) process.stderr.write(`note: ${remark}\n`);
  return failures;
}
