/**
 * A random network as plain data: small numbers that `built` takes for places, hosts, rules and ways through devices.
 * Numbers that name something are taken modulo how many there are, so that every plan builds and shrinks freely.
 */

import fc from "fast-check";

export interface HostPlan {
  /** A stated address, an assigned one anywhere in the segment, or one in its first sixteen. */
  readonly address: 0 | 1 | 2;
  /** In front of it: nothing, a stated public address, an assigned one. */
  readonly public: 0 | 1 | 2;
  /** Everything, TCP only, nothing. */
  readonly accepts: 0 | 1 | 2;
  readonly strict: boolean;
  readonly provider: boolean;
}

export interface SegmentPlan {
  readonly zone: number;
  readonly hosts: readonly HostPlan[];
}

export interface PlacePlan {
  readonly six: boolean;
  /** Where what no route says goes: the edge or a neighbour, a neighbour, nowhere by a route, nowhere for want of one. */
  readonly otherwise: 0 | 1 | 2 | 3;
  readonly segments: readonly SegmentPlan[];
}

export interface RulePlan {
  readonly permit: boolean;
  readonly protocols: number;
  readonly ports: number;
  readonly clientPorts: number;
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly icmp: number;
}

export interface FilterPlan {
  readonly permit: boolean;
  readonly rules: readonly RulePlan[];
}

export interface GuardPlan {
  /** Which interface; hosts' first for stateful guards, routers' first for others. */
  readonly on: number;
  readonly in: boolean;
  readonly out: boolean;
  readonly stateful: boolean;
  readonly seenOnly: boolean;
  readonly order: number;
  readonly filters: readonly FilterPlan[];
}

export interface RoutePlan {
  /** Which segment's table; of its router the one for all else, when `main`. */
  readonly at: number;
  readonly main: boolean;
  readonly to: number;
  readonly next: number;
  readonly which: number;
  readonly preference: number;
}

/** Between two segments (`from` may be the edge) packets are sent through a device, perhaps on the way back too. */
export interface Way {
  readonly from: number;
  readonly edge: boolean;
  readonly to: number;
  readonly back: boolean;
}

export interface NatPlan {
  readonly at: number;
  readonly serves: number;
  readonly protocols: number;
  readonly sources: readonly number[];
}

export interface ProxyPlan {
  readonly at: readonly number[];
  readonly own: boolean;
  readonly ports: number;
  readonly udp: boolean;
  readonly ping: boolean;
  readonly targets: readonly number[];
  /** Which of them refuses it; none when it names none. */
  readonly deaf: number;
  /** Targets let in anybody, only the balancer's segment, only a group that the balancer is in. */
  readonly guarded: 0 | 1 | 2;
  readonly port: number;
  readonly check: number;
  readonly failOpen: boolean;
  readonly crossZone: boolean;
  readonly answers: boolean;
}

export interface InlinePlan {
  readonly at: number;
  /** In the very segment whose packets it is sent, so that it may get them again. */
  readonly among: boolean;
  /** Takes only packets of its own, so nothing comes through. */
  readonly strict: boolean;
  /** Forwards as a host, beyond which a rule by group no longer matches; such a rule stands at the far end. */
  readonly host: boolean;
  readonly byGroup: boolean;
  readonly mode: number;
  readonly way: Way;
}

export interface WrapPlan {
  readonly at: number;
  readonly modes: readonly number[];
  /** Which inspector refuses what it is sent, and which may not send it back; none when it names none. */
  readonly deaf: number;
  readonly mute: number;
  readonly check: boolean;
  readonly failOpen: boolean;
  readonly crossZone: boolean;
  readonly farZone: boolean;
  readonly way: Way;
}

/** Something of the network that the input does not say: a value, or whether a thing is there at all. */
export interface Cloud {
  readonly what: number;
  readonly which: number;
}

export interface AskPlan {
  readonly from: number;
  readonly to: number;
  /** See `askedOf`; from 5 on one of the ways that a device was put on. */
  readonly kind: number;
  readonly six: boolean;
  readonly traffic: number;
}

export interface Plan {
  readonly places: readonly PlacePlan[];
  readonly edge: boolean;
  readonly passes: boolean;
  readonly nat: readonly NatPlan[];
  readonly proxies: readonly ProxyPlan[];
  readonly inline: readonly InlinePlan[];
  readonly wraps: readonly WrapPlan[];
  readonly guards: readonly GuardPlan[];
  readonly routes: readonly RoutePlan[];
  readonly clouds: readonly Cloud[];
  readonly asks: readonly AskPlan[];
  readonly salt: number;
}

const nat = (n: number) => fc.nat(n - 1);
/** Mostly the first, seldom another. */
const seldom = <T>(first: T, ...others: readonly T[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(first) },
    ...others.map((o) => ({ weight: 1, arbitrary: fc.constant(o) })),
  );
const often = (percent: number) => fc.nat(99).map((n) => n >= 100 - percent);
const list = <T>(of: fc.Arbitrary<T>, minLength: number, maxLength: number) => fc.array(of, { minLength, maxLength });
const perhaps = <T>(percent: number, of: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 100 - percent, arbitrary: fc.constant([] as T[]) },
    { weight: percent, arbitrary: list(of, 1, 2) },
  );

const host: fc.Arbitrary<HostPlan> = fc.record({
  address: fc.constantFrom(0, 0, 1, 2),
  public: fc.constantFrom(0, 1, 1, 2),
  accepts: fc.constantFrom(0, 0, 0, 0, 1, 2),
  strict: often(8),
  provider: often(5),
});

const segment = fc.record({ zone: nat(3), hosts: list(host, 1, 2) });

const place: fc.Arbitrary<PlacePlan> = fc.record({
  six: often(60),
  otherwise: fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 1, 2, 3),
  segments: list(segment, 1, 3),
});

const rule: fc.Arbitrary<RulePlan> = fc.record({
  permit: often(75),
  protocols: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: nat(7) }),
  ports: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: nat(8) }),
  clientPorts: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: nat(8) }),
  sources: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: list(nat(15), 1, 2) }),
  destinations: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: list(nat(15), 1, 2) }),
  icmp: seldom(0, 1, 2, 3),
});

const guard: fc.Arbitrary<GuardPlan> = fc.record({
  on: nat(24),
  in: often(90),
  out: often(80),
  stateful: often(50),
  seenOnly: often(12),
  order: nat(3),
  filters: list(fc.record({ permit: often(55), rules: list(rule, 0, 3) }), 1, 2),
});

const route: fc.Arbitrary<RoutePlan> = fc.record({
  at: nat(6),
  main: often(40),
  to: fc.oneof(nat(11), fc.constant(6)),
  next: fc.oneof(nat(8), fc.constant(4)),
  which: nat(12),
  preference: nat(2),
});

const way: fc.Arbitrary<Way> = fc.record({ from: nat(6), edge: often(25), to: nat(6), back: often(60) });

const natPlan: fc.Arbitrary<NatPlan> = fc.record({
  at: nat(6),
  serves: nat(6),
  protocols: seldom(0, 1, 2),
  sources: perhaps(15, nat(14)),
});

const proxy: fc.Arbitrary<ProxyPlan> = fc.record({
  at: list(nat(6), 1, 2),
  own: often(60),
  ports: nat(3),
  udp: often(20),
  ping: often(30),
  targets: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 9, arbitrary: list(nat(8), 2, 3) }),
  deaf: nat(4),
  guarded: fc.constantFrom(0, 0, 0, 1, 2),
  port: fc.constantFrom(0, 80, 22, 443),
  check: fc.constantFrom(0, 0, 1, 80, 22),
  failOpen: often(50),
  crossZone: often(60),
  answers: often(15),
});

const inline = fc.record({
  at: nat(6),
  among: often(60),
  strict: often(12),
  host: often(60),
  byGroup: often(60),
  mode: fc.constantFrom(0, 0, 1, 1, 2),
  way,
});

const wrap: fc.Arbitrary<WrapPlan> = fc.record({
  at: nat(6),
  modes: list(fc.constantFrom(0, 0, 0, 1, 1, 2, 3), 1, 2),
  deaf: nat(4),
  mute: nat(6),
  check: often(30),
  failOpen: often(50),
  crossZone: often(50),
  farZone: often(30),
  way,
});

const ask: fc.Arbitrary<AskPlan> = fc.record({
  from: nat(10),
  to: nat(10),
  kind: fc.constantFrom(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5),
  six: often(30),
  traffic: fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6),
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  places: fc.oneof({ weight: 1, arbitrary: list(place, 1, 1) }, { weight: 1, arbitrary: list(place, 2, 3) }),
  edge: often(85),
  passes: often(15),
  nat: perhaps(40, natPlan),
  proxies: perhaps(50, proxy),
  inline: perhaps(40, inline),
  wraps: perhaps(40, wrap),
  guards: list(guard, 0, 4),
  routes: list(route, 0, 4),
  clouds: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: list(fc.record({ what: nat(25), which: nat(40) }), 1, 4) },
  ),
  asks: list(ask, 1, 4),
  salt: nat(1 << 16),
});

/** A line for each thing; what is read back is the same plan. */
export function printPlan(plan: Plan): string {
  const entries = Object.entries(plan).map(([key, value]: [string, unknown]) => {
    if (!Array.isArray(value) || value.length === 0) return `"${key}": ${JSON.stringify(value)}`;
    return `"${key}": [\n${value.map((v) => `  ${JSON.stringify(v)}`).join(",\n")}\n]`;
  });
  return `{${entries.join(",\n")}}\n`;
}

export function readPlan(text: string): Plan {
  return JSON.parse(text) as Plan;
}
