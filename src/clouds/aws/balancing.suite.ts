/** What the tests of balancers and endpoints share: servers to balance between, and balances told in a few words. */

import { expect, test } from "vitest";
import type { Rule } from "../../finding/finding.ts";
import type { Model, Option, Target } from "../../model/model.ts";
import { printIp } from "../../net/ip.ts";
import { protocolName } from "../../net/protocol.ts";
import { read } from "../../read/read.ts";
import type { Address, Value } from "../../value/value.ts";
import { network } from "./template.suite.ts";

/** The network with a server in each zone. */
export const servers = `${network}  ServerA:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref SubnetA, ImageId: ami-0, PrivateIpAddress: 10.0.1.10 }
  ServerB:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref SubnetB, ImageId: ami-0, PrivateIpAddress: 10.0.2.10 }
`;

export const balancer = (said: string) => `  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { ${said} }
`;

export const inBoth = "Subnets: [!Ref SubnetA, !Ref SubnetB]";

export const group = (said: string, name = "Group") => `  ${name}:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { VpcId: !Ref Vpc, ${said} }
`;

export const listens = (said: string) => `  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Balancer, ${said} }
`;

export const forward = "DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]";

/** `eu-central-1a: net/ServerA#eth0 tcp? 80 in eu-central-1a`, one line an option; who has no option is a line of its own. */
export function balancesIn(model: Model, only = ""): readonly string[] {
  return [...model.balances.values()].flatMap((balance) => {
    if (!balance.key.includes(only)) return [];
    const zone = balance.node === undefined ? undefined : model.nodes.get(balance.node)?.zone;
    const options = model.options.filter((o) => o.balance === balance.key);
    const where = `${zone === undefined ? "nowhere" : print(zone)}${crossing(balance.crossZone)}`;
    return options.length === 0 ? [`${where}: nobody`] : options.map((o) => `${where}: ${printOption(o)}`);
  });
}

function crossing(crossZone: Value<boolean>): string {
  if (crossZone.kind === "unknown") return " (perhaps all zones)";
  return crossZone.value ? " (all zones)" : "";
}

function printOption({ to, port, zone, doubt }: Option): string {
  const words = [
    printTarget(to),
    ...(port === undefined ? [] : [print(port)]),
    ...(zone === undefined ? [] : [`in ${print(zone)}`]),
    ...(doubt === undefined ? [] : [`perhaps (${doubt.code})`]),
  ];
  return words.join(" ");
}

function printTarget(to: Target): string {
  if (to.kind === "unknown") return `? (${to.code})`;
  return to.kind === "interface" ? to.interface : printAddress(to.address);
}

export function printAddress(address: Address): string {
  if (address.kind === "known") return printIp(address.value);
  return address.kind === "assigned" ? `assigned to ${address.owner}` : `? (${address.code})`;
}

function print(value: Value<string | number>): string {
  return value.kind === "known" ? String(value.value) : `? (${value.code})`;
}

/** `net/Balancer takes tcp 80 as own`. */
export function listenersIn(model: Model): readonly string[] {
  return model.listeners.map(({ node, protocols, ports, source, answers, doubt }) => {
    const zone = model.nodes.get(node)?.zone;
    const numbers = protocols.map((p) => (p.kind === "known" ? protocolName(p.value) : `? (${p.code})`));
    const range = ports.kind === "known" ? `${ports.value.first}-${ports.value.last}` : `? (${ports.code})`;
    const self = answers === undefined ? "" : ` and ${answers}`;
    const sure = doubt === undefined ? "" : ` perhaps (${doubt.code})`;
    return `${zone === undefined ? "?" : print(zone)} takes ${numbers.join("+")} ${range} as ${source}${self}${sure}`;
  });
}

/** Own and held addresses of what is named so: `own 10.0.1.5`, `held assigned to net/Balancer`. */
export function addressesOf(model: Model, key: string): readonly string[] {
  return model.holdings.filter((h) => h.key.startsWith(key)).map(({ as, address }) => `${as} ${printAddress(address)}`);
}

/** The bad example gives the finding once, the good one does not. */
export function testExamples(rules: readonly Rule<never>[]): void {
  const codes = (files: Readonly<Record<string, string>>) => {
    const sources = Object.entries(files).map(([path, text]) => ({ document: { path, text } }));
    return read({ sources }).findings.map(({ code }) => code);
  };
  test.each(rules.map((rule) => ({ code: rule.code, examples: rule.examples })))(
    "the examples of $code show it, and how it is right",
    ({ code, examples }) => {
      expect(codes(examples.bad.files)).toEqual([code]);
      expect(codes(examples.good.files)).toEqual([]);
    },
  );
}
