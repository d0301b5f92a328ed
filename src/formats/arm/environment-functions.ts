/**
 * What a deployment knows of where it runs: its group, its subscription, its own name (Azure, "Scope" and "Deployment
 * functions for ARM templates"). What nobody has said is a symbol: one and the same wherever it is asked for.
 */

import { type Datum, literal, type Part, text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { partsOf } from "../evaluate/texts.ts";
import { type Home, spelled } from "./ids.ts";

export interface Surrounding {
  readonly scope: string;
  readonly home: Home;
  readonly location: readonly Part[];
  /** Of the deployment itself. */
  readonly name: readonly Part[];
}

function object(call: CallSite, members: Readonly<Record<string, readonly Part[]>>): Datum {
  const entries = Object.entries(members).map(([key, parts]) => {
    return { key, keyAt: call.at, value: text(parts, [call.at]), at: call.at };
  });
  return { kind: "map", entries, at: [call.at] };
}

export function environmentFunctions({ scope, home, location, name }: Surrounding): Readonly<Record<string, Fn>> {
  const subscription = ["/subscriptions/", ...home.subscription];
  const assigned = (attribute: string): readonly Part[] => [{ kind: "symbol", thing: scope, attribute, at: [] }];
  return {
    resourcegroup: (call) =>
      object(call, { id: [...subscription, "/resourceGroups/", ...home.group], name: home.group, location }),
    subscription: (call) =>
      object(call, { id: subscription, subscriptionId: home.subscription, tenantId: assigned("tenant") }),
    tenant: (call) => object(call, { tenantId: assigned("tenant") }),
    deployment: (call) => object(call, { name, location }),
    // Never computed: a wrong one would be a name that nothing has.
    uniquestring: (call) => text(assigned(made("uniqueString", call)), [call.at]),
    guid: (call) => text(assigned(made("guid", call)), [call.at]),
    newguid: (call) => text(assigned("newGuid"), [call.at]),
    utcnow: ({ at }) => unknown("value.text.assigned", "the time of deployment", [at]),
    environment: ({ at }) => unknown("value.text.assigned", "the cloud's own endpoints are not read", [at]),
  };
}

/** From the same words comes the same text. */
function made(fn: string, call: CallSite): string {
  const words = call.args.map((_, i) => {
    const datum = call.value(i);
    return literal(datum) ?? spelled(partsOf(datum), `?${i}`);
  });
  // The usual seed, the group's id, goes without saying; a slash would look like one of an id.
  const own = words.filter((word) => !word.includes("/resourceGroups/")).map((word) => word.replaceAll("/", "-"));
  return own.length === 0 ? fn : `${fn}(${own.join(",")})`;
}
