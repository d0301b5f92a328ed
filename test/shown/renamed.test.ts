/**
 * Findings about paths are derived and never recognised: the same network under other names, in another order, or inside
 * of a nested stack has the same findings.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRulesWithExamples } from "../../src/api/check-examples.ts";
import { check, open } from "../../src/api/index.ts";

async function codesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "tieline-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const opened = await open({ cwd: folder, paths: ["."] });
    if ("error" in opened) throw new Error(opened.error.message);
    const choice = { only: [], skip: [], showIgnored: false, today: "2026-11-24" };
    return check(opened, choice)
      .findings.map(({ code, severity }) => `${severity} ${code}`)
      .sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text's head, and one block of lines per resource. */
function blocksOf(text: string): { head: string; blocks: readonly string[] } {
  const [head = "", body = ""] = text.split(/(?<=^Resources:\n)/m);
  return { head, blocks: body.split(/^(?= {2}\S)/m).filter((b) => b.trim() !== "") };
}

function renamed(text: string, words: readonly string[]): string {
  const names = blocksOf(text).blocks.flatMap((b) => /^ {2}(\w+):/.exec(b)?.[1] ?? []);
  return names.reduce(
    (t, name, i) => t.replace(new RegExp(`\\b${name}\\b`, "g"), `${words[i % words.length]}${i}x`),
    text,
  );
}

function shuffled(text: string, order: readonly number[]): string {
  const { head, blocks } = blocksOf(text);
  const sorted = blocks
    .map((b, i) => ({ b, key: order[i % order.length] ?? 0, i }))
    .sort((x, y) => x.key - y.key || x.i - y.i);
  return head + sorted.map(({ b }) => b).join("");
}

const parent = `Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./inner.yaml }
`;

/** Examples that need nothing but their template. */
const plain = checkRulesWithExamples.filter((r) => Object.keys(r.examples.bad.files).join() === "network.yaml");

describe.each(plain.map((r) => [r.code, r.examples.bad.files["network.yaml"] ?? ""] as const))("%s", (code, text) => {
  test("under other names and in another order", async () => {
    const expected = await codesOf({ "network.yaml": text });
    expect(expected.join()).toContain(code);
    const word = fc.stringMatching(/^[A-Z][a-z]{2,8}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 3, maxLength: 6 }),
        fc.array(fc.nat(100), { minLength: 5, maxLength: 20 }),
        async (words, order) => {
          expect(await codesOf({ "other.yaml": shuffled(renamed(text, words), order) })).toEqual(expected);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("inside of a nested stack", async () => {
    const expected = await codesOf({ "network.yaml": text });
    expect(await codesOf({ "outer.yaml": parent, "inner.yaml": text })).toEqual(expected);
  });
});
