/** What the evaluator itself finds. */

import type { Example, Rule } from "../../finding/finding.ts";

export const referenceCycle: Rule<{ readonly names: readonly string[] }> = {
  code: "reference.cycle",
  severity: "error",
  title: "a value needs itself",
  page: `To work out this value it must already be known: a condition that is made of itself, an attribute that is copied
from a resource which copies it back. Or a resource can only be made after another one, which can only be made after the
first: two security groups whose inline rules name each other. The cloud refuses such a template.

Break the circle at one of the places that are shown; rules of groups that name each other can be resources of their own.`,
  examples: {
    bad: {
      files: {
        "network.yml": `Conditions:
  Large: !Not [!Condition Small]
  Small: !Not [!Condition Large]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Condition: Large
    Properties:
      CidrBlock: 10.0.0.0/16
`,
      },
    },
    good: {
      files: {
        "network.yml": `Parameters:
  Size:
    Type: String
    Default: large
Conditions:
  Large: !Equals [!Ref Size, large]
  Small: !Not [!Condition Large]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Condition: Large
    Properties:
      CidrBlock: 10.0.0.0/16
`,
      },
    },
  },
  words: ({ names }) => ({
    message: `this needs itself: ${names.map((name) => `\`${name}\``).join(" → ")}`,
    fix: "break the circle at one of these places",
  }),
};

const steps = Array.from({ length: 700 }, (_, i) => `  Step${i}: !Not [!Condition Step${i + 1}]\n`).join("");

/** More resources of one stack than this are not read: no cloud deploys a tenth of them at once. */
export const MAX_RESOURCES = 20_000;

export const budgetExceeded: Rule<{ readonly resources?: number }> = {
  code: "evaluation.budget.exceeded",
  severity: "error",
  title: "a template takes too long to work out",
  page: `Values that are made of values that are made of values, each doubled or each one step further, can take longer to
work out than anybody waits. What depends on this value is unknown; the rest is read. Of a stack with more than
${MAX_RESOURCES} resources so many are read, and what is said of the network is said of those.`,
  examples: {
    bad: {
      files: {
        "network.yml": `Conditions:
${steps}  Step700: !Equals [a, b]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Condition: Step0
`,
      },
    },
    good: {
      files: {
        "network.yml": `Conditions:
  Step0: !Equals [a, b]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Condition: Step0
`,
      },
    },
  },
  words: ({ resources }) => {
    if (resources !== undefined) {
      const message = `a stack has more than ${resources} resources; those from here on are not read`;
      return { message, fix: "split it into several stacks" };
    }
    return {
      message: "this takes too long to work out; what depends on it is unknown",
      fix: "shorten the chain of values that are made of other values",
    };
  },
};

function given(name: string): Example {
  return {
    files: {
      "tieline.yaml": `inputs:
  - cloudformation: network.yml
    stack: network
    parameters:
      ${name}: 10.1.0.0/16
`,
      "network.yml": `Parameters:
  Range:
    Type: String
    Default: 10.0.0.0/16
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: !Ref Range
`,
    },
  };
}

export const parameterUnknown: Rule<{
  readonly name: string;
  readonly stack: string;
  readonly meant: string | undefined;
}> = {
  code: "parameter.name.unknown",
  severity: "warning",
  title: "a value is given for a parameter that does not exist",
  page: `The stack's template has no parameter of this name, so the value has no effect. CloudFormation tells names apart by
their case, Resource Manager does not.`,
  examples: {
    bad: given("range"),
    good: given("Range"),
  },
  words: ({ name, stack, meant }) => ({
    message: `stack \`${stack}\` has no parameter \`${name}\``,
    fix: meant === undefined ? "take the value away" : `write \`${meant}\``,
  }),
};

export const evaluateRules: readonly Rule<never>[] = [referenceCycle, budgetExceeded, parameterUnknown];
