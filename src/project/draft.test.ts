import { expect, test } from "vitest";
import { parse } from "yaml";
import { draftText } from "./draft.ts";

const why = "it has no default";

test("every value that somebody has to give is marked, and the file can be read as it is", () => {
  const { text, missing } = draftText([
    { format: "cloudformation", path: "nets/hub.yml", scope: "hub", region: "eu-west-1", parameters: [] },
    {
      format: "cloudformation",
      path: "웹: net.yml",
      scope: "123",
      region: undefined,
      parameters: [{ name: "Zone", why }],
    },
  ]);
  expect(text.slice(text.indexOf("inputs:"), text.indexOf("\n\n#"))).toBe(`\
inputs:
  - cloudformation: nets/hub.yml
    stack: hub
    region: eu-west-1
  - cloudformation: "웹: net.yml"
    stack: "123"
    region:   # <- fill in: where this stack is deployed
    parameters:
      Zone:   # <- fill in: it has no default`);
  expect(missing).toEqual(["123: region", "123: parameter Zone"]);
  expect(parse(text)).toMatchObject({ inputs: [{ stack: "hub" }, { stack: "123", region: null }] });
});
