import { describe, expect, test } from "vitest";
import type { Finding } from "./finding.ts";
import { codeBegins, type Ignore, sift } from "./ignore.ts";

const document = { path: "nets/web.yml", text: "a\nb\nc\nd\n" };
const span = { document, start: 2, end: 5 };
const finding: Finding = { code: "a.b.c", severity: "warning", message: "odd", resource: "web/Vpc", at: [{ span }] };

const today = "2026-11-24";
const ignore = (more: Partial<Ignore>): Ignore => ({
  code: "a.b.c",
  at: undefined,
  reason: "known",
  until: undefined,
  where: span,
  ...more,
});

/** What is kept, by code, and the reasons for what is not. */
function sifted(entry: Ignore): [string[], string[]] {
  const { kept, ignored } = sift([finding], [entry], today);
  return [kept.map(({ code }) => code), ignored.map(({ by }) => by.reason ?? "no reason given")];
}

describe("an ignore covers", () => {
  test.each<[string, Partial<Ignore>]>([
    ["everything of its code", {}],
    ["a resource", { at: "web/Vpc" }],
    ["a file", { at: "nets/web.yml" }],
    ["a file by the path from its folder", { at: "web.yml" }],
    ["a line inside", { at: "web.yml:3" }],
    ["codes that begin so", { code: "a.b" }],
    ["until its last day", { until: today }],
  ])("%s", (_, more) => expect(sifted(ignore(more))).toEqual([[], ["known"]]));
});

describe("an ignore does not cover, and is a note,", () => {
  test.each<[string, Partial<Ignore>, string]>([
    ["another resource", { at: "web/Other" }, "ignore.effect.none"],
    ["a file whose name only ends so", { at: "eb.yml" }, "ignore.effect.none"],
    ["a line outside", { at: "web.yml:1" }, "ignore.effect.none"],
    ["a code that only begins with the same letters", { code: "a.b.cd" }, "ignore.effect.none"],
    ["after its last day", { until: "2026-11-23" }, "ignore.until.passed"],
  ])("%s", (_, more, note) => expect(sifted(ignore(more))).toEqual([["a.b.c", note], []]));
});

test("without a reason it works, and is a note", () => {
  expect(sifted(ignore({ reason: undefined }))).toEqual([["ignore.reason.missing"], ["no reason given"]]);
});

test.each([
  ["a.b.c", "a", true],
  ["a.b.c", "a.", true],
  ["a.b.c", "a.b.c", true],
  ["a.b.c", "a.b.c.d", false],
  ["ab.c", "a", false],
])("%s begins with %s: %j", (code, start, begins) => expect(codeBegins(code, start)).toBe(begins));
