/** Whether a target passes its health check: the check is a flow of the balancer's own, walked there and back. */

import type { Balance, Option } from "../../model/model.ts";
import { anyWorld, type Packet } from "../../packet/packet.ts";
import { isUnknown } from "../../value/value.ts";
import { targetOf } from "../choices.ts";
import { addressOf, ownPort } from "../ends.ts";
import type { Run } from "./run.ts";
import { anew, type End, type State } from "./state.ts";
import type { Verdict } from "../trace.ts";

/**
 * "dropped" only when the check certainly fails. What cannot be decided counts as healthy: the flow to the target
 * itself will say so. A check that depends on itself is taken for passed.
 */
export function healthOf(run: Run, state: State, balance: Balance, option: Option): Verdict {
  const key = `${balance.key} ${option.key}`;
  const before = run.health.get(key);
  if (before !== undefined) return before === "asked" ? "delivered" : before;
  run.health.set(key, "asked");
  const verdict = check(run, state, balance, option);
  run.health.set(key, verdict);
  return verdict;
}

function check(run: Run, state: State, balance: Balance, option: Option): Verdict {
  // What a check passes is not what a walk that looks for every reason goes past.
  const ends = checks({ ...run, despite: false }, state, balance, option);
  if (ends.length === 0) return "unknown";
  return ends.every((end) => end.verdict === "dropped") ? "dropped" : "delivered";
}

/** Every end of the check's own flow. */
export function checks(run: Run, state: State, balance: Balance, option: Option): readonly End[] {
  const node = balance.node === undefined ? undefined : run.net.node(balance.node);
  if (balance.check === undefined || node === undefined) return [];
  const target = targetOf(run.net, option);
  const port = balance.check.port ?? option.port;
  const from = addressOf(run.net, node.key);
  const to = isUnknown(target) ? target : addressOf(run.net, target.node);
  if (isUnknown(from) || isUnknown(to) || port === undefined || port.kind === "unknown") return [];
  const packet: Packet = {
    source: from,
    destination: to,
    protocol: balance.check.protocol,
    sourcePort: ownPort(node),
    destinationPort: port.value,
  };
  const start: State = {
    ...anew(state, node, packet),
    world: anyWorld,
    box: new Map(),
    memory: undefined,
    hops: undefined,
  };
  return run
    .send(run, start)
    .flatMap((end) => (end.verdict === "delivered" ? run.answer(run, end, node.key, undefined) : [end]));
}
