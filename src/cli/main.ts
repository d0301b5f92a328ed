/**
 * Runs one command and gives its exit code: 0 nothing wrong, 1 something is, 2 usage or nothing could be read. Whatever
 * goes wrong ends in a sentence; a stack trace is only for those who ask for it (TIELINE_DEBUG=1).
 */

import { isInterrupt } from "./interruptible.ts";
import { causeOf, wantsJson, writeError } from "./output.ts";
import { endProgress } from "./progress.ts";

export async function main(args: readonly string[]): Promise<number> {
  const { program } = await import("./program.ts");
  let exit = 0;
  const root = program((code) => {
    exit = code;
  });
  const commands = [root, ...root.commands];
  // Commander's complaints are shown as ours.
  for (const command of commands) command.configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  if (args.length === 0) {
    process.stderr.write(root.helpInformation());
    return 2;
  }
  try {
    await root.parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    if (isInterrupt(error)) return 130;
    const usage = usageProblem(error);
    if (usage === undefined) throw error;
    if (usage === "") return 0;
    const [first = ""] = args;
    const known = root.commands.some((command) => command.name() === first);
    const message = `${usage}; see \`tieline ${known ? `${first} ` : ""}--help\``;
    return writeError({ code: "usage.arguments.invalid", message }, wantsJson(args));
  } finally {
    endProgress();
  }
}

/** What was wrong with the arguments; empty when only help or the version was asked for. */
function usageProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("exitCode" in error) || !("code" in error)) return undefined;
  if (typeof error.code !== "string" || !error.code.startsWith("commander.")) return undefined;
  if (error.exitCode === 0) return "";
  return error.message
    .replace(/^error: /, "")
    .replace(/^option '(?:-\w, )?(-[\w-]+).*?' argument '(.*?)' is invalid\. /s, "'$1 $2': ")
    .replace(/: Allowed choices are (.+)\.$/s, ": allowed choices are $1")
    .replace(/\.?\n\(Did you mean (.+)\?\)$/s, " (did you mean `$1`?)")
    .replace(/'([^']*)'/g, "`$1`");
}

/** When standard output itself takes nothing more: a full disk behind `>`. */
export function reportUnwritable(error: unknown): number {
  endProgress();
  const message = `standard output cannot be written: ${causeOf(error)}`;
  return writeError({ code: "output.file.unwritable", message }, {});
}

/** For what is our own bug, or the outside world's. */
export function reportCrash(error: unknown, args: readonly string[]): number {
  endProgress();
  const what = error instanceof Error ? error.message : String(error);
  const message = `internal error: ${what}. This is a bug of Tieline: please report it with the command and the files`;
  const code = writeError({ code: "internal.error", message }, wantsJson(args));
  if (process.env["TIELINE_DEBUG"] === "1" && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  return code;
}
