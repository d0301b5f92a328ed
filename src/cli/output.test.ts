import { afterEach, expect, test } from "vitest";
import { canPaint, colourOn } from "./output.ts";

const names = ["NO_COLOR", "FORCE_COLOR", "TERM"] as const;
const before = names.map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of before) set(name, value);
});

function set(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

const terminal = { isTTY: true };
const pipe = { isTTY: false };

test.each([
  ["a terminal", terminal, {}, true, true],
  ["a terminal of Windows, which sets no TERM", terminal, { TERM: undefined }, true, true],
  ["a pipe", pipe, {}, false, false],
  ["a terminal that only prints", terminal, { TERM: "dumb" }, false, false],
  ["somebody who wants none", terminal, { NO_COLOR: "1" }, false, true],
  ["an empty wish, which is none", terminal, { NO_COLOR: "" }, true, true],
  ["a log that shows colours", pipe, { FORCE_COLOR: "1" }, true, false],
  ["both wishes: none", pipe, { FORCE_COLOR: "1", NO_COLOR: "1" }, false, false],
  ["none by force", terminal, { FORCE_COLOR: "0" }, false, true],
])("%s", (_, stream, env: Partial<Record<string, string | undefined>>, colour, paint) => {
  for (const [name, value] of Object.entries({ NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: "xterm", ...env })) {
    set(name, value);
  }
  expect([colourOn(stream), canPaint(stream)]).toEqual([colour, paint]);
});
