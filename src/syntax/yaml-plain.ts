/**
 * The YAML that templates are mostly written in, read in one pass: block maps and lists, texts on one line, block texts,
 * brackets on one line, tags. It is the fast twin of the whole parser and knows no errors: at anything else (anchors,
 * texts over several lines, tabs, mistakes) it gives up, and the whole parser reads the document. Where it does not give
 * up, both make the same tree, places included; a test holds them to it.
 */

import type { Document, Span } from "../source/document.ts";
import { blockText } from "./block-text.ts";
import { addDuplicates, lastWins } from "./fields.ts";
import { MAX_DEPTH, MAX_VALUES } from "./screen.ts";
import type { Duplicate, Field, Path, Tree } from "./tree.ts";

interface Plain {
  readonly tree: Tree;
  readonly duplicates: readonly Duplicate[];
}

/** Undefined when it gave up. */
export function readPlainYaml(document: Document): Plain | undefined {
  const reader = new Reader(document);
  const tree = reader.root();
  return reader.failed ? undefined : { tree, duplicates: reader.duplicates };
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\", '"': '"', "/": "/", n: "\n", t: "\t" };

/** Far below what the whole parser refuses, which is what tells it. */
const DEPTH = MAX_DEPTH / 2;

/** What a text without quotes does not begin with; `-` may, if no space follows. */
const special = /[!&*|>'"%@`{}[\],#?:\s]/;

class Reader {
  readonly duplicates: Duplicate[] = [];
  failed = false;
  private readonly document: Document;
  private readonly text: string;
  /** Between values, the first character of a line's content, or the end. */
  private position: number;
  private depth = 0;
  private values = 0;
  /** Where the line ends that was looked at last, and from where on that is so. */
  private known = { from: 0, end: -1 };

  constructor(document: Document) {
    this.document = document;
    this.text = document.text;
    this.position = /^\uFEFF?(?:--- *\r?\n)?/.exec(this.text)?.[0].length ?? 0;
  }

  root(): Tree {
    this.nextContent();
    const tree = this.atEnd() ? this.giveUp() : this.block(-1, []);
    return this.atEnd() ? tree : this.giveUp();
  }

  /** From here on there is nothing left to read, so that every loop ends. */
  private giveUp(): Tree {
    this.failed = true;
    this.position = this.text.length;
    return { kind: "null", tag: undefined, at: this.span(this.position, this.position) };
  }

  /** A list or a map whose first character stands here, to the right of its parent. */
  private block(parent: number, path: Path): Tree {
    const column = this.column();
    if (column <= parent || this.depth >= DEPTH) return this.giveUp();
    this.depth++;
    const tree = this.isDash() ? this.list(column, path) : this.map(column, path);
    this.depth--;
    return tree;
  }

  private list(column: number, path: Path): Tree {
    const start = this.position;
    const items: Tree[] = [];
    while (!this.atEnd() && this.column() === column && this.isDash()) {
      this.position++;
      items.push(this.item(column, [...path, items.length]));
    }
    if (!this.atEnd() && this.column() > column) return this.giveUp();
    return { kind: "list", tag: undefined, items: items.slice(), at: this.span(start, items.at(-1)?.at.end ?? start) };
  }

  private item(column: number, path: Path): Tree {
    this.skipSpaces();
    const start = this.position;
    if (this.isDash()) return this.block(column, path);
    const inMap = this.key() !== undefined;
    this.position = start;
    return inMap ? this.block(column, path) : this.value(column, path, false);
  }

  private map(column: number, path: Path): Tree {
    const start = this.position;
    const fields: Field[] = [];
    while (!this.atEnd() && this.column() === column) {
      const key = this.key();
      if (key === undefined) return this.giveUp();
      const value = this.value(column, [...path, key.text], true);
      const at = this.span(key.at.start, Math.max(key.at.end, value.at.end));
      fields.push({ key: key.text, keyAt: key.at, value, at });
    }
    if (!this.atEnd() && this.column() > column) return this.giveUp();
    const { entries, duplicates } = lastWins(fields, path);
    addDuplicates(this.duplicates, duplicates);
    return { kind: "map", tag: undefined, entries, at: this.span(start, fields.at(-1)?.at.end ?? start) };
  }

  /** A key and its colon; undefined, somewhere on the line, when there is none. */
  private key(): { readonly text: string; readonly at: Span } | undefined {
    const start = this.position;
    const quoted = this.quoted();
    if (quoted !== undefined) {
      const at = this.span(start, this.position);
      return /^:(?:[ \r\n]|$)/.test(this.ahead(2)) && this.position++ > 0 ? { text: quoted, at } : undefined;
    }
    const first = this.text[start];
    if (first === undefined || special.test(first) || this.isDash()) return undefined;
    const line = this.text.slice(start, this.lineEnd());
    const end = line.search(/:(?:[ \r]|$)/);
    // A key is at most 1024 characters long (YAML 1.2, §7.4.2).
    if (end < 0 || end > 1000 || /\t| #/.test(line.slice(0, end))) return undefined;
    const text = line.slice(0, end).trimEnd();
    if (text === "<<") return undefined;
    this.position = start + end + 1;
    return { text, at: this.span(start, start + text.length) };
  }

  /** What stands behind a colon or a dash. A map's list may stand in the column of its key. */
  private value(column: number, path: Path, ofKey: boolean): Tree {
    if (++this.values > MAX_VALUES) return this.giveUp();
    this.skipSpaces();
    const start = this.position;
    const tag = this.tag();
    if (this.failed || !this.isLineEnd()) return tagged(this.inline(column, path, tag), tag, start);
    const end = this.position;
    this.finishLine();
    const inside = !this.atEnd() && (this.column() > column || (ofKey && this.column() === column && this.isDash()));
    if (!inside) return { kind: "null", tag, at: this.span(start, end) };
    return tagged(this.block(ofKey && this.isDash() ? column - 1 : column, path), tag, start);
  }

  /** `!Ref` and the spaces behind it. */
  private tag(): string | undefined {
    if (this.text[this.position] !== "!") return undefined;
    const tag = /^![A-Za-z][\w:]*(?=[ \r\n]|$)/.exec(this.text.slice(this.position, this.lineEnd()))?.[0];
    if (tag === undefined) return void this.giveUp();
    this.position += tag.length;
    this.skipSpaces();
    return tag;
  }

  /** A value on the rest of the line, or one whose first line it is. */
  private inline(column: number, path: Path, tag: string | undefined): Tree {
    const first = this.text[this.position] ?? "";
    if (first === "|" || first === ">") {
      const found = blockText(this.text, this.position, column);
      if (found === undefined) return this.giveUp();
      const at = this.span(this.position, found.end);
      this.position = found.next;
      this.nextContent();
      return { kind: "scalar", tag: undefined, text: found.text, plain: false, at };
    }
    const tree = first === "[" || first === "{" ? this.flow(path) : this.scalar(tag, this.plainEnd());
    this.finishLine();
    return tree;
  }

  /** Where a text without quotes ends on this line: before a comment. */
  private plainEnd(): number {
    const end = this.lineEnd();
    const comment = this.text.slice(this.position, end).indexOf(" #");
    return comment < 0 ? end : this.position + comment;
  }

  private scalar(tag: string | undefined, limit: number): Tree {
    const start = this.position;
    const quoted = this.quoted();
    if (quoted !== undefined) {
      return { kind: "scalar", tag: undefined, text: quoted, plain: false, at: this.span(start, this.position) };
    }
    const text = this.text.slice(start, limit).trimEnd();
    const first = text[0];
    const begins = first !== undefined && !special.test(first) && !this.isDash();
    if (!begins || /\t| #|:(?:\s|$)/.test(text)) return this.giveUp();
    this.position = start + text.length;
    const at = this.span(start, this.position);
    if (tag === undefined && /^(?:~|null|Null|NULL)$/.test(text)) return { kind: "null", tag, at };
    return { kind: "scalar", tag: undefined, text, plain: true, at };
  }

  /** A text in quotes that ends on this line. */
  private quoted(): string | undefined {
    const quote = this.text[this.position];
    if (quote !== '"' && quote !== "'") return undefined;
    const end = this.quoteEnd(quote);
    if (end < 0 || end >= this.lineEnd()) return void this.giveUp();
    const inner = this.text.slice(this.position + 1, end);
    this.position = end + 1;
    if (quote === "'") return inner.replaceAll("''", "'");
    return inner.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? (this.giveUp(), ""));
  }

  /** Where the closing quote stands; no pattern, which would run out of stack on a text of megabytes. */
  private quoteEnd(quote: string): number {
    for (let end = this.text.indexOf(quote, this.position + 1); end >= 0; end = this.text.indexOf(quote, end + 1)) {
      let escape = end;
      while (quote === '"' && this.text[escape - 1] === "\\") escape--;
      const doubled = quote === "'" && this.text[end + 1] === "'";
      if (doubled) end++;
      else if ((end - escape) % 2 === 0) return end;
    }
    return -1;
  }

  private flow(path: Path): Tree {
    const start = this.position;
    const close = this.text[start] === "[" ? "]" : "}";
    const items: Tree[] = [];
    const fields: Field[] = [];
    if (this.depth >= DEPTH) return this.giveUp();
    this.depth++;
    this.position++;
    this.skipSpaces();
    while (!this.failed && this.text[this.position] !== close) {
      if (close === "]") items.push(this.flowValue([...path, items.length]));
      else fields.push(this.flowField(path));
      this.skipSpaces();
      if (this.text[this.position] === "," && !/^, *[\]}]/.test(this.ahead(80))) this.position++;
      else if (this.text[this.position] !== close) this.giveUp();
      this.skipSpaces();
    }
    this.depth--;
    this.position++;
    const at = this.span(start, this.position);
    if (close === "]") return { kind: "list", tag: undefined, items: items.slice(), at };
    const { entries, duplicates } = lastWins(fields, path);
    addDuplicates(this.duplicates, duplicates);
    return { kind: "map", tag: undefined, entries, at };
  }

  private flowField(path: Path): Field {
    const start = this.position;
    const name = this.scalar("", start + Math.max(this.text.slice(start, this.lineEnd()).search(/: /), 0));
    const key = name.kind === "scalar" ? name.text : "";
    if (key === "<<" || /[[\]{},]/.test(key) || !this.text.startsWith(": ", this.position)) this.giveUp();
    else this.position += 2;
    const value = this.flowValue([...path, key]);
    return { key, keyAt: name.at, value, at: this.span(start, value.at.end) };
  }

  private flowValue(path: Path): Tree {
    if (++this.values > MAX_VALUES) return this.giveUp();
    this.skipSpaces();
    const start = this.position;
    const tag = this.tag();
    const first = this.text[this.position];
    if (first === "[" || first === "{") return tagged(this.flow(path), tag, start);
    const end = this.text.slice(this.position, this.lineEnd()).search(/[[\]{},]| #/);
    return tagged(this.scalar(tag, this.position + Math.max(end, 0)), tag, start);
  }

  /** Over air and comments, to the next line that says something. */
  private nextContent(): void {
    for (let char = this.text[this.position]; ; char = this.text[this.position]) {
      if (char === "#") this.position = this.lineEnd();
      else if (char === " " || char === "\n" || char === "\r") this.position++;
      else break;
    }
    const marker = this.column() === 0 && /^(?:---|\.\.\.|%)/.test(this.ahead(3));
    if (marker || this.text[this.position] === "\t") this.giveUp();
  }

  /** Behind a value nothing else may stand on its line but a comment. */
  private finishLine(): void {
    if (this.isLineEnd()) this.nextContent();
    else this.giveUp();
  }

  private isLineEnd(): boolean {
    return (
      /^ *(?:\r?\n|$)|^ +#/.test(this.ahead(80)) ||
      (this.text[this.position] === "#" && this.text[this.position - 1] === " ")
    );
  }

  private isDash(): boolean {
    return /^-(?:[ \r\n]|$)/.test(this.ahead(2));
  }

  private atEnd(): boolean {
    return this.position >= this.text.length;
  }

  private ahead(count: number): string {
    return this.text.slice(this.position, this.position + count);
  }

  private column(): number {
    return this.position - 1 - this.text.lastIndexOf("\n", this.position - 1);
  }

  /** Remembered: a line may hold a million values in brackets. */
  private lineEnd(): number {
    const { from, end } = this.known;
    if (this.position >= from && this.position <= end) return end;
    const next = this.text.indexOf("\n", this.position);
    this.known = { from: this.position, end: next < 0 ? this.text.length : next };
    return this.known.end;
  }

  private skipSpaces(): void {
    while (this.text[this.position] === " ") this.position++;
  }

  private span(start: number, end: number): Span {
    return { document: this.document, start, end };
  }
}

function tagged(tree: Tree, tag: string | undefined, start: number): Tree {
  return tag === undefined ? tree : { ...tree, tag, at: { ...tree.at, start } };
}
