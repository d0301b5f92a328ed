import { describe, expect, test } from "vitest";
import { baselineOf, baselineText, compared, readBaseline } from "./baseline.ts";
import { type CheckReport, type ExpectationReport, type FindingReport, head } from "./report.ts";

const finding = (code: string, resource: string | null, line = 1): FindingReport => {
  const at = [{ file: "web.yml", line, column: 1, endLine: line, endColumn: 2 }];
  return { code, severity: "error", message: "m", resource, at };
};

const expectation = (name: string, verdict: ExpectationReport["verdict"], holds: boolean | null): ExpectationReport => {
  return { name, expected: "reachable", verdict, holds, reasons: [] };
};

const report = (findings: readonly FindingReport[], expectations: readonly ExpectationReport[] = []): CheckReport => {
  return { ...head, findings, expectations, assumptions: [], notModelled: [], ignored: 0 };
};

const name = (resource: string | null) => resource;

/** What is new, known and gone when `before` was written down and `now` is found. */
function since(before: CheckReport, now: CheckReport) {
  const baseline = readBaseline(baselineText(baselineOf(before, name)), "b.json");
  if ("error" in baseline) throw new Error(baseline.error.message);
  const {
    findings,
    expectations,
    baseline: told,
  } = compared({
    report: now,
    baseline,
    file: "b.json",
    name,
    chosen: (code) => code !== "left.out",
  });
  return {
    fresh: findings.map(({ code, resource, at }) => `${code} ${resource} ${at[0]?.line}`),
    known: told?.known.length,
    gone: told?.gone,
    failing: expectations.filter(({ holds, known }) => holds !== true && known !== true).map((e) => e.name),
  };
}

describe("since a baseline was written", () => {
  const a = finding("a.b", "web/A");
  const nothing = { findings: [], expectations: [] };

  test("what moved to another line is known", () => {
    expect(since(report([a]), report([{ ...a, ...finding("a.b", "web/A", 21) }]))).toEqual({
      fresh: [],
      known: 1,
      gone: nothing,
      failing: [],
    });
  });

  test("a second one of the same code and thing is new, and so is another code or thing", () => {
    const now = [a, finding("a.b", "web/A", 9), finding("a.c", "web/A"), finding("a.b", "web/B"), finding("a.b", null)];
    expect(since(report([a]), report(now)).fresh).toEqual(["a.b web/A 9", "a.c web/A 1", "a.b web/B 1", "a.b null 1"]);
  });

  test("what is no more is told with its count, unless it was not to be shown", () => {
    const before = report([a, a, finding("left.out", "web/A"), finding("n", null)]);
    expect(since(before, report([a])).gone?.findings).toEqual([
      { code: "a.b", resource: "web/A", count: 1 },
      { code: "n", resource: null, count: 1 },
    ]);
  });

  test("an expectation that failed is known, one that was unknown and fails is new", () => {
    const before = report([], [expectation("f", "partly", false), expectation("u", "unknown", null)]);
    const worse = report([], [expectation("f", "blocked", false), expectation("u", "blocked", false)]);
    expect(since(before, worse)).toMatchObject({ failing: ["u"], gone: nothing });
    const better = report([], [expectation("f", "unknown", null), expectation("u", "reachable", true)]);
    expect(since(before, better)).toMatchObject({ failing: [], gone: { expectations: ["u"] } });
  });
});

test("a baseline is read by people and merged by lines", () => {
  const text = baselineText(
    baselineOf(
      report(
        [finding("b.c", "web/B"), finding("a.b", null), finding("b.c", "web/B")],
        [expectation("웹", "partly", false)],
      ),
      name,
    ),
  );
  expect(text).toBe(`\
{
  "formatVersion": "1.0",
  "tieline": "${head.tieline}",
  "findings": [
    {"code":"a.b","resource":null,"count":1},
    {"code":"b.c","resource":"web/B","count":2}
  ],
  "expectations": [
    {"name":"웹","verdict":"partly"}
  ]
}
`);
  expect(readBaseline(baselineText(baselineOf(report([]), name)), "b")).toEqual({ findings: [], expectations: [] });
});

test.each([
  ["{", "it is no JSON"],
  ["[]", "it has no `formatVersion`"],
  ['{"formatVersion":"2.0","findings":[]}', "its `formatVersion` is `2.0`"],
  ['{"formatVersion":"1.0"}', "an entry of `findings`"],
  ['{"formatVersion":"1.0","findings":[{"code":"a","resource":1,"count":1}]}', "an entry of `findings`"],
  ['{"formatVersion":"1.0","findings":[{"code":"a","resource":null,"count":0}]}', "an entry of `findings`"],
  ['{"formatVersion":"1.0","findings":[],"expectations":[{"name":"a","verdict":"x"}]}', "an entry of `expectations`"],
])("%s is no baseline", (text, why) => {
  expect(readBaseline(text, "b.json")).toMatchObject({
    error: { code: "baseline.file.invalid", message: expect.stringContaining(`\`b.json\` is no baseline: ${why}`) },
  });
});

test("a newer minor version is read", () => {
  expect(readBaseline('{"formatVersion":"1.7","findings":[],"more":1}', "b")).toEqual({
    findings: [],
    expectations: [],
  });
});
