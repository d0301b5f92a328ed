import type { Rule } from "../../../finding/finding.ts";
import { type Prefix, printPrefix } from "../../../net/ip.ts";

const template = (range: string): string => `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: ${range}
`;

interface Outside {
  readonly range: Prefix;
  readonly vpc: string;
  readonly ranges: readonly Prefix[];
}

export const rangeOutside: Rule<Outside> = {
  code: "address.range.outside",
  severity: "error",
  title: "a subnet lies outside its network",
  page: `A subnet takes its addresses from one of its network's ranges. This one's range lies in none of them, so the cloud
refuses to create it.

Choose a range inside the network's, or add a further range to the network (\`AWS::EC2::VPCCidrBlock\`).`,
  examples: {
    bad: { files: { "network.yml": template("10.1.1.0/24") } },
    good: { files: { "network.yml": template("10.0.1.0/24") } },
  },
  words: ({ range, vpc, ranges }) => ({
    message: `${printPrefix(range)} lies outside \`${vpc}\`, which has ${ranges.map(printPrefix).join(", ")}`,
    fix: `choose a range inside ${ranges.map(printPrefix).join(" or ")}, or add a range to \`${vpc}\``,
  }),
};
