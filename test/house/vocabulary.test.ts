import { expect, test } from "vitest";
import { listed, sources } from "./files.ts";
import { vocabularyProblems } from "./vocabulary.ts";

const problems = (text: string, path = "src/route/table.ts"): string[] => listed(vocabularyProblems([{ path, text }]));

test("the middle names no cloud, vendor or product", () => {
  expect(listed(vocabularyProblems(sources("src")))).toEqual([]);
});

test.each([
  "// as aws does",
  "awsRegion",
  "toAwsName",
  "AWSRegion",
  "AWS_REGION",
  "two VPCs",
  "vpcs",
  "EC2Instance",
  "a transit gateway",
  "transit-gateway",
  "transitGateway",
  "TransitGatewayRoute",
  "TRANSIT_GATEWAY",
  "H3C",
  "VNet",
  "pfSense",
  "FRRouting",
  "onLinux",
  '"strongSwan"',
])("the middle does not say %s", (text) => {
  expect(problems(`\n${text}`)).toEqual([expect.stringMatching(/^src\/route\/table\.ts:2 the middle does not know/)]);
});

test.each(["laws", "withdrawsRoute", "scenarios", "IOSomething", "a gateway of transit", "geneve", "flaws", "senior"])(
  "the middle may say %s",
  (text) => expect(problems(text)).toEqual([]),
);

test("a unit says its vendor's own words", () => {
  expect(problems("the VPC of AWS", "src/clouds/aws/vpc/vpc.ts")).toEqual([]);
});
