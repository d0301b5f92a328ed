/** What the tests of AWS kinds share: a template is read, and a filter is told in a few words. */

import { network as networkOf } from "../../forward/network.ts";
import type { Leg } from "../../forward/trace.ts";
import type { AddressSet, Filter, Model, Rule } from "../../model/model.ts";
import { printPrefix } from "../../net/ip.ts";
import { printPorts, protocolName } from "../../net/protocol.ts";
import { trace } from "../../query/trace.ts";
import { type Read, read } from "../../read/read.ts";
import type { Value } from "../../value/value.ts";

/** The stack is called `net`; `more` are further resources, indented by two. */
export function readTemplate(resources: string): Read {
  return read({ sources: [{ document: { path: "net.yml", text: `Resources:\n${resources}` } }] });
}

/** One VPC with two subnets. */
export const network = `  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  SubnetA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-central-1a
  SubnetB:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.2.0/24
      AvailabilityZone: eu-central-1b
      MapPublicIpOnLaunch: true
`;

/** Rules of a filter in order: `permit tcp 443 from 10.0.0.0/8`. */
export function rulesIn(model: Model, filter: string): readonly string[] {
  return listOf(model.filters.get(filter)).map(printRule);
}

export function codesOf({ findings }: Read): readonly string[] {
  return findings.map(({ code }) => code);
}

function listOf(filter: Filter | undefined): readonly Rule[] {
  if (filter === undefined) throw new Error("there is no such filter");
  return filter.rules;
}

function printRule(rule: Rule): string {
  const { protocols, destinationPorts, icmpType, icmpCode, sources, destinations, doubt } = rule;
  const words = [
    print(rule.action, String),
    ...(protocols ?? []).map((p) => print(p, protocolName)),
    ...(destinationPorts ?? []).map((p) => print(p, printPorts)),
    ...(icmpType === undefined ? [] : [`type ${print(icmpType, String)}`]),
    ...(icmpCode === undefined ? [] : [`code ${print(icmpCode, String)}`]),
    ...(sources === undefined ? [] : [`from ${sources.map(printSet).join(", ")}`]),
    ...(destinations === undefined ? [] : [`to ${destinations.map(printSet).join(", ")}`]),
    ...(rule.origin.implied === undefined ? [] : ["(implied)"]),
    ...(doubt === undefined ? [] : ["perhaps"]),
  ];
  return words.join(" ");
}

function printSet(set: AddressSet): string {
  if (set.kind === "group") return set.group;
  return set.kind === "named" ? set.name : print(set, printPrefix);
}

function print<T>(value: Value<T>, known: (value: T) => string): string {
  return value.kind === "known" ? known(value.value) : `? (${value.why})`;
}

/** Where one packet goes: verdict, the things it meets there and back, and the codes of why not. */
export function way(resources: string, from: string, to: string, traffic: string) {
  const traced = trace(networkOf(readTemplate(resources).model), { from, to, traffic });
  if ("problem" in traced) throw new Error(traced.problem);
  const { verdict, shown, reasons } = traced.answer;
  const nodes = (leg: Leg | null) => leg?.hops.map(({ node }) => node.replace(/^net\//, "")) ?? [];
  return {
    verdict,
    there: nodes(shown.forward),
    back: nodes(shown.back),
    codes: [...new Set(reasons.map(({ code }) => code))],
    hops: [...shown.forward.hops, ...(shown.back?.hops ?? [])],
  };
}
