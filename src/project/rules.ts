/** What can be wrong with a project file and with the files it names. */

import type { Example, Rule } from "../finding/finding.ts";

const network = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n";
const inputs = "inputs:\n  - cloudformation: network.yml\n";

const project = (text: string): Example => ({ files: { "tieline.yaml": text, "network.yml": network } });

const good = project(
  `${inputs}expect:\n  - name: nobody reaches the network\n    from: internet\n    to: network/Vpc\n    verdict: blocked\n`,
);

export interface UnknownKey {
  readonly key: string;
  /** The map that holds it, as `expect[0]`; empty at the top. */
  readonly within: string;
  readonly known: readonly string[];
  readonly meant: string | undefined;
}

export const keyUnknown: Rule<UnknownKey> = {
  code: "project.key.unknown",
  severity: "error",
  title: "a key in tieline.yaml means nothing",
  page: `The project file has a key that Tieline does not know. It would be ignored without a word, so that an expectation or an
assumption that somebody relies on would not be there.

Mend the spelling; the message names the nearest key that exists. The JSON Schema shipped as \`schema/tieline.schema.json\`
lets editors complete and check the file.`,
  examples: { bad: project(`${inputs}expects: []\n`), good },
  words: ({ key, within, known, meant }) => ({
    message: `\`${key}\` is no key ${within === "" ? "of a project file" : `of \`${within}\``}`,
    fix: meant === undefined ? `it knows ${list(known)}` : `write \`${meant}\``,
  }),
};

export interface InvalidValue {
  /** As `expect[0].verdict`; undefined: the whole file. */
  readonly key: string | undefined;
  readonly expected: string;
  readonly written: string;
  readonly meant?: string | undefined;
}

export const valueInvalid: Rule<InvalidValue> = {
  code: "project.value.invalid",
  severity: "error",
  title: "a value in tieline.yaml cannot be used",
  page: `The value is not of the kind that its key wants: a list where a text is due, or a word that is none of the possible
ones. The entry is left out, and everything else is used.`,
  examples: {
    bad: project(`${inputs}assume:\n  appliances: transparant\n`),
    good: project(`${inputs}assume:\n  appliances: transparent\n`),
  },
  words: ({ key, expected, written, meant }) => ({
    message: `${key === undefined ? "a project file" : `\`${key}\``} wants ${expected}, and this is ${written}`,
    ...(meant === undefined ? {} : { fix: `write \`${meant}\`` }),
  }),
};

export const valueMissing: Rule<{ readonly key: string; readonly within: string; readonly expected: string }> = {
  code: "project.value.missing",
  severity: "error",
  title: "an entry in tieline.yaml lacks a value",
  page: `The entry cannot be used without this value: an input without a file, or an expectation that does not say what it
expects. It is left out, and everything else is used.`,
  examples: { bad: project(`${inputs}expect:\n  - from: internet\n    to: network/Vpc\n`), good },
  words: ({ key, within, expected }) => ({
    message: `\`${within}\` says no \`${key}\``,
    fix: `add \`${key}:\` with ${expected}`,
  }),
};

export const inputSeveral: Rule<{ readonly first: string; readonly second: string }> = {
  code: "project.input.several",
  severity: "error",
  title: "an input names two formats",
  page: `An entry of \`inputs\` stands for one file, which is read by one format. The first format named is taken.`,
  examples: { bad: project(`${inputs}    arm: network.yml\n`), good },
  words: ({ first, second }) => ({
    message: `one input is \`${first}\` and \`${second}\` at once`,
    fix: "make it two entries",
  }),
};

export interface MissingFile {
  readonly path: string;
  readonly meant: string | undefined;
}

export const fileMissing: Rule<MissingFile> = {
  code: "project.file.missing",
  severity: "error",
  title: "a file named in tieline.yaml is not there",
  page: `Paths in the project file are relative to the project file. Everything that does not depend on the missing file is
still answered.`,
  examples: { bad: project("inputs:\n  - cloudformation: netwerk.yml\n"), good },
  words: ({ path, meant }) => ({
    message: `there is no file \`${path}\``,
    ...(meant === undefined ? {} : { fix: `write \`${meant}\`` }),
  }),
};

export const fileUnreadable: Rule<{ readonly path: string; readonly why: string }> = {
  code: "project.file.unreadable",
  severity: "error",
  title: "a file cannot be read",
  page: `The file is there, and the system does not let it be read, or it is larger than any template. Below a folder that is
read by detection this is a warning, because nobody has said that the file matters.`,
  examples: { bad: project(`${inputs}hosts:\n  router:\n    addresses: .\n`), good },
  words: ({ path, why }) => ({ message: `\`${path}\` is not read: ${why}` }),
};

export const formatUnknown: Rule<{
  readonly path: string;
  readonly format: string | undefined;
  readonly readable: string;
}> = {
  code: "project.format.unknown",
  severity: "error",
  title: "a file is of no format that is read",
  page: `The file was named, in the project file or on the command line, and nothing in it says that it is a template or a
configuration that Tieline reads; or the project file names a format for it that this version does not read.

Take it out, or name the file that was meant.`,
  examples: {
    bad: {
      files: {
        "tieline.yaml": "inputs:\n  - device: notes.txt\n  - cloudformation: network.yml\n",
        "notes.txt": "call the office\n",
        "network.yml": network,
      },
    },
    good,
  },
  words: ({ path, format, readable }) => ({
    message:
      format === undefined
        ? `\`${path}\` is of no format that Tieline reads`
        : `\`${path}\` is named as \`${format}\`, which this version does not read`,
    fix: `name ${readable}`,
  }),
};

export const stackDuplicate: Rule<{ readonly stack: string }> = {
  code: "project.stack.duplicate",
  severity: "error",
  title: "two inputs have the same stack name",
  page: `Things are named \`stack/LogicalId\`, so two stacks of one name cannot be told apart. Without \`stack:\` an input is
named after its file, so two files of one name in different folders collide.

Give one of them another \`stack:\`.`,
  examples: {
    bad: project(`${inputs}  - cloudformation: network.yml\n`),
    good: project(`${inputs}    stack: first\n  - cloudformation: network.yml\n    stack: second\n`),
  },
  words: ({ stack }) => ({
    message: `two inputs are the stack \`${stack}\``,
    fix: "give one of them another `stack:`",
  }),
};

export const folderLimit: Rule<{ readonly what: string }> = {
  code: "project.folder.limit",
  severity: "warning",
  title: "a folder holds more than is read by detection",
  page: `A folder without \`tieline.yaml\` is searched for files that a format recognises, up to a number of files, a size and a
depth. A link that leads back to a folder above it is not followed.

Name the files that matter in a \`tieline.yaml\`: \`tieline init --from FOLDER\` writes one.`,
  examples: {
    bad: { files: { [`${"deeper/".repeat(40)}network.yml`]: network } },
    good: { files: { "deeper/network.yml": network } },
  },
  words: ({ what }) => ({ message: what, fix: "name the files that matter in a `tieline.yaml`" }),
};

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

export const projectRules: readonly Rule<never>[] = [
  keyUnknown,
  valueInvalid,
  valueMissing,
  inputSeveral,
  fileMissing,
  fileUnreadable,
  formatUnknown,
  stackDuplicate,
  folderLimit,
];
