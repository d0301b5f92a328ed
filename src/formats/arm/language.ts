/**
 * What stands between the brackets of `"[concat('a', parameters('b').c[0])]"` (Azure, "Syntax and expressions in ARM
 * templates"): calls, texts in single quotes, numbers, and behind a call properties and indexes. Names of functions and
 * properties are compared without case, so functions are compiled in lower case.
 */

import type { Span } from "../../source/document.ts";
import { text } from "../../value/datum.ts";
import { constant, type Expression } from "../evaluate/expression.ts";

/** An expression's text without its brackets; undefined for a text that is none. */
export function expressionIn(written: string): string | undefined {
  if (!written.startsWith("[") || !written.endsWith("]") || written.startsWith("[[")) return undefined;
  return written.slice(1, -1);
}

/** `[[text]` is the text `[text]`. */
export function unescaped(written: string): string {
  return written.startsWith("[[") ? written.slice(1) : written;
}

/** Undefined when it does not follow the grammar. */
export function parseExpression(source: string, at: Span): Expression | undefined {
  const parser = new Parser(source, at);
  const expression = parser.expression(0);
  return expression !== undefined && parser.atEnd() ? expression : undefined;
}

/** Deeper nesting is refused: the parser would run out of stack before the evaluator's budget ends. */
const MAX_NESTING = 200;

class Parser {
  private readonly source: string;
  private readonly at: Span;
  private position = 0;

  constructor(source: string, at: Span) {
    this.source = source;
    this.at = at;
  }

  atEnd(): boolean {
    this.skipSpace();
    return this.position === this.source.length;
  }

  expression(depth: number): Expression | undefined {
    if (depth > MAX_NESTING) return undefined;
    this.skipSpace();
    const number = this.take(/-?\d+(?:\.\d+)?/y);
    if (number !== undefined) return constant(text(number, [this.at]));
    const quoted = this.take(/'(?:[^']|'')*'/y);
    const start = quoted === undefined ? this.call(depth) : this.literal(quoted.slice(1, -1).replaceAll("''", "'"));
    return start === undefined ? undefined : this.behind(start, depth);
  }

  /** A function may stand in a namespace of the user's own. */
  private call(depth: number): Expression | undefined {
    const fn = this.take(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?/y);
    if (fn === undefined || !this.eat("(")) return undefined;
    const args: Expression[] = [];
    if (!this.eat(")")) {
      do {
        const arg = this.expression(depth + 1);
        if (arg === undefined) return undefined;
        args.push(arg);
      } while (this.eat(","));
      if (!this.eat(")")) return undefined;
    }
    return { kind: "call", fn: fn.toLowerCase(), args, at: this.at };
  }

  private behind(start: Expression, depth: number): Expression | undefined {
    let whole = start;
    for (let steps = 0; steps < MAX_NESTING; steps++) {
      if (this.eat(".") || this.eat("?.")) {
        const name = this.take(/[A-Za-z_$][\w$-]*/y);
        if (name === undefined) return undefined;
        whole = { kind: "call", fn: ".", args: [whole, this.literal(name)], at: this.at };
      } else if (this.eat("[")) {
        const index = this.expression(depth + 1);
        if (index === undefined || !this.eat("]")) return undefined;
        whole = { kind: "call", fn: ".", args: [whole, index], at: this.at };
      } else return whole;
    }
    return undefined;
  }

  private literal(value: string): Expression {
    return constant(text(value, [this.at]));
  }

  private skipSpace(): void {
    this.take(/\s+/y);
  }

  private eat(mark: string): boolean {
    this.skipSpace();
    if (!this.source.startsWith(mark, this.position)) return false;
    this.position += mark.length;
    return true;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}
