/**
 * A gateway endpoint: a route to S3 or DynamoDB in the chosen tables (PrivateLink guide, "Gateway endpoints"). The
 * service's addresses are AWS's to list, so the route's destination is a name, and the endpoint holds the address of a
 * host of that name.
 *
 *   table: NAME -> endpoint      router ──[#router]── #link ──[#service]── endpoint (holds NAME)
 */

import type { Builder } from "../../../model/builder.ts";
import { everything } from "../../../net/ip.ts";
import { TCP } from "../../../net/protocol.ts";
import { known } from "../../../value/value.ts";
import { assignedPublic } from "../terms/interfaces.ts";
import { localTableOf, routerOf } from "../terms/keys.ts";
import type { Endpoint } from "./properties.ts";
import { nameOf } from "./service.ts";

export function lowerGateway(it: Endpoint, model: Builder): void {
  const service = nameOf(it);
  const node = it.key;
  const own = `${node}#service`;
  model.node(node, {
    name: it.name,
    label: "gateway endpoint",
    kind: "endpoint",
    host: false,
    starts: { nothing: "a service starts no connection through an endpoint" },
    accepts: { protocols: [TCP] },
    forwards: { nothing: "a gateway endpoint leads only to its service" },
  });
  for (const table of it.tables) {
    if (table.to.kind === "unknown") continue;
    model.route(`${node}#route#${table.to.value}`, {
      table: table.to,
      to: service.kind === "known" ? { kind: "named", name: service.value, at: service.at } : service,
      next: { kind: "interface", interface: own },
      // Its routes cannot be edited, and a route that somebody writes for the same range wins.
      preference: 1,
      name: it.name,
      origin: { at: table.at.slice(0, 1), implied: `\`${it.name}\` adds a route to its service` },
    });
  }
  const vpc = it.vpc.to;
  if (vpc.kind === "unknown") return;
  const link = `${node}#link`;
  const back = `${node}#router`;
  const label = "link to a gateway endpoint";
  model.segment(link, { name: it.name, label, domain: vpc.value, ranges: [], listed: false });
  model.interface(own, { node, segment: known(link) });
  model.interface(back, { node: routerOf(vpc.value), segment: known(link) });
  const toLocal = { node: routerOf(vpc.value), arriving: back, table: known(localTableOf(vpc.value)) };
  model.selector(`${node}#router#selector`, toLocal);
  const table = model.table(`${node}#table`, { name: it.name, label: "gateway endpoint", kind: "endpoint", node });
  model.selector(`${node}#selector`, { node, table: known(table) });
  model.route(`${node}#back`, {
    table: known(table),
    to: known(everything(4)),
    next: { kind: "interface", interface: back },
    preference: 0,
  });
  if (service.kind === "known") {
    const address = assignedPublic(`named:${service.value}`, service.value, service.at);
    model.holding(`${own}#address`, { interface: own, address, as: "own" });
    model.alias({ text: service.value, name: it.name, rank: 2 });
  }
}
