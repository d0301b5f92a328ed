/** What can be wrong with text before it has a meaning. */

import type { Example, Rule } from "../finding/finding.ts";
import type { Problem } from "./problems.ts";

function template(text: string): Example {
  return { files: { "network.yml": text } };
}

const vpc = `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
`;

export const syntaxInvalid: Rule<Problem> = {
  code: "source.syntax.invalid",
  severity: "error",
  title: "a file is not well-formed",
  page: `The file is not well-formed YAML or JSON at this place. Only the first mistake of a file is told, because those
behind it mostly follow from it. The parts that could be read are used; what is missing from the rest is not reported.
A file of millions of values is read as far as a template could ever reach.

Mend the place and read again.`,
  examples: {
    bad: template(`${vpc}      Tags: [ { Key: Name, Value: main }\n`),
    good: template(`${vpc}      Tags: [ { Key: Name, Value: main } ]\n`),
  },
  words: ({ what, fix }) => ({ message: what, fix }),
};

export const nestingTooDeep: Rule<{ readonly limit: number }> = {
  code: "source.nesting.too-deep",
  severity: "error",
  title: "lists and maps are nested too deeply",
  page: `No template needs so many levels, and a reader that followed them would run out of stack. The file is not read.`,
  examples: {
    bad: template(`${vpc}      Tags: ${"[".repeat(300)}${"]".repeat(300)}\n`),
    good: template(`${vpc}      Tags: []\n`),
  },
  words: ({ limit }) => ({
    message: `nested more than ${limit} levels deep; the file is not read`,
    fix: "take levels away",
  }),
};

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
for (const [name, of] of ["ba", "cb", "dc", "ed", "fe", "gf"]) {
  bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${of}`).join(", ")}]`);
}

export const aliasBomb: Rule<{ readonly limit: number }> = {
  code: "source.alias.bomb",
  severity: "error",
  title: "aliases multiply without end",
  page: `Each alias (\`*name\`) stands for everything below its anchor (\`&name\`). Here aliases of aliases would make the file
larger than any template is. The file is not read.`,
  examples: {
    bad: template(`${vpc}Metadata:\n${bomb.map((line) => `  ${line}\n`).join("")}`),
    good: template(`${vpc}Metadata:\n  a: &a [x, x]\n  b: [*a, *a]\n`),
  },
  words: ({ limit }) => ({
    message: `with its aliases the file has more than ${limit} values; it is not read`,
    fix: "write out what is meant, without aliases of aliases",
  }),
};

export const encodingUnreadable: Rule<{ readonly problem: "utf-16" | "binary" | "characters" }> = {
  code: "source.encoding.unreadable",
  severity: "error",
  title: "a file is not UTF-8 text",
  page: `Files are read as UTF-8. A NUL character means that the file is UTF-16 or no text at all: it is not read. Single
characters that are not UTF-8 (a comment that was saved in a local code page, say) are a warning, and the file is read.`,
  examples: {
    bad: template(`${vpc}Description: "\0"\n`),
    good: template(`${vpc}Description: "网络 네트워크"\n`),
  },
  words: ({ problem }) => {
    const fix = "save the file as UTF-8";
    if (problem === "characters") return { message: "this character is not UTF-8; the rest of the file is read", fix };
    const kind = problem === "utf-16" ? "UTF-16 text" : "no text";
    return { message: `a NUL character: the file seems to be ${kind} and is not read`, fix };
  },
};

export const syntaxRules: readonly Rule<never>[] = [syntaxInvalid, nestingTooDeep, aliasBomb, encodingUnreadable];
