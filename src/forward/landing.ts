/** Where a packet was to go, whatever leads there: for what lies behind the place where it is lost. */

import type { Interface } from "../model/model.ts";
import type { Term } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import type { Network } from "./network.ts";

/** The one interface that has an address as its own, behind its public address or directly; and that own address. */
export function landing(
  net: Network,
  destination: Term,
): { readonly at: Interface; readonly address: Term } | undefined {
  const direct = interfaceOf(net, destination);
  if (direct !== undefined) return { at: direct, address: destination };
  const [pair, ...others] = net.pairsOutside(destination);
  if (pair === undefined || others.length > 0) return undefined;
  const address = net.term(pair.inside);
  const at = isUnknown(address) ? undefined : interfaceOf(net, address);
  return at === undefined || isUnknown(address) ? undefined : { at, address };
}

function interfaceOf(net: Network, address: Term): Interface | undefined {
  const [holding, ...others] = net.holdersOf(address);
  return holding === undefined || others.length > 0 ? undefined : net.interface(holding.interface);
}
