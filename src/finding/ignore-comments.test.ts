import { describe, expect, test } from "vitest";
import { lineStarts, locate } from "../source/document.ts";
import type { Finding } from "./finding.ts";
import { sift } from "./ignore.ts";
import { commentIgnores } from "./ignore-comments.ts";

const today = "2026-11-24";

test.each([
  ["a: 1 # tieline: ignore a.b it is so", "a.b", "it is so", undefined],
  ["a: 1 #tieline:ignore a.b: it is so", "a.b", "it is so", undefined],
  ["// tieline: ignore a.b - it is so", "a.b", "it is so", undefined],
  ["/* tieline: ignore a.b it is so */", "a.b", "it is so", undefined],
  ["! Tieline: ignore a.b-c", "a.b-c", undefined, undefined],
  ["# tieline: ignore a.b it is so, until 2027-01-31", "a.b", "it is so", "2027-01-31"],
  ["# tieline: ignore a.b (until 2027-01-31)", "a.b", undefined, "2027-01-31"],
  ["# tieline: ignore", undefined, undefined, undefined],
])("%s", (text, code, reason, until) => {
  const [ignore] = commentIgnores({ path: "a.yml", text });
  expect(ignore).toMatchObject({ code, reason, until });
});

test.each(["# tieline: ignored by us", "a: tieline: ignore a.b", "a#tieline: ignore a.b", "# not tieline"])(
  "%s ignores nothing",
  (text) => expect(commentIgnores({ path: "a.yml", text })).toEqual([]),
);

/** Findings of `a.b` at the lines marked `<`, each with the number of its line; which of them are ignored? */
function ignoredLines(text: string): readonly number[] {
  const document = { path: "a.yml", text };
  const starts = lineStarts(document);
  const findings = text.split("\n").flatMap((line, i): Finding[] => {
    const start = (starts[i] ?? 0) + line.search(/\S|$/);
    const at = [{ span: { document, start, end: start + line.trim().length } }];
    return line.includes("<") ? [{ code: "a.b", severity: "error", message: `${i}`, resource: null, at }] : [];
  });
  return sift(findings, commentIgnores(document), today).ignored.map(({ finding }) =>
    finding.at[0] === undefined ? 0 : locate(finding.at[0].span).line,
  );
}

describe("a comment stands", () => {
  test("for its own line", () => {
    expect(ignoredLines("a: < # tieline: ignore a.b x\nb: <")).toEqual([1]);
  });

  test("for the next line when it is alone, comments and empty lines passed over", () => {
    expect(ignoredLines("a: <\n# tieline: ignore a.b x\n# more\n\nb: <\nc: <")).toEqual([5]);
  });

  test("for what is indented below", () => {
    expect(ignoredLines("# tieline: ignore a.b x\na:\n  b: <\n\n    c: <\nd: <")).toEqual([3, 5]);
  });

  test("for a thing that holds its line", () => {
    const document = { path: "a.yml", text: "a:\n  b: 1 # tieline: ignore a.b x\nc: 2\n" };
    const thing = (start: number, end: number): Finding => {
      return { code: "a.b", severity: "error", message: "m", resource: null, at: [{ span: { document, start, end } }] };
    };
    expect(sift([thing(0, 35)], commentIgnores(document), today).ignored).toHaveLength(1);
    expect(sift([thing(36, 40)], commentIgnores(document), today).ignored).toHaveLength(0);
  });
});

test("a comment without reason, effect or code, and one that has run out, are notes at the comment", () => {
  const text = "# tieline: ignore\n# tieline: ignore a.b\n# tieline: ignore c.d x until 2020-01-01\nz: 1\n";
  const { kept } = sift([], commentIgnores({ path: "a.yml", text }), today);
  expect(kept.map(({ code, at }) => `${code} ${at[0] === undefined ? 0 : locate(at[0].span).line}`)).toEqual([
    "ignore.code.missing 1",
    "ignore.effect.none 2",
    "ignore.reason.missing 2",
    "ignore.until.passed 3",
  ]);
});
