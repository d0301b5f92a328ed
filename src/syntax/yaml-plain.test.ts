import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeCorpus } from "../../test/corpus.ts";
import type { Document } from "../source/document.ts";
import { readWholeYaml } from "./yaml.ts";
import { readPlainYaml } from "./yaml-plain.ts";

const document = (text: string): Document => ({ path: "network.yml", text });

/** Whether the fast reader took the text; it must then agree with the whole parser. */
function agrees(source: Document): boolean {
  const fast = readPlainYaml(source);
  if (fast === undefined) return false;
  const { tree, duplicates, broken } = readWholeYaml(source);
  expect({ ...fast, broken }).toEqual({ tree, duplicates, broken: false });
  return true;
}

describe("the fast reader takes what templates are mostly made of", () => {
  test.each([
    ["maps and lists", "a: b\nc:\n  - d\n  - e: f\n    g: h\n"],
    ["a list in the column of its key", "a:\n- b\n- c: d\ne: f\n"],
    ["lists in lists", "- - a\n  - b\n-\n  - c\n"],
    ["nothing", "a:\nb: \n\nc:   # why\nd: ~\ne: null\n- x: !GetAZs\n".replace("- x", "f")],
    ["a null item", "- a\n-\n- \n"],
    ["tags", "a: !Ref B\nc: !If\n  - d\n  - !Sub 'x'\n  - !Select [0, !GetAZs '']\n- ".slice(0, -2)],
    ["quotes", `"a": 'it''s'\n'b': "x\\n\\\\.\\""\nc: "#" # why\n`],
    ["quotes at the end of texts", String.raw`a: "b\\"` + `\nc: 'it'''\nd: ''''\ne: ["", '', "f", 'g''', "\\\\"]\n`],
    ["brackets", "a: [b, 'c', {d: e, f: [g]}, http://h]\ni: {}\nj: []\nk: { 'l' : m }\n".replace(" :", ":")],
    ["block texts", "a: |\n  x\n    y\n\n  z\nb: >-\n  x\n  y\n\n  z\nc: !Sub |-\n    x\n\n# why\n  \nd: >\n  x\n"],
    ["keys that stand twice", "a: {b: 1, b: 2}\nc: 1\nc: 1\n"],
    ["windows line ends", "a: b\r\nc:\r\n  - d\r\ne: |\r\n  x\r\n  y\r\nf: !Ref g\r\n"],
    ["a marker in front", "---\na: b\n"],
    ["comments", "# one\na: b # two\n  # three\nc: # four\n  d: e#f\n"],
  ])("%s", (_, text) => expect(agrees(document(text))).toBe(true));
});

test("a quoted text of megabytes, and a million values on one line, cost no more than their length", () => {
  const quoted = readPlainYaml(document(`a: "${"x".repeat(20_000_000)}"\nb: '${"y''".repeat(1_000_000)}'\n`));
  expect(quoted?.tree).toMatchObject({ entries: [{ key: "a" }, { key: "b" }] });
  const line = readPlainYaml(document(`a: [${'"b", c, '.repeat(100_000)}d]\n`));
  expect(line?.tree).toMatchObject({ entries: [{ value: { items: { length: 200_001 } } }] });
});

describe("it leaves to the whole parser", () => {
  test.each([
    ["anchors", "a: &x b\nc: *x\n"],
    ["texts over several lines", "a: b\n  c\n"],
    ["quoted texts over several lines", "a: 'b\n  c'\n"],
    ["brackets over several lines", "a: [b,\n  c]\n"],
    ["tabs", "a:\tb\n"],
    ["several documents", "a: b\n---\nc: d\n"],
    ["a second colon", "a: b: c\n"],
    ["wrong indentation", "a:\n    b: c\n  d: e\n"],
    ["merge keys", "a:\n  <<: {b: c}\n"],
    ["a quote that is not closed", String.raw`a: "b\\\"` + "\nc: d\n"],
    ["a single quote that is not closed", "a: 'b''\nc: d\n"],
    ["deep nesting", "- ".repeat(300)],
    ["a single text", "a\n"],
    ["nothing", ""],
  ])("%s", (_, text) => expect(readPlainYaml(document(text))).toBeUndefined());
});

const sample = `# one of everything
Vpc: { Type: "AWS::EC2::VPC", Tags: [a, 'b''c', { d: !Ref E }] }
Subnet:
  Type: AWS::EC2::Subnet   # why
  "Zone": !Select [0, !GetAZs '']
  Nothing:
  Rules:
  - Port: "80"
    From: 0.0.0.0/0
  - !Ref Rule
  -
    - x
Script: !Sub |
  one
    two

  three
Text: >-
  one
  two
Choice: !If
  - A
  - b: c
`;

/** The sample with some characters cut out, doubled or put elsewhere, and some pieces of YAML put in. */
const mangled = fc
  .array(
    fc.tuple(
      fc.nat(400),
      fc.nat(12),
      fc.nat(400),
      fc.boolean(),
      fc.constantFrom(..."\n,  ,- ,: ,#,|, ,!x,',\",{,],\r\n".split(",")),
    ),
    {
      maxLength: 4,
    },
  )
  .map((changes) => {
    let text = sample;
    for (const [from, length, to, keep, piece] of changes) {
      const moved = keep ? piece : text.slice(from, from + length);
      const rest = keep ? text : text.slice(0, from) + text.slice(from + length);
      text = rest.slice(0, to) + moved + rest.slice(to);
    }
    return text;
  });

test("whatever it takes, the whole parser reads the same", () => {
  const words =
    "a,b: ,b:\n,- ,-\n,\n  ,\n    ,\n,!Ref ,!If\n,[,],{,},', ',\",\\,# ,: ,|\n,>-\n,~,null,x y,\r\n,&a ,*a,?,@,=,<<: ,\t".split(
      ",",
    );
  const soup = fc.array(fc.constantFrom(...words, ","), { maxLength: 30 }).map((list) => list.join(""));
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof(soup, mangled), (text) => {
      if (agrees(document(text))) taken++;
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(100);
});

describeCorpus("templates of real networks", (corpus) => {
  test("most are taken, and read the same", () => {
    const counts = { taken: 0, left: 0 };
    for (const folder of ["gwlb-workshop", "cloudformation", "aws-workshops", "alibaba-ros"]) {
      for (const name of readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })) {
        if (!/\.ya?ml$/.test(name)) continue;
        const path = join(corpus, folder, name);
        counts[agrees({ path, text: readFileSync(path, "utf8") }) ? "taken" : "left"]++;
      }
    }
    expect(counts.taken).toBeGreaterThan(counts.left);
    console.log(counts);
  });
});
