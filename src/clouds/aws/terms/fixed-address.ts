/** A private address that a text states: whether the subnet can give it. */

import type { Ref } from "../../../contract/term.ts";
import type { Rule } from "../../../finding/finding.ts";
import { type Ip, inPrefix, type Prefix, printIp, printPrefix } from "../../../net/ip.ts";
import { contains } from "../../../net/ranges.ts";
import type { Address } from "../../../value/value.ts";
import { reservedIn } from "./interfaces.ts";
import type { SubnetFacts } from "./terms.ts";

export interface Misplaced {
  readonly ip: Ip;
  readonly subnet: string;
  readonly range: Prefix;
}

/** The rule that a stated address breaks, and what about it; undefined when it fits or nobody can say. */
export function misplaced(
  address: Address | undefined,
  subnet: Ref<SubnetFacts>,
): { readonly rule: Rule<Misplaced>; readonly data: Misplaced } | undefined {
  const { range } = subnet.facts;
  if (address?.kind !== "known" || range.kind !== "known" || typeof address.value !== typeof range.value.first)
    return undefined;
  const data = { ip: address.value, subnet: subnet.name, range: range.value };
  if (!inPrefix(range.value, address.value)) return { rule: addressOutside, data };
  return contains(reservedIn(range.value), address.value) ? { rule: addressReserved, data } : undefined;
}

const instance = (address: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      PrivateIpAddress: ${address}
`;

export const addressReserved: Rule<Misplaced> = {
  code: "address.fixed.reserved",
  severity: "error",
  title: "an address is asked for that the cloud keeps for itself",
  page: `Five addresses of every subnet belong to AWS: the first four (the network, its router, the DNS server, one kept for
later) and the last (broadcast). A resource that asks for one of them cannot be created.

Choose another address of the subnet, or none, and one is assigned.`,
  examples: {
    bad: { files: { "network.yml": instance("10.0.1.3") } },
    good: { files: { "network.yml": instance("10.0.1.4") } },
  },
  words: ({ ip, subnet, range }) => ({
    message: `${printIp(ip)} is one of the five addresses of \`${subnet}\` (${printPrefix(range)}) that AWS keeps`,
    fix: "choose an address between the fifth and the last but one",
  }),
};

export const addressOutside: Rule<Misplaced> = {
  code: "address.fixed.outside-subnet",
  severity: "error",
  title: "an address is asked for that its subnet does not have",
  page: `A resource takes its private address from the subnet that it stands in. This one asks for an address outside the
subnet's range and cannot be created.

Choose an address of the subnet, or put the resource into the subnet that has it.`,
  examples: {
    bad: { files: { "network.yml": instance("10.0.2.10") } },
    good: { files: { "network.yml": instance("10.0.1.10") } },
  },
  words: ({ ip, subnet, range }) => ({
    message: `${printIp(ip)} lies outside \`${subnet}\`, which has ${printPrefix(range)}`,
    fix: `choose an address in ${printPrefix(range)}`,
  }),
};

export const fixedAddressRules: readonly Rule<never>[] = [addressReserved, addressOutside];
