/** Pseudo parameters: `AWS::Region` and the like, which every template may refer to without declaring them. */

import { type Datum, text } from "../../value/datum.ts";
import { map, unknown, type Value } from "../../value/value.ts";

export interface Surrounding {
  readonly scope: string;
  readonly region: Value<string>;
  readonly account: Value<string>;
}

/** Undefined for a name that is no pseudo parameter. */
export function pseudoParameter(name: string, { scope, region, account }: Surrounding): Datum | undefined {
  switch (name) {
    case "AWS::Region":
      return textOf(region);
    case "AWS::AccountId":
      return textOf(account);
    case "AWS::Partition":
      return textOf(map(region, (name) => partitionOf(name).name));
    case "AWS::URLSuffix":
      return textOf(map(region, (name) => partitionOf(name).suffix));
    case "AWS::StackName":
      return text(scope, []);
    case "AWS::NoValue":
      return { kind: "absent", at: [] };
    case "AWS::StackId":
    case "AWS::NotificationARNs":
      return unknown(
        "value.text.assigned",
        `\`${name}\` is set at deployment`,
        [],
        "the text itself, by parameter or literally",
      );
    default:
      return undefined;
  }
}

function textOf(value: Value<string>): Datum {
  return value.kind === "known" ? text(value.value, value.at) : value;
}

function partitionOf(region: string): { readonly name: string; readonly suffix: string } {
  if (region.startsWith("cn-")) return { name: "aws-cn", suffix: "amazonaws.com.cn" };
  return { name: region.startsWith("us-gov-") ? "aws-us-gov" : "aws", suffix: "amazonaws.com" };
}
