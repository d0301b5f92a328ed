import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Document, locate, type Span, textOf } from "../source/document.ts";
import { duplicateFinding } from "./duplicates.ts";
import { readJson } from "./json.ts";
import { type Parsed, type Tree, sameTree } from "./tree.ts";
import { readYaml } from "./yaml.ts";

const document = (text: string): Document => ({ path: "network.yml", text });

/** A tree as short text: `'quoted'`, `{key: plain}`, `[!Ref x, ~]`. */
function print(tree: Tree | undefined): string {
  if (tree === undefined) return "nothing";
  const tag = tree.tag === undefined ? "" : `${tree.tag} `;
  switch (tree.kind) {
    case "null":
      return `${tag}~`;
    case "scalar":
      return tag + (tree.plain ? tree.text : `'${tree.text}'`);
    case "list":
      return `${tag}[${tree.items.map(print).join(", ")}]`;
    case "map":
      return `${tag}{${tree.entries.map(({ key, value }) => `${key}: ${print(value)}`).join(", ")}}`;
  }
}

function lines({ line, endLine }: { line: number; endLine: number }): string {
  return `${line}-${endLine}`;
}

/** The value at a path of keys and indices, with the place of the whole entry. */
function at(tree: Tree | undefined, ...path: (string | number)[]): Span | undefined {
  let here = tree;
  let span = tree?.at;
  for (const step of path) {
    if (typeof step === "number") {
      here = here?.kind === "list" ? here.items[step] : undefined;
      span = here?.at;
    } else {
      const entry = here?.kind === "map" ? here.entries.find(({ key }) => key === step) : undefined;
      here = entry?.value;
      span = entry?.at;
    }
  }
  return span;
}

describe("yaml is read as it is written", () => {
  test.each([
    [
      "numbers and booleans stay text",
      "a: 012\nb: true\nc: -1\nd: 0.0.0.0/0",
      "{a: 012, b: true, c: -1, d: 0.0.0.0/0}",
    ],
    ["quotes are remembered", `a: "-1"\nb: 'true'`, "{a: '-1', b: 'true'}"],
    [
      "nothing, a tilde and null are null",
      "a:\nb: ~\nc: null\nd: 'null'\ne: ''",
      "{a: ~, b: ~, c: ~, d: 'null', e: ''}",
    ],
    [
      "tags of the format's own are kept",
      "a: !Ref Vpc\nb: !Sub '${X}'\nc: !GetAZs\nd: !If [x, y]",
      "{a: !Ref Vpc, b: !Sub '${X}', c: !GetAZs ~, d: !If [x, y]}",
    ],
    ["yaml's own tags are not", "a: !!str 5", "{a: 5}"],
    ["blocks of text are quoted", "a: |\n  one\n  two\nb: >-\n  one\n  two", "{a: 'one\ntwo\n', b: 'one two'}"],
    ["aliases are what they name", "a: &x {b: c}\nd: *x", "{a: {b: c}, d: {b: c}}"],
    [
      "a map's own key beats a merged one",
      "a: &x {b: c, d: e}\nf:\n  <<: *x\n  d: g",
      "{a: {b: c, d: e}, f: {b: c, d: g}}",
    ],
    [
      "of merged maps the first wins",
      "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}",
      "{a: {b: 1}, c: {b: 2, d: 3}, e: {b: 1, d: 3}}",
    ],
    ["windows line ends", "a: b\r\nc:\r\n  - d\r\n", "{a: b, c: [d]}"],
    ["a byte order mark", "\uFEFFa: b", "{a: b}"],
    ["an empty file", "", "nothing"],
    ["comments only", "# nothing here\n", "nothing"],
    ["a key that is no text", "{{ name }}: x", "{{{ name }}: x}"],
  ])("%s", (_, text, printed) => {
    const parsed = readYaml(document(text));
    expect(print(parsed.tree)).toBe(printed);
    expect(parsed).toMatchObject({ findings: [], duplicates: [], broken: false });
  });
});

describe("json is read as it is written", () => {
  test.each([
    ["scalars", '{"a": 1.50, "b": true, "c": null, "d": "x\\ny"}', "{a: 1.50, b: true, c: ~, d: 'x\ny'}"],
    ["comments and trailing commas", '{"a": [1, 2,], /* why */ }', "{a: [1, 2]}"],
    ["a byte order mark", '\uFEFF{"a": []}', "{a: []}"],
    ["half a surrogate pair in an escape", '{"a": "\\ud800"}', "{a: '\ud800'}"],
  ])("%s", (_, text, printed) => {
    const parsed = readJson(document(text));
    expect(print(parsed.tree)).toBe(printed);
    expect(parsed).toMatchObject({ findings: [], duplicates: [], broken: false });
  });
});

describe("places", () => {
  const text = `First:
  Type: A

  # about the list
  List:
    - one: 1
      two: !Ref Two   # why
    - !Sub
      # a comment
      - x

Second: |
  text


Third:
`;
  const { tree } = readYaml(document(text));
  test.each<[string, (string | number)[], string]>([
    ["a block ends with its last line", ["First"], "1-10"],
    ["so does a list", ["First", "List"], "5-10"],
    ["an item begins behind its dash", ["First", "List", 0], "6-7"],
    ["a tagged value begins at its tag", ["First", "List", 1], "8-10"],
    ["a text block has no trailing air", ["Second"], "12-13"],
    ["a key without a value is its own line", ["Third"], "16-16"],
  ])("%s", (_, path, expected) => {
    const span = at(tree, ...path);
    expect(span && lines(locate(span))).toBe(expected);
  });

  test("the value of an entry includes its tag, the entry its key", () => {
    const two = at(tree, "First", "List", 0, "two");
    expect(two && textOf(two)).toBe("two: !Ref Two");
  });
});

describe("a key that stands twice", () => {
  test.each([
    ["yaml", readYaml, "R:\n  A: {x: 1}\n  B: 2\n  A: {x: 3}\n"],
    ["json", readJson, '{"R": {"A": {"x": 1}, "B": 2, "A": {"x": 3}}}'],
  ])("in %s the last one wins and the lost one is told", (_, read, text) => {
    const { tree, duplicates } = read(document(text));
    expect(print(tree)).toBe("{R: {B: 2, A: {x: 3}}}");
    expect(duplicates.map(({ path }) => path)).toEqual([["R", "A"]]);
    const [finding] = duplicates.map((duplicate) => duplicateFinding(duplicate, "stack/A"));
    expect(finding).toMatchObject({
      code: "source.key.duplicate",
      severity: "warning",
      resource: "stack/A",
      message: "`A` stands twice in `R`, and the last one wins",
    });
    expect(finding?.at.map(({ span }) => textOf(span).includes("3"))).toEqual([true, false]);
  });

  test("that stand very often in one file are told by the first thousand", () => {
    const often = "a: b\n".repeat(200_000);
    expect(readYaml(document(often)).duplicates).toHaveLength(1_000);
    expect(readYaml(document(`x: &x y\n${often.slice(0, 50_000)}`)).duplicates).toHaveLength(1_000);
    expect(readJson(document(`{${'"a":1,'.repeat(20_000)}"b":2}`)).duplicates).toHaveLength(1_000);
  });

  test("three times are two losses, and lists count in the path", () => {
    const { duplicates } = readYaml(document("- x\n- {a: 1, a: 2, a: 3}"));
    const messages = duplicates.map((duplicate) => duplicateFinding(duplicate, "f").message);
    expect(messages).toEqual(Array(2).fill("`a` stands twice in `[1]`, and the last one wins"));
  });

  test("with the same value it is a note, whatever the order and the quotes", () => {
    const { duplicates } = readYaml(document("A: {x: 1, y: [2]}\nA:\n  y:\n    - '2'\n  x: 1"));
    const [finding] = duplicates.map((duplicate) => duplicateFinding(duplicate, "f"));
    expect(finding).toMatchObject({ severity: "note", message: "`A` stands twice, both times with the same value" });
  });

  test("a tag makes a difference", () => {
    const { tree } = readYaml(document("[!Ref A, A]"));
    const [a, b] = tree?.kind === "list" ? tree.items : [];
    expect(a && b && sameTree(a, b)).toBe(false);
  });
});

describe("what cannot be read is a finding with its place and a remedy", () => {
  const nested = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${["ba", "cb", "dc", "ed", "fe", "gf", "hg"]
    .map(([name, of]) => `${name}: &${name} [${Array(10).fill(`*${of}`).join(", ")}]\n`)
    .join("")}`;
  test.each<[string, (document: Document) => Parsed, string, string]>([
    ["an open bracket", readYaml, "a: 1\nb: [c\nd: 2\n", "source.syntax.invalid 3:1"],
    ["a tab", readYaml, "a:\n\tb: 1\n", "source.syntax.invalid 2:1"],
    ["an open quote", readYaml, 'a: "b\n', "source.syntax.invalid 1:4"],
    ["a key without a colon", readYaml, "a: 1\nb\nc: 2\n", "source.syntax.invalid 2:1"],
    ["an alias of nothing", readYaml, "a: *b\n", "source.syntax.invalid 1:4"],
    ["an alias inside its own anchor", readYaml, "a: &b [*b]\n", "source.syntax.invalid 1:8"],
    ["a second document", readYaml, "a: 1\n---\nb: 2\n", "source.syntax.invalid 3:1"],
    ["a missing comma", readJson, '{"a": 1 "b": 2}', "source.syntax.invalid 1:9"],
    ["a file that breaks off", readJson, '{"a": [', "source.syntax.invalid 1:8"],
    ["nothing", readJson, "", "source.syntax.invalid 1:1"],
    ["flow nesting", readYaml, nested("[", "]"), "source.nesting.too-deep 1:201"],
    ["dashes in dashes", readYaml, "- ".repeat(5_000), "source.nesting.too-deep 1:400"],
    ["nesting", readJson, nested("[", "]"), "source.nesting.too-deep 1:201"],
    ["objects", readJson, nested('{"a":', "}"), "source.nesting.too-deep 1:1001"],
    ["aliases of aliases", readYaml, bomb, "source.alias.bomb 6:36"],
    ["utf-16", readYaml, "a\0:\0 \0b\0", "source.encoding.unreadable 1:2"],
    ["bytes", readJson, "\u0001\0\u0002", "source.encoding.unreadable 1:2"],
    ["a local code page", readYaml, "a: b # \uFFFD\uFFFD", "source.encoding.unreadable 1:8"],
    ["half a surrogate pair", readYaml, "a: \ud800", "source.encoding.unreadable 1:4"],
  ])("%s", (_, read, text, expected) => {
    const [finding, ...more] = read(document(text)).findings;
    expect(more).toEqual([]);
    const span = finding?.at[0]?.span;
    const { line, column } = locate(span ?? { document: document(text), start: 0, end: 0 });
    expect(`${finding?.code} ${line}:${column}`).toBe(expected);
    expect(finding?.fix).toMatch(/\w/);
    expect(finding?.resource).toBe("network.yml");
  });

  test("what is not closed is shown where it was opened, the innermost", () => {
    const [finding] = readYaml(document("a: 1\nb: [c, [d, e]\nd: [2]\n")).findings;
    const places = finding?.at.map(({ span, label }) => [locate(span).line, locate(span).column, label]);
    expect(places).toEqual([
      [3, 1, undefined],
      [2, 4, "opened here"],
    ]);
    expect(finding?.message).toBe("a bracket is not closed");
    const [closed] = readYaml(document("a: [1]x\n")).findings;
    expect(closed?.at.map(({ label }) => label)).toEqual([undefined]);
  });

  test("the healthy part of a broken file is kept", () => {
    const parsed = readYaml(document("Resources:\n  A:\n    x: 1\n  B:\n    y: [1\n  C:\n    z: 2\n"));
    expect(parsed.broken).toBe(true);
    expect(print(parsed.tree)).toMatch(/^\{Resources: \{A: \{x: 1\}, B: /);
  });

  test("characters that are not utf-8 are a warning, and the rest is read", () => {
    const parsed = readYaml(document("a: b # \uFFFD"));
    expect(parsed).toMatchObject({ broken: false, findings: [{ severity: "warning" }] });
    expect(print(parsed.tree)).toBe("{a: b}");
  });
});

describe("nothing that is read throws", () => {
  const pieces = fc.constantFrom(
    ..."[]{},:-#&*!|>'\"%@`~\n\t ?<=\\/".split(""),
    ...'a,A: ,- ,\n  ,!Ref ,!Sub ,&x ,*x,<<: ,---\n,...\n,\r\n,\0,\uFEFF,\ud800,\uFFFD,%YAML 1.1\n,!!map ,"\\u,null'.split(
      ",",
    ),
  );
  const soup = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(""));
  const bytes = fc.uint8Array({ maxLength: 200 }).map((list) => new TextDecoder().decode(list));
  const any = fc.oneof(soup, bytes, fc.string({ unit: "binary", maxLength: 100 }));

  test("whatever the text is", () => {
    fc.assert(
      fc.property(any, (text) => {
        for (const parsed of [readYaml(document(text)), readJson(document(text))]) {
          for (const { at: places, fix } of parsed.findings) {
            expect(fix).toBeDefined();
            for (const { span } of places) expect(span.start).toBeLessThanOrEqual(text.length);
          }
          expect(print(parsed.tree)).toBeTypeOf("string");
        }
      }),
      { numRuns: 300 },
    );
  });
});
