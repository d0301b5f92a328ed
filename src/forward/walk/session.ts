/** There and back: the answer of whatever arrived, and whether both ways met the same inspectors. */

import type { Interface, Key } from "../../model/model.ts";
import { replyTo } from "../../packet/packet.ts";
import { ownerIn } from "./encapsulate.ts";
import type { Run } from "./run.ts";
import { dropped, type End, faulty, hop, listOf, push, type State } from "./state.ts";

/**
 * The answers to a packet that was delivered, home to the node that sent it. With `returns` they go back to that
 * interface whatever the routes say.
 */
export function answer(run: Run, there: End, home: Key, returns: Interface | undefined): readonly End[] {
  const { state } = there;
  if (there.back?.failed !== undefined) return [there.back.failed];
  const start: State = {
    ...state,
    arriving: undefined,
    packet: replyTo(state.packet),
    hops: push(undefined, ...(there.back?.hops ?? [])),
    marks: undefined,
    decisions: undefined,
    inspections: undefined,
    before: state.decisions,
    sender: "known",
    reply: true,
    expects: home,
    returns,
    context: { ...state.context, direction: "back" },
  };
  const sent = there.back === undefined ? hop(start, answering(state)) : start;
  return run.send(run, sent).flatMap((end) => {
    if (end.verdict !== "delivered") return [end];
    if (end.state.node.key !== home && end.state.arriving?.key !== returns?.key) return astray(end);
    return balanced(run, there, end);
  });
}

function answering({ node }: State) {
  return { node: node.name, kind: node.kind, decision: "answers", origin: node.origin };
}

function astray(end: End): readonly End[] {
  const { node } = end.state;
  const message = `the answer arrives at \`${node.name}\`, which did not ask`;
  return dropped(end.state, { code: "reply.host.other", message, origin: node.origin });
}

/** A stateful inspector that saw the way in must see the way back. */
function balanced(run: Run, there: End, back: End): readonly End[] {
  const seen = new Set(listOf(back.state.inspections).map((i) => i.by));
  const missed = listOf(there.state.inspections).find((i) => i.stateful && !seen.has(i.by));
  if (missed === undefined || back.state.lost) return [back];
  const { decision } = missed;
  const ways = listOf(back.state.decisions).filter((d) => d.node === decision?.node);
  const parted = ways.find((d) => !d.connected) ?? ways[0];
  const why = {
    code: "path.asymmetric",
    message: `\`${missed.name}\` sees only the way in of this flow, the answer goes past it`,
    node: missed.name,
    origin: decision?.origin ?? back.state.node.origin,
    further: parted === undefined ? [] : [parted.origin],
    subject: ownerIn(run.net, missed.packet),
  };
  if (run.despite) return [{ ...back, state: faulty(back.state, why) }];
  // It is not on the way back: that is the point. So no hop of it stands there.
  return dropped(back.state, why).map((end) => ({ ...end, state: back.state }));
}
