/**
 * YAML to trees, through `yaml` with its failsafe schema: every scalar stays the text that was written. Depth is counted
 * on the parser's stack, before anything recurses over the tokens. On a broken file the healthy part is kept.
 */

import { Composer, type CST, isCollection, isNode, isScalar, Lexer, Parser, visit } from "yaml";
import { type Finding, found, type Place } from "../finding/finding.ts";
import type { Document, Span } from "../source/document.ts";
import { tooLong, yamlProblem } from "./problems.ts";
import { aliasBomb, nestingTooDeep, syntaxInvalid } from "./rules.ts";
import { MAX_DEPTH, MAX_NODES, MAX_YAML_TOKENS, screen } from "./screen.ts";
import { type Duplicate, type Parsed, remembered, type Tree } from "./tree.ts";
import { readPlainYaml } from "./yaml-plain.ts";
import { buildYaml, spanOf, type Wrong } from "./yaml-tree.ts";

export const readYaml: (document: Document) => Parsed = remembered((document) => {
  const { readable, findings } = screen(document);
  const plain = readable ? readPlainYaml(document) : undefined;
  return plain ? { ...plain, findings, broken: false } : readWholeYaml(document);
});

/** With the whole parser, whatever the document is. */
export function readWholeYaml(document: Document): Parsed {
  const { readable, findings } = screen(document);
  const result = (finding?: Finding, tree?: Tree, duplicates: readonly Duplicate[] = []): Parsed => ({
    tree,
    duplicates,
    findings: finding === undefined ? findings : [...findings, finding],
    broken: !readable || finding !== undefined,
  });
  if (!readable) return result();
  const { tokens, deep, long } = tokensOf(document.text);
  if (deep !== undefined) {
    const at = [{ document, start: deep, end: deep + 1 }];
    return result(found(nestingTooDeep, { data: { limit: MAX_DEPTH }, resource: document.path, at }));
  }
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false });
  const [first, second] = [...composer.compose(tokens)];
  const { tree, duplicates, wrong, bomb } = buildYaml(first?.contents ?? undefined, document);
  if (bomb !== undefined) {
    return result(found(aliasBomb, { data: { limit: MAX_NODES }, resource: document.path, at: [bomb] }));
  }
  const all: Wrong[] = [...wrong];
  for (const { code, message, pos } of first?.errors ?? composer.streamInfo().errors) {
    // What is open where the text was cut is no mistake.
    if (long === undefined || pos[0] < long)
      all.push({ ...yamlProblem(code, message), at: { document, start: pos[0], end: pos[1] }, fromParser: true });
  }
  if (long !== undefined) all.push({ ...tooLong, at: { document, start: long, end: long + 1 } });
  if (second?.contents) {
    const what = "a second document begins; only the first of a file is read";
    all.push({ what, fix: "put it in a file of its own", at: spanOf(second.contents, document) });
  }
  // Only the first mistake is told: those behind it mostly follow from it.
  const [mistake] = all.sort((a, b) => a.at.start - b.at.start);
  if (mistake === undefined) return result(undefined, tree, duplicates);
  const { at, fromParser, ...data } = mistake;
  const places = placesOf(document, at, fromParser === true ? openAt(first?.contents, at) : undefined);
  return result(found(syntaxInvalid, { data, resource: document.path, at: places }), tree, duplicates);
}

/** At the end of the file there is nothing to see. */
function placesOf(document: Document, at: Span, opened: number | undefined): readonly (Span | Place)[] {
  if (opened === undefined) return [at];
  const span = { document, start: opened, end: opened + 1 };
  return document.text.slice(at.start).trim() === "" ? [span] : [at, { span, label: "opened here" }];
}

/** Where the bracket or quote begins that is still open at a place: the innermost. */
function openAt(contents: unknown, { document: { text }, start: place }: Span): number | undefined {
  let opened: number | undefined;
  if (!isNode(contents)) return opened;
  visit(contents, (_, node) => {
    if (!isNode(node) || node.range?.[1] !== place) return;
    const [start] = node.range;
    const last = text.charAt(place - 1);
    const isQuoted = isScalar(node) && node.type?.startsWith("QUOTE") === true;
    if (isQuoted && (last !== text.charAt(start) || start === place - 1)) opened = start;
    if (isCollection(node) && node.flow === true && last !== "]" && last !== "}") opened = start;
  });
  return opened;
}

/** The parser's tokens, and where the nesting or the length pass their limits. */
function tokensOf(text: string): { readonly tokens: CST.Token[]; readonly deep?: number; readonly long?: number } {
  const lexer = new Lexer();
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let long: number | undefined;
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) return { tokens, deep: parser.offset };
    if (++lexemes > MAX_YAML_TOKENS) {
      long = parser.offset;
      break;
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return long === undefined ? { tokens } : { tokens, long };
}
