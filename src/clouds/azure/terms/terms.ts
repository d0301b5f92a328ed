/**
 * All that Azure kinds know of each other: names and typed facts. What looks downwards (a network's subnets, the subnets
 * of a rule list) is a getter: it is worked out when somebody asks, because facts below lead back up.
 */

import { type Ref, type Term, term } from "../../../contract/term.ts";
import type { Key, Origin } from "../../../model/model.ts";
import type { Prefix } from "../../../net/ip.ts";
import type { Address, Unknown, Value } from "../../../value/value.ts";

export interface NetworkFacts {
  readonly ranges: readonly Value<Prefix>[];
  readonly subnets: readonly Placed<SubnetFacts>[];
  readonly peers: readonly Ref<NetworkFacts>[];
}

/** Something below, by the key under which it contributes. */
export interface Placed<F> {
  readonly key: Key;
  readonly name: string;
  readonly facts: F;
  readonly origin: Origin;
  readonly doubt: Unknown | undefined;
}

export interface SubnetFacts {
  readonly network: Ref<NetworkFacts>;
  readonly ranges: readonly Value<Prefix>[];
  readonly group: Ref<GroupFacts> | undefined;
  readonly table: Ref<TableFacts> | undefined;
  /** Whether machines without a public address get one for going out; undefined: nobody says. */
  readonly defaultOutbound: Value<boolean> | undefined;
  /** Where a translation of its own takes over for going out, why nobody can say to which address. */
  readonly translated: Unknown | undefined;
  readonly cards: readonly CardFacts[];
}

/** A network security group: where it judges, its rules are contributed once for each subnet. */
export interface GroupFacts {
  readonly places: readonly Pick<Placed<SubnetFacts>, "key" | "facts">[];
}

export type RuleFacts = Record<string, never>;

/** An application security group: a set of interfaces that rules name. */
export type ApplicationFacts = Record<string, never>;

export interface TableFacts {
  readonly subnets: readonly Placed<SubnetFacts>[];
  readonly routes: readonly RouteFacts[];
  /** Whether routes of the network's gateway are put into it. */
  readonly propagates: Value<boolean>;
}

export interface RouteFacts {
  readonly to: Value<Prefix> | undefined;
}

export interface PeeringFacts {
  readonly remote: Ref<NetworkFacts>;
}

export interface PublicFacts {
  readonly address: Address;
  /** Lets nothing in while no rule list says so. */
  readonly closed: Value<boolean>;
}

/** A network interface. */
export interface CardFacts {
  readonly subnet: Ref<SubnetFacts>;
  /** The primary one first. */
  readonly addresses: readonly Address[];
  readonly hasPublic: boolean;
  readonly forwards: Value<boolean>;
}

export interface MachineFacts {
  readonly cards: readonly Ref<CardFacts>[];
}

export const network = term<NetworkFacts>("virtual network", (u) => ({ ranges: [u], subnets: [], peers: [] }));
export const subnet = term<SubnetFacts>("subnet", (u) => ({
  network: refTo(network, u),
  ranges: [u],
  group: refTo(group, u),
  table: refTo(table, u),
  defaultOutbound: u,
  translated: undefined,
  cards: [],
}));
export const group = term<GroupFacts>("network security group", () => ({ places: [] }));
export const rule = term<RuleFacts>("security rule", () => ({}));
export const application = term<ApplicationFacts>("application security group", () => ({}));
export const table = term<TableFacts>("route table", (u) => ({ subnets: [], routes: [{ to: u }], propagates: u }));
export const route = term<RouteFacts>("route", (u) => ({ to: u }));
export const peering = term<PeeringFacts>("virtual network peering", (u) => ({ remote: refTo(network, u) }));
export const publicAddress = term<PublicFacts>("public IP address", (u) => ({ address: u, closed: u }));
export const card = term<CardFacts>("network interface", (u) => ({
  subnet: refTo(subnet, u),
  addresses: [u],
  hasPublic: false,
  forwards: u,
}));
export const machine = term<MachineFacts>("virtual machine", (u) => ({ cards: [refTo(card, u)] }));

/** Like `unknownRef`, lazily: terms refer to terms that are declared further down. */
function refTo<F>(to: Term<F>, because: Unknown): Ref<F> {
  return {
    kind: "ref",
    term: to,
    to: because,
    name: to.label,
    get facts() {
      return to.unknown(because);
    },
    at: because.at,
  };
}
