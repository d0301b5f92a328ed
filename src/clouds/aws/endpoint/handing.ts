/**
 * A gateway load balancer endpoint: hands each packet to the balancer's node of its own zone and gets it back after
 * inspection; from then on the table of the endpoint's own subnet decides (PrivateLink guide, "Access an inspection
 * system using a Gateway Load Balancer endpoint").
 *
 *   route ──> endpoint ──hand──> balancer node (same zone) ──GENEVE──> appliance
 *                │ <───────────────── back ─────────────────────────────┘
 *                └──> table of the endpoint's subnet
 */

import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { known } from "../../../value/value.ts";
import { assignedIn, attach, hostTable } from "../terms/interfaces.ts";
import { type Endpoint, firstSubnetOf } from "./properties.ts";
import { notOpen, offersOf } from "./service.ts";

/** The interface to which routes hand packets. */
export const handedFrom = (endpoint: Key): Key => `${endpoint}#eth0`;

export function lowerHanding(it: Endpoint, model: Builder): void {
  const node = it.key;
  const key = handedFrom(node);
  const subnet = firstSubnetOf(it);
  const balance = `${node}#service`;
  model.node(node, {
    name: it.name,
    label: "Gateway Load Balancer endpoint",
    kind: "endpoint",
    zone: subnet.facts.zone,
    host: false,
    starts: { nothing: "an endpoint hands on what others send" },
    accepts: { nothing: "the endpoint of a gateway load balancer takes no packets for itself" },
    forwards: true,
    forgetsSender: true,
    encapsulate: { kind: "hand", balance },
  });
  const where = subnet.to.kind === "known" ? subnet.to.value : "?";
  attach(model, {
    key,
    node,
    subnet,
    address: assignedIn(subnet, `${node}@${where}`, it.name, it.origin.at),
    groups: undefined,
  });
  hostTable(model, node, it.name, [{ key, subnet }]);
  // INVARIANT: it never crosses zones, whatever the balancer behind it does with its targets.
  model.balance(balance, { name: it.name, label: "endpoint service", node, crossZone: known(false), failOpen: false });
  const doubt = it.doubt ?? notOpen(it);
  for (const { key: whose, to, zone } of offersOf(it)) {
    const from = it.written("service");
    const origin = { at: from.length > 0 ? from : it.origin.at };
    model.option(`${balance}#${whose}`, { balance, to, ...(zone === undefined ? {} : { zone }), origin, doubt });
  }
}
