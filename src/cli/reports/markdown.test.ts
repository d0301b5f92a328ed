import { expect, test } from "vitest";
import { markdownText } from "./markdown.ts";
import { about, hosted, nothing, report } from "./sample.suite.ts";

test("verdicts first, then findings by severity, with links to the lines of the commit", () => {
  const web = "[infra/nets/web.yml:2-4](https://github.com/o/r/blob/abc/infra/nets/web.yml#L2-L4)";
  const other = "[infra/nets/웹.yml:7](https://github.com/o/r/blob/abc/infra/nets/%EC%9B%B9.yml#L7)";
  expect(markdownText(report, hosted)).toBe(`\
## Tieline: 1 of 3 expectations hold, 1 error, 2 warnings, 1 note

| | expectation | answer |
|---|---|---|
| ❌ | nobody reaches "it" \\| &lt;x> @\u200Ball | **expected blocked, is partly**<br>a packet arrives ${web} |
| ❓ | mail gets out | **expected reachable, is unknown**<br>\`Zone\` has no value (would make it known: a value) ${web} |
| ✅ | visitors reach the web | reachable |

### 1 error

- **packets go round** \`path.loop\`: mend it
  - it goes \`round\`, 100% of it ${web}, ${other}

<details><summary>2 warnings</summary>

- \`odd.thing\`
  - odd &lt;b> ${other}
  - odd too

</details>

<details><summary>1 note</summary>

- \`small.thing\`
  - a note

</details>

<sub>read 1 file · 2 findings ignored · not read, of no format that Tieline reads: notes.txt · read but not modelled: 2 AWS::IAM::Role</sub>
`);
});

test("without a commit to link to, places are code", () => {
  expect(markdownText(report, about)).toContain("100% of it `nets/web.yml:2-4`, `nets/웹.yml:7`");
});

test("user's text is no markup", () => {
  const message = "*a* _b_ [c](d) `e|f` #1 <details>\n# g @h";
  const odd = { code: "a.b", severity: "error", message, resource: null, at: [] } as const;
  expect(markdownText({ ...nothing, findings: [odd] }, about)).toContain(
    "  - \\*a\\* \\_b\\_ \\[c\\](d) `e|f` \\#1 &lt;details> \\# g @\u200Bh\n",
  );
});

test("many of one code are counted, and a comment is never longer than a service takes", () => {
  const one = { code: "a.b", severity: "error", message: "m", resource: null, at: [] } as const;
  const many = markdownText({ ...nothing, findings: Array.from({ length: 30 }, () => one) }, about);
  expect(many).toContain("  - and 22 more");
  const expectation = {
    name: "x".repeat(2000),
    expected: "blocked",
    verdict: "partly",
    holds: false,
    reasons: [],
  } as const;
  const long = markdownText({ ...report, expectations: Array.from({ length: 500 }, () => expectation) }, about);
  expect(long.length).toBeLessThan(65_536);
  expect(long).toContain("too long for a comment");
  expect(long).toContain("### 1 error");
});

test("with a baseline: what is new, what was known, what is gone", () => {
  const gone = { findings: [{ code: "a.b", resource: "web/X", count: 2 }], expectations: ["mail gets out"] };
  const text = markdownText({ ...nothing, baseline: { file: "b", known: report.findings, gone } }, about);
  expect(text).toContain("## Tieline: no new findings");
  expect(text).toContain("Known from the baseline: 4 findings.");
  expect(text).toContain("- `a.b` `web/X` (2 times)\n- mail gets out");
});
