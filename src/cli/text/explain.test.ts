import { expect, test } from "vitest";
import { plain } from "../../api/rendering.ts";
import { head } from "../../api/report.ts";
import { explainText, paragraph } from "./explain.ts";

const paper = { style: plain, width: 40, sources: () => undefined, verbose: false };
const lines = (...more: string[]) => [...Array.from({ length: 30 }, (_, i) => `line ${i}`), ...more].join("\n");

test("a page as wide as the screen, and what the examples differ in", () => {
  const text = explainText(
    {
      ...head,
      code: "a.b.c",
      severity: "warning",
      title: "it is so",
      page: "One two three four five six seven eight nine\nten.\n\n- a list\n- of two",
      examples: { bad: { "n.yml": lines("bad: 1", "end") }, good: { "n.yml": lines("good: 1", "end") } },
    },
    paper,
  );
  expect(text).toBe(`\
warning[a.b.c]: it is so

One two three four five six seven eight
nine ten.

- a list
- of two

example, - with this finding, + without it

n.yml
    … 27 lines
    line 27
    line 28
    line 29
  - bad: 1
  + good: 1
    end
`);
});

test("wide characters take their room, and code is marked", () => {
  expect(paragraph("경로 경로 경로 `x`", 14, plain)).toBe("경로 경로 경로\n`x`");
  expect(paragraph("a `b`", 14, (role, text) => `<${role} ${text}>`)).toBe("a <strong `b`>");
});
