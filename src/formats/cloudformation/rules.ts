/** What a CloudFormation template, and the values it is given, can have wrong before its resources have a meaning. */

import type { Example, Rule } from "../../finding/finding.ts";

const vpc = (range: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: ${range}
`;

const parameter = (constraint: string): string => `Parameters:
  Range:
    Type: String
    Default: 10.0.0.0/16
${constraint}${vpc("!Ref Range")}`;

function template(text: string): Example {
  return { files: { "network.yml": text } };
}

function given(lines: string, text: string): Example {
  const project = `inputs:
  - cloudformation: network.yml
    stack: network
    parameters:
      ${lines}
`;
  return { files: { "tieline.yaml": project, "network.yml": text } };
}

interface Suggestion {
  /** The nearest name that there is. */
  readonly meant: string | undefined;
}

export const templateMalformed: Rule<{ readonly what: string; readonly fix: string }> = {
  code: "template.part.malformed",
  severity: "error",
  title: "a part of a template does not have its shape",
  page: `CloudFormation refuses a template with this part as it is written: a section that does not exist, a section that is
no map, a resource without a type. The part is left out and the rest is read.`,
  examples: {
    bad: template(`Ressources:\n  Other: {}\n${vpc("10.0.0.0/16")}`),
    good: template(vpc("10.0.0.0/16")),
  },
  words: ({ what, fix }) => ({ message: what, fix }),
};

const nestedIn = (url: string): string => `Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ${url}
`;

/** What reading took for so; it stands in every answer. */
export const templateAssumed: Rule<{ readonly stack: string; readonly address: string; readonly file: string }> = {
  code: "stack.template.assumed",
  severity: "note",
  title: "the template of a nested stack is taken to be a file that is here",
  page: `The stack names an address, and no address is ever opened. A template here has a path that ends as the address does,
beside the one that nests it or in a folder around, and is taken to be the same: projects whose templates are uploaded to a
bucket look like that. If what lies at the address is another version, the answers are those of the file.

Write the file's path instead of the address, as \`aws cloudformation package\` expects it, and nothing is assumed.`,
  examples: {
    bad: {
      files: {
        "main.yml": nestedIn("https://bucket.s3.amazonaws.com/templates/network.yml"),
        "network.yml": vpc("10.0.0.0/16"),
      },
    },
    good: { files: { "main.yml": nestedIn("network.yml"), "network.yml": vpc("10.0.0.0/16") } },
  },
  words: ({ stack, address, file }) => ({
    message: `the template of \`${stack}\` is taken to be \`${file}\`, whose path ends as the address does: ${address}`,
    fix: "write the path of the file, relative to this one, and nothing is assumed",
  }),
};

export const templateUnread: Rule<{ readonly stack: string; readonly why: string }> = {
  code: "stack.template.unread",
  severity: "note",
  title: "the template of a nested stack is not read",
  page: `Its template lies at an address, or is a file that is not there: what the nested stack makes is missing from the
network, and what depends on its outputs is unknown. No address is ever opened.

Where the template is at hand, lay it beside this one under the name with which the address ends; or write its path, relative
to this file, as \`aws cloudformation package\` expects it before it uploads the template.`,
  examples: {
    bad: template(nestedIn("https://bucket.s3.amazonaws.com/network.yml")),
    good: template(vpc("10.0.0.0/16")),
  },
  words: ({ stack, why }) => ({
    message: `what \`${stack}\` makes is not read: ${why}`,
    fix: "lay its template beside this file, under the name with which the address ends, or write its path here",
  }),
};

export const macroUnread: Rule<{ readonly macro: string }> = {
  code: "template.macro.unread",
  severity: "note",
  title: "a macro is taken to leave the template as it is written",
  page: `The template is handed to a macro (\`Transform\`) before it is deployed, and what the macro makes of it cannot be read
from here. The template is read as it is written; what a macro's call (\`Fn::Transform\`) stands for is unknown.

To have the whole, give the processed template instead: \`aws cloudformation get-template --template-stage Processed\`.`,
  examples: {
    bad: template(`Transform: MyMacro\n${vpc("10.0.0.0/16")}`),
    good: template(`Transform: AWS::LanguageExtensions\n${vpc("10.0.0.0/16")}`),
  },
  words: ({ macro }) => ({
    message: `the macro \`${macro}\` may change this template; it is read as it is written`,
    fix: "give the processed template instead",
  }),
};

export const loopUndecided: Rule<{ readonly loop: string }> = {
  code: "template.loop.undecided",
  severity: "warning",
  title: "a loop cannot be unrolled, and is taken to make nothing",
  page: `What this loop (\`Fn::ForEach\`) runs over is not known, or it would make more than can be read, so the resources that
it makes are missing from every answer. Give the parameter that it runs over a value.`,
  examples: {
    bad: template(`Transform: AWS::LanguageExtensions
Parameters:
  Zones:
    Type: CommaDelimitedList
Resources:
  Fn::ForEach::Address:
    - Zone
    - !Ref Zones
    - Address\${Zone}:
        Type: AWS::EC2::EIP
`),
    good: template(`Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Address:
    - Zone
    - [A, B]
    - Address\${Zone}:
        Type: AWS::EC2::EIP
`),
  },
  words: ({ loop }) => ({
    message: `what \`${loop}\` runs over is not known; the resources it makes are missing`,
    fix: "give a value to the parameter that it runs over",
  }),
};

export const parameterRefused: Rule<{ readonly name: string; readonly value: string; readonly allowed: string }> = {
  code: "parameter.value.refused",
  severity: "error",
  title: "a parameter's value is not allowed",
  page: `The template restricts the values of this parameter (\`AllowedValues\`, \`AllowedPattern\`), and CloudFormation refuses
the stack with this one. A pattern must match the whole value.`,
  examples: {
    bad: template(parameter("    AllowedValues: [10.1.0.0/16, 10.2.0.0/16]\n")),
    good: template(parameter("    AllowedValues: [10.0.0.0/16, 10.1.0.0/16]\n")),
  },
  words: ({ name, value, allowed }) => ({
    message: `${value} is no value that parameter \`${name}\` allows`,
    fix: `give ${allowed}`,
  }),
};

export const parameterReference: Rule<Suggestion & { readonly reference: string; readonly why: string }> = {
  code: "parameter.reference.unknown",
  severity: "error",
  title: "a value refers to a stack's output that does not exist",
  page: `In the values that are given to parameters, \`\${STACK.NAME}\` stands for the output NAME of another stack that is read
here, or else for the reference (\`Ref\`) of its resource NAME. Neither exists.`,
  examples: {
    bad: given("Range: ${network.Rnage}", `${parameter("")}Outputs:\n  Range:\n    Value: 10.2.0.0/16\n`),
    good: given("Range: ${network.Range}", `${parameter("")}Outputs:\n  Range:\n    Value: 10.2.0.0/16\n`),
  },
  words: ({ reference, why, meant }) => ({
    message: `\`\${${reference}}\` refers to nothing: ${why}`,
    fix: meant === undefined ? "name an output or a resource of a stack that is read here" : `write \`\${${meant}}\``,
  }),
};

export const cloudformationRules: readonly Rule<never>[] = [
  templateMalformed,
  macroUnread,
  templateAssumed,
  templateUnread,
  loopUndecided,
  parameterRefused,
  parameterReference,
];
