/**
 * What may stand where the cursor is, from what the commands declare: their names, options and choices; and, by the word
 * that a value is called in the help (`<file>`, `<from>`), what only the world knows.
 */

import type { Argument, Command, Option } from "commander";

/** A word that may stand there, and what it is. One that ends in `/` or `=` goes on. */
export interface Offer {
  readonly value: string;
  readonly what: string;
}

/** Files are the shell's own business. */
export type Answer = readonly Offer[] | "files";

/** What a value that is called so may be; `words` are those before it. */
export type Values = (called: string, typed: string, words: readonly string[]) => Promise<Answer>;

/**
 * `words` are what stands behind `tieline`, the last being what is typed so far, perhaps nothing. Behind a `=` the answer
 * is for what follows it.
 */
export async function answer(root: Command, words: readonly string[], values: Values): Promise<Answer> {
  const typed = words.at(-1) ?? "";
  const { command, position, awaiting, ended } = lookAt(root, words.slice(0, -1));
  const value = async (source: Option | Argument, word: string): Promise<Answer> => {
    const given = source.argChoices?.map((choice) => ({ value: choice, what: "" }));
    return given === undefined ? values(calledOf(source), word, words) : beginning(given, word);
  };
  if (awaiting !== undefined) return isFileOf(awaiting, typed) ? "files" : value(awaiting, typed);
  if (!ended && typed.startsWith("-")) {
    const [name = "", ...rest] = typed.split("=");
    if (rest.length === 0) return beginning(optionsOf(command), typed);
    const option = optionNamed(command, name);
    if (option === undefined || isFlag(option)) return [];
    return rest.length > 1 ? "files" : value(option, rest.join("="));
  }
  if (command === root) return beginning(commandsOf(root), typed);
  const { registeredArguments } = command;
  const due = registeredArguments[position] ?? registeredArguments.filter(({ variadic }) => variadic).at(-1);
  return due === undefined ? [] : value(due, typed);
}

export function beginning(offers: readonly Offer[], typed: string): readonly Offer[] {
  return offers.filter(({ value }) => value.startsWith(typed));
}

interface Seen {
  readonly command: Command;
  /** How many arguments stand before. */
  readonly position: number;
  /** The option whose value is due. */
  readonly awaiting: Option | undefined;
  /** Behind `--` nothing is an option. */
  readonly ended: boolean;
}

function lookAt(root: Command, words: readonly string[]): Seen {
  let seen: Seen = { command: root, position: 0, awaiting: undefined, ended: false };
  for (const word of words) seen = seeing(root, seen, word);
  return seen;
}

function seeing(root: Command, seen: Seen, word: string): Seen {
  const { command, position, awaiting, ended } = seen;
  if (awaiting !== undefined) return { ...seen, awaiting: undefined };
  if (ended || !word.startsWith("-") || word === "-") {
    if (command !== root) return { ...seen, position: position + 1 };
    return { ...seen, command: root.commands.find((known) => known.name() === word) ?? root };
  }
  if (word === "--") return { ...seen, ended: true };
  const option = word.includes("=") ? undefined : optionNamed(command, word);
  return option === undefined || isFlag(option) ? seen : { ...seen, awaiting: option };
}

function isFlag({ required, optional }: Option): boolean {
  return !required && !optional;
}

/** `--format sarif=out` goes on with a file. */
function isFileOf(option: Option, typed: string): boolean {
  return option.argChoices !== undefined && typed.includes("=");
}

function optionNamed(command: Command, name: string): Option | undefined {
  return command
    .createHelp()
    .visibleOptions(command)
    .find(({ short, long }) => name === short || name === long);
}

/** The long forms, and those that have none. */
function optionsOf(command: Command): readonly Offer[] {
  const options = command.createHelp().visibleOptions(command);
  return options.map(({ short, long, description }) => ({ value: long ?? short ?? "", what: description }));
}

function commandsOf(root: Command): readonly Offer[] {
  return root
    .createHelp()
    .visibleCommands(root)
    .map((command) => ({ value: command.name(), what: command.description() }));
}

/** `file` of `--output <file>`, `path` of `[path...]`. */
function calledOf(source: Option | Argument): string {
  return "flags" in source ? (/[<[]([\w-]+)/.exec(source.flags)?.[1] ?? "") : source.name();
}
