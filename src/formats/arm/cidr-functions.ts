/** `cidrSubnet`, `cidrHost` and `parseCidr` (Azure, "CIDR functions for ARM templates"). */

import { bitsOf, familyOf, offset, parsePrefix, type Prefix, printIp, printPrefix, rangeOf } from "../../net/ip.ts";
import { literal, text } from "../../value/datum.ts";
import { isUnknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { invalid } from "../evaluate/functions.ts";
import { numberAt } from "./arguments.ts";
import { unsure } from "./text-functions.ts";

function rangeAt(call: CallSite, index: number): Prefix | undefined {
  return parsePrefix(literal(call.value(index)) ?? "")?.prefix;
}

/** (range, new length, which of them from 0) */
const cidrSubnet: Fn = (call) => {
  const range = rangeAt(call, 0);
  const [length, index] = [numberAt(call, 1), numberAt(call, 2)];
  if (range === undefined) return unsure(call, 0);
  if (isUnknown(length)) return length;
  if (isUnknown(index)) return index;
  const bits = bitsOf(familyOf(range.first));
  if (length < range.length || length > bits || index < 0 || index >= 2 ** Math.min(length - range.length, 52)) {
    return invalid(call, `cuts no block ${index} of /${length} from ${printPrefix(range)}`);
  }
  const first =
    typeof range.first === "number"
      ? range.first + index * 2 ** (bits - length)
      : range.first + (BigInt(index) << BigInt(bits - length));
  return text(printPrefix({ first, length }), [call.at]);
};

/** (range, which host from 0): the first address of the range is nobody's, so that host 0 is the second. */
const cidrHost: Fn = (call) => {
  const range = rangeAt(call, 0);
  const index = numberAt(call, 1);
  if (range === undefined) return unsure(call, 0);
  if (isUnknown(index)) return index;
  const host = offset(range.first, index + 1);
  return index < 0 || host > rangeOf(range).last
    ? invalid(call, `finds no host ${index} in ${printPrefix(range)}`)
    : text(printIp(host), [call.at]);
};

const parseCidr: Fn = (call) => {
  const range = rangeAt(call, 0);
  if (range === undefined) return unsure(call, 0);
  const { first, last } = rangeOf(range);
  const said = {
    network: printIp(first),
    broadcast: printIp(last),
    firstUsable: printIp(offset(first, 1)),
    lastUsable: printIp(offset(last, -1)),
    cidr: String(range.length),
  };
  const entries = Object.entries(said).map(([key, word]) => {
    return { key, keyAt: call.at, value: text(word, [call.at]), at: call.at };
  });
  return { kind: "map", entries, at: [call.at] };
};

export const cidrFunctions: Readonly<Record<string, Fn>> = {
  cidrsubnet: cidrSubnet,
  cidrhost: cidrHost,
  parsecidr: parseCidr,
};
