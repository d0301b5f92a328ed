import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainReport, rules } from "./catalogue.ts";
import { reasonPages } from "./reasons.ts";

/** Codes that the engines and the questions put into answers. */
function codesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    if (!entry.isFile() || !/(?<!\.(?:test|suite))\.ts$/.test(entry.name)) return [];
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    return [...text.matchAll(/\bcode: "([a-z]+\.[a-z-]+\.[a-z-]+)"/g)].map((m) => m[1] ?? "");
  });
}

const src = join(import.meta.dirname, "..");
const assumptions = new Set(["internet.hosts.answer", "host.service.listens", "balancer.target.healthy"]);
const codes = [...codesIn(join(src, "forward")), ...codesIn(join(src, "query"))].filter((c) => !assumptions.has(c));

test.each([...new Set(codes)].sort())("%s, which stands in answers, is explained", (code) => {
  expect(explainReport(code)).toMatchObject({ code });
});

test("no reason has a page twice", () => {
  const all = [...rules.map((r) => r.code), ...reasonPages.map((r) => r.code)];
  expect(all.filter((code, i) => all.indexOf(code) !== i)).toEqual([]);
});
