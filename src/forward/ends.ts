/** What the ends of a packet are, whoever asks: a node's address, the port that it picks, the destination of an option. */

import type { Key, Node, Option } from "../model/model.ts";
import type { Symbol, Term } from "../packet/packet.ts";
import { isUnknown, type Unknown } from "../value/value.ts";
import { targetOf } from "./choices.ts";
import type { Network } from "./network.ts";

/** The first own address of a node. */
export function addressOf(net: Network, node: Key): Term | Unknown {
  const [first] = net.ownAddressesOf(node);
  if (first === undefined) return { kind: "unknown", code: "address.value.none", why: "it has no address", at: [] };
  return net.term(first.address);
}

/** A port that the node picks for itself. */
export function ownPort(node: Node): Symbol {
  return {
    kind: "symbol",
    id: `port of ${node.key}`,
    chooser: "network",
    owner: node.name,
    within: [{ first: 1024, last: 65535 }],
    at: [],
  };
}

/** Where a balancer sends what it has picked an option for. */
export function destinationOf(net: Network, option: Option): Term | Unknown {
  if (option.to.kind === "address") return net.term(option.to.address);
  const target = targetOf(net, option);
  if (isUnknown(target)) return target;
  const [first] = net.holdingsOf(target.key).filter((h) => h.as === "own");
  return first === undefined ? addressOf(net, target.node) : net.term(first.address);
}
