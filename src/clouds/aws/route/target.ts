/** Where a route hands its packets: the one target that is named, and what is wrong with it as seen from the table's VPC. */

import type { It } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Key, Next } from "../../../model/model.ts";
import { type Unknown, unknown, type Value } from "../../../value/value.ts";
import { egressInsideOf, insideOf, peeringFrom } from "../terms/keys.ts";
import type { InstanceFacts, NetworkInterfaceFacts, VpcFacts } from "../terms/terms.ts";
import type { properties } from "./properties.ts";

export type Route = It<typeof properties>;

export interface Target {
  /** The property that names it. */
  readonly property: keyof typeof properties;
  readonly next: Next;
  readonly problem?:
    | { readonly kind: "foreign"; readonly target: string; readonly why: string }
    | { readonly kind: "blackhole"; readonly target: string; readonly why: string; readonly fix?: string };
}

/** Gateways whose other side is not read; a route to one is known to leave, and nothing more. */
const unmodelled = {
  transitGateway: "transit gateway",
  localGateway: "local gateway",
  carrierGateway: "carrier gateway",
  coreNetwork: "core network",
} as const;

/** All targets that are named; a good route has one. */
export function targetsOf(it: Route): readonly Target[] {
  const home = it.table.facts.vpc.to;
  const isLocal = it.word?.kind === "known" && it.word.value.toLowerCase() === "local";
  const found: (Target | undefined)[] = [
    isLocal ? { property: "gateway", next: { kind: "connected" } } : gateway(it, home),
    device("nat", it.nat, home),
    device("endpoint", it.endpoint, home),
    host(it, "instance", it.instance, home),
    host(it, "interface", it.interface, home),
    peering(it, home),
    egressOnly(it, home),
    ...Object.entries(unmodelled).map(([property, label]): Target | undefined => {
      const named = it[property as keyof typeof unmodelled];
      if (named === undefined) return undefined;
      const wanted = `nothing in the input: a ${label} is not modelled yet`;
      const why = `where a ${label} sends packets is not modelled`;
      return { property: property as keyof typeof unmodelled, next: unknown("kind.unmodelled", why, named.at, wanted) };
    }),
  ];
  return found.filter((target) => target !== undefined);
}

/** Whether two networks are the same one; unknown when either is. */
function same(a: Value<Key>, b: Value<Key>): boolean | Unknown {
  if (a.kind === "unknown") return a;
  return b.kind === "unknown" ? b : a.value === b.value;
}

function gateway(it: Route, home: Value<Key>): Target | undefined {
  const to = it.gateway;
  if (to === undefined) return undefined;
  const property = "gateway";
  if (to.to.kind === "unknown") return { property, next: to.to };
  if (home.kind === "unknown") return { property, next: home };
  const vpcs = to.facts.vpcs;
  if (vpcs.some((vpc) => vpc.to.kind === "known" && vpc.to.value === home.value)) {
    return { property, next: { kind: "interface", interface: insideOf(home.value) } };
  }
  const doubt = vpcs.find((vpc) => vpc.to.kind === "unknown")?.to;
  if (doubt?.kind === "unknown") return { property, next: doubt };
  const [elsewhere] = vpcs;
  const why = elsewhere === undefined ? "is attached to no VPC" : `is attached to \`${elsewhere.name}\``;
  return foreign(property, to.name, why);
}

function through(
  property: Target["property"],
  to: Ref<unknown>,
  vpc: Ref<VpcFacts>,
  hop: Value<Key>,
  home: Value<Key>,
): Target {
  if (to.to.kind === "unknown") return { property, next: to.to };
  const here = same(vpc.to, home);
  if (here === false) return foreign(property, to.name, `stands in \`${vpc.name}\``);
  if (hop.kind === "unknown") return { property, next: hop };
  return here === true ? { property, next: { kind: "interface", interface: hop.value } } : { property, next: here };
}

function device(
  property: "nat" | "endpoint",
  to: Route["nat"] | Route["endpoint"],
  home: Value<Key>,
): Target | undefined {
  return to === undefined ? undefined : through(property, to, to.facts.vpc, to.facts.interface, home);
}

function host(
  it: Route,
  property: "instance" | "interface",
  to: Route["instance"] | Route["interface"],
  home: Value<Key>,
): Target | undefined {
  if (to === undefined) return undefined;
  const { subnet, interface: hop } = to.facts;
  const target = through(property, to, subnet.facts.vpc, hop, home);
  if (target.problem !== undefined || to.to.kind === "unknown") return target;
  const loose = looseOf(it, to);
  if (loose !== undefined) {
    const { why, fix } = loose;
    const next: Next = { kind: "nowhere", code: "route.target.blackhole", why: `\`${to.name}\` ${why}` };
    return { property, next, problem: { kind: "blackhole", target: to.name, why, fix } };
  }
  const { sourceDestCheck: check } = to.facts;
  if (check.kind === "unknown" || !check.value) return target;
  const why = "its source/destination check is on, so that it drops what is not for itself";
  return { ...target, problem: { kind: "blackhole", target: to.name, why } };
}

/** Why what the route hands over is lost before the interface has it. */
function looseOf(
  it: Route,
  { facts }: Ref<NetworkInterfaceFacts | InstanceFacts>,
): { why: string; fix: string } | undefined {
  if ("isAttached" in facts && !facts.isAttached)
    return { why: "is an interface of no instance", fix: "attach it to an instance" };
  // The gateway's own table counts IPv4 addresses; an IPv6 address is public by itself.
  if (!it.table.facts.ofGateway || it.to4 === undefined) return undefined;
  const { isPublic } = facts;
  if (isPublic.kind === "unknown" || isPublic.value) return undefined;
  const why = "has no public address, without which an internet gateway's route does not lead to it";
  return { why, fix: "give it an elastic address" };
}

function peering(it: Route, home: Value<Key>): Target | undefined {
  const to = it.peering;
  if (to === undefined) return undefined;
  const property = "peering";
  if (to.to.kind === "unknown") return { property, next: to.to };
  if (home.kind === "unknown") return { property, next: home };
  const { requester, accepter } = to.facts;
  const [one, other] = [same(requester.to, home), same(accepter.to, home)];
  if (one === true || other === true) {
    return { property, next: { kind: "interface", interface: peeringFrom(to.to.value, home.value) } };
  }
  if (one !== false) return { property, next: one };
  if (other !== false) return { property, next: other };
  return foreign(property, to.name, `joins \`${requester.name}\` and \`${accepter.name}\``);
}

function egressOnly(it: Route, home: Value<Key>): Target | undefined {
  const to = it.egressOnly;
  if (to === undefined) return undefined;
  const hop: Value<Key> = to.to.kind === "known" ? { ...to.to, value: egressInsideOf(to.to.value) } : to.to;
  return through("egressOnly", to, to.facts.vpc, hop, home);
}

function foreign(property: Target["property"], target: string, why: string): Target {
  const next: Next = { kind: "nowhere", code: "route.target.foreign", why: `\`${target}\` ${why}` };
  return { property, next, problem: { kind: "foreign", target, why } };
}
