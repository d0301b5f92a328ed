import { expect, test } from "vitest";
import { junitText } from "./junit.ts";
import { about, hosted, nothing, report } from "./sample.suite.ts";

test("expectations are cases: passed, failed, or in error where nobody can say; findings are a second suite", () => {
  expect(junitText(report, hosted)).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="tieline" tests="9" failures="2" errors="1" skipped="2" time="0">
  <testsuite name="expectations" tests="3" failures="1" errors="1" skipped="0" time="0">
    <testcase name="visitors reach the web" classname="expectations" file="infra/tieline.yaml" line="9" time="0"/>
    <testcase name="nobody reaches &quot;it&quot; | &lt;x&gt; @all" classname="expectations" file="infra/tieline.yaml" line="9" time="0">
      <failure type="packet.arrives" message="expected blocked, is partly">a packet arrives [packet.arrives]
  at web/It
  infra/nets/web.yml:2</failure>
    </testcase>
    <testcase name="mail gets out" classname="expectations" file="infra/tieline.yaml" line="9" time="0">
      <error type="value.missing" message="expected reachable, is unknown">\`Zone\` has no value [value.missing]
  at web/It
  infra/nets/web.yml:2
  would make it known: a value</error>
    </testcase>
  </testsuite>
  <testsuite name="findings" tests="6" failures="1" errors="0" skipped="2" time="0">
    <testcase name="path.loop web/Route" classname="path.loop" file="infra/nets/web.yml" line="2" time="0">
      <failure type="path.loop" message="error: it goes \`round\`, 100% of it">  infra/nets/web.yml:2: from here
  infra/nets/웹.yml:7: no line says it: the local route
  fix: mend it</failure>
    </testcase>
    <testcase name="odd.thing web/Thing" classname="odd.thing" file="infra/nets/웹.yml" line="7" time="0">
      <system-out>warning: odd &lt;b&gt;
  infra/nets/웹.yml:7</system-out>
    </testcase>
    <testcase name="odd.thing web/Thing" classname="odd.thing" time="0">
      <system-out>warning: odd too</system-out>
    </testcase>
    <testcase name="small.thing: a note" classname="small.thing" time="0">
      <system-out>note: a note</system-out>
    </testcase>
    <testcase name="odd.thing web/A" classname="odd.thing" file="infra/nets/web.yml" line="2" time="0">
      <skipped message="ignored: so be it">m
  infra/nets/web.yml:2</skipped>
    </testcase>
    <testcase name="odd.thing web/B" classname="odd.thing" file="infra/nets/web.yml" line="2" time="0">
      <skipped message="ignored: ours">m
  infra/nets/web.yml:2</skipped>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test("what fails follows --fail-on and --allow-unknown", () => {
  const counts = (more: object) =>
    /<testsuites name="tieline" (.*) time/.exec(junitText(report, { ...about, ...more }))?.[1];
  expect(counts({ failOn: "warning" })).toBe('tests="9" failures="4" errors="1" skipped="2"');
  expect(counts({ failOn: "never" })).toBe('tests="9" failures="1" errors="1" skipped="2"');
  expect(counts({ allowUnknown: true })).toBe('tests="9" failures="2" errors="0" skipped="3"');
});

test("text that XML has no room for", () => {
  const odd = {
    code: "a.b",
    severity: "error",
    message: 'a"b\u0000\u001B[31m\uD800 & <c>\n]]>',
    resource: null,
    at: [],
  } as const;
  const text = junitText({ ...nothing, findings: [odd] }, about);
  expect(text).toContain('message="error: a&quot;b\uFFFD\uFFFD[31m\uFFFD &amp; &lt;c&gt; ]]&gt;"');
});

test("nothing to say is two empty suites, nothing read a case in error", () => {
  expect(junitText(nothing, about)).toContain(
    '<testsuite name="findings" tests="0" failures="0" errors="0" skipped="0" time="0"/>',
  );
  const text = junitText(nothing, about, { code: "input.nothing.read", message: "nothing to read" });
  expect(text).toContain('<error type="input.nothing.read" message="nothing to read"/>');
  expect(text).toContain('<testsuites name="tieline" tests="1" failures="0" errors="1"');
});
