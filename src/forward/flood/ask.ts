/** A flood as an answer: from every start, every packet of the traffic, there and back. */

import type { Balance, Key, Node, Option } from "../../model/model.ts";
import { anyWorld, familyOfTerm, isSymbol, type Packet, type World } from "../../packet/packet.ts";
import type { Network } from "../network.ts";
import { type Course, diverted, dropped } from "./course.ts";
import { arrive, emit, send } from "./flood.ts";
import type { Event, Flow, Header } from "./flow.ts";
import { healthy } from "./health.ts";
import { type Field, fields, type Headers, type HeaderSet } from "./headers.ts";
import { loreOf } from "./lore.ts";
import { alternatives, nothing, type Result, unbroken } from "./result.ts";
import { answer } from "./session.ts";

export interface Beginning {
  readonly node: Node;
  /** Fields that the sender picks are tied to the first header; the others are terms. */
  readonly packet: Packet;
  readonly world?: World;
  /** The one node whose taking the packets counts, where another may hold the address as well. */
  readonly goal?: Key;
}

export interface Flooded {
  readonly first: HeaderSet;
  readonly result: Result;
  /** Routes that packets have taken. */
  readonly taken: ReadonlySet<Key>;
}

/** Fields of which the sender picks the value: what varies in the set. */
export function free(packet: Packet): readonly Field[] {
  return fields.filter((f) => {
    const term = packet[f];
    return term !== undefined && isSymbol(term) && term.chooser === "sender";
  });
}

const defaultBudget = 400_000;

export interface Terms {
  readonly budget?: number;
  /** Leave a stop at everything that refuses packets on their way, not only at the first. */
  readonly despite?: boolean;
}

export function flood(net: Network, headers: Headers, beginnings: readonly Beginning[], terms: Terms = {}): Flooded {
  const course = courseOf(net, headers, terms);
  const results = beginnings.map((b) => {
    const own: Course = {
      ...course,
      arrived: (on, flow) =>
        b.goal !== undefined && !flow.reply && flow.node.key !== b.goal
          ? elsewhere(on, flow, b.goal)
          : answer(on, flow, b.node.key, undefined),
    };
    return { first: firstOf(headers, b.packet), result: send(own, beginning(headers, b)) };
  });
  const first = headers.or(results.map((r) => r.first));
  const result = alternatives(
    headers,
    results.map((r) => r.result),
  );
  const { some, arrivedSome, stops } = result;
  const all = unbroken(headers, some, stops);
  const astray = stops.filter((s) => s.direction === "forward");
  const { taken } = course;
  return { first, taken, result: { ...result, all, arrivedAll: unbroken(headers, arrivedSome, astray) } };
}

/** Whether a target passes its health check: false only when it certainly does not. */
export function passesCheck(net: Network, headers: Headers, balance: Balance, option: Option): boolean {
  return healthy(courseOf(net, headers, {}), balance, option);
}

function courseOf(net: Network, headers: Headers, { budget = defaultBudget, despite = false }: Terms): Course {
  let left = budget;
  const finding: Course["finding"] = { depth: 0, circular: false, spent: false };
  return {
    net,
    headers,
    memo: new Map(),
    lore: loreOf(net, headers),
    finding,
    taken: new Set(),
    despite,
    spend() {
      if (left-- > 0) return true;
      finding.spent = true;
      return false;
    },
    send,
    arrive,
    emit,
    healthy,
    arrived: () => nothing(headers),
  };
}

/** The packets are taken, but not by whom they were meant for. */
function elsewhere(on: Course, flow: Flow, goal: Key): Result {
  const name = on.net.node(goal)?.name ?? goal;
  const message = `packets are taken by \`${flow.node.name}\`, past \`${name}\`: no route leads them there`;
  return dropped(on, flow, { code: "path.goal.other", message, origin: diverted(flow)?.origin ?? flow.node.origin });
}

function firstOf(headers: Headers, packet: Packet): HeaderSet {
  return free(packet).reduce((set, f) => {
    const term = packet[f];
    return term === undefined || !isSymbol(term) ? set : headers.and(set, headers.where(f, term.within));
  }, headers.all);
}

function beginning(headers: Headers, { node, packet, world = anyWorld }: Beginning): Flow {
  const tied = new Set(free(packet));
  const now = Object.fromEntries(
    fields.flatMap((f) => {
      const term = packet[f];
      return term === undefined
        ? []
        : [[f, tied.has(f) ? { kind: "tie", field: f, family: familyOfTerm(term) } : term]];
    }),
  ) as Header;
  const start: Event = { kind: "hop", node: node.name, type: node.kind, origin: node.origin };
  return {
    first: firstOf(headers, packet),
    now,
    world,
    node,
    arriving: undefined,
    past: { last: start, before: undefined, length: 1 },
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
    depth: 0,
  };
}
