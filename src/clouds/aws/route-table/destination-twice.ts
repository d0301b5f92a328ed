/** Two routes of one table to the same destination. */

import type { Referrer, Thing } from "../../../contract/kind.ts";
import { found, type Rule } from "../../../finding/finding.ts";
import { printPrefix } from "../../../net/ip.ts";
import { certain, placesOf } from "../terms/once.ts";
import type { RouteFacts } from "../terms/terms.ts";

const template = (second: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
  Appliance:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      SourceDestCheck: false
  Table:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
  First:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: 192.168.0.0/16
      InstanceId: !Ref Appliance
  Second:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: ${second}
      InstanceId: !Ref Appliance
`;

export const destinationTwice: Rule<{ readonly table: string; readonly to: string }> = {
  code: "route.destination.twice",
  severity: "error",
  title: "a route table has two routes to one destination",
  page: `A route table holds one route that people write for a destination. AWS refuses the second one, so which of the two stands
depends on which is made first.

Take one of them away, or give it another destination.`,
  examples: {
    bad: { files: { "network.yml": template("192.168.0.0/16") } },
    good: { files: { "network.yml": template("192.168.7.0/24") } },
  },
  words: ({ table, to }) => ({
    message: `\`${table}\` has two routes to ${to}, and AWS refuses the second`,
    fix: "take one of them away",
  }),
};

export function reportTwice(it: Thing, routes: readonly Referrer<RouteFacts>[]): void {
  const seen = new Map<string, Referrer<RouteFacts>>();
  for (const route of certain(routes)) {
    const { to } = route.facts;
    if (to?.kind !== "known") continue;
    const text = printPrefix(to.value);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, route);
    else {
      const data = { table: it.name, to: text };
      it.report(found(destinationTwice, { data, resource: route.name, at: placesOf([route, first]) }));
    }
  }
}
