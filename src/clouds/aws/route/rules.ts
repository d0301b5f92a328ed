import type { Example, Rule } from "../../../finding/finding.ts";

const network = (more: string): Example => ({
  files: {
    "network.yml": `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
  Gateway:
    Type: AWS::EC2::InternetGateway
  Table:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
${more}`,
  },
});

const attachment = `  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties:
      VpcId: !Ref Vpc
      InternetGatewayId: !Ref Gateway
`;

const route = (target: string): string => `  Route:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: 0.0.0.0/0
${target}`;

const toGateway = route("      GatewayId: !Ref Gateway\n");

interface Problem {
  readonly target: string;
  readonly why: string;
  readonly table: string;
  readonly vpc: string;
  readonly fix?: string;
}

export const targetForeign: Rule<Problem> = {
  code: "route.target.foreign",
  severity: "error",
  title: "a route leads to a target that its network does not have",
  page: `A route table hands packets to targets of its own VPC only: an internet gateway that is attached to it, a NAT gateway,
an endpoint, an instance or an interface that stands in it, a peering connection that joins it. This one is attached
elsewhere, or nowhere. AWS refuses the route, or keeps it as a blackhole that drops what it matches.

Attach the gateway to the table's VPC, or name a target that stands there.`,
  examples: { bad: network(toGateway), good: network(attachment + toGateway) },
  words: ({ target, why, table, vpc }) => ({
    message: `\`${target}\` ${why}, and \`${table}\` is a table of \`${vpc}\``,
    fix: `name a target of \`${vpc}\`, or attach \`${target}\` to it`,
  }),
};

const appliance = (check: string): Example =>
  network(
    `  Appliance:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      SourceDestCheck: ${check}
${route("      InstanceId: !Ref Appliance\n")}`,
  );

export const targetBlackhole: Rule<Problem> = {
  code: "route.target.blackhole",
  severity: "error",
  title: "a route leads to a target that drops what it gets",
  page: `What a route hands to an instance or an interface is meant for somebody else. While its source/destination check is on
(the default), an interface drops every packet that is not addressed to itself, and sends none that is not its own: the
route is a dead end.

Switch the check off on whatever forwards: \`SourceDestCheck: false\`.

An interface that is on no instance passes nothing on either. And the route table of an internet gateway hands packets
only to an interface that has a public address itself: give the appliance an elastic one.`,
  examples: { bad: appliance("true"), good: appliance("false") },
  words: ({ target, why, fix }) => ({
    message: `\`${target}\` cannot pass packets on: ${fix === undefined ? why : `it ${why}`}`,
    fix: fix ?? `set \`SourceDestCheck: false\` on \`${target}\``,
  }),
};

export const targetMissing: Rule<Record<string, never>> = {
  code: "route.target.missing",
  severity: "error",
  title: "a route names no target",
  page: `A route needs exactly one target: a gateway, an endpoint, an instance, an interface, a peering connection. AWS refuses
one without.`,
  examples: { bad: network(attachment + route("")), good: network(attachment + toGateway) },
  words: () => ({
    message: "the route names no target",
    fix: "name one: `GatewayId`, `NatGatewayId`, `VpcEndpointId` …",
  }),
};

export const targetSeveral: Rule<Record<string, never>> = {
  code: "route.target.several",
  severity: "error",
  title: "a route names several targets",
  page: `A route needs exactly one target. AWS refuses one that names several; which is meant nobody can say.`,
  examples: {
    bad: network(
      attachment +
        route("      GatewayId: !Ref Gateway\n      InstanceId: !Ref Appliance\n") +
        `  Appliance:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      SourceDestCheck: false
`,
    ),
    good: network(attachment + toGateway),
  },
  words: () => ({ message: "the route names several targets", fix: "leave the one that is meant" }),
};

export const routeRules: readonly Rule<never>[] = [targetForeign, targetBlackhole, targetMissing, targetSeveral];
