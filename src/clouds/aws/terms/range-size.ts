/** Sizes of IPv4 ranges that AWS accepts for a network and for a subnet (VPC user guide, "VPC CIDR blocks"). */

import type { Thing } from "../../../contract/kind.ts";
import type { Found, Rule } from "../../../finding/finding.ts";
import { type Prefix, printPrefix } from "../../../net/ip.ts";
import type { Value } from "../../../value/value.ts";

const largest = 16;
const smallest = 28;

interface Sized {
  readonly range: Prefix;
  readonly label: string;
}

const template = (range: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: ${range}
`;

export const rangeSize: Rule<Sized> = {
  code: "address.range.size",
  severity: "error",
  title: "a range has a size that the cloud refuses",
  page: `An IPv4 range of a VPC or a subnet holds between 16 addresses (/28) and 65,536 (/16). AWS refuses any other.

Choose a prefix length from 16 to 28.`,
  examples: {
    bad: { files: { "network.yml": template("10.0.0.0/8") } },
    good: { files: { "network.yml": template("10.0.0.0/16") } },
  },
  words: ({ range, label }) => ({
    message: `${printPrefix(range)} is too ${range.length < largest ? "large" : "small"} for a ${label}: AWS takes /16 to /28`,
    fix: "choose a prefix length from 16 to 28",
  }),
};

/** What is to be told of a range that is too large or too small. */
export function sizeOf(it: Thing, range: Value<Prefix>, label: string): Found<Sized> | undefined {
  if (range.kind === "unknown" || typeof range.value.first !== "number" || it.observed) return undefined;
  const { length } = range.value;
  if (length >= largest && length <= smallest) return undefined;
  return { data: { range: range.value, label }, resource: it.name, at: range.at.slice(0, 1) };
}
