/**
 * AWS::EC2::VPCPeeringConnection: joins two networks, and nothing beyond them. For each it has an interface on a link to
 * that network's router; its own table knows the ranges of both.
 *
 *   A#router ──[P#at#A]── link ──[P#from#A]── P ──[P#from#B]── link ──[P#at#B]── B#router
 *
 * What arrives goes by local routes only, so it cannot leave by the other network's gateways; what does not come from
 * the network it leaves is dropped, so a peering is no way through for a third. Not modelled: that the reply to a NAT
 * gateway's packet comes back over it without a route (VPC guide, NAT gateway basics): here it needs one.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, required, word } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import { rangeOverlap } from "../../../finding/overlap.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Next } from "../../../model/model.ts";
import { everything, type Prefix, prefixesOverlap, printPrefix } from "../../../net/ip.ts";
import { type Known, known, type Unknown, unknown } from "../../../value/value.ts";
import { localTableOf, peeringAt, peeringFrom, peeringLink, routerOf } from "../terms/keys.ts";
import { peering, type VpcFacts, vpc } from "../terms/terms.ts";
import { claims } from "./claims.ts";

const label = "VPC peering connection";

const properties = {
  requester: required("VpcId", vpc),
  accepter: required("PeerVpcId", vpc),
  /** The account of the accepter, if it is another. */
  owner: word("PeerOwnerId"),
  /** The role with which CloudFormation accepts in the other account's name. */
  role: word({ cloudformation: "PeerRoleArn", terraform: null }),
  region: word("PeerRegion"),
  /** Whether a connection within the account is accepted by itself. */
  accepted: flag({ cloudformation: null, terraform: "auto_accept" }, { otherwise: false }),
};

type Peering = It<typeof properties>;

export const vpcPeeringConnection = kind({
  term: peering,
  label,
  spelled: {
    cloudformation: { type: "AWS::EC2::VPCPeeringConnection", given: { accepted: "true" } },
    terraform: { type: "aws_vpc_peering_connection" },
  },
  properties,
  ignored: ["AssumeRoleRegion"],
  claims,
  rules: [rangeOverlap],
  facts: (it) => ({ requester: it.requester, accepter: it.accepter }),
  lower(it, model) {
    const { key, name } = it;
    model.node(key, {
      name,
      label,
      kind: "peering",
      host: false,
      accepts: { nothing: "a peering connection has no address of its own" },
      forwards: true,
    });
    const table = `${key}#table`;
    model.table(table, { name, label, kind: "peering", node: key });
    model.selector(`${key}#selector`, { node: key, table: known(table) });
    const overlap = overlapOf(it);
    if (overlap !== undefined) report(it, overlap);
    const broken: Next | undefined =
      overlap === undefined
        ? pending(it)
        : { kind: "nowhere", code: "address.range.overlap", why: "the peering fails, since the two networks overlap" };
    for (const side of [it.requester, it.accepter]) lowerSide(it, model, side, broken);
    elsewhere(it, model);
  },
});

/** The connection's end in one network, and its routes to that network's ranges. */
function lowerSide(it: Peering, model: Builder, side: Ref<VpcFacts>, broken: Next | undefined): void {
  if (side.to.kind === "unknown") return;
  const { key, name } = it;
  const network = side.to.value;
  const [link, at, from] = [peeringLink, peeringAt, peeringFrom].map((keyOf) => keyOf(key, network)) as [Key, Key, Key];
  model.segment(link, { name, label, domain: network, ranges: [], listed: false });
  model.interface(at, { node: routerOf(network), segment: known(link) });
  model.interface(from, { node: key, segment: known(link) });
  model.selector(`${at}#selector`, {
    node: routerOf(network),
    arriving: at,
    table: known(localTableOf(network)),
    origin: { at: it.origin.at, implied: "what arrives from a peer is delivered within the network only" },
  });
  const { ranges } = side.facts;
  for (const [i, range] of ranges.entries()) {
    model.route(`${from}#range${i}`, {
      table: known(`${key}#table`),
      to: range,
      next: broken ?? { kind: "interface", interface: at },
      preference: 0,
      origin: { at: it.origin.at, implied: "a peering connection leads to the ranges of its two networks" },
    });
  }
  const filter = `${from}#sources`;
  const origin = { at: it.origin.at, implied: "a peering connection carries only the packets of its two networks" };
  model.filter(filter, { name, label, kind: "filter", otherwise: "deny", origin });
  model.rule(`${filter}#own`, { filter, order: known(1), action: known("permit"), sources: ranges, origin });
  model.gate(`${filter}#gate`, { interface: from, direction: "in", order: 1, filters: [known(filter)], origin });
}

/** To all other addresses: nowhere, but perhaps to the network that nobody read. */
function elsewhere(it: Peering, model: Builder): void {
  const missing = [it.requester, it.accepter].map(({ to }) => to).find((to): to is Unknown => to.kind === "unknown");
  for (const family of [4, 6] as const) {
    model.route(`${it.key}#elsewhere${family}`, {
      table: known(`${it.key}#table`),
      to: known(everything(family)),
      next: missing ?? {
        kind: "nowhere",
        code: "peering.destination.foreign",
        why: "a peering connection carries only packets to addresses of its two networks",
      },
      preference: 0,
      origin: { at: it.origin.at, implied: "a peering connection is no way to anywhere else" },
    });
  }
}

/** Why nobody knows whether the connection was accepted; undefined when it was. */
function pending({ owner, role, accepted, scope, origin }: Peering): Unknown | undefined {
  const because = (why: string, at = origin.at) =>
    unknown("peering.state.pending", why, at, "that it was accepted: PeerRoleArn, or both accounts' files");
  if (accepted.kind === "unknown") return accepted;
  if (!accepted.value) return because("it is not accepted by itself");
  // Without a role CloudFormation makes no connection to another account: an owner that is not known is this account.
  if (role !== undefined || owner?.kind !== "known" || scope.account.kind !== "known") return undefined;
  if (owner.value === scope.account.value) return undefined;
  return because(`account \`${owner.value}\` has to accept it, and no role is named for that`, owner.at);
}

interface Overlap {
  readonly ours: Known<Prefix>;
  readonly theirs: Known<Prefix>;
}

/** The first two ranges that overlap; any makes the whole connection fail. */
function overlapOf({ requester, accepter }: Peering): Overlap | undefined {
  if (requester.to.kind === "unknown" || accepter.to.kind === "unknown") return undefined;
  const knownOf = ({ facts }: Ref<VpcFacts>) => facts.ranges.filter((r): r is Known<Prefix> => r.kind === "known");
  for (const ours of knownOf(requester)) {
    const theirs = knownOf(accepter).find((range) => prefixesOverlap(ours.value, range.value));
    if (theirs !== undefined) return { ours, theirs };
  }
  return undefined;
}

function report(it: Peering, { ours, theirs }: Overlap): void {
  const { requester, accepter, name } = it;
  const first = { name: requester.name, range: printPrefix(ours.value) };
  const second = { name: accepter.name, range: printPrefix(theirs.value) };
  const fix = `give \`${second.name}\` or \`${first.name}\` other addresses`;
  it.report(
    found(rangeOverlap, {
      data: { first, second, so: `\`${name}\` joins them`, fix },
      resource: name,
      at: [
        ...it.origin.at.slice(0, 1).map((span) => ({ span, label: "joins them" })),
        ...ours.at.slice(0, 1).map((span) => ({ span, label: `\`${first.name}\`` })),
        ...theirs.at.slice(0, 1).map((span) => ({ span, label: `\`${second.name}\`` })),
      ],
    }),
  );
}
