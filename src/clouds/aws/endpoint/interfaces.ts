/**
 * An interface endpoint: in each subnet an address behind which the service stands (PrivateLink guide, "Access an AWS
 * service using an interface VPC endpoint"). For a service of AWS the endpoint takes the packets; what a balancer in
 * another network does with them is not followed, because no route leads there: that answer is unknown.
 */

import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import { anyPort, TCP, UDP } from "../../../net/protocol.ts";
import { known, type Unknown, unknown } from "../../../value/value.ts";
import { assignedIn, attach, hostTable } from "../terms/interfaces.ts";
import type { Endpoint } from "./properties.ts";
import { dnsNotResolvable } from "./rules.ts";
import { isOffered, nameOf, notOpen } from "./service.ts";

export function lowerInterfaces(it: Endpoint, model: Builder): void {
  const beyond = beyondOf(it);
  for (const [i, subnet] of it.subnets.entries()) {
    const where = subnet.to.kind === "known" ? subnet.to.value : `?${i}`;
    const node = `${it.key}#${where}`;
    const key = `${node}#eth0`;
    model.node(node, {
      name: it.name,
      label: "interface endpoint",
      kind: "endpoint",
      zone: subnet.facts.zone,
      host: true,
      starts: { nothing: "a service starts no connection through an endpoint" },
      accepts: beyond === undefined ? { protocols: [TCP, UDP] } : { nothing: "an endpoint takes only TCP and UDP" },
      forwards: { nothing: "an interface endpoint takes only what is addressed to it" },
    });
    attach(model, {
      key,
      node,
      subnet,
      address: assignedIn(subnet, `${it.key}@${where}`, it.name, it.origin.at),
      groups: it.groups,
    });
    hostTable(model, node, it.name, [{ key, subnet }]);
    if (beyond !== undefined) lowerBeyond(it, model, node, beyond);
  }
  lowerNames(it, model);
}

/** A session goes on to a balancer that stands in another address space. */
function lowerBeyond(it: Endpoint, model: Builder, node: string, beyond: Unknown): void {
  const balance = `${node}#service`;
  const name = { name: it.name, label: "endpoint service" };
  const listens = { protocols: [known(TCP), known(UDP)], ports: known(anyPort) };
  model.listener(`${node}#listener`, { ...name, ...listens, node, balance, source: "own" });
  model.balance(balance, { ...name, node, crossZone: known(false), failOpen: false });
  model.option(`${balance}#?`, { balance, to: beyond });
}

/** Undefined: the service is AWS's own, and stands right behind the endpoint. */
function beyondOf(it: Endpoint): Unknown | undefined {
  const name = nameOf(it);
  if (!isOffered(it)) return name.kind === "unknown" ? name : undefined;
  const closed = notOpen(it);
  if (closed !== undefined) return closed;
  const ref = it.service?.ref;
  const at = it.service?.at ?? it.origin.at;
  if (ref === undefined) {
    const why = `the service of \`${it.name}\` was not read`;
    return unknown("reference.service.unresolved", why, at, "the file in which that endpoint service stands");
  }
  const why = `how \`${ref.name}\` serves what comes in through an endpoint is not modelled`;
  return unknown("endpoint.service.unmodelled", why, at, "a question from an address in the service's own network");
}

/** With private DNS the service's ordinary name leads here; both of the VPC's DNS attributes are needed for it. */
function lowerNames(it: Endpoint, model: Builder): void {
  if (it.privateDns.kind === "unknown" || !it.privateDns.value) return;
  const { dnsSupport, dnsHostnames } = it.vpc.facts;
  const attributes = [
    { name: "EnableDnsSupport", value: dnsSupport },
    { name: "EnableDnsHostnames", value: dnsHostnames },
  ];
  const off = attributes.filter(({ value }) => value.kind === "known" && !value.value);
  if (off.length > 0) {
    const data = { endpoint: it.name, vpc: it.vpc.name, off: off.map(({ name }) => name) };
    const sides = off.flatMap(({ value }) => value.at.slice(0, 1));
    const at = [...it.written("privateDns"), ...(sides.length > 0 ? sides : it.vpc.at.slice(-1))];
    it.report(found(dnsNotResolvable, { data, resource: it.name, at }));
    return;
  }
  const service = nameOf(it);
  const own = service.kind === "known" ? /^com\.amazonaws\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(service.value) : null;
  const sure = attributes.every(({ value }) => value.kind === "known");
  if (own !== null && sure) model.alias({ text: `${own[2]}.${own[1]}.amazonaws.com`, name: it.name, rank: 2 });
}
