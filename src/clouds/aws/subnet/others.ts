/** Who may have addresses in a subnet and is read by no kind: a function, a database, a file system. */

import type { Thing } from "../../../contract/kind.ts";
import { type Unknown, unknown } from "../../../value/value.ts";

/** Types that name a subnet and put nothing into it. */
const bystanders = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::EC2::FlowLog",
  // An attachment has an address in the subnet, at which nothing answers.
  "AWS::EC2::TransitGatewayAttachment",
  "AWS::EC2::TransitGatewayVpcAttachment",
  "AWS::Events::Rule",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::RAM::ResourceShare",
  "AWS::SSM::Parameter",
  "AWS::SecretsManager::Secret",
]);

export function othersIn(it: Thing): Unknown | undefined {
  const other = it.strangers().find(({ type, attribute }) => attribute === undefined && !bystanders.has(type));
  if (other === undefined) return undefined;
  const { name, type, at } = other;
  const why = `\`${name}\` may have an address there, and \`${type}\` is not modelled`;
  return unknown("kind.unmodelled", why, at, `nothing in the input: \`${type}\` is not modelled yet`);
}
