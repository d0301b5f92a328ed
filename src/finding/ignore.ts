/**
 * Findings that somebody knows of and accepts, with a reason. What is ignored is counted and never lost; an ignore that
 * says no reason, does nothing or has run out is a note of its own, so that the list stays true.
 */

import { locate, type Span } from "../source/document.ts";
import { type Example, type Finding, found, type Rule } from "./finding.ts";

export interface Ignore {
  /** A code, or how codes begin. */
  readonly code: string;
  /** A resource, a file, or `file:line`; undefined: everywhere. */
  readonly at: string | undefined;
  readonly reason: string | undefined;
  /** The last day on which it holds, as `2027-01-31`. */
  readonly until: string | undefined;
  readonly where: Span;
}

export interface Sifted {
  readonly kept: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly reason: string }[];
}

/** `today` as `2026-11-24`. */
export function sift(findings: readonly Finding[], ignores: readonly Ignore[], today: string): Sifted {
  const kept: Finding[] = [];
  const ignored: { finding: Finding; reason: string }[] = [];
  const used = new Set<Ignore>();
  const holding = ignores.filter(({ until }) => until === undefined || until >= today);
  for (const finding of findings) {
    const by = holding.find((ignore) => covers(ignore, finding));
    if (by === undefined) kept.push(finding);
    else {
      used.add(by);
      ignored.push({ finding, reason: by.reason ?? "no reason given" });
    }
  }
  for (const ignore of ignores) {
    const { code, until, reason, where } = ignore;
    const at = [where];
    if (until !== undefined && until < today) kept.push(found(ignorePassed, { data: { code, until }, at }));
    else if (!used.has(ignore)) kept.push(found(ignoreIdle, { data: { code }, at }));
    if (reason === undefined) kept.push(found(ignoreUnexplained, { data: { code }, at }));
  }
  return { kept, ignored };
}

/** `a.b` begins `a.b.c` and not `a.bc`. */
export function codeBegins(code: string, start: string): boolean {
  return code === start || code.startsWith(start.endsWith(".") ? start : `${start}.`);
}

function covers({ code, at }: Ignore, finding: Finding): boolean {
  if (!codeBegins(finding.code, code)) return false;
  if (at === undefined || at === finding.resource) return true;
  const [first] = finding.at;
  if (first === undefined) return false;
  const { path } = first.span.document;
  const named = (text: string): boolean => path === text || path.endsWith(`/${text}`);
  if (named(at)) return true;
  const line = /^(.+):(\d+)$/.exec(at);
  if (line?.[1] === undefined || !named(line[1])) return false;
  const { line: from, endLine: to } = locate(first.span);
  return from <= Number(line[2]) && Number(line[2]) <= to;
}

const example = (ignore: string): Example => ({
  files: {
    "tieline.yaml": `inputs:\n  - cloudformation: network.yml\n${ignore}`,
    "network.yml":
      "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n      CidrBlock: 10.1.0.0/16\n",
  },
});

const accepted = "ignore:\n  - code: source.key.duplicate\n    at: network/Vpc\n    reason: the vendor ships it so\n";

export const ignoreUnexplained: Rule<{ readonly code: string }> = {
  code: "ignore.reason.missing",
  severity: "note",
  title: "a finding is ignored without a reason",
  page: `Whoever reads the project file next cannot tell whether the finding was understood or only in the way.

Write a \`reason\` next to the code.`,
  examples: { bad: example("ignore:\n  - code: source.key.duplicate\n    at: network/Vpc\n"), good: example(accepted) },
  words: ({ code }) => ({ message: `\`${code}\` is ignored without a reason`, fix: "add `reason: …`" }),
};

export const ignoreIdle: Rule<{ readonly code: string }> = {
  code: "ignore.effect.none",
  severity: "note",
  title: "an ignore has nothing to ignore",
  page: `No finding has this code at this place. Either the problem has been mended, and the ignore would hide the next one,
or the code or the place is misspelled.

Delete the entry, or mend its \`code\` or \`at\`.`,
  examples: {
    bad: example("ignore:\n  - code: path.loop\n    reason: known\n"),
    good: example(accepted),
  },
  words: ({ code }) => ({ message: `nothing here has the finding \`${code}\``, fix: "delete this entry" }),
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

export const ignoreRules: readonly Rule<never>[] = [ignoreUnexplained, ignoreIdle, ignorePassed];
