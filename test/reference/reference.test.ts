/** docs/reference is what the units declare today; `npm run reference` makes it so. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { claimsLine, referencePages } from "./pages.suite.ts";

const root = new URL("../../", import.meta.url);
const folder = new URL("docs/reference/", root);
const pages = referencePages();

if (process.env["TIELINE_REFERENCE"] === "write") {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(new URL(name, folder), text);
}

test.each([...pages])("%s is fresh: `npm run reference` makes it so", (name, text) => {
  expect(readFileSync(new URL(name, folder), "utf8")).toBe(text);
});

test("no page is left over", () => {
  expect(readdirSync(fileURLToPath(folder)).sort()).toEqual([...pages.keys()].sort());
});

test("the README says how many statements are assumed", () => {
  expect(readFileSync(new URL("README.md", root), "utf8").replace(/\s+/g, " ")).toContain(claimsLine());
});
