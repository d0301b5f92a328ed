/**
 * The public internet, once for all networks: one segment on which every gateway to it has an interface, and one host
 * that stands for everybody else's.
 */

import { type Collector, internet } from "../model/builder.ts";
import { everything } from "../net/ip.ts";
import { known } from "../value/value.ts";

export function contributeInternet(into: Collector): void {
  const { domain, segment, node, interface: own } = internet;
  const model = into.for({ at: [], implied: "the public internet" });
  const name = "internet";
  const nowhere = { region: known(""), account: known("") };
  model.domain(domain, { name, label: "internet", ranges: [], cloud: "", ...nowhere });
  model.segment(segment, { name, label: "internet", domain, ranges: [], everyoneElse: true, listed: false });
  model.node(node, { name, label: "internet", kind: "internet", host: true, accepts: {}, forwards: noTransit });
  model.interface(own, { node, segment: known(segment) });
  const table = model.table(`${node}#table`, { name, label: "internet", kind: "internet", node });
  model.selector(`${node}#selector`, { node, table: known(table) });
  for (const family of [4, 6] as const) {
    const next = { kind: "connected", through: own } as const;
    model.route(`${node}#everywhere${family}`, {
      table: known(table),
      to: known(everything(family)),
      next,
      preference: 0,
    });
  }
  model.assumption("internet.hosts.answer", {
    code: "internet.hosts.answer",
    message: "hosts on the internet take every packet and answer it",
  });
}

const noTransit = { nothing: "the internet does not pass packets on between its hosts' networks" };
