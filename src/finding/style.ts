/** What is emphasised, by role and not by colour, so that one renderer serves terminals, pipes and tests. */

export type Role = "error" | "warning" | "note" | "good" | "strong" | "faint" | "gutter";

export type Style = (role: Role, text: string) => string;

export const plain: Style = (_, text) => text;

const codes: Readonly<Record<Role, string>> = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  good: "32",
  strong: "1",
  faint: "2",
  gutter: "34",
};

/** ANSI colours of the first sixteen, which follow the user's own palette. */
export const coloured: Style = (role, text) => (text === "" ? "" : `\u001B[${codes[role]}m${text}\u001B[0m`);
