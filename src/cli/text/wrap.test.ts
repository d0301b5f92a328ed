import { expect, test } from "vitest";
import { coloured } from "../../api/rendering.ts";
import { wrapped } from "./wrap.ts";

const line = "  3 filter  web/Group permits tcp/443 from any public address  web.yml:31-37";

test("files, pipes and terminals too narrow for it get whole lines", () => {
  expect(wrapped(line, undefined)).toBe(line);
  expect(wrapped(line, 39)).toBe(line);
  expect(wrapped(line, 80)).toBe(line);
});

test.each([
  ["a sentence is set in", line, "  3 filter  web/Group permits tcp/443 from\n      any public address  web.yml:31-37"],
  [
    "a note's words stand below each other",
    "   = fix: give a value for parameter `Service` of stack `web`",
    "   = fix: give a value for parameter\n     `Service` of stack `web`",
  ],
  [
    "a path is one word",
    "read but not modelled: network/templates/regions/ap-northeast-2.yml",
    "read but not modelled:\n    network/templates/regions/ap-northeast-2.yml",
  ],
  [
    "wide characters count twice",
    "error[a.b.c]: 인터넷에서 들어오는 모든 트래픽을 허용",
    "error[a.b.c]: 인터넷에서 들어오는 모든\n    트래픽을 허용",
  ],
  [
    "words behind carets go below them",
    "   | |________________^ no line says it: its subnet does",
    "   | |________________^\n   |   no line says it: its subnet does",
  ],
  [
    "lines of files are as they are",
    "37 | |     - { IpProtocol: tcp, FromPort: 443 }",
    "37 | |     - { IpProtocol: tcp, FromPort: 443 }",
  ],
])("%s", (_, text, expected) => {
  expect(wrapped(text, 42)).toBe(expected);
});

test("a colour ends with the line and goes on in the next, and margins have none", () => {
  const red = coloured("error", "it is wrong in every way that there is to be so");
  expect(wrapped(red, 40)).toBe(
    "\u001B[1;31mit is wrong in every way that there is\u001B[0m\n    \u001B[1;31mto be so\u001B[0m",
  );
  const caret = `${coloured("gutter", "  |")} ${coloured("error", "^^^^^^^^^^^^ and this is the other one")}`;
  expect(wrapped(caret, 40)).toBe(
    "\u001B[34m  |\u001B[0m \u001B[1;31m^^^^^^^^^^^^\u001B[0m\n\u001B[34m  |\u001B[0m   \u001B[1;31mand this is the other one\u001B[0m",
  );
});
