/**
 * A public address of SKU Standard is closed: as long as neither the interface nor its subnet names a network security
 * group, nothing that begins outside comes in.
 */

import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import { known } from "../../../value/value.ts";
import { setsOf } from "../terms/tags.ts";
import type { SubnetFacts } from "../terms/terms.ts";
import type { Card } from "./network-interface.ts";

export function lowerClosed(it: Card, model: Builder, { facts }: Ref<SubnetFacts>): void {
  if (it.group !== undefined || facts.group !== undefined) return;
  const front = it.configurations.flatMap(({ public: to }) => (to === undefined ? [] : [to]));
  const [closed] = front.filter(({ facts: { closed: is } }) => is.kind === "unknown" || is.value);
  if (closed === undefined) return;
  const { key } = it;
  const { name } = closed;
  const origin = { at: closed.at, implied: "a Standard public address is closed while no security group opens it" };
  const doubt = closed.facts.closed.kind === "unknown" ? closed.facts.closed : undefined;
  const label = "public IP address";
  for (const direction of ["in", "out"] as const) {
    const filter = model.filter(`${key}#closed-${direction}`, {
      name,
      label,
      kind: "filter",
      otherwise: "permit",
      origin,
    });
    const gate = { interface: key, direction, order: 1, filters: [known(filter)], memory: `${key}#closed`, origin };
    model.gate(`${key}#closed-${direction}-gate`, gate);
    if (direction === "out") continue;
    const sources = setsOf(known("Internet"), facts) ?? [];
    model.rule(`${filter}#outside`, { filter, order: known(1), action: known("deny"), sources, origin, doubt });
  }
}
