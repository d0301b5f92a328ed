/**
 * The private addresses of an interface: a primary one that is stated or assigned, further ones, IPv6 ones. An instance,
 * an interface written in it and one that stands by itself say them in the same words.
 */

import { address, block, flag, many, number } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Origin } from "../../../model/model.ts";
import { inPrefix, parsePrefix } from "../../../net/ip.ts";
import { rangesOf, subtract } from "../../../net/ranges.ts";
import type { Span } from "../../../source/document.ts";
import { type Address, orElse, type Value } from "../../../value/value.ts";
import { assignedIn, publish, reservedIn } from "./interfaces.ts";
import { egressOutsideOf } from "./keys.ts";
import type { SubnetFacts } from "./terms.ts";

export const addressProperties = {
  private: address("PrivateIpAddress"),
  privates: many(
    block("PrivateIpAddresses", {
      private: address("PrivateIpAddress"),
      primary: flag("Primary", { otherwise: false }),
    }),
  ),
  secondaryCount: number("SecondaryPrivateIpAddressCount"),
  privates6: many(block("Ipv6Addresses", { private: address("Ipv6Address") })),
  count6: number("Ipv6AddressCount"),
};

export interface Stated {
  readonly private: Address | undefined;
  readonly privates?: readonly { readonly private: Address | undefined; readonly primary: Value<boolean> }[];
  readonly secondaryCount?: Value<number> | undefined;
  readonly privates6: readonly { readonly private: Address | undefined }[];
  readonly count6: Value<number> | undefined;
}

export interface OwnAddresses {
  readonly primary: Address;
  /** Each with what is added to the interface's key. */
  readonly others: readonly { readonly suffix: string; readonly address: Address }[];
  readonly sixes: readonly { readonly suffix: string; readonly address: Address }[];
}

interface Place {
  readonly key: Key;
  readonly owner: string;
  readonly subnet: Ref<SubnetFacts>;
  readonly at: readonly Span[];
}

export function statedIn({ private: primary, privates = [] }: Stated): readonly Address[] {
  return [primary, ...privates.map((p) => p.private)].filter((a) => a !== undefined);
}

export function ownAddresses(stated: Stated, { key, owner, subnet, at }: Place): OwnAddresses {
  const { privates = [], privates6 } = stated;
  const marked = privates.find(({ primary }) => orElse(primary, false));
  const primary = stated.private ?? marked?.private ?? assignedIn(subnet, `${key}#address`, owner, at);
  const listed = privates.filter((p) => p !== marked).map((p) => p.private);
  const counted = Array.from({ length: countOf(stated.secondaryCount) }, (_, i) =>
    assignedIn(subnet, `${key}#address-${listed.length + i + 2}`, owner, at),
  );
  return {
    primary,
    others: named("address", 2, [...listed.filter((a) => a !== undefined), ...counted]),
    sixes: named("address6", 1, [
      ...privates6.map((p) => p.private).filter((a) => a !== undefined),
      ...sixes(stated, { key, owner, subnet, at }),
    ]),
  };
}

function named(word: string, from: number, list: readonly Address[]): OwnAddresses["others"] {
  return list.map((address, i) => ({ suffix: `${word}-${i + from}`, address }));
}

/** IPv6 addresses that AWS picks: as many as are asked for, else the one that the subnet gives. */
function sixes({ privates6, count6 }: Stated, { key, owner, subnet, at }: Place): readonly Address[] {
  const { range6, ipv6OnLaunch, native } = subnet.facts;
  if (range6 === undefined) return [];
  const given = privates6.length === 0 && (orElse(ipv6OnLaunch, false) || orElse(native, false)) ? 1 : 0;
  const length = count6 === undefined ? given : countOf(count6);
  // While the range itself is AWS's to pick, of an address in it only the family is known.
  if (range6.kind === "unknown") return length === 0 ? [] : [{ ...range6, family: 6 }];
  const within = subtract(rangesOf([range6.value]), reservedIn(range6.value));
  return Array.from({ length }, (_, i) => {
    const id = `${key}#address6-${i + 1}`;
    return { kind: "assigned", id, chooser: "deployment", owner, within, at };
  });
}

/** AWS gives an interface a few dozen at most; a wrong number must not make a model of millions. */
function countOf(count: Value<number> | undefined): number {
  return count?.kind === "known" ? Math.min(Math.max(0, Math.floor(count.value)), 64) : 0;
}

/** Contributes what is not the primary address, and each IPv6 address in front of itself at the internet gateway. */
export function furtherAddresses(
  model: Builder,
  { key, owner, subnet }: Place,
  own: OwnAddresses,
  origin?: Origin,
): void {
  const from = origin === undefined ? {} : { origin };
  for (const { suffix, address } of [...own.others, ...own.sixes]) {
    model.holding(`${key}#${suffix}`, { interface: key, address, as: "own", ...from });
  }
  for (const { suffix, address } of own.sixes) {
    if (!isPublic(address)) continue;
    const vpc = subnet.facts.vpc.to;
    publish(model, `${key}#${suffix}`, vpc, { private: address, public: address, owner, ...from });
    if (vpc.kind === "unknown") continue;
    const outside = egressOutsideOf(vpc.value);
    model.holding(`${key}#${suffix}#public-egress`, { interface: outside, address, as: "held", ...from });
  }
}

/** RFC 4291 §2.4: global unicast. Unique local addresses do not pass the gateway. */
const globalUnicast = parsePrefix("2000::/3")?.prefix;

function isPublic(address: Address): boolean {
  // AWS picks its own ranges out of public space.
  if (address.kind === "unknown") return true;
  const first =
    address.kind === "known" ? address.value : address.kind === "assigned" ? address.within[0]?.first : undefined;
  return first !== undefined && globalUnicast !== undefined && inPrefix(globalUnicast, first);
}
