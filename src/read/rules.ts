/** What reading finds: references that lead nowhere, values that are missing, properties nobody knows, pins that fit nothing. */

import type { Example, Rule } from "../finding/finding.ts";
import { type Ip, printIp } from "../net/ip.ts";
import { prefixesOf, type Ranges } from "../net/ranges.ts";
import { printPrefix } from "../net/ip.ts";

function template(text: string): Example {
  return { files: { "network.yml": text } };
}

const network = (more: string, range = "10.0.0.0/16"): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: ${range}
${more}`;

const subnet = (properties: string): string => `  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      CidrBlock: 10.0.1.0/24
${properties}`;

const parameter = (more: string): string => `Parameters:
  Range:
    Type: String
${more}${network("", "!Ref Range")}`;

/** An unknown that reached the model: why it is one, and what would make it known. */
export interface Missing {
  readonly why: string;
  readonly wanted: string | undefined;
}

const words = ({ why, wanted }: Missing) =>
  wanted === undefined ? { message: why } : { message: why, fix: `give ${wanted}` };

export const parameterMissing: Rule<Missing> = {
  code: "parameter.value.missing",
  severity: "error",
  title: "a parameter that the network needs has no value",
  page: `The template asks for this value when it is deployed: the parameter has no default, and none is given. Whatever
depends on it is unknown.

For a stack that \`tieline.yaml\` lists this is an error, because answers about it cannot be complete; in a template that
was merely found it is a note. Give the value under \`parameters:\` of the stack's entry in \`tieline.yaml\`.`,
  examples: { bad: template(parameter("")), good: template(parameter("    Default: 10.0.0.0/16\n")) },
  words,
};

export const referenceUnknown: Rule<Missing> = {
  code: "reference.thing.unknown",
  severity: "warning",
  title: "an id belongs to nothing that was read",
  page: `The id that is written here belongs to no resource of the files that were read, so what it stands for, and everything
that depends on it, is unknown.

If the resource is described in another file, read that file too. If it stands in a stack that is read, say which id it has
got: \`physical: { STACK/NAME: ID }\` in \`tieline.yaml\`.`,
  examples: {
    bad: template(network(subnet("      VpcId: vpc-0a1b2c3d4e5f67890\n"))),
    good: template(network(subnet("      VpcId: !Ref Vpc\n"))),
  },
  words: ({ why, wanted }) => ({ message: why, ...(wanted === undefined ? {} : { fix: `read ${wanted}` }) }),
};

export const referenceName: Rule<Missing> = {
  code: "reference.name.unknown",
  severity: "error",
  title: "a name refers to nothing in its template",
  page: `No parameter, resource, condition or mapping of the template is called so. The cloud refuses the template. Names are
case-sensitive.`,
  examples: {
    bad: template(network(subnet("      VpcId: !Ref VPC\n"))),
    good: template(network(subnet("      VpcId: !Ref Vpc\n"))),
  },
  words: ({ why, wanted }) => ({ message: why, ...(wanted === undefined ? {} : { fix: wanted }) }),
};

export const referenceWrong: Rule<Missing> = {
  code: "reference.kind.wrong",
  severity: "warning",
  title: "a reference leads to a thing of another kind",
  page: `The property refers to a resource that exists, but not to one of the kind that is due here: a route table where a
subnet should be named, say. The cloud refuses the deployment, and what depends on the reference is unknown.`,
  examples: {
    bad: template(network(subnet("      VpcId: !Ref Gateway\n") + "  Gateway:\n    Type: AWS::EC2::InternetGateway\n")),
    good: template(network(subnet("      VpcId: !Ref Vpc\n") + "  Gateway:\n    Type: AWS::EC2::InternetGateway\n")),
  },
  words: ({ why, wanted }) => ({ message: why, ...(wanted === undefined ? {} : { fix: `name ${wanted}` }) }),
};

const condition = (value: string): string => `Conditions:
  Wanted: !Equals [${value}, "yes"]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Condition: Wanted
    Properties:
      CidrBlock: 10.0.0.0/16
${subnet("      VpcId: !Ref Vpc\n")}`;

export const referenceAbsent: Rule<Missing> = {
  code: "reference.thing.absent",
  severity: "warning",
  title: "a reference to a resource whose condition is off",
  page: `The resource that is named here has a \`Condition\` that is false with the values given, so it will not be created, and
the cloud refuses a reference to it. Give the referring resource the same condition, or choose with \`!If\`.`,
  examples: { bad: template(condition('"no"')), good: template(condition('"yes"')) },
  words: ({ why }) => ({ message: why, fix: "give this resource the same condition, or choose with `!If`" }),
};

export const referenceAmbiguous: Rule<Missing> = {
  code: "reference.thing.ambiguous",
  severity: "warning",
  title: "an id belongs to several things",
  page: `Several things that were read have this id, so nobody can say which one is meant: two stacks were given the same
physical id, or one resource was read from two files. Take one of them away.`,
  examples: {
    bad: {
      files: {
        "network.yml": network(
          subnet("      VpcId: vpc-1\n") +
            "  Other:\n    Type: AWS::EC2::VPC\n    Properties: { CidrBlock: 10.2.0.0/16 }\n",
        ),
        "tieline.yaml":
          "inputs:\n  - cloudformation: network.yml\n    stack: network\nphysical:\n  network/Vpc: vpc-1\n  network/Other: vpc-1\n",
      },
    },
    good: {
      files: {
        "network.yml": network(subnet("      VpcId: vpc-1\n")),
        "tieline.yaml":
          "inputs:\n  - cloudformation: network.yml\n    stack: network\nphysical:\n  network/Vpc: vpc-1\n",
      },
    },
  },
  words: ({ why }) => ({ message: why, fix: "give each thing an id of its own" }),
};

export const valueWrong: Rule<Missing> = {
  code: "value.type.wrong",
  severity: "error",
  title: "a value is not of the type that is due",
  page: `The property takes a value of another form: a prefix such as \`10.0.0.0/16\`, a number, \`true\` or \`false\`, one of a
list of words. The cloud refuses the value that is written, and what depends on it is unknown.`,
  examples: { bad: template(network("", "10.0.0.0/33")), good: template(network("")) },
  words: ({ why, wanted }) => ({ message: why, ...(wanted === undefined ? {} : { fix: `write ${wanted}` }) }),
};

export const propertyUnknown: Rule<{ readonly property: string; readonly type: string; readonly meant: string }> = {
  code: "property.name.unknown",
  severity: "note",
  title: "a property that does not exist",
  page: `A resource of this type has no property of this name, and one whose name is nearly the same. What is written here has
no effect, or makes the cloud refuse the template. Names are case-sensitive.`,
  examples: {
    bad: template(network(subnet("      VpcId: !Ref Vpc\n      MapPublicIPOnLaunch: true\n"))),
    good: template(network(subnet("      VpcId: !Ref Vpc\n      MapPublicIpOnLaunch: true\n"))),
  },
  words: ({ property, type, meant }) => ({
    message: `\`${type}\` has no property \`${property}\``,
    fix: `write \`${meant}\``,
  }),
};

const pinned = (pin: string): Example => ({
  files: {
    "network.yml": network(
      `${subnet("      VpcId: !Ref Vpc\n")}  Server:\n    Type: AWS::EC2::Instance\n    Properties: { SubnetId: !Ref Subnet }\n`,
    ),
    "tieline.yaml": `inputs:\n  - cloudformation: network.yml\n    stack: network\nphysical:\n  ${pin}\n`,
  },
});

export const pinUnknown: Rule<{ readonly name: string }> = {
  code: "physical.name.unknown",
  severity: "warning",
  title: "a physical id or address is given for a thing that does not exist",
  page: `Under \`physical:\` the project file says which ids and addresses things have got in their deployment. This name belongs
to no resource that was read, so the line has no effect. Things are called \`STACK/NAME\`, as in their template.`,
  examples: { bad: pinned("network/Sever: 10.0.1.20"), good: pinned("network/Server: 10.0.1.20") },
  words: ({ name }) => ({
    message: `nothing that was read is called \`${name}\``,
    fix: "name a resource as `STACK/NAME`, or take the line away",
  }),
};

export const pinUnfit: Rule<{ readonly owner: string; readonly ip: Ip; readonly within: readonly Ranges[] }> = {
  code: "physical.address.unfit",
  severity: "error",
  title: "an address is given that the thing cannot have",
  page: `Under \`physical:\` the project file says which address a thing has got in its deployment. This one lies outside every
range from which the thing's addresses are taken, or the thing has fewer addresses than are given: the line is wrong, or the
subnet's range in the template is.`,
  examples: { bad: pinned("network/Server: 10.0.2.20"), good: pinned("network/Server: 10.0.1.20") },
  words: ({ owner, ip, within }) => {
    const ranges = within.flatMap((w) => prefixesOf(w)).map(printPrefix);
    const where = ranges.length === 0 || ranges.length > 12 ? "a free place" : `one of ${ranges.join(", ")}`;
    return {
      message: `\`${owner}\` cannot have the address \`${printIp(ip)}\``,
      fix:
        within.length === 0 ? `\`${owner}\` has no address that the deployment picks` : `give an address in ${where}`,
    };
  },
};

const hosted = (host: string): Example => ({
  files: {
    "network.yml": network(
      `${subnet("      VpcId: !Ref Vpc\n")}  Server:\n    Type: AWS::EC2::Instance\n    Properties: { SubnetId: !Ref Subnet }\n`,
    ),
    "tieline.yaml": `inputs:\n  - cloudformation: network.yml\n    stack: network\nhosts:\n  ${host}: { docker: true }\n`,
  },
});

export const hostUnknown: Rule<{ readonly why: string; readonly candidates: readonly string[] }> = {
  code: "project.host.unknown",
  severity: "error",
  title: "a name under `hosts:` is no host's",
  page: `Under \`hosts:\` the project file says what a host's own system does with packets. The name must be one host's, as
FROM and TO of a question would name it: \`STACK/NAME\`, or NAME where it stands in one stack only, or its id or Name tag. What
is said of this host has no effect.`,
  examples: { bad: hosted("Sever"), good: hosted("Server") },
  words: ({ why, candidates }) => ({
    message: why,
    fix:
      candidates.length === 0
        ? "name a host as `STACK/NAME`, or take the entry away"
        : `write ${candidates.map((name) => `\`${name}\``).join(" or ")}`,
  }),
};

/** Unknowns that are told when they reached the model, by their code. */
export const missingRules: ReadonlyMap<string, Rule<Missing>> = new Map(
  [
    parameterMissing,
    referenceUnknown,
    referenceName,
    referenceWrong,
    referenceAbsent,
    referenceAmbiguous,
    valueWrong,
  ].map((rule) => [rule.code, rule]),
);

export const readRules: readonly Rule<never>[] = [
  ...missingRules.values(),
  propertyUnknown,
  pinUnknown,
  pinUnfit,
  hostUnknown,
];
