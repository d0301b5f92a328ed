/** A flood as an answer: from every start, every packet of the traffic, there and back. */

import type { Key, Node } from "../../model/model.ts";
import { anyWorld, familyOfTerm, isSymbol, type Packet, type World } from "../../packet/packet.ts";
import type { Network } from "../network.ts";
import { type Course, diverted, dropped } from "./course.ts";
import { arrive, emit, send } from "./flood.ts";
import type { Event, Flow, Header } from "./flow.ts";
import { healthy } from "./health.ts";
import { type Field, fields, type Headers, type HeaderSet } from "./headers.ts";
import { loreOf } from "./lore.ts";
import { alternatives, type Result, unbroken } from "./result.ts";
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

export function flood(
  net: Network,
  headers: Headers,
  beginnings: readonly Beginning[],
  { budget = defaultBudget, despite = false }: Terms = {},
): Flooded {
  let left = budget;
  const memo: Course["memo"] = new Map();
  const finding: Course["finding"] = { depth: 0, circular: false, spent: false };
  const taken = new Set<Key>();
  const results = beginnings.map((b) => {
    const course: Course = {
      net,
      headers,
      memo,
      lore: loreOf(net, headers),
      finding,
      taken,
      spend() {
        if (left-- > 0) return true;
        finding.spent = true;
        return false;
      },
      despite,
      send,
      arrive,
      emit,
      healthy,
      arrived: (on, flow) =>
        b.goal !== undefined && !flow.reply && flow.node.key !== b.goal
          ? elsewhere(on, flow, b.goal)
          : answer(on, flow, b.node.key, undefined),
    };
    return { first: firstOf(headers, b.packet), result: send(course, beginning(headers, b)) };
  });
  const first = headers.or(results.map((r) => r.first));
  const result = alternatives(
    headers,
    results.map((r) => r.result),
  );
  const { some, arrivedSome, stops } = result;
  const all = unbroken(headers, some, stops);
  const astray = stops.filter((s) => s.direction === "forward");
  return { first, taken, result: { ...result, all, arrivedAll: unbroken(headers, arrivedSome, astray) } };
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
