/** Options that every command takes, and where its reports go. */

import { type Command, InvalidArgumentError, Option } from "commander";

export const formatNames = ["text", "json", "sarif", "junit", "markdown", "github", "compact"] as const;
export type FormatName = (typeof formatNames)[number];

/** What every command can print. */
export const plainFormats: readonly FormatName[] = ["text", "json"];

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

export function withCommon(command: Command, formats: readonly FormatName[] = plainFormats): Command {
  return command
    .addOption(new Option("-C <path>", "a folder, a file or a tieline.yaml to work on"))
    .addOption(
      new Option("--format <format[=file]>", "of the report; several at once with =FILE")
        .choices(formats)
        .argParser((value: string, before: readonly Wanted[] | undefined) =>
          added(before ?? [], wanted(value, formats)),
        ),
    )
    .addOption(new Option("-j, --json", "the same as --format json"))
    .addOption(new Option("--output <file>", "write the report that has no file of its own to this one"))
    .addOption(new Option("-v, --verbose", "show more lines"));
}

function wanted(value: string, formats: readonly FormatName[]): Wanted {
  const [name = "", ...rest] = value.split("=");
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const elsewhere = formatNames.some((known) => known === name) ? `, and \`${name}\` is one of other commands` : "";
    throw new InvalidArgumentError(`formats are ${formats.join(", ")}${elsewhere}`);
  }
  const file = rest.length === 0 ? undefined : rest.join("=");
  if (file === "") throw new InvalidArgumentError("a file's name is due behind `=`");
  return { format, file };
}

function added(before: readonly Wanted[], next: Wanted): readonly Wanted[] {
  const other = before.find(({ file }) => file === next.file);
  if (other?.format === next.format) return before;
  if (other !== undefined) {
    const where = next.file === undefined ? "standard output" : `\`${next.file}\``;
    const file = next.file === undefined ? `: give one of them a file, as --format ${next.format}=FILE` : "";
    throw new InvalidArgumentError(`${other.format} and ${next.format} cannot both go to ${where}${file}`);
  }
  return [...before, next];
}

/** Several times, or with commas. */
export function listOption(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split(",").filter((word) => word !== "")];
}
