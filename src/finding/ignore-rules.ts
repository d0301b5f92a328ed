/** What can be wrong with an ignore itself, so that the list of what is accepted stays true. */

import type { Example, Rule } from "./finding.ts";

const network = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n";
const again = "      CidrBlock: 10.1.0.0/16\n";

const example = (ignore: string): Example => ({
  files: {
    "tieline.yaml": `inputs:\n  - cloudformation: network.yml\n${ignore}`,
    "network.yml": `${network}${again}`,
  },
});

const accepted = "ignore:\n  - code: source.key.duplicate\n    at: network/Vpc\n    reason: the vendor ships it so\n";

export const ignoreUnexplained: Rule<{ readonly code: string }> = {
  code: "ignore.reason.missing",
  severity: "note",
  title: "a finding is ignored without a reason",
  page: `Whoever reads the project file next cannot tell whether the finding was understood or only in the way.

Write a \`reason\` next to the code; in a comment it follows the code: \`# tieline: ignore CODE reason\`.`,
  examples: { bad: example("ignore:\n  - code: source.key.duplicate\n    at: network/Vpc\n"), good: example(accepted) },
  words: ({ code }) => ({ message: `\`${code}\` is ignored without a reason`, fix: "say why, next to the code" }),
};

export const ignoreIdle: Rule<{ readonly code: string }> = {
  code: "ignore.effect.none",
  severity: "note",
  title: "an ignore has nothing to ignore",
  page: `No finding has this code at this place. Either the problem has been mended, and the ignore would hide the next one,
or the code or the place is misspelled.

Delete it, or mend its code or its place. A comment stands for its own line, or for the next one when it is alone on its
line, and for what is indented below that; \`Metadata\` of a resource stands for that resource.`,
  examples: {
    bad: example("ignore:\n  - code: path.loop\n    reason: known\n"),
    good: example(accepted),
  },
  words: ({ code }) => ({
    message: `nothing here has the finding \`${code}\``,
    fix: "delete it, or mend its code or its place",
  }),
};

export const ignorePassed: Rule<{ readonly code: string; readonly until: string }> = {
  code: "ignore.until.passed",
  severity: "note",
  title: "an ignore has run out",
  page: `The entry's \`until\` lies in the past, so it ignores nothing any more and the finding is shown again.

Mend the problem and delete the entry, or give it a new day.`,
  examples: {
    bad: example(
      "ignore:\n  - code: source.key.duplicate\n    reason: until the next release\n    until: 2020-01-31\n",
    ),
    good: example(accepted),
  },
  words: ({ code, until }) => ({
    message: `\`${code}\` was ignored until ${until}, and no longer is`,
    fix: "mend what it is about and delete this entry, or give it a new day",
  }),
};

export const ignoreTimeless: Rule<{ readonly code: string; readonly until: string }> = {
  code: "ignore.until.invalid",
  severity: "note",
  title: "the last day of an ignore is no day",
  page: `The \`until\` of an ignore is the last day on which it holds. This one is no day, so nobody can say whether it has
passed: it ignores nothing, and the finding is shown.

Write the day as \`2027-01-31\`.`,
  examples: {
    bad: example("ignore:\n  - code: source.key.duplicate\n    reason: until the next release\n    until: spring\n"),
    good: example(accepted),
  },
  words: ({ code, until }) => ({
    message: `\`${code}\` is ignored until \`${until}\`, which is no day, so it is not`,
    fix: "write the day as `2027-01-31`",
  }),
};

export const ignoreCodeless: Rule<object> = {
  code: "ignore.code.missing",
  severity: "note",
  title: "a comment ignores no code",
  page: `\`# tieline: ignore\` wants the code of the finding that it ignores, and then the reason. Without a code it ignores
nothing: a comment that silenced whatever comes would hide what nobody has thought of.

Write \`# tieline: ignore CODE reason\`.`,
  examples: {
    bad: { files: { "network.yml": `${network}      CidrBlock: 10.1.0.0/16 # tieline: ignore\n` } },
    good: { files: { "network.yml": `${network}      # tieline: ignore source.key.duplicate it is so\n${again}` } },
  },
  words: () => ({ message: "this ignores nothing, because it names no code", fix: "write the code, then the reason" }),
};

export const ignoreRules: readonly Rule<never>[] = [
  ignoreCodeless,
  ignoreIdle,
  ignorePassed,
  ignoreTimeless,
  ignoreUnexplained,
];
