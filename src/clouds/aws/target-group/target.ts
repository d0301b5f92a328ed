/** The id of a target: an instance, an address (stated, or an instance's own), another load balancer. */

import type { Property } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import { parseIp } from "../../../net/ip.ts";
import { type Datum, literal, symbolOf, text } from "../../../value/datum.ts";
import { type Address, isUnknown, known, type Unknown } from "../../../value/value.ts";
import { balancer, type BalancerFacts, instance, type InstanceFacts } from "../terms/terms.ts";

export type TargetId =
  | { readonly kind: "instance"; readonly ref: Ref<InstanceFacts> }
  | { readonly kind: "balancer"; readonly ref: Ref<BalancerFacts> }
  /** `of`: the instance whose address it is, if it is one's. */
  | { readonly kind: "address"; readonly address: Address; readonly of?: Ref<InstanceFacts> }
  | Unknown;

export interface NamedTarget {
  readonly id: TargetId;
  readonly name: string;
}

export function targetId(spelling: string): Property<NamedTarget | undefined> {
  return {
    spelling,
    type: "reference to an instance, an address, or reference to a load balancer",
    refers: instance,
    read(reading, datum) {
      if (datum === undefined || datum.kind === "absent") return undefined;
      const name = reading.print(datum);
      const stated = literal(datum);
      const ip = stated === undefined ? undefined : parseIp(stated.trim());
      if (ip !== undefined) return { name, id: { kind: "address", address: known(ip, datum.at) } };
      const asInstance = reading.resolve(instance, thingOf(datum));
      const attribute = datum.kind === "text" ? reading.attribute(datum) : undefined;
      if (isAddress(attribute)) {
        const of = asInstance.to.kind === "known" ? { of: asInstance } : {};
        return { name, id: { kind: "address", address: attribute, ...of } };
      }
      if (asInstance.to.kind === "known") return { name: asInstance.name, id: { kind: "instance", ref: asInstance } };
      const asBalancer = reading.resolve(balancer, datum);
      if (asBalancer.to.kind === "known") return { name: asBalancer.name, id: { kind: "balancer", ref: asBalancer } };
      return { name, id: asInstance.to };
    },
  };
}

/** The thing itself, where the text is an attribute of it. */
function thingOf(datum: Datum): Datum {
  const symbol = symbolOf(datum);
  if (symbol === undefined) return datum;
  return text([{ kind: "symbol", thing: symbol.thing, at: symbol.at }], datum.at);
}

function isAddress(value: unknown): value is Address {
  if (typeof value !== "object" || value === null) return false;
  const { kind, value: ip } = value as { kind?: unknown; value?: unknown };
  return (
    kind === "assigned" || isUnknown(value) || (kind === "known" && (typeof ip === "number" || typeof ip === "bigint"))
  );
}
