/**
 * `Fn::Cidr [block, count, cidrBits]`: consecutive blocks from the start of a range. `cidrBits` are the host bits that a
 * block keeps: 5 gives /27, and /123 in IPv6 (AWS, "Intrinsic function reference: Fn::Cidr").
 */

import { bitsOf, familyOf, type Ip, parsePrefix, type Prefix, printPrefix, rangeOf } from "../../net/ip.ts";
import { type Datum, literal, symbolOf, text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { invalid } from "../evaluate/functions.ts";

export const cidr: Fn = (call) => {
  const [block, count, hostBits] = [call.value(0), call.value(1), call.value(2)];
  for (const datum of [block, count, hostBits]) if (datum.kind === "unknown") return datum;
  if (symbolOf(block) !== undefined) {
    const owner = `\`${symbolOf(block)?.thing}\``;
    return unknown(
      "address.range.assigned",
      `the range of ${owner} is assigned at deployment`,
      block.at,
      "the block itself, written out in the template",
    );
  }
  if (hostBits.kind === "absent") {
    // The size that AWS then takes is documented nowhere.
    return unknown(
      "function.argument.missing",
      "`Fn::Cidr` is not told how large its blocks are",
      [call.at],
      "the third argument of `Fn::Cidr`, the host bits of a block",
    );
  }
  const range = parsePrefix(literal(block) ?? "")?.prefix;
  if (range === undefined) return invalid(call, "takes an address range, such as 10.0.0.0/16");
  const [blocks, bits] = [wholeNumber(count), wholeNumber(hostBits)];
  if (blocks === undefined || blocks < 1 || blocks > 256) return invalid(call, "makes 1 to 256 blocks");
  const length = bits === undefined ? -1 : bitsOf(familyOf(range.first)) - bits;
  if (length < range.length || length > bitsOf(familyOf(range.first))) {
    return invalid(call, `cannot cut blocks of that size from ${printPrefix(range)}`);
  }
  return cut(range, blocks, length, call);
};

function cut(range: Prefix, count: number, length: number, call: CallSite): Datum {
  const end = rangeOf(range).last;
  const items: Datum[] = [];
  for (let first: Ip = range.first; items.length < count; ) {
    if (first > end) {
      return invalid(call, `asks for ${count} blocks, and ${printPrefix(range)} has room for ${items.length}`);
    }
    const block = { first, length };
    items.push(text(printPrefix(block), [call.at]));
    const last = rangeOf(block).last;
    first = typeof last === "number" ? last + 1 : last + 1n;
  }
  return { kind: "list", items, at: [call.at] };
}

function wholeNumber(datum: Datum): number | undefined {
  const digits = literal(datum) ?? "";
  return /^\d{1,3}$/.test(digits) ? Number(digits) : undefined;
}
