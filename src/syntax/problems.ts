/** What the two parsers complain of, in words for people: what is wrong at this place, and what to write instead. */

import type { ErrorCode } from "yaml";

export interface Problem {
  /** Lower case, no full stop. */
  readonly what: string;
  readonly fix: string;
}

/** Not wrong but for its length: what stands behind the place is left out. */
export const tooLong: Problem = {
  what: "the file is longer than any template; what stands from here on is not read",
  fix: "split it into several files",
};

const yamlProblems: Partial<Record<ErrorCode, Problem>> = {
  BAD_ALIAS: { what: "an alias or an anchor has no usable name", fix: "quote the text if it is no alias" },
  BAD_DQ_ESCAPE: {
    what: "a double-quoted text holds an unknown escape",
    fix: "write `\\\\` for a backslash, or use single quotes",
  },
  BAD_INDENT: {
    what: "this line does not begin in the column of its neighbours",
    fix: "indent it like the lines beside it",
  },
  BAD_SCALAR_START: { what: "a text cannot begin with this character", fix: "quote the text" },
  BLOCK_AS_IMPLICIT_KEY: {
    what: "a second `:` stands on the line of a key",
    fix: "quote the text, or put the inner key on its own line",
  },
  BLOCK_IN_FLOW: {
    what: "an indented block stands inside brackets",
    fix: "close the bracket first, or write the block inside it with brackets",
  },
  MULTILINE_IMPLICIT_KEY: {
    what: "a key runs over several lines",
    fix: "write `:` behind the key, on the key's own line",
  },
  MULTIPLE_ANCHORS: { what: "a value has two anchors", fix: "keep one" },
  MULTIPLE_TAGS: { what: "a value has two tags", fix: "use the long form of one of them, such as `Fn::Sub:`" },
  TAB_AS_INDENT: { what: "a tab is used to indent", fix: "indent with spaces" },
};

const byMessage: readonly (readonly [RegExp, Problem])[] = [
  [
    /Implicit map keys need/,
    { what: "a key without a value", fix: "write `:` behind the key, or indent the text as part of the line above" },
  ],
  [/Missing closing/, { what: "a quoted text is not closed", fix: "close the quote" }],
  [/Missing , /, { what: "a comma is missing inside brackets", fix: "put a comma between the items" }],
  [/Sequence item without/, { what: "an item of a list has no dash", fix: "begin the item with `- `" }],
  [
    /Flow (map|sequence) in block/,
    { what: "a bracket is not closed", fix: "close it, or indent what follows as part of it" },
  ],
  [/and end with a/, { what: "a bracket is not closed", fix: "close the bracket" }],
];

export function yamlProblem(code: ErrorCode, message: string): Problem {
  const told = byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? yamlProblems[code];
  return told ?? { what: message.charAt(0).toLowerCase() + message.slice(1), fix: "mend this line" };
}

// Indexed by `ParseErrorCode` of the parser, which counts from 1.
const jsonProblems: readonly (Problem | undefined)[] = [
  undefined,
  { what: "this is neither a text, a number, `true`, `false` nor `null`", fix: "put the text in double quotes" },
  { what: "a number is malformed", fix: "write a decimal number, or quote it" },
  { what: "the name of a property is due here", fix: "write a name in double quotes" },
  { what: "a value is due here", fix: "write a value, or take the comma or the name away" },
  { what: "a colon is missing", fix: "write `:` between name and value" },
  { what: "a comma is missing", fix: "write `,` in front of this" },
  { what: "a `}` is missing", fix: "close the brace" },
  { what: "a `]` is missing", fix: "close the bracket" },
  { what: "text stands behind the end", fix: "take it away, or join it to what stands before" },
  { what: "a comment may not stand here", fix: "take the comment away" },
  { what: "a comment is not closed", fix: "close it with `*/`" },
  { what: "a text is not closed on its line", fix: "close the quote" },
  { what: "a number breaks off", fix: "finish the number" },
  { what: "`\\u` needs four hexadecimal digits", fix: "write all four digits" },
  { what: "a text holds an unknown escape", fix: "write `\\\\` for a backslash" },
  { what: "a text holds a line break, a tab or a control character", fix: "write it as an escape, such as `\\n`" },
];

export function jsonProblem(code: number): Problem {
  return jsonProblems[code] ?? { what: "this is not JSON", fix: "mend this line" };
}
