/**
 * A route for a part of the network that is no whole subnet. More specific than the local route a destination must be the
 * range of a subnet, and in a gateway's table it must be that or a range of the VPC (VPC user guide, "Subnet route
 * tables" and "Gateway route tables").
 */

import { found, type Rule } from "../../../finding/finding.ts";
import { familyOf, type Prefix, prefixCovers, printPrefix } from "../../../net/ip.ts";
import type { Value } from "../../../value/value.ts";
import type { Route } from "./target.ts";

const template = (to: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
  Inner:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.2.0/24
  Appliance:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Inner
      SourceDestCheck: false
  Table:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
  Inwards:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: ${to}
      InstanceId: !Ref Appliance
`;

interface Partial {
  readonly to: Prefix;
  readonly vpc: string;
  readonly ofGateway: boolean;
}

export const destinationPartial: Rule<Partial> = {
  code: "route.destination.partial",
  severity: "error",
  title: "a route leads to a part of its network that is no whole subnet",
  page: `Inside a VPC the local route decides. A route that is more specific is accepted only for the whole range of one of the
VPC's subnets; the table of a gateway also takes a whole range of the VPC, and nothing outside it. AWS refuses any other
destination.

Write one route for each subnet, with exactly its range.`,
  examples: {
    bad: { files: { "network.yml": template("10.0.1.10/32") } },
    good: { files: { "network.yml": template("10.0.1.0/24") } },
  },
  words: ({ to, vpc, ofGateway }) => ({
    message: `${printPrefix(to)} is the range of no subnet of \`${vpc}\`${ofGateway ? ", and none of its own" : ""}: AWS refuses the route`,
    fix: "write a route for each subnet that is meant, with exactly its range",
  }),
};

/** Only while each range of the network and of its subnets is known. */
export function reportPartial(it: Route): void {
  const { table } = it;
  const { vpc, ofGateway } = table.facts;
  const isLocal = it.word?.kind === "known" && it.word.value.toLowerCase() === "local";
  const { subnets = [], ranges } = vpc.facts;
  if (vpc.to.kind === "unknown" || it.observed || isLocal) return;
  for (const to of [it.to4, it.to6]) {
    if (to?.kind !== "known") continue;
    const family = familyOf(to.value.first);
    const own = knownOf(ranges, family);
    const isRange = own?.some((range) => same(range, to.value)) === true;
    const isInside = own?.some((range) => prefixCovers(range, to.value)) === true;
    // Only now, since a VPC may have thousands of subnets.
    if (own === undefined || isRange || !(isInside || ofGateway)) continue;
    const inner = knownOf(
      subnets.flatMap(({ range, range6 }) => (range6 === undefined ? [range] : [range, range6])),
      family,
    );
    if (inner === undefined || inner.some((range) => same(range, to.value))) continue;
    const at = to.at.slice(0, 1).map((span) => ({ span, label: "the destination" }));
    const around = vpc.facts.ranges.flatMap((range) => range.at.slice(0, 1)).slice(0, 1);
    const places = [...at, ...around.map((span) => ({ span, label: "the VPC's range" }))];
    it.report(
      found(destinationPartial, { data: { to: to.value, vpc: vpc.name, ofGateway }, resource: it.name, at: places }),
    );
  }
}

/** Undefined while one that may be of the family is not known. */
function knownOf(ranges: readonly Value<Prefix>[], family: 4 | 6): readonly Prefix[] | undefined {
  const found: Prefix[] = [];
  for (const range of ranges) {
    if (range.kind === "known") {
      if (familyOf(range.value.first) === family) found.push(range.value);
    } else if (range.family === undefined || range.family === family) return undefined;
  }
  return found;
}

function same(a: Prefix, b: Prefix): boolean {
  return a.first === b.first && a.length === b.length;
}
