/**
 * AWS::EC2::EgressOnlyInternetGateway: lets IPv6 out to the internet and only replies in. No translation takes place.
 *
 *   vpc#router ──[E#edge]── link ──[E#inside]── E ──[vpc#egress-outside]── internet
 *
 * Interfaces with a public IPv6 address hold it on the outside too, or no reply would find the way. Where the network
 * also has an internet gateway, that one holds it first: connections from outside arrive there.
 */

import { kind } from "../../../contract/kind.ts";
import { required } from "../../../contract/property.ts";
import { internet, type Builder } from "../../../model/builder.ts";
import type { Key, Origin } from "../../../model/model.ts";
import { everything } from "../../../net/ip.ts";
import { prefixesOf } from "../../../net/ranges.ts";
import { publicSpace6 } from "../../../net/special.ts";
import { known } from "../../../value/value.ts";
import { vpcPage } from "../terms/pages.ts";
import { egressEdgeOf, egressInsideOf, egressOutsideOf, localTableOf, routerOf } from "../terms/keys.ts";
import { egressOnlyGateway, vpc } from "../terms/terms.ts";

const label = "egress-only internet gateway";

export const egressOnlyInternetGateway = kind({
  term: egressOnlyGateway,
  label,
  spelled: {
    cloudformation: { type: "AWS::EC2::EgressOnlyInternetGateway" },
    terraform: { type: "aws_egress_only_internet_gateway" },
  },
  properties: { vpc: required("VpcId", vpc) },
  claims: [
    {
      text: "an egress-only internet gateway is for IPv6 only, keeps state, and has no security group",
      evidence: vpcPage("egress-only-internet-gateway"),
    },
    {
      text: "connections begin inside: an answer to what came in by another gateway does not leave through it",
      evidence: vpcPage("egress-only-internet-gateway"),
    },
    { text: "private IPv6 addresses are dropped at it", evidence: vpcPage("VPC_Internet_Gateway") },
    { text: "a VPC has at most one egress-only internet gateway", evidence: vpcPage("amazon-vpc-limits") },
  ],
  facts: (it) => ({ vpc: it.vpc }),
  lower(it, model) {
    const { key, name } = it;
    if (it.vpc.to.kind === "unknown") return;
    const network = it.vpc.to.value;
    const link = `${key}#link`;
    model.node(key, {
      name,
      label,
      kind: "egress-only-gateway",
      host: false,
      accepts: { nothing: "an egress-only internet gateway has no address of its own" },
      forwards: true,
    });
    model.segment(link, { name, label, domain: network, ranges: [], listed: false });
    model.interface(egressEdgeOf(key), { node: routerOf(network), segment: known(link) });
    model.interface(egressInsideOf(key), { node: key, segment: known(link) });
    model.interface(egressOutsideOf(network), { node: key, segment: known(internet.segment) });
    model.selector(`${key}#arrivals`, {
      node: routerOf(network),
      arriving: egressEdgeOf(key),
      table: known(localTableOf(network)),
      origin: { at: it.origin.at, implied: "what arrives from an egress-only gateway is delivered within the network" },
    });
    const ways = { key, name, origin: it.origin, outside: egressOutsideOf(network) };
    lowerTables(model, ways);
    lowerGates(model, ways);
  },
});

interface Ways {
  readonly key: Key;
  readonly name: string;
  readonly origin: Origin;
  readonly outside: Key;
}

/** What comes from the network goes out, what comes from outside goes in: no address is looked at. */
function lowerTables(model: Builder, { key, name, origin: { at }, outside }: Ways): void {
  const origin = { at, implied: "an egress-only gateway joins its network and the internet" };
  const ways = [
    { side: "outwards", arriving: egressInsideOf(key), next: { kind: "connected", through: outside } },
    { side: "inwards", arriving: outside, next: { kind: "interface", interface: egressEdgeOf(key) } },
  ] as const;
  for (const { side, arriving, next } of ways) {
    const table = `${key}#${side}`;
    model.table(table, { name, label, kind: "gateway", node: key, origin });
    model.selector(`${table}#selector`, { node: key, arriving, table: known(table), origin });
    model.route(`${table}#route`, { table: known(table), to: known(everything(6)), next, preference: 0, origin });
  }
}

function lowerGates(model: Builder, { key, name, origin: { at }, outside }: Ways): void {
  const memory = `${key}#memory`;
  for (const direction of ["in", "out"] as const) {
    const filter = `${key}#${direction}`;
    const implied =
      direction === "in"
        ? "an egress-only gateway lets only replies in"
        : "an egress-only gateway lets only public IPv6 addresses out";
    const origin = { at, implied };
    model.filter(filter, { name, label, kind: "filter", otherwise: "deny", origin });
    model.gate(`${filter}#gate`, {
      interface: outside,
      direction,
      order: 1,
      filters: [known(filter)],
      memory,
      // Connections begin inside: an answer to one that came another way finds nothing here that lets it out.
      seenOnly: true,
      origin,
    });
    if (direction === "in") continue;
    model.rule(`${filter}#public`, {
      filter,
      order: known(1),
      action: known("permit"),
      sources: prefixesOf(publicSpace6).map((range) => known(range)),
      origin,
    });
  }
}
