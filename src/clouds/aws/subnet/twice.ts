/** What a subnet has once: its route table, its network ACL, and each of its addresses. */

import type { Referrer, Thing } from "../../../contract/kind.ts";
import { found, type Rule } from "../../../finding/finding.ts";
import { type Ip, printIp } from "../../../net/ip.ts";
import { type Unknown, unknown } from "../../../value/value.ts";
import { certain, placesOf } from "../terms/once.ts";
import {
  aclAssociation,
  instance,
  networkInterface,
  type NetworkInterfaceFacts,
  tableAssociation,
} from "../terms/terms.ts";

const subnet = `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
`;

const associated = (second: string): string => `${subnet}  Other:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.2.0/24
  Table:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
  FirstAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref Subnet
      RouteTableId: !Ref Table
  SecondAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref ${second}
      RouteTableId: !Ref Table
`;

export const tableTwice: Rule<{ readonly subnet: string }> = {
  code: "route.table.twice",
  severity: "error",
  title: "a subnet is associated with a route table twice",
  page: `A subnet has exactly one route table. AWS refuses the second association, so which table decides depends on which
association is made first.

Leave one association.`,
  examples: {
    bad: { files: { "network.yml": associated("Subnet") } },
    good: { files: { "network.yml": associated("Other") } },
  },
  words: ({ subnet: name }) => ({
    message: `\`${name}\` is associated with a route table twice, and AWS refuses the second`,
    fix: "leave one association",
  }),
};

const listed = (second: string): string => `${subnet}  Other:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.2.0/24
  Acl:
    Type: AWS::EC2::NetworkAcl
    Properties:
      VpcId: !Ref Vpc
  FirstAssociation:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties:
      SubnetId: !Ref Subnet
      NetworkAclId: !Ref Acl
  SecondAssociation:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties:
      SubnetId: !Ref ${second}
      NetworkAclId: !Ref Acl
`;

export const aclTwice: Rule<{ readonly subnet: string }> = {
  code: "filter.acl.twice",
  severity: "error",
  title: "a subnet is associated with a network ACL twice",
  page: `A subnet has exactly one network ACL, and an association takes the place of the one before it. Which of the two counts
depends on which is made last, and a template does not say which that is: what both ACLs do not agree on is unknown.

Leave one association.`,
  examples: {
    bad: { files: { "network.yml": listed("Subnet") } },
    good: { files: { "network.yml": listed("Other") } },
  },
  words: ({ subnet: name }) => ({
    message: `\`${name}\` is associated with a network ACL twice, and the one that is made last counts`,
    fix: "leave one association",
  }),
};

const addressed = (second: string): string => `${subnet}  First:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      PrivateIpAddress: 10.0.1.10
  Second:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      PrivateIpAddress: ${second}
`;

export const addressTwice: Rule<{ readonly ip: Ip; readonly subnet: string }> = {
  code: "address.fixed.twice",
  severity: "error",
  title: "two things ask for one address",
  page: `An address of a subnet belongs to one interface. The second resource that asks for it cannot be created.

Give one of them another address, or none, and one is assigned.`,
  examples: {
    bad: { files: { "network.yml": addressed("10.0.1.10") } },
    good: { files: { "network.yml": addressed("10.0.1.11") } },
  },
  words: ({ ip, subnet: name }) => ({
    message: `${printIp(ip)} of \`${name}\` is asked for twice`,
    fix: "give one of the two another address",
  }),
};

export function reportTables(it: Thing): void {
  const [first, second] = certain(it.referrers(tableAssociation, "subnet"));
  if (first === undefined || second === undefined) return;
  it.report(found(tableTwice, { data: { subnet: it.name }, resource: it.name, at: placesOf([second, first]) }));
}

/** Why nobody can say which network ACL counts: several are associated, or each by a condition that is open. */
export function aclDoubt(it: Thing): Unknown | undefined {
  const [first, second] = it.referrers(aclAssociation, "subnet");
  if (first === undefined || second === undefined) return undefined;
  const open = first.doubt ?? second.doubt;
  if (open !== undefined) return open;
  const why = `\`${it.name}\` is associated with two network ACLs, and the one that is made last counts`;
  return unknown(aclTwice.code, why, [...second.origin.at, ...first.origin.at], "one association");
}

export function reportAcls(it: Thing): void {
  const [first, second] = certain(it.referrers(aclAssociation, "subnet"));
  if (first === undefined || second === undefined) return;
  it.report(found(aclTwice, { data: { subnet: it.name }, resource: it.name, at: placesOf([second, first]) }));
}

/** Only primary addresses are compared, which are those that people state. */
export function reportAddresses(it: Thing): void {
  const seen = new Map<Ip, ReturnType<typeof standing>>();
  const all = [
    ...certain(it.referrers(networkInterface, "subnet")).map(standing),
    ...certain(it.referrers(instance, "subnet")).map(standing),
  ];
  for (const here of all) {
    const { address, interface: key, name } = here;
    if (address.kind !== "known") continue;
    const first = seen.get(address.value);
    if (first === undefined) seen.set(address.value, here);
    // An instance whose interface is made by itself has that one's address.
    else if (first.interface.kind !== "known" || key.kind !== "known" || first.interface.value !== key.value) {
      const data = { ip: address.value, subnet: it.name };
      it.report(found(addressTwice, { data, resource: name, at: placesOf([here, first]) }));
    }
  }
}

function standing({ name, facts, origin }: Referrer<Pick<NetworkInterfaceFacts, "address" | "interface">>) {
  const { address, interface: key } = facts;
  return { name, address, interface: key, origin: address.at.length > 0 ? { at: address.at } : origin };
}
