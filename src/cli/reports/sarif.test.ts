import { describe, expect, test } from "vitest";
import { sarifProblems } from "../../../test/sarif-schema.ts";
import { sarifText } from "./sarif.ts";
import { about, hosted, nothing, report } from "./sample.suite.ts";

interface Place {
  readonly physicalLocation?: { readonly artifactLocation: object; readonly region?: object };
}

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly locations: readonly Place[];
  readonly relatedLocations?: readonly Place[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
  readonly baselineState?: string;
}

interface Run {
  readonly results: readonly Result[];
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help?: object }[] } };
  readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  readonly versionControlProvenance?: readonly object[];
}

function runOf(text: string): Run {
  const log = JSON.parse(text) as { readonly runs: readonly Run[] };
  expect(sarifProblems(log)).toEqual([]);
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return run;
}

const run = runOf(sarifText(report, about));

test("the schema refuses what is no SARIF", () => {
  expect(sarifProblems({ version: "2.1.0", runs: [{ results: [] }] })).toEqual([
    "/runs/0 must have required property 'tool'",
  ]);
});

test("expectations that do not hold come first, then findings, then what is ignored", () => {
  expect(run.results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
    "error expectation.verdict.differs",
    "error expectation.verdict.unknown",
    "error path.loop",
    "warning odd.thing",
    "warning odd.thing",
    "note small.thing",
    "note odd.thing",
    "note odd.thing",
  ]);
});

test("a place is a region from the first character to behind the last, in a file below the root", () => {
  const loop = run.results.find(({ ruleId }) => ruleId === "path.loop");
  expect(loop?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: "nets/web.yml", uriBaseId: "%SRCROOT%" },
    region: { startLine: 2, startColumn: 3, endLine: 4, endColumn: 9 },
  });
  expect(loop?.relatedLocations?.map((place) => place.physicalLocation?.artifactLocation)).toEqual([
    { uri: "nets/%EC%9B%B9.yml", uriBaseId: "%SRCROOT%" },
  ]);
  const placeless = run.results.find(({ ruleId }) => ruleId === "small.thing");
  expect(placeless?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: "tieline.yaml", uriBaseId: "%SRCROOT%" },
  });
});

test("a rule has its page as help", () => {
  expect(run.tool.driver.rules.find(({ id }) => id === "path.loop")).toMatchObject({
    shortDescription: { text: "packets go round" },
    fullDescription: { text: "They do." },
    help: { text: "They do.\n\nMend it.", markdown: expect.stringContaining("tieline explain path.loop") },
  });
});

describe("a result is recognised again", () => {
  const prints = (results: readonly Result[]) => results.map((result) => result.partialFingerprints["tieline/v1"]);

  test("when only lines have moved", () => {
    const moved = {
      ...report,
      findings: report.findings.map((f) => ({ ...f, at: f.at.map((p) => ({ ...p, line: p.line + 20 })) })),
    };
    expect(prints(runOf(sarifText(moved, about)).results)).toEqual(prints(run.results));
  });

  test("and no two of one report are the same", () => {
    expect(new Set(prints(run.results)).size).toBe(run.results.length);
  });
});

test("what is ignored is suppressed, in the source or beside it, with its reason", () => {
  expect(run.results.flatMap(({ suppressions = [] }) => suppressions)).toEqual([
    { kind: "inSource", status: "accepted", justification: "so be it" },
    { kind: "external", status: "accepted", justification: "ours" },
  ]);
});

test("with a baseline each result is new or known", () => {
  const [first, ...known] = report.findings;
  const baseline = { file: "b.json", known, gone: { findings: [], expectations: [] } };
  const { results } = runOf(sarifText({ ...nothing, findings: first === undefined ? [] : [first], baseline }, about));
  expect(results.map(({ baselineState }) => baselineState)).toEqual(["new", "unchanged", "unchanged", "unchanged"]);
});

test("in a checkout that is known, files are named from its root and its commit is said", () => {
  const { results, versionControlProvenance } = runOf(sarifText(report, hosted));
  expect(results[0]?.locations[0]?.physicalLocation?.artifactLocation).toMatchObject({ uri: "infra/nets/web.yml" });
  expect(versionControlProvenance).toMatchObject([{ repositoryUri: "https://github.com/o/r", revisionId: "abc" }]);
});

test("nothing wrong is a log without results, nothing read is a run that failed", () => {
  expect(runOf(sarifText(nothing, about))).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  const error = { code: "input.nothing.read", message: "nothing to read" };
  expect(runOf(sarifText(nothing, about, error)).invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: "error", message: { text: "nothing to read [input.nothing.read]" } }],
    },
  ]);
});
