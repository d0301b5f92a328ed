/**
 * Sentences that are wider than the terminal, broken between words and set in, so that what stands in a margin stays in
 * it. A terminal by itself breaks words in two and begins each line at its edge. Files and pipes get whole lines, which
 * `grep` finds; a path is one word and stays whole, so that terminals make a link of it.
 */

import { stripVTControlCharacters } from "node:util";
import { widthOf } from "../../api/rendering.ts";

/** Narrower terminals break lines by themselves. */
const LEAST = 40;
/** Further than what is nested, which is set in by two. */
const SET_IN = 4;

/** `columns` of the terminal that shows the text; undefined where none does. */
export function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < LEAST) return text;
  const lines = text.split("\n");
  return lines.map((line) => (widthOf(line) <= columns ? line : brokenLine(line, columns))).join("\n");
}

/** A paragraph's words in lines of at most so many columns. */
export function filled(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function brokenLine(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line);
  if (!/^\s*(?:\d+|\.+)? *\|/.test(plain)) return broken("", line, columns, " ".repeat(setIn(plain, columns)));
  // Lines of files are cut already, and only words behind carets are ours: they go below.
  const carets = /^ *\|(?: \|_*| +)\^+ \S/.test(plain) ? /\^ (?=\S)/.exec(line) : null;
  const gutter = /^(?:\p{Cc}\[[\d;]*m| )*\|(?:\p{Cc}\[0m)?/u.exec(line)?.[0];
  if (carets === null || gutter === undefined) return line;
  const above = line.slice(0, carets.index + 1);
  const words = line.slice(carets.index + carets[0].length);
  const colours = coloursOf(above);
  return `${above}${ended(colours)}\n${broken(`${gutter}   ${colours}`, words, columns, `${gutter}   `)}`;
}

/** Below the words of a note or of a list; else further in than the line itself. */
function setIn(plain: string, columns: number): number {
  const [marked] = /^ *[-+?✓✗=] +/.exec(plain) ?? [];
  return Math.min(marked?.length ?? plain.length - plain.trimStart().length + SET_IN, Math.floor(columns / 2));
}

/** `start` stands already, each further line begins with `prefix`. */
function broken(start: string, words: string, columns: number, prefix: string): string {
  let out = start;
  let column = widthOf(start);
  for (const { index, 1: spaces = "", 2: word = "" } of words.matchAll(/( *)([^ ]+)/g)) {
    const width = widthOf(word);
    if (index === 0 || column + spaces.length + width <= columns) {
      out += spaces + word;
      column += spaces.length + width;
    } else {
      const colours = coloursOf(out);
      out += `${ended(colours)}\n${prefix}${colours}${word}`;
      column = widthOf(prefix) + width;
    }
  }
  return out;
}

/** Those that are on at the end of a text. */
function coloursOf(text: string): string {
  const all: readonly string[] = text.match(/\p{Cc}\[[\d;]*m/gu) ?? [];
  return all.slice(all.lastIndexOf("\u001B[0m") + 1).join("");
}

function ended(colours: string): string {
  return colours === "" ? "" : "\u001B[0m";
}
