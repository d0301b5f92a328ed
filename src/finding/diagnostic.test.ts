import { expect, test } from "vitest";
import type { Document } from "../source/document.ts";
import { type Diagnostic, renderDiagnostic } from "./diagnostic.ts";
import type { Mark } from "./excerpt.ts";
import { coloured, plain } from "./style.ts";
import { windowOf } from "./terminal-text.ts";

const document = (path: string, text: string): Document => ({ path, text });

const web = document(
  "web.yml",
  `Resources:
  Route:
    Type: AWS::EC2::Route
    Properties:
      GatewayId: !Ref Gateway
  설명: "네트워크 경로"   # 注释
\tTabbed: x
`,
);
const hub = document("hub.yml", Array.from({ length: 120 }, (_, i) => `line ${i + 1}`).join("\n"));
const sources = (file: string): Document | undefined => [web, hub].find(({ path }) => path === file);

const mark = (
  file: string,
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
  label?: string,
): Mark => ({
  file,
  line,
  column,
  endLine,
  endColumn,
  ...(label === undefined ? {} : { label }),
});

function rendered(at: readonly Mark[], notes: Diagnostic["notes"] = [], width = 60): string {
  const diagnostic = { head: "error", role: "error", code: "a.b.c", message: "it is wrong", at, notes } as const;
  return renderDiagnostic(diagnostic, sources, { style: plain, width });
}

test("one line, with carets and a fix", () => {
  expect(rendered([mark("web.yml", 5, 7, 5, 30)], [{ word: "fix", text: "name another" }])).toBe(`\
error[a.b.c]: it is wrong
 --> web.yml:5:7
  |
5 |       GatewayId: !Ref Gateway
  |       ^^^^^^^^^^^^^^^^^^^^^^^
  = fix: name another
`);
});

test("several places share the width of their numbers, and each has its label", () => {
  expect(rendered([mark("web.yml", 2, 3, 5, 30, "the reply"), mark("hub.yml", 100, 1, 100, 5, "the way in")])).toBe(`\
error[a.b.c]: it is wrong
   --> web.yml:2:3
    |
  2 | /   Route:
  3 | |     Type: AWS::EC2::Route
  4 | |     Properties:
  5 | |       GatewayId: !Ref Gateway
    | |_____________________________^ the reply
    |
   ::: hub.yml:100:1
    |
100 | line 100
    | ^^^^ the way in
`);
});

test("a long span shows its first and last lines", () => {
  expect(rendered([mark("hub.yml", 5, 1, 40, 4)])).toBe(`\
error[a.b.c]: it is wrong
  --> hub.yml:5:1
   |
 5 | / line 5
 6 | | line 6
 7 | | line 7
.. | |
40 | | line 40
   | |___^
`);
});

test("carets stand under wide characters and behind tabs", () => {
  expect(rendered([mark("web.yml", 6, 8, 6, 15), mark("web.yml", 7, 10, 7, 11)])).toBe(`\
error[a.b.c]: it is wrong
 --> web.yml:6:8
  |
6 |   설명: "네트워크 경로"   # 注释
  |          ^^^^^^^^^^^^^
  |
 ::: web.yml:7:10
  |
7 |     Tabbed: x
  |             ^
`);
});

test("a place without its text, or that no line says, is still named", () => {
  const implied = { ...mark("web.yml", 1, 1, 1, 10), implied: "every network reaches itself" };
  expect(rendered([mark("gone.yml", 3, 1, 3, 2, "the other side"), implied])).toBe(`\
error[a.b.c]: it is wrong
 --> gone.yml:3:1: the other side
  |
 ::: web.yml:1:1
  |
1 | Resources:
  | ^^^^^^^^^ no line says it: every network reaches itself
`);
});

test("a very long line is cut around what is meant", () => {
  const line = `{"a":"${"x".repeat(500)}","Bad":"here","b":"${"y".repeat(500)}"}`;
  const start = line.indexOf('"Bad"');
  const shown = windowOf(line, start, start + 12, 40);
  expect(shown.text).toHaveLength(40);
  expect(shown.text.slice(shown.from, shown.from + shown.width)).toBe('"Bad":"here"');
});

test("a line that fits is not cut, and one column more is", () => {
  expect(windowOf("abcde", 0, 1, 5).text).toBe("abcde");
  expect(windowOf("abcdef", 0, 1, 5).text).toBe("abcd…");
});

test("nothing in a file can act on the terminal", () => {
  expect(windowOf("a\u001B[2Jb\u202Ec", 0, 1, 40).text).toBe("a␛[2Jb\uFFFDc");
  const diagnostic = { head: "note", role: "note", code: "a.b.c", at: [], notes: [] } as const;
  const text = renderDiagnostic({ ...diagnostic, message: "`\u001B[31m`\nx" }, sources, { style: coloured, width: 60 });
  expect(text).toBe("\u001B[1;36mnote[a.b.c]\u001B[0m\u001B[1m: `␛[31m` x\u001B[0m\n");
});
