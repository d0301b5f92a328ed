/** There and back: the answers of whatever arrived, and whether both ways met the same inspectors. */

import type { Interface, Key } from "../../model/model.ts";
import { onEvery } from "./choose.ts";
import { type Course, dropped, refused, seen } from "./course.ts";
import { ownerIn } from "./encapsulate.ts";
import { answerTo, type Flow, sessionPast } from "./flow.ts";
import { type Result, unbroken } from "./result.ts";

/** What arrived here is answered, home to the node that asked. */
export function answer(on: Course, flow: Flow, home: Key, returns: Interface | undefined): Result {
  if (flow.reply) return cameHome(on, flow, home);
  const { node } = flow;
  const shown = seen(flow, node.name, node.kind, node.origin);
  const back: Flow = {
    ...shown,
    now: answerTo(flow.now),
    arriving: undefined,
    reply: true,
    direction: "back",
    expects: home,
    returns,
    forgotten: false,
    onBehalf: undefined,
    leg: flow.past,
  };
  const result = on.send(on, back);
  const { all, some } = onEvery(on, flow);
  return {
    ...result,
    base: flow.first,
    arrivedAll: all,
    arrivedSome: some,
    arrivals: [{ set: flow.first, flow, answered: unbroken(on.headers, result.some, result.stops) }],
  };
}

function cameHome(on: Course, flow: Flow, home: Key): Result {
  const { node } = flow;
  if (node.key !== home && flow.arriving?.key !== flow.returns?.key) {
    const message = `the answer arrives at \`${node.name}\`, which did not ask`;
    return dropped(on, flow, { code: "reply.host.other", message, origin: node.origin });
  }
  return balanced(on, seen(flow, node.name, node.kind, node.origin));
}

/** A stateful inspector that saw the way in must see the way back. */
function balanced(on: Course, flow: Flow): Result {
  const events = [...sessionPast(flow)];
  const back = new Set(events.flatMap((e) => (e.kind === "inspected" && e.direction === "back" ? [e.by] : [])));
  const missed = events.findLast(
    (e) => e.kind === "inspected" && e.direction === "forward" && e.stateful && !back.has(e.by),
  );
  if (missed?.kind !== "inspected" || flow.lost) return delivered(on, flow);
  const { decision, name } = missed;
  const ways = events.flatMap((e) =>
    e.kind === "decided" && e.direction === "back" && e.node === decision?.node ? [e] : [],
  );
  const parted = ways.findLast((d) => !d.connected) ?? ways.at(-1);
  const why = {
    code: "path.asymmetric",
    message: `\`${name}\` sees only the way in of this flow, the answer goes past it`,
    node: name,
    origin: decision?.origin ?? flow.node.origin,
    further: parted === undefined ? [] : [parted.origin],
    subject: ownerIn(on, missed.header),
  };
  return refused(on, flow, why, (f) => delivered(on, f));
}

function delivered(on: Course, flow: Flow): Result {
  const { all, some } = onEvery(on, flow);
  const { none } = on.headers;
  return {
    base: flow.first,
    all,
    some,
    arrivedAll: none,
    arrivedSome: none,
    unknown: none,
    arrivals: [],
    stops: [],
    homes: [{ set: flow.first, world: flow.world, flow }],
    assumptions: new Set(),
  };
}
