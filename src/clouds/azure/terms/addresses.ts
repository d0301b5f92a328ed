/** Addresses of a subnet, and public ones: which the cloud keeps, and what the deployment will pick. */

import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Origin } from "../../../model/model.ts";
import { offset, type Prefix, rangeOf } from "../../../net/ip.ts";
import { type Ranges, rangesOf, subtract } from "../../../net/ranges.ts";
import { publicSpace } from "../../../net/special.ts";
import type { Span } from "../../../source/document.ts";
import { type Address, type Assigned, isUnknown, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { outsideOf, publicPairsOf } from "./keys.ts";
import type { SubnetFacts } from "./terms.ts";

/** The first four addresses of a subnet and the last are the cloud's (Azure, "Private IP addresses"). */
export function reservedIn(range: Prefix): Ranges {
  const { first, last } = rangeOf(range);
  return [
    { first, last: offset(first, 3) },
    { first: last, last },
  ];
}

/** An IPv4 address of the subnet that the deployment will pick. */
export function assignedIn(subnet: Ref<SubnetFacts>, id: string, owner: string, at: readonly Span[]): Address {
  const { ranges } = subnet.facts;
  const range = ranges.find((r) => r.kind === "unknown" || typeof r.value.first === "number");
  if (range === undefined) return unknown("subnet.range.missing", `\`${subnet.name}\` has no IPv4 range`, subnet.at);
  if (range.kind === "unknown") return range;
  const within = subtract(rangesOf([range.value]), reservedIn(range.value));
  return { kind: "assigned", id, chooser: "deployment", owner, within, at };
}

/** A public address that the deployment will pick. */
export function assignedPublic(id: string, owner: string, at: readonly Span[]): Assigned {
  return { kind: "assigned", id, chooser: "deployment", owner, within: publicSpace, at };
}

/**
 * A public address in front of a private one, translated at the network's edge. One that nobody knows is good for going
 * out only, so that nothing from outside finds it.
 */
export function publish(
  model: Builder,
  key: Key,
  network: Value<Key>,
  pair: {
    readonly private: Address;
    readonly public: Address | Unknown;
    readonly owner: string;
    readonly outward?: true;
    readonly origin: Origin;
  },
): void {
  if (network.kind === "unknown") return;
  const { private: inside, public: outside, ...said } = pair;
  const { origin } = said;
  model.pair(`${key}#pair`, { rewrite: publicPairsOf(network.value), inside, outside, ...said });
  if (isUnknown(outside)) return;
  model.holding(`${key}#public`, { interface: outsideOf(network.value), address: outside, as: "held", origin });
}
