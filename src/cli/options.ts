/** Options that every command takes, and where its report goes. */

import { type Command, InvalidArgumentError, Option } from "commander";

export const formatNames = ["text", "json"] as const;
export type FormatName = (typeof formatNames)[number];

/** One `--format`; without a file it goes to standard output, or to `--output`. */
export interface Wanted {
  readonly format: FormatName;
  readonly file: string | undefined;
}

export interface CommonOptions {
  readonly C?: string;
  readonly format?: readonly Wanted[];
  readonly json?: true;
  readonly output?: string;
  readonly verbose?: true;
}

export function withCommon(command: Command): Command {
  return command
    .addOption(new Option("-C <path>", "a folder, a file or a tieline.yaml to work on"))
    .addOption(
      new Option("--format <format[=file]>", `${formatNames.join(" or ")}; several at once with =FILE`).argParser(
        (value: string, before: readonly Wanted[] | undefined) => [...(before ?? []), wanted(value)],
      ),
    )
    .addOption(new Option("-j, --json", "the same as --format json"))
    .addOption(new Option("--output <file>", "write the report to a file"))
    .addOption(new Option("-v, --verbose", "show more lines"));
}

function wanted(value: string): Wanted {
  const [name = "", ...rest] = value.split("=");
  const format = formatNames.find((known) => known === name);
  if (format === undefined) throw new InvalidArgumentError(`formats are ${formatNames.join(", ")}`);
  const file = rest.length === 0 ? undefined : rest.join("=");
  if (file === "") throw new InvalidArgumentError("a file's name is due behind `=`");
  return { format, file };
}

/** Several times, or with commas. */
export function listOption(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split(",").filter((word) => word !== "")];
}
