/**
 * Service tags: names that rules use in place of ranges. What `VirtualNetwork` means depends on the subnet in which the
 * rule is applied: the network's ranges, those of its peers, the host's own virtual address, the destinations of the
 * user's routes; whether a default route counts among these, Azure's page leaves open.
 */

import type { AddressSet } from "../../../model/model.ts";
import { parsePrefix, type Prefix } from "../../../net/ip.ts";
import { prefixesOf, rangesOf, subtract } from "../../../net/ranges.ts";
import { publicSpace, publicSpace6 } from "../../../net/special.ts";
import type { Span } from "../../../source/document.ts";
import { known, type Value } from "../../../value/value.ts";
import type { SubnetFacts } from "./terms.ts";

/** From which the platform probes, and where it serves DNS and DHCP. */
export const hostAddress: Prefix = address("168.63.129.16");

/** Where a machine asks what it is. */
export const metadataAddress: Prefix = address("169.254.169.254");

/** Undefined: any address. */
export function setsOf(word: Value<string>, subnet: SubnetFacts): readonly AddressSet[] | undefined {
  if (word.kind === "unknown") return [word];
  const said = word.value.trim();
  switch (said.toLowerCase()) {
    case "*":
    case "any":
    case "0.0.0.0/0":
    case "::/0":
      return undefined;
    case "virtualnetwork":
      return networkTag(subnet);
    case "internet":
      return internetTag(subnet, word.at);
    case "azureloadbalancer":
      return [known(hostAddress, word.at)];
    default: {
      const prefix = parsePrefix(said)?.prefix;
      if (prefix !== undefined) return [known(prefix, word.at)];
      return rangeIn(said, word.at) ?? [{ kind: "named", name: said, at: word.at }];
    }
  }
}

/** The ranges that `VirtualNetwork` certainly holds. */
export function networkTag({ network, table }: SubnetFacts): readonly AddressSet[] {
  const routed = (table?.facts.routes ?? []).flatMap(({ to }) => (to === undefined || isDefault(to) ? [] : [to]));
  const peers = network.facts.peers.flatMap((peer) => peer.facts.ranges);
  return [...network.facts.ranges, ...peers, ...routed, known(hostAddress)];
}

/** A default route of the user's own, if there is one. */
export function defaultRoute({ table }: SubnetFacts): Value<Prefix> | undefined {
  return (table?.facts.routes ?? []).map(({ to }) => to).find((to) => to !== undefined && isDefault(to));
}

function isDefault(to: Value<Prefix>): boolean {
  return to.kind === "known" && to.value.length === 0;
}

/** Public addresses outside the network. */
function internetTag(subnet: SubnetFacts, at: readonly Span[]): readonly AddressSet[] {
  const unknown = subnet.network.facts.ranges.filter((range) => range.kind === "unknown");
  const own = subnet.network.facts.ranges.flatMap((range) => (range.kind === "known" ? [range.value] : []));
  const outside = subtract([...publicSpace, ...publicSpace6], rangesOf(own));
  return unknown.length > 0 ? unknown : prefixesOf(outside).map((prefix) => known(prefix, at));
}

/** `10.0.0.4-10.0.0.9` */
function rangeIn(said: string, at: readonly Span[]): readonly AddressSet[] | undefined {
  const [first, last] = said.split("-").map((end) => parsePrefix(end.trim())?.prefix.first);
  if (first === undefined || last === undefined || typeof first !== typeof last) return undefined;
  return prefixesOf([{ first, last }]).map((prefix) => known(prefix, at));
}

function address(text: string): Prefix {
  return parsePrefix(text)?.prefix ?? { first: 0, length: 32 };
}
