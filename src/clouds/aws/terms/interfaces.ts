/**
 * What everything with an address in a subnet has: an interface with its groups, a table of its own (its subnet, and
 * the subnet's router for the rest), a private address that is stated or assigned, perhaps a public one.
 */

import type { Ref } from "../../../contract/term.ts";
import { type Builder, someRewrite } from "../../../model/builder.ts";
import type { Key, Origin } from "../../../model/model.ts";
import { everything, offset, type Prefix, rangeOf } from "../../../net/ip.ts";
import { type Ranges, rangesOf, subtract } from "../../../net/ranges.ts";
import { publicSpace } from "../../../net/special.ts";
import type { Span } from "../../../source/document.ts";
import {
  type Address,
  type Assigned,
  bind,
  known,
  map,
  orElse,
  type Unknown,
  type Value,
} from "../../../value/value.ts";
import { refusedGroups } from "./foreign-reference.ts";
import { defaultGroupOf, filterOf, outsideOf, publicPairsOf, routerIn } from "./keys.ts";
import type { GroupFacts, SubnetFacts } from "./terms.ts";

/** The first four addresses of a subnet and the last are AWS's (VPC user guide, "Subnet CIDR blocks"). */
export function reservedIn(range: Prefix): Ranges {
  const { first, last } = rangeOf(range);
  return [
    { first, last: offset(first, 3) },
    { first: last, last },
  ];
}

/** An address of the subnet that the deployment will pick. */
export function assignedIn(subnet: Ref<SubnetFacts>, id: string, owner: string, at: readonly Span[]): Address {
  const { range } = subnet.facts;
  if (range.kind === "unknown") return range;
  return {
    kind: "assigned",
    id,
    chooser: "deployment",
    owner,
    within: subtract(rangesOf([range.value]), reservedIn(range.value)),
    at,
  };
}

/** A public address that the deployment will pick. */
export function assignedPublic(id: string, owner: string, at: readonly Span[]): Assigned {
  return { kind: "assigned", id, chooser: "deployment", owner, within: publicSpace, at };
}

export interface Attachment {
  /** Key of the interface. */
  readonly key: Key;
  /** Where people call it otherwise than its node. */
  readonly name?: string;
  readonly node: Key;
  readonly subnet: Ref<SubnetFacts>;
  readonly address: Address;
  /** Undefined: this kind of thing has no groups at all. Empty: the network's default group. */
  readonly groups: readonly Ref<GroupFacts>[] | undefined;
  /** Why it takes and sends only its own packets, if it does. */
  readonly strict?: string;
  readonly origin?: Origin;
}

/** Contributes the interface, its address, its groups' gates and its membership in them. */
export function attach(model: Builder, { key, name, node, subnet, address, groups, strict, origin }: Attachment): void {
  const from = origin === undefined ? {} : { origin };
  model.interface(key, {
    node,
    segment: subnet.to,
    ...(name === undefined ? {} : { name }),
    ...(strict === undefined ? {} : { strict }),
    ...from,
  });
  if (!orElse(subnet.facts.native, false))
    model.holding(`${key}#address`, { interface: key, address, as: "own", ...from });
  if (groups === undefined) return;
  const vpc = subnet.facts.vpc.to;
  const doubt = refusedGroups(subnet, groups);
  const keys: readonly Value<Key>[] = groups.length > 0 ? groups.map((g) => g.to) : [map(vpc, defaultGroupOf)];
  for (const direction of ["in", "out"] as const) {
    model.gate(`${key}#groups-${direction}`, {
      interface: key,
      direction,
      word: direction === "in" ? "inbound" : "outbound",
      order: 1,
      filters: keys.map((group) => map(group, (g) => filterOf(g, direction))),
      memory: `${key}#groups`,
      doubt,
      ...from,
    });
  }
  for (const group of keys) {
    if (group.kind === "known")
      model.member(`${key}#in#${group.value}`, { group: group.value, interface: key, ...from });
  }
}

/** The table of a host with these interfaces: what its subnets hold is near, the rest goes to the first one's router. */
export function hostTable(
  model: Builder,
  node: Key,
  name: string,
  interfaces: readonly { readonly key: Key; readonly subnet: Ref<SubnetFacts> }[],
): void {
  const table = `${node}#table`;
  const implied = (why: string): { origin: Origin } => ({
    origin: { at: interfaces[0]?.subnet.at ?? [], implied: why },
  });
  const own = implied("a host sends what is not in its subnet to the subnet's router");
  model.table(table, { name, label: "host", kind: "host", node, ...own });
  model.selector(`${node}#selector`, { node, table: known(table), ...own });
  for (const { key, subnet } of interfaces) {
    for (const [i, range] of [subnet.facts.range, subnet.facts.range6].entries()) {
      if (range === undefined) continue;
      model.route(`${key}#near${i}`, {
        table: known(table),
        to: range,
        next: { kind: "connected", through: key },
        preference: 0,
        ...implied("the host's own subnet"),
      });
    }
  }
  const first = interfaces[0];
  if (first === undefined) return;
  for (const family of [4, 6] as const) {
    // In a network that nobody can name there is no router to name.
    const router = bind(first.subnet.facts.vpc.to, () => map(first.subnet.to, routerIn));
    model.route(`${node}#default${family}`, {
      table: known(table),
      to: known(everything(family)),
      next: router.kind === "known" ? { kind: "interface", interface: router.value } : router,
      preference: 0,
      ...own,
    });
  }
}

/** A public address in front of a private one, translated by the network's internet gateway. */
export function publish(
  model: Builder,
  key: Key,
  vpc: Value<Key>,
  pair: {
    readonly private: Address;
    readonly public: Address;
    readonly owner: string;
    readonly origin?: Origin;
    readonly doubt?: Unknown | undefined;
  },
): void {
  const doubt = pair.doubt ?? (vpc.kind === "unknown" ? vpc : undefined);
  const from = {
    ...(pair.origin === undefined ? {} : { origin: pair.origin }),
    ...(doubt === undefined ? {} : { doubt }),
  };
  model.pair(`${key}#pair`, {
    rewrite: vpc.kind === "unknown" ? someRewrite : publicPairsOf(vpc.value),
    inside: pair.private,
    outside: pair.public,
    owner: pair.owner,
    ...from,
  });
  if (vpc.kind === "unknown") return;
  model.holding(`${key}#public`, { interface: outsideOf(vpc.value), address: pair.public, as: "held", ...from });
}
