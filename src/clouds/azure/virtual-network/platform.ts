/**
 * What the platform serves in every network under addresses that look public: names, leases, metadata, and the probes
 * that come from there. They are held at the edge as well, so that no client on the internet is taken to have them.
 */

import type { Builder } from "../../../model/builder.ts";
import { known } from "../../../value/value.ts";
import { outsideOf, platformOf, routerOf } from "../terms/keys.ts";
import { hostAddress, metadataAddress } from "../terms/tags.ts";
import type { Network } from "./virtual-network.ts";

export function lowerPlatform(it: Network, model: Builder): void {
  const { key } = it;
  const name = `${it.name}/platform`;
  const origin = { at: it.origin.at, implied: "the platform serves every network" };
  const segment = model.segment(`${key}#platform-link`, {
    name,
    label: "link to the platform",
    domain: key,
    ranges: [known(hostAddress), known(metadataAddress)],
    listed: false,
    origin,
  });
  model.interface(platformOf(key), { node: routerOf(key), segment: known(segment), origin });
  const node = model.node(`${key}#platform-node`, {
    name,
    label: "platform",
    kind: "platform",
    host: false,
    accepts: {},
    forwards: { nothing: "the platform passes on nothing" },
    origin,
  });
  const own = model.interface(`${key}#platform-own`, { node, segment: known(segment), origin });
  for (const { first } of [hostAddress, metadataAddress]) {
    model.holding(`${own}#${first}`, { interface: own, address: known(first), as: "own", origin });
    model.holding(`${own}#${first}#outside`, { interface: outsideOf(key), address: known(first), as: "held", origin });
  }
  const table = model.table(`${node}#table`, { name, label: "platform", kind: "host", node, origin });
  model.selector(`${node}#selector`, { node, table: known(table), origin });
  for (const [i, to] of it.ranges.entries()) {
    const next = { kind: "interface", interface: platformOf(key) } as const;
    model.route(`${table}#${i}`, { table: known(table), to, next, preference: 0, origin });
  }
}
