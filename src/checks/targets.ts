/** Balancers that cannot work: what they send to their targets, or ask them for their health, never gets through. */

import { type Finding, found, type Saying } from "../finding/finding.ts";
import { placesKey, placesOf } from "../finding/places.ts";
import { targetOf } from "../forward/choices.ts";
import { addressOf, destinationOf, ownPort } from "../forward/ends.ts";
import { passesCheck } from "../forward/flood/ask.ts";
import type { Headers } from "../forward/flood/headers.ts";
import type { Network } from "../forward/network.ts";
import type { Reason } from "../forward/trace.ts";
import { walk } from "../forward/walk/answer.ts";
import type { Balance, Node, Option } from "../model/model.ts";
import { protocolName } from "../net/protocol.ts";
import type { Packet } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";

interface Data {
  readonly balancer: string;
  readonly targets: readonly string[];
  readonly traffic: string;
  readonly why: string;
}

const targetsText = (targets: readonly string[]) => targets.map((t) => `\`${t}\``).join(", ");

export const targetUnhealthy: Saying<Data> = {
  code: "balancer.target.unhealthy",
  severity: "warning",
  title: "a health check never gets through to a target",
  page: `The balancer asks its targets for their health, and what it asks never arrives, or is never answered. Such a target is
taken for unhealthy and gets nothing while others are healthy; when none is, some balancers send to all, others lose
the traffic.

The line is the one that stops the check: mostly a rule list that admits the traffic but not the check's port.`,
  words: ({ balancer, targets, traffic, why }) => ({
    message: `the health check of \`${balancer}\` (${traffic}) does not get through to ${targetsText(targets)}: ${why}`,
    fix: "admit the check's port from the balancer",
  }),
};

export const targetUnreachable: Saying<Data> = {
  code: "balancer.target.unreachable",
  severity: "warning",
  title: "nothing that a balancer sends arrives at a target",
  page: `What the balancer sends to this target never arrives, whoever the client is. A balancer that wraps packets for its
inspectors needs the wrapping protocol's port to be open at each of them.

The line is the one that stops it.`,
  words: ({ balancer, targets, traffic, why }) => ({
    message: `nothing that \`${balancer}\` sends (${traffic}) arrives at ${targetsText(targets)}: ${why}`,
    fix: "admit what the balancer sends at the target",
  }),
};

interface Attempt {
  readonly balance: Balance;
  readonly saying: Saying<Data>;
  readonly node: Node;
  readonly option: Option;
  readonly protocol: number;
  readonly port: number;
  /** Whether an answer is needed. */
  readonly answered: boolean;
}

export function findTargets(net: Network, headers: Headers): readonly Finding[] {
  const grouped = new Map<string, { attempt: Attempt; reason: Reason; targets: Set<string> }>();
  for (const attempt of attempts(net)) {
    const reason = passes(net, headers, attempt) ? undefined : failure(net, attempt);
    const name = targetName(net, attempt.option);
    if (reason === undefined || name === undefined) continue;
    const { saying, node, port } = attempt;
    const key = [saying.code, node.name, port, placesKey(placesOf([reason.origin]))].join(" ");
    const group = grouped.get(key) ?? { attempt, reason, targets: new Set() };
    group.targets.add(name);
    grouped.set(key, group);
  }
  return [...grouped.values()].map(({ attempt, reason, targets }) => {
    const { saying, node, protocol, port } = attempt;
    const traffic = `${protocolName(protocol)}/${port}`;
    const data = { balancer: node.name, targets: [...targets].sort(), traffic, why: reason.message };
    return found(saying, { data, resource: node.name, at: placesOf([reason.origin, node.origin]) });
  });
}

function attempts(net: Network): readonly Attempt[] {
  const found: Attempt[] = [];
  for (const balance of net.model.balances.values()) {
    const node = balance.node === undefined ? undefined : net.node(balance.node);
    if (node === undefined || node.doubt !== undefined) continue;
    for (const option of net.optionsOf(balance.key)) {
      if (option.doubt !== undefined) continue;
      found.push(...checkOf(balance, node, option), ...trafficOf(net, balance, node, option));
    }
  }
  return found;
}

function checkOf(balance: Balance, node: Node, option: Option): readonly Attempt[] {
  const port = balance.check?.port ?? option.port;
  if (balance.check === undefined || port?.kind !== "known") return [];
  const { protocol } = balance.check;
  return [{ balance, saying: targetUnhealthy, node, option, protocol, port: port.value, answered: true }];
}

function trafficOf(net: Network, balance: Balance, node: Node, option: Option): readonly Attempt[] {
  const saying = targetUnreachable;
  const how = node.encapsulate;
  if (how?.kind === "wrap" && how.balance === balance.key) {
    return [{ balance, saying, node, option, protocol: how.protocol, port: how.port, answered: false }];
  }
  return net.listenersOf(node.key).flatMap((l): readonly Attempt[] => {
    const port = option.port;
    const [protocol] = l.protocols;
    if (l.balance !== balance.key || l.source === "client" || port?.kind !== "known") return [];
    return protocol?.kind === "known"
      ? [{ balance, saying, node, option, protocol: protocol.value, port: port.value, answered: true }]
      : [];
  });
}

/** Known already: the check itself, or what is sent like the check. */
function passes(net: Network, headers: Headers, { balance, option, protocol, port }: Attempt): boolean {
  const { check } = balance;
  const checked = check?.port ?? option.port;
  const same = check?.protocol === protocol && checked?.kind === "known" && checked.value === port;
  return same && passesCheck(net, headers, balance, option);
}

/** Why it certainly never gets through. */
function failure(net: Network, { node, option, protocol, port, answered }: Attempt): Reason | undefined {
  const from = addressOf(net, node.key);
  const to = destinationOf(net, option);
  if (isUnknown(from) || isUnknown(to)) return undefined;
  const packet: Packet = { source: from, destination: to, protocol, sourcePort: ownPort(node), destinationPort: port };
  const { branches } = walk(net, [{ node, packet, choice: node.name }]);
  const fails = branches.every((b) => (answered ? b.verdict === "dropped" : b.forward.verdict === "dropped"));
  return fails ? branches.flatMap((b) => b.reasons)[0] : undefined;
}

function targetName(net: Network, option: Option): string | undefined {
  const target = targetOf(net, option);
  return isUnknown(target) ? undefined : net.node(target.node)?.name;
}
