import fc from "fast-check";
import { expect, test } from "vitest";
import { cloudformation } from "./format.ts";
import { input, read } from "./stacks.suite.ts";

/** One of nearly everything, so that a change somewhere hits something. */
const template = `AWSTemplateFormatVersion: "2010-09-09"
Transform: [AWS::LanguageExtensions, Mine]
Parameters:
  Zones: { Type: CommaDelimitedList, Default: "a, b" }
  Range: { Type: String, Default: 10.0.0.0/16, AllowedPattern: '[0-9./]+' }
Mappings:
  Sizes: { eu-west-1: { large: m5 } }
Conditions:
  On: !Equals [!Ref Range, 10.0.0.0/16]
  Off: !Not [!Condition On]
Resources:
  Vpc: &vpc
    Type: AWS::EC2::VPC
    Condition: On
    Properties:
      CidrBlock: !Ref Range
      Size: !FindInMap [Sizes, !Ref "AWS::Region", large]
  Again: *vpc
  Fn::ForEach::Nets: [Z, !Ref Zones, { "Net\${Z}": { Type: AWS::EC2::Subnet, Properties: { CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]] } } }]
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: self.yml, Parameters: { Range: !GetAtt Nested.Outputs.Out } }
Outputs:
  Out: { Value: !Sub "\${Vpc}-\${!X}-\${Zones}", Export: { Name: !Sub "\${AWS::StackName}-out" } }
  In: { Value: !ImportValue net-out }
`;

/** Some pieces cut out, doubled, or put elsewhere. */
const mangled = fc
  .array(fc.tuple(fc.nat(template.length), fc.nat(40), fc.nat(template.length), fc.boolean()), { maxLength: 4 })
  .map((changes) => {
    let text = template;
    for (const [from, length, to, keep] of changes) {
      const piece = text.slice(from, from + length);
      const rest = keep ? text : text.slice(0, from) + text.slice(from + length);
      text = rest.slice(0, to) + piece + rest.slice(to);
    }
    return text;
  });

const reference = fc.constantFrom("${net.Out}", "${net.Range}", "${net.}", "${}", "${other.Out}", "x,${net.Vpc},", "");

test("whatever becomes of a template, it is read without a throw, and each finding has a place", () => {
  fc.assert(
    fc.property(mangled, reference, (text, range) => {
      const stacks = [input("net", text, { parameters: { Range: range } }), input("other", text)];
      for (const { document } of stacks) cloudformation.detect(document);
      for (const { at, message } of read(stacks, { "self.yml": text }).findings) {
        expect(message).not.toBe("");
        expect(at.length).toBeGreaterThan(0);
        for (const { span } of at) expect(span.end).toBeGreaterThanOrEqual(span.start);
      }
    }),
    { numRuns: 300 },
  );
});
