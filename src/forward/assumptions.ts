/** What every walk takes for granted, whatever the network: the input of a network says nothing about these. */

import { internet } from "../model/builder.ts";
import type { Assumption, Key, Node } from "../model/model.ts";

const own = (code: string, message: string): Assumption => ({ key: code, code, message, origin: { at: [] } });

export const internetAnswers = own("internet.hosts.answer", "hosts on the internet answer");
export const serviceListens = own("host.service.listens", "something listens where a host's rules let traffic in");
export const targetHealthy = own("balancer.target.healthy", "targets whose health check gets through pass it");

export const ownAssumptions: ReadonlyMap<Key, Assumption> = new Map(
  [internetAnswers, serviceListens, targetHealthy].map((a) => [a.key, a]),
);

/** What is taken for granted when a packet ends at this node. */
export function listening(node: Node): Key {
  return node.key === internet.node ? internetAnswers.key : serviceListens.key;
}
