import { expect, test } from "vitest";
import { compactText } from "./compact.ts";
import { githubText } from "./github.ts";
import { about, hosted, nothing, report } from "./sample.suite.ts";

test("compact: a line for each finding, as compilers print them", () => {
  expect(compactText(report, about)).toBe(`\
nets/web.yml:2:3: error: nobody reaches "it" | <x> @all: expected blocked, is partly; a packet arrives [expectation.verdict.differs]
nets/web.yml:2:3: error: mail gets out: expected reachable, is unknown; \`Zone\` has no value (would make it known: a value) [expectation.verdict.unknown]
nets/web.yml:2:3: error: it goes \`round\`, 100% of it [path.loop]
nets/웹.yml:7:1: warning: odd <b> [odd.thing]
web/Thing: warning: odd too [odd.thing]
tieline: note: a note [small.thing]
`);
});

test("github: commands whose text cannot end them", () => {
  expect(githubText(report, hosted).split("\n")).toEqual([
    '::error file=infra/nets/web.yml,line=2,endLine=4,title=expectation.verdict.differs%3A nobody reaches "it" | <x> @all::nobody reaches "it" | <x> @all: expected blocked, is partly; a packet arrives%0Asee also infra/tieline.yaml:9',
    "::error file=infra/nets/web.yml,line=2,endLine=4,title=expectation.verdict.unknown%3A mail gets out::mail gets out: expected reachable, is unknown; `Zone` has no value (would make it known: a value)%0Asee also infra/tieline.yaml:9",
    "::error file=infra/nets/web.yml,line=2,endLine=4,title=path.loop%3A web/Route::it goes `round`, 100%25%0Aof it%0Afix: mend it%0Asee also infra/nets/웹.yml:7",
    "::warning file=infra/nets/웹.yml,line=7,endLine=7,col=1,endColumn=5,title=odd.thing%3A web/Thing::odd <b>",
    "::warning title=odd.thing%3A web/Thing::odd too",
    "::notice title=small.thing::a note",
    "",
  ]);
});

test("a name with what commands are made of", () => {
  const odd = { code: "a.b.c", severity: "error", message: "m\r\n::error::x", resource: "s/a,b:c%d", at: [] } as const;
  expect(githubText({ ...nothing, findings: [odd] }, about)).toBe(
    "::error title=a.b.c%3A s/a%2Cb%3Ac%25d::m\u240D%0A::error::x\n",
  );
});

test("what is known or ignored is no annotation, and nothing wrong is no output", () => {
  const baseline = { file: "b", known: report.findings, gone: { findings: [], expectations: [] } };
  const known = { ...nothing, baseline, ...(report.ignoredFindings && { ignoredFindings: report.ignoredFindings }) };
  for (const text of [compactText, githubText]) {
    expect(text(nothing, about)).toBe("");
    expect(text(known, about)).toBe("");
  }
});

test("an unknown answer that may be is a note", () => {
  const allowed = compactText(report, { ...about, allowUnknown: true });
  expect(allowed).toContain("nets/web.yml:2:3: note: mail gets out");
});
