/** Whether a target passes its health check: the check is a flow of the balancer's own, flooded there and back. */

import type { Balance, Option } from "../../model/model.ts";
import { anyWorld } from "../../packet/packet.ts";
import { isUnknown } from "../../value/value.ts";
import { targetOf } from "../choices.ts";
import { addressOf, ownPort } from "../ends.ts";
import type { Course } from "./course.ts";
import type { Flow } from "./flow.ts";
import { answer } from "./session.ts";

/** False only when the check certainly fails; a check that depends on itself is taken for passed. */
export function healthy(on: Course, balance: Balance, option: Option): boolean {
  const { memo, lore, finding } = on;
  const key = `${balance.key} ${option.key}`;
  const before = lore.health.get(key) ?? memo.get(key);
  if (before === "asked") {
    finding.circular = true;
    return true;
  }
  if (before !== undefined) return before;
  memo.set(key, "asked");
  finding.depth += 1;
  const passes = check(on, balance, option);
  finding.depth -= 1;
  memo.set(key, passes);
  if (finding.depth === 0) {
    if (!finding.circular && !finding.spent)
      for (const [known, is] of memo) if (is !== "asked") lore.health.set(known, is);
    finding.circular = false;
  }
  return passes;
}

function check(on: Course, balance: Balance, option: Option): boolean {
  const node = balance.node === undefined ? undefined : on.net.node(balance.node);
  if (balance.check === undefined || node === undefined) return true;
  const target = targetOf(on.net, option);
  const port = balance.check.port ?? option.port;
  const from = addressOf(on.net, node.key);
  const to = isUnknown(target) ? target : addressOf(on.net, target.node);
  if (isUnknown(from) || isUnknown(to) || port === undefined || port.kind === "unknown") return true;
  const flow: Flow = {
    first: on.headers.all,
    now: {
      source: from,
      destination: to,
      protocol: balance.check.protocol,
      sourcePort: ownPort(node),
      destinationPort: port.value,
    },
    world: anyWorld,
    node,
    arriving: undefined,
    past: undefined,
    pending: new Map(),
    reply: false,
    direction: "forward",
    expects: undefined,
    returns: undefined,
    forgotten: false,
    lost: false,
    onBehalf: undefined,
    since: undefined,
    leg: undefined,
    depth: 1,
  };
  const inside: Course = { ...on, despite: false, arrived: (c, f) => answer(c, f, node.key, undefined) };
  const { some, unknown } = on.send(inside, flow);
  return !on.headers.isNone(some) || !on.headers.isNone(unknown);
}
