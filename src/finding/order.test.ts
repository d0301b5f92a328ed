import { expect, test } from "vitest";
import type { Finding } from "./finding.ts";
import { ordered } from "./order.ts";

const documents = ["a.yml", "b.yml"].map((path) => ({ path, text: "a\nb\nc\nd\n" }));

const at = (file: number, line: number, code: string, severity: Finding["severity"] = "error"): Finding => {
  const document = documents[file] ?? { path: "", text: "" };
  const span = { document, start: 2 * line - 2, end: 2 * line - 1 };
  return { code, severity, message: `${document.path}:${line} ${code}`, resource: null, at: [{ span }] };
};

test("errors stand first, by file and line, and what keeps a file from being read before what may follow from it", () => {
  const findings = [
    at(0, 1, "a.b.c", "note"),
    at(1, 4, "source.syntax.invalid"),
    at(1, 2, "value.type.wrong"),
    at(0, 3, "d.e.f"),
    at(0, 1, "g.h.i"),
    at(0, 1, "g.h.i"),
  ];
  expect(ordered(findings).map(({ message }) => message)).toEqual([
    "a.yml:1 g.h.i",
    "a.yml:3 d.e.f",
    "b.yml:4 source.syntax.invalid",
    "b.yml:2 value.type.wrong",
    "a.yml:1 a.b.c",
  ]);
});
