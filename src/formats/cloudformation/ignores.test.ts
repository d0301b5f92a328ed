import { expect, test } from "vitest";
import { sift } from "../../finding/ignore.ts";
import { readTemplate } from "../../../test/reading.ts";

const today = "2026-11-24";

/** A network with a key twice, and this `Metadata` in it, in another resource, or in the template. */
function sifted({ own = "", other = "", whole = "" }) {
  const text = `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    ${own === "" ? "" : `Metadata: ${own}`}
    Properties: { CidrBlock: 10.0.0.0/16, CidrBlock: 10.0.0.0/16 }
  Other:
    Type: AWS::EC2::VPC
    ${other === "" ? "" : `Metadata: ${other}`}
    Properties: { CidrBlock: 10.1.0.0/16 }
${whole === "" ? "" : `Metadata: ${whole}`}
`;
  const { findings, ignores } = readTemplate(text);
  const { kept, ignored } = sift(findings, ignores, today);
  return { kept: kept.map(({ code }) => code), ignored: ignored.map(({ by }) => by.reason) };
}

test.each([
  "{ tieline: { ignore: [{ code: source.key.duplicate, reason: it is so }] } }",
  "{ tieline: { ignore: { code: source.key, reason: it is so, until: 2027-01-31 } } }",
  "{ tieline: { ignore: { source.key.duplicate: it is so } } }",
  "{ tieline: { ignore: source.key.duplicate it is so } }",
  '{ tieline: { ignore: ["source.key.duplicate: it is so"] } }',
])("in the resource or in the template: %s", (metadata) => {
  expect(sifted({ own: metadata })).toEqual({ kept: [], ignored: ["it is so"] });
  expect(sifted({ whole: metadata })).toEqual({ kept: [], ignored: ["it is so"] });
  expect(sifted({ other: metadata })).toEqual({ kept: ["source.key.duplicate", "ignore.effect.none"], ignored: [] });
});

test("without a reason it works and is a note; without a code it is only that", () => {
  expect(sifted({ own: "{ tieline: { ignore: source.key.duplicate } }" })).toEqual({
    kept: ["ignore.reason.missing"],
    ignored: [undefined],
  });
  expect(sifted({ own: "{ tieline: { ignore: [{ reason: it is so }] } }" })).toEqual({
    kept: ["source.key.duplicate", "ignore.code.missing"],
    ignored: [],
  });
});

test("JSON has no comments, and the same place", () => {
  const template = {
    Resources: { Vpc: { Type: "AWS::EC2::VPC", Metadata: { tieline: { ignore: "path.loop never" } } } },
  };
  expect(readTemplate(JSON.stringify(template), "net.json").ignores).toMatchObject([
    { code: "path.loop", reason: "never", on: { kind: "thing", key: "net/Vpc" } },
  ]);
});
