/**
 * The table of a machine: everything goes to the network's router, what is for its own subnet too, because the fabric
 * forwards each packet by the routes of the sender's subnet and not by who is near (Azure, "Virtual network traffic
 * routing": the routing example keeps a subnet's inner traffic from the appliance by a route of its own).
 */

import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Next, Origin } from "../../../model/model.ts";
import { everything } from "../../../net/ip.ts";
import { bind, known, map } from "../../../value/value.ts";
import { routerIn } from "./keys.ts";
import type { SubnetFacts } from "./terms.ts";

export function hostTable(model: Builder, node: Key, name: string, subnets: readonly Ref<SubnetFacts>[]): void {
  const origin: Origin = { at: subnets[0]?.at ?? [], implied: "a machine sends all packets to its network's router" };
  const table = model.table(`${node}#table`, { name, label: "host", kind: "host", node, origin });
  model.selector(`${node}#selector`, { node, table: known(table), origin });
  subnets.forEach((subnet, i) => {
    subnet.facts.ranges.forEach((to, j) => {
      const spec = { table: known(table), to, next: toRouter(subnet), preference: 0, origin };
      model.route(`${node}#near${i}-${j}`, spec);
    });
  });
  const [first] = subnets;
  if (first === undefined) return;
  for (const family of [4, 6] as const) {
    const spec = { table: known(table), to: known(everything(family)), next: toRouter(first), preference: 0, origin };
    model.route(`${node}#default${family}`, spec);
  }
}

/** In a network that nobody can name there is no router to name. */
function toRouter(subnet: Ref<SubnetFacts>): Next {
  const router = bind(subnet.facts.network.to, () => map(subnet.to, routerIn));
  return router.kind === "known" ? { kind: "interface", interface: router.value } : router;
}
