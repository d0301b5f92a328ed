/**
 * What returns is a call. The outer packets do not depend on the inner ones, so that one trip to an inspector and back
 * answers for all packets of the flow; per option it is known which packets come back.
 */

import type { Encapsulate, Inspect, Key, Node, Option } from "../../model/model.ts";
import { isSymbol } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { targetOf } from "../choices.ts";
import { addressOf, ownPort } from "../ends.ts";
import type { Reason } from "../trace.ts";
import { choiceId, chosen } from "./choose.ts";
import { because, type Course, diverted, dropped, passed, refused, seen, type Why } from "./course.ts";
import {
  answerTo,
  type Decision,
  type Flow,
  flowKey,
  headerKey,
  type Header,
  isTie,
  remember,
  sessionPast,
  wholePast,
} from "./flow.ts";
import type { Outcome, Trip } from "./lore.ts";
import { alternatives, parts, type Result } from "./result.ts";

const deepest = 12;

type Next = (flow: Flow) => Result;

export function encapsulated(on: Course, flow: Flow, how: Encapsulate, next: Next): Result {
  const { node } = flow;
  const balance = on.net.balance(how.balance);
  if (balance === undefined) {
    const why = `what stands behind \`${node.name}\` was not read`;
    return because(on, flow, lost(why, node), why);
  }
  if (how.kind === "wrap") return wrapped(on, flow, node, node.key, how, next);
  const here = seen(flow, node.name, node.kind, node.origin);
  return chosen(
    on,
    here,
    balance,
    node.key,
    (option, f, onwards) => {
      const peer = targetOf(on.net, option);
      if (isUnknown(peer)) return because(on, f, peer, `what \`${node.name}\` hands packets to`);
      const through = on.net.node(peer.node);
      if (through?.encapsulate?.kind !== "wrap") {
        const message = `\`${through?.name ?? peer.node}\` sends packets to no inspector`;
        const origin = through?.origin ?? option.origin;
        return refused(on, f, { code: "balancer.listener.missing", message, origin }, onwards);
      }
      return wrapped(on, f, through, node.key, through.encapsulate, onwards);
    },
    next,
  );
}

function lost(why: string, node: Node): Unknown {
  return { kind: "unknown", code: "balance.thing.unknown", why, at: node.origin.at };
}

type Wrap = Encapsulate & { kind: "wrap" };

function wrapped(on: Course, flow: Flow, through: Node, place: Key, how: Wrap, next: Next): Result {
  const balance = on.net.balance(how.balance);
  if (balance === undefined) {
    const message = `\`${through.name}\` has no listener that sends packets to a target`;
    return refused(on, flow, { code: "balancer.listener.missing", message, origin: through.origin }, next);
  }
  const here = seen(flow, through.name, through.kind, through.origin);
  if (here.depth >= deepest) {
    const message = "packets are wrapped inside of packets more often than is followed";
    return dropped(on, here, { code: "path.loop", message, origin: through.origin });
  }
  const by = choiceId(balance.key, place, flow.now);
  return chosen(
    on,
    here,
    balance,
    place,
    (option, f, onwards) => trip(on, f, { through, place, how, option, by }, onwards),
    next,
  );
}

interface Way {
  readonly through: Node;
  readonly place: Key;
  readonly how: Wrap;
  readonly option: Option;
  readonly by: string;
}

function trip(on: Course, flow: Flow, { through, place, how, option, by }: Way, next: Next): Result {
  const from = addressOf(on.net, through.key);
  const target = targetOf(on.net, option);
  if (isUnknown(target)) return because(on, flow, target, `which target \`${through.name}\` sends to`);
  const to = addressOf(on.net, target.node);
  const inspector = on.net.node(target.node);
  if (isUnknown(from)) return because(on, flow, from, `the address of \`${through.name}\``);
  if (isUnknown(to)) return because(on, flow, to, `the address of \`${target.node}\``);
  if (inspector === undefined) return parts(on.headers, []);
  const outer: Header = {
    source: from,
    destination: to,
    protocol: how.protocol,
    sourcePort: ownPort(through),
    destinationPort: how.port,
  };
  const back: Header = { ...outer, source: to, destination: from };
  return carried(on, flow, through, inspector, outer, (there) =>
    inspected(on, there, inspector, inspector.inspect, by, `${inspector.key} @${place}`, (seenBy) =>
      carried(on, seenBy, inspector, through, back, (home) => next({ ...home, forgotten: true, onBehalf: undefined })),
    ),
  );
}

/** An outer packet from one node to another, for whatever is inside; in each world it comes to one end. */
function carried(on: Course, flow: Flow, from: Node, to: Node, now: Header, next: Next): Result {
  const { ends, assumptions, taken } = tripOf(on, flow, from, to, now);
  for (const route of taken) on.taken.add(route);
  return outcomes(on, flow, ends, assumptions, next);
}

/** The same for every packet inside, unless these have narrowed an address on which it depends. */
function tripOf(on: Course, flow: Flow, from: Node, to: Node, now: Header): Trip {
  if (flow.world.size > 0) return travelled(on, flow, from, to, now);
  const key = `${from.key} ${to.key} ${headerKey(now)} ${flow.depth} ${on.despite}`;
  const before = on.lore.trips.get(key);
  if (before !== undefined) return before;
  const trip = travelled(on, flow, from, to, now);
  if (!on.finding.circular && !on.finding.spent) on.lore.trips.set(key, trip);
  return trip;
}

function travelled(on: Course, flow: Flow, from: Node, to: Node, now: Header): Trip {
  const ends: Outcome[] = [];
  const taken = new Set<Key>();
  const inside: Course = {
    ...on,
    taken,
    arrived: (_, f) => {
      const home = f.node.key === to.key;
      ends.push({ world: f.world, reason: home ? undefined : () => astray(f.node, flow) });
      return parts(on.headers, []);
    },
  };
  const start: Flow = {
    ...flow,
    first: on.headers.all,
    now,
    node: from,
    arriving: undefined,
    past: undefined,
    pending: new Map(),
    reply: false,
    expects: to.key,
    returns: undefined,
    forgotten: false,
    lost: false,
    onBehalf: undefined,
    since: undefined,
    leg: undefined,
    depth: flow.depth + 1,
  };
  const { stops, assumptions } = on.send(inside, start);
  const fails = stops.map(
    (s): Outcome => ({ world: s.world, reason: s.reason, unknown: s.verdict === "unknown", passed: s.passed === true }),
  );
  return { ends: [...ends, ...fails], assumptions, taken };
}

function astray(node: Node, flow: Flow): Reason {
  const message = `the outer packet arrives at \`${node.name}\``;
  return {
    code: "reply.host.other",
    message,
    node: node.name,
    origin: node.origin,
    further: [],
    direction: flow.direction,
  };
}

/** Each world is an alternative in which everything inside comes to the same end. */
function outcomes(on: Course, flow: Flow, ends: readonly Outcome[], assumptions: ReadonlySet<Key>, next: Next): Result {
  const results = ends.map((end): Result => {
    const here = { ...flow, world: end.world };
    if (end.reason === undefined) return next(here);
    const going = on.despite && end.unknown !== true && end.passed !== true ? [next(here)] : [];
    const { first: set, direction } = flow;
    const verdict = end.unknown === true ? "unknown" : "dropped";
    const { reason } = end;
    const none = on.headers.none;
    const stop: Result = {
      base: set,
      all: none,
      some: none,
      arrivedAll: none,
      arrivedSome: none,
      unknown: verdict === "unknown" ? set : none,
      arrivals: [],
      stops: [
        {
          set,
          verdict,
          direction,
          world: end.world,
          reason: () => ({ ...reason(), direction }),
          code: reason().code,
          flow,
        },
      ],
      homes: [],
      assumptions,
    };
    return alternatives(on.headers, [end.passed === true || going.length > 0 ? passed(stop) : stop, ...going]);
  });
  return alternatives(on.headers, results);
}

/** A host in the way, to which a route handed the packets. */
export function inspectedInline(on: Course, flow: Flow, inspect: Inspect, next: Next): Result {
  const { node } = flow;
  return inspected(on, flow, node, inspect, node.key, node.key, next);
}

/** A stateful inspector knows the answers of what it has seen, and nothing else that claims to be one. */
function inspected(
  on: Course,
  flow: Flow,
  inspector: Node,
  inspect: Inspect | undefined,
  by: string,
  place: string,
  next: Next,
): Result {
  const { name } = inspector;
  if (inspect === undefined) {
    const why = `nobody says what \`${name}\` does with the packets it is sent`;
    return because(on, flow, lost(why, inspector), "what comes back");
  }
  const shown = seen(flow, name, inspector.kind, inspector.origin);
  if (inspect.mode === "opaque") {
    const why = `what \`${name}\` does with a packet is not known, and it is taken for opaque`;
    const wanted = "`assume: { appliances: transparent }` in tieline.yaml, or its configuration";
    const { at } = inspector.origin;
    const unknown: Unknown = { kind: "unknown", code: "appliance.behaviour.unknown", why, wanted, at };
    return because(on, shown, unknown, "whether it passes", name);
  }
  const stateful = inspect.mode === "stateful";
  const { direction } = flow;
  const decision = diverted(flow);
  const met = remember(shown, {
    kind: "inspected",
    by,
    places: [place],
    name,
    stateful,
    inline: by === inspector.key,
    flow: flowKey(flow.now),
    header: flow.now,
    decision,
    direction,
  });
  const known = !stateful || !flow.reply || flow.lost || sawBefore(flow, place);
  const result = known ? next(met) : refused(on, shown, unseen(on, shown, inspector, decision), () => next(met));
  return { ...result, assumptions: new Set([...result.assumptions, inspect.assumption]) };
}

function sawBefore(flow: Flow, place: string): boolean {
  const key = flowKey(answerTo(flow.now));
  for (const event of wholePast(flow)) {
    if (event.kind !== "inspected" || event.direction !== "forward" || !event.stateful) continue;
    if (event.flow === key && event.places.includes(place)) return true;
  }
  return false;
}

function unseen(on: Course, flow: Flow, inspector: Node, decision: Decision | undefined): Why {
  let parted: Decision | undefined;
  for (const event of sessionPast(flow)) {
    if (event.kind !== "decided" || event.direction !== "forward" || event.node !== decision?.node) continue;
    if (parted === undefined || (!event.connected && parted.connected)) parted = event;
  }
  return {
    code: "path.asymmetric",
    message: `\`${inspector.name}\` sees only the answer of this flow, and drops what it has not seen begin`,
    node: inspector.name,
    origin: decision?.origin ?? inspector.origin,
    further: parted === undefined ? [] : [parted.origin],
    subject: ownerIn(on, flow.now),
  };
}

/** Whose packets these are: the owner of the end that is not just anybody's. */
export function ownerIn(on: Course, header: Header): string | undefined {
  for (const now of [header.destination, header.source]) {
    if (now === undefined || isTie(now)) continue;
    const owner = isSymbol(now) ? (now.chooser === "deployment" ? now.owner : undefined) : on.net.ownerOf(now);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
