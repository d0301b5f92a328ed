import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkRulesWithExamples } from "./check-examples.ts";
import { expectationRules } from "./expectation-rules.ts";
import type { Finding } from "../finding/finding.ts";
import { ignoreRules } from "../finding/ignore-rules.ts";
import { projectRules } from "../project/rules.ts";
import { rules } from "./catalogue.ts";
import { check, open } from "./session.ts";

/** The codes that `tieline check` prints for a folder with these files, expectations as other tools are told of them. */
async function codesOf(files: Readonly<Record<string, string>>): Promise<readonly Finding["code"][]> {
  const cwd = mkdtempSync(join(tmpdir(), "tieline-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const opened = await open({ paths: [cwd], cwd });
    if ("error" in opened) return [opened.error.code, ...opened.findings.map(({ code }) => code)];
    const choice = { only: [], skip: [], showIgnored: false, today: "2026-11-24" };
    const { findings, expectations } = check(opened, choice);
    const unmet = expectations.flatMap(({ holds }) =>
      holds === true ? [] : [`expectation.verdict.${holds === null ? "unknown" : "differs"}`],
    );
    return [...findings.map(({ code }) => code), ...unmet];
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

describe("a rule's page shows a network that has the finding, and one that has not", () => {
  const own = [...projectRules, ...ignoreRules, ...expectationRules, ...checkRulesWithExamples];
  test.each(own.map((rule) => [rule.code, rule.examples] as const))("%s", async (code, { bad, good }) => {
    expect(await codesOf(bad.files)).toContain(code);
    expect(await codesOf(good.files)).not.toContain(code);
  });
});

test("the codes of the catalogue are in order, each once, and of one form", () => {
  const codes = rules.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  for (const code of codes) expect(code).toMatch(/^[a-z]+(\.[a-z-]+){1,2}$/);
});

test.each([
  "source.key.duplicate",
  "parameter.value.missing",
  "reference.service.unresolved",
  "endpoint.zone.not-offered",
  "balancer.zone.no-target",
  "balancer.listener.missing",
  "balancer.target.none",
  "path.asymmetric",
  "path.uninspected",
  "path.loop",
  "route.ingress.never-matches",
  "route.target.foreign",
  "route.target.blackhole",
  "address.public.no-return",
  "address.range.overlap",
  "address.range.outside",
  "address.fixed.reserved",
  "address.fixed.outside-subnet",
  "filter.reference.foreign",
  "gateway.internet.unreachable",
])("the promised code %s is there", (code) => expect(rules.map((rule) => rule.code)).toContain(code));
