import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchema } from "./json-schema.ts";

const root = resolve(import.meta.dirname, "../..");
const accepts = new Ajv({ strict: true, allowUnionTypes: true }).compile(jsonSchema() as object);

test("the schema for editors is that of the shape: `node scripts/schema.mjs` writes it", () => {
  const shipped = readFileSync(join(root, "schema/tieline.schema.json"), "utf8");
  expect(shipped).toBe(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
});

const scenarios = readdirSync(join(root, "scenarios"), { recursive: true, encoding: "utf8" });
describe("every scenario's project file is what editors accept", () => {
  test.each(scenarios.filter((path) => path.endsWith("tieline.yaml")))("%s", (path) => {
    accepts(parse(readFileSync(join(root, "scenarios", path), "utf8")));
    expect(accepts.errors ?? []).toEqual([]);
  });
});

test.each([
  ["an unknown key", { inputz: [] }],
  ["a verdict that is none", { expect: [{ from: "a", to: "b", verdict: "yes" }] }],
  ["an expectation without an end", { expect: [{ from: "a", verdict: "blocked" }] }],
])("editors refuse %s", (_, project) => expect(accepts(project)).toBe(false));
