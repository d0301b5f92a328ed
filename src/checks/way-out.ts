/** Where a node's own packets for the internet go by the routes alone. */

import { walk } from "../forward/walk/answer.ts";
import type { Network } from "../forward/network.ts";
import type { Answer } from "../forward/trace.ts";
import type { Node } from "../model/model.ts";
import { anyOf, nobodys } from "../query/addresses.ts";
import { headerOf } from "../query/traffic.ts";
import { TCP } from "../net/protocol.ts";
import { type Address, isUnknown } from "../value/value.ts";

export function wayOut(net: Network, node: Node, from: Address): Answer | undefined {
  const source = net.term(from);
  if (isUnknown(source)) return undefined;
  const destination = anyOf("server", nobodys(net));
  const header = headerOf({ text: "tcp/443", protocol: TCP, ports: { first: 443, last: 443 } }, 4);
  return walk(net, [{ node, choice: node.name, packet: { source, destination, ...header } }], { filtered: false });
}
