/** The engines that are measured: ours on IPv4 and on IPv6, and the plain diagram by bits. */

import { rangeOf, type Prefix } from "../src/net/ip.ts";
import { AddressSpace } from "../src/packet/address-space.ts";
import type { Box } from "../src/packet/reading.ts";
import { DENY, type Decision, type Mark, PERMIT, type PacketSet, Sets } from "../src/packet/sets.ts";
import { between, one, type Stretches } from "../src/packet/stretches.ts";
import type { PlainBdd } from "./plain-bdd.ts";
import type { Rule } from "./rules.ts";
import type { Engine } from "./workloads.ts";

/** Nodes after which memory is taken back, as the anchors' tables have. */
const room = 1 << 16;
const wanted = ["destination", "source", "destinationPort", "protocol"] as const;

/** `toPrefix` puts a prefix of a rule on the line of addresses. */
function ours(space: AddressSpace, toPrefix: (first: number, length: number) => Prefix): Engine {
  const sets = new Sets(space, { steps: Number.MAX_SAFE_INTEGER });
  let mark: Mark = sets.mark();
  const place = (first: number, length: number): Stretches => space.prefix(toPrefix(first, length));
  let prepared = new Map<readonly Rule[], readonly Prefix[]>();
  const decisions = (rules: readonly Rule[]): Decision[] => {
    const prefixes = prepared.get(rules) as readonly Prefix[];
    return rules.map((rule, i) => {
      const box: { -readonly [F in keyof Box]: Box[F] } = {
        destination: space.prefix(prefixes[2 * i] as Prefix),
        source: space.prefix(prefixes[2 * i + 1] as Prefix),
      };
      if (rule.proto >= 0) box.protocol = one(rule.proto);
      if (rule.lo !== 0 || rule.hi !== 65535) box.destinationPort = between(rule.lo, rule.hi);
      return sets.decided(box, rule.permit ? PERMIT : DENY);
    });
  };
  return {
    hosts: (addresses) => addresses.map((address) => sets.box({ destination: place(address, 32) })),
    prepare: (lists) => {
      const both = (r: Rule): Prefix[] => [toPrefix(r.dst, r.dstLen), toPrefix(r.src, r.srcLen)];
      prepared = new Map(lists.map((rules) => [rules, rules.flatMap(both)]));
    },
    union: (a, b) => sets.union(a as PacketSet, b as PacketSet),
    unionAll: (list) => sets.unionAll(list as readonly PacketSet[]),
    acl: (rules) => sets.permitted(decisions(rules)),
    minus: (a, b) => sets.subtract(a as PacketSet, b as PacketSet),
    wildcards: (masks) => sets.unionAll(masks.map(({ value, care }) => sets.masked("destination", value, care))),
    size: (set) => sets.count(set as PacketSet, wanted),
    mark: () => {
      mark = sets.mark();
    },
    tidy: (share) => {
      const { nodes, intervals } = sets.used;
      if (nodes > mark + share * room || intervals > 4 * (mark + share * room)) sets.release(mark);
    },
  };
}

export function ipv4(): Engine {
  return ours(new AddressSpace([], []), (first, length) => ({ first, length }));
}

/** The same rules in 2001:db8::/32, each address before its last 64 bits. */
export function ipv6(lists: Iterable<readonly Rule[]>, hosts: readonly number[]): Engine {
  const toPrefix = (first: number, length: number): Prefix => ({
    first: ((0x20010db8n << 32n) | BigInt(first)) << 64n,
    length: length + 32,
  });
  const ranges = new Set<Prefix>();
  for (const host of hosts) ranges.add(toPrefix(host, 32));
  for (const rules of lists) {
    for (const { src, srcLen, dst, dstLen } of rules) ranges.add(toPrefix(src, srcLen)).add(toPrefix(dst, dstLen));
  }
  return ours(new AddressSpace([...ranges].map(rangeOf), []), toPrefix);
}

/** Destination, source, destination port, protocol: 88 bits in this order. */
export function plain(bdd: PlainBdd, nodes: number): Engine {
  bdd.init(nodes, nodes >> 2);
  let mark = bdd.count();
  const rule = (r: Rule): number => {
    let node = r.proto < 0 ? 1 : bdd.bits(r.proto, 8, 8, 80, 1);
    if (r.lo !== 0 || r.hi !== 65535) node = bdd.range(r.lo, r.hi, 16, 64, node);
    return bdd.bits(r.dst, 32, r.dstLen, 0, bdd.bits(r.src, 32, r.srcLen, 32, node));
  };
  return {
    hosts: (addresses) => addresses.map((address) => bdd.bits(address, 32, 32, 0, 1)),
    prepare: () => {},
    union: (a, b) => bdd.apply(bdd.OR, a, b),
    acl: (rules) => rules.reduceRight((sum, r) => bdd.apply(r.permit ? bdd.OR : bdd.DIFF, sum, rule(r)), 0),
    minus: (a, b) => bdd.apply(bdd.DIFF, a, b),
    wildcards: (masks) =>
      masks.reduce((sum, { value, care }) => {
        let node = 1;
        for (let bit = 0; bit < 32; bit++) {
          if (((care >>> bit) & 1) === 0) continue;
          node = (value >>> bit) & 1 ? bdd.mk(31 - bit, 0, node) : bdd.mk(31 - bit, node, 0);
        }
        return bdd.apply(bdd.OR, sum, node);
      }, 0),
    mark: () => {
      mark = bdd.count();
    },
    tidy: (share) => {
      if (bdd.count() > mark + share * nodes) bdd.reset(mark);
    },
  };
}
