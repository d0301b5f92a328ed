// Every rule's page shows a bad and a good example; here they are read. A page that no longer tells the truth fails.
import { describe, expect, test } from "vitest";
import { rulesOfReading } from "../../src/read/catalogue.ts";
import { readFiles } from "../reading.ts";

const codesIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await readFiles(files)).findings.map(({ code }) => code);

describe("the examples of each rule", () => {
  test.each(rulesOfReading.map((rule) => [rule.code, rule] as const))("%s", async (code, { examples }) => {
    expect(await codesIn(examples.bad.files)).toContain(code);
    expect(await codesIn(examples.good.files)).not.toContain(code);
  });
});

test("a code belongs to one rule", () => {
  const codes = rulesOfReading.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)]);
});

describe("the words of each rule", () => {
  test.each(rulesOfReading.map((rule) => [rule.code, rule] as const))("%s", async (code, rule) => {
    expect(code).toMatch(/^[a-z0-9]+(\.[a-z0-9-]+){1,2}$/);
    expect(rule.title).not.toMatch(/\.$|^[A-Z][a-z]/);
    expect(rule.page.length).toBeGreaterThan(60);
    const { findings } = await readFiles(rule.examples.bad.files);
    for (const finding of findings.filter((f) => f.code === code)) {
      expect(finding.message).not.toMatch(/\.$|undefined|\[object/);
      expect(finding.fix ?? "").not.toMatch(/\.$|undefined|\[object/);
      expect(finding.at.length).toBeGreaterThan(0);
    }
  });
});
