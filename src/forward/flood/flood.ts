/**
 * A set of packets through the network, node by node, in the same steps as the walk:
 *
 *   loop mark → gates in → mine? { restore → listeners → accept } else { encapsulate → inward translation }
 *   → selector → table → next → outward translation → gates out → next node
 */

import { internet } from "../../model/builder.ts";
import type { Interface, Route, Table } from "../../model/model.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import type { Step } from "../../route/order.ts";
import { listening } from "../assumptions.ts";
import { targetText } from "../words.ts";
import { targetOf } from "../choices.ts";
import { parted } from "./choose.ts";
import { because, type Course, fork, refused, seen, stranded, undecided } from "./course.ts";
import { encapsulated, inspectedInline } from "./encapsulate.ts";
import {
  familyOf,
  type Flow,
  headerKey,
  isTie,
  legPast,
  remember,
  sift,
  siftAddress,
  wholePast,
  siftNow,
} from "./flow.ts";
import { passGates } from "./gates.ts";
import { connected, heading, joined, toGateway } from "./handover.ts";
import { isPublic } from "./match.ts";
import { proxied } from "./proxy.ts";
import { alternatives, parts, type Result } from "./result.ts";
import { translatedIn, translatedOut } from "./translate.ts";

export function send(on: Course, flow: Flow): Result {
  return whoseIs(
    on,
    flow,
    (f) => accepted(on, f),
    (f) => forward(on, f),
  );
}

export function arrive(on: Course, flow: Flow): Result {
  const { node, arriving } = flow;
  if (!on.spend()) {
    const message = "the question needs more steps than its budget allows";
    return undecided(on, flow, { code: "walk.budget.exhausted", message, origin: node.origin });
  }
  const header = headerKey(flow.now);
  const by = arriving?.key ?? "self";
  for (const event of legPast(flow)) {
    if (event.kind === "at" && event.node === node.key && event.arriving === by && event.header === header) {
      return looping(on, flow);
    }
  }
  const here = remember(flow, { kind: "at", node: node.key, arriving: by, header });
  const doubt = node.doubt ?? arriving?.doubt;
  if (doubt !== undefined) return because(on, here, doubt, `whether \`${node.name}\` is there`);
  if (here.reply && here.returns !== undefined && here.returns.key === arriving?.key) return on.arrived(on, here);
  return passGates(on, here, arriving?.in ?? [], (f) =>
    whoseIs(
      on,
      f,
      (own) => received(on, own),
      (other) => passedOn(on, other),
    ),
  );
}

function looping(on: Course, flow: Flow): Result {
  const decisions = [];
  for (const event of legPast(flow)) if (event.kind === "decided") decisions.push(event);
  const routes = decisions.slice(0, 2).sort((a, b) => (a.node < b.node ? -1 : 1));
  return stranded(on, flow, {
    code: "path.loop",
    message: `the packet comes back to \`${flow.node.name}\` unchanged, and would for ever`,
    origin: routes[0]?.origin ?? flow.node.origin,
    further: routes.slice(1).map((d) => d.origin),
  });
}

/** Packets to one of the node's own addresses, and the others. */
function whoseIs(on: Course, flow: Flow, own: (flow: Flow) => Result, other: (flow: Flow) => Result): Result {
  // Only what nobody else holds is handed to the internet's own host, and all of that is its.
  if (flow.node.key === internet.node) return flow.arriving === undefined ? other(flow) : own(flow);
  const addresses = on.net.ownAddressesOf(flow.node.key);
  const from = (i: number, f: Flow): Result => {
    const holding = addresses[i];
    if (holding === undefined) return other(f);
    const held = on.net.term(holding.address);
    if (isUnknown(held)) return from(i + 1, f);
    return fork(on, siftAddress(on.headers, f, "destination", held), own, (rest) => from(i + 1, rest));
  };
  return from(0, flow);
}

/** To one of the node's own addresses: an answer to what it translated, or for the node itself. */
function received(on: Course, flow: Flow): Result {
  const { node, reply } = flow;
  if (flow.expects === node.key) return on.arrived(on, flow);
  const restored = reply ? restoredBy(flow) : undefined;
  if (restored !== undefined) return forward(on, { ...seen(flow, node.name, node.kind, node.origin), now: restored });
  const listeners = on.net.listenersOf(node.key);
  if (!reply && listeners.length > 0) return proxied(on, flow, listeners, (rest) => accepted(on, rest));
  return accepted(on, flow);
}

/** The header before this node translated it, when this is the answer to what it made of it. */
function restoredBy(flow: Flow): Flow["now"] | undefined {
  const wanted = headerKey(flow.now);
  for (const event of wholePast(flow)) {
    if (event.kind !== "translated" || event.node !== flow.node.key) continue;
    const { after, before } = event;
    const answer = { ...flow.now, ...swapped(after) };
    if (headerKey(answer) !== wanted) continue;
    return {
      ...flow.now,
      ...(before.source === undefined ? {} : { destination: before.source }),
      ...(before.sourcePort === undefined ? {} : { destinationPort: before.sourcePort }),
    };
  }
  return undefined;
}

function swapped({ source, destination, sourcePort, destinationPort }: Flow["now"]): Flow["now"] {
  return {
    ...(destination === undefined ? {} : { source: destination }),
    ...(source === undefined ? {} : { destination: source }),
    ...(destinationPort === undefined ? {} : { sourcePort: destinationPort }),
    ...(sourcePort === undefined ? {} : { destinationPort: sourcePort }),
  };
}

function accepted(on: Course, flow: Flow): Result {
  const { node } = flow;
  if ("nothing" in node.accepts) {
    const why = { code: "host.service.none", message: node.accepts.nothing, origin: node.origin };
    return refused(on, flow, why, (f) => ended(on, f));
  }
  const { protocols } = node.accepts;
  if (protocols === undefined) return ended(on, flow);
  const allowed = protocols.map((p) => ({ first: p, last: p })).sort((a, b) => a.first - b.first);
  return fork(
    on,
    sift(on.headers, flow, "protocol", allowed),
    (f) => ended(on, f),
    (f) => {
      const message = `\`${node.name}\` does not take it`;
      return refused(on, f, { code: "host.service.none", message, origin: node.origin }, (g) => ended(on, g));
    },
  );
}

function ended(on: Course, flow: Flow): Result {
  const { node } = flow;
  const result = on.arrived(on, seen(flow, node.name, node.kind, node.origin));
  return flow.reply ? result : { ...result, assumptions: new Set([...result.assumptions, listening(node)]) };
}

/** To somebody else. */
function passedOn(on: Course, flow: Flow): Result {
  const { node, arriving } = flow;
  if (arriving?.strict !== undefined) {
    const message = `\`${node.name}\` takes only its own packets: ${arriving.strict}`;
    const why = { code: "interface.address.foreign", message, origin: arriving.origin };
    // A host that passes nothing on anyhow is no second hindrance.
    if (node.forwards !== true && node.encapsulate === undefined) return stranded(on, flow, why);
    return refused(on, flow, why, (f) => onwards(on, f));
  }
  return onwards(on, flow);
}

function onwards(on: Course, flow: Flow): Result {
  const { node } = flow;
  if (node.encapsulate !== undefined) return encapsulated(on, flow, node.encapsulate, (f) => forward(on, f));
  if (node.forwards !== true) {
    return stranded(on, flow, { code: "host.forward.none", message: node.forwards.nothing, origin: node.origin });
  }
  const passing = seen(flow, node.name, node.kind, node.origin);
  if (node.inspect !== undefined) return inspectedInline(on, passing, node.inspect, (f) => forward(on, f));
  return forward(on, passing);
}

/** Which table, which route, and on. */
export function forward(on: Course, flow: Flow): Result {
  return translatedIn(on, flow, (f) => {
    const table = on.net.tableFor(f.node.key, f.arriving?.key);
    if (table === undefined) {
      const message = `\`${f.node.name}\` has no table for what arrives there`;
      return stranded(on, f, { code: "route.table.none", message, origin: f.node.origin });
    }
    if (isUnknown(table)) return because(on, f, table, `which table \`${f.node.name}\` uses`);
    return lookUp(on, f, table);
  });
}

function lookUp(on: Course, flow: Flow, table: Table): Result {
  const steps = on.net.routesOf(table.key);
  const from = (i: number, f: Flow): Result => {
    const step = steps[i];
    if (step === undefined) {
      return stranded(on, f, {
        code: "route.destination.none",
        message: `no route of \`${table.name}\` matches`,
        node: table.name,
        origin: table.origin,
      });
    }
    const { to } = step;
    if ("first" in to) {
      const sifted = siftNow(on.headers, f, heading(on, f), step.ranges);
      return fork(
        on,
        sifted,
        (yes) => take(on, yes, table, step),
        (no) => from(i + 1, no),
      );
    }
    const maybe = to.kind === "unknown" ? concerns(f, to) : named(f, to);
    if (maybe === false) return from(i + 1, f);
    if (maybe === true) return take(on, f, table, step);
    return because(on, f, maybe, `which route of \`${table.name}\` matches`);
  };
  return from(0, flow);
}

/** An unknown destination, unless it is surely of the other family. */
function concerns(flow: Flow, to: Unknown): Unknown | false {
  return to.family !== undefined && to.family !== familyOf(flow.now.destination) ? false : to;
}

/** Whether the destination is a host of a provider's list. */
function named(flow: Flow, { name, at }: Extract<Step["to"], { kind: "named" }>): boolean | Unknown {
  const now = flow.now.destination;
  if (now === undefined || isTie(now)) return false;
  if (typeof now === "object") return now.id === `named:${name}`;
  const why = `which addresses \`${name}\` has is listed by its provider, not here`;
  return isPublic(now) ? { kind: "unknown", code: "address.list.external", why, at } : false;
}

/** Among equal routes either may be taken, so both are followed. */
function take(on: Course, flow: Flow, table: Table, step: Step): Result {
  const unsure = step.routes.find((r) => r.doubt !== undefined);
  if (unsure?.doubt !== undefined) {
    return because(on, flow, unsure.doubt, `whether the route to ${targetText(step.to)} is there`);
  }
  return alternatives(
    on.headers,
    step.routes.map((route) => along(on, flow, table, route)),
  );
}

function along(on: Course, flow: Flow, table: Table, route: Route): Result {
  const { next } = route;
  on.taken.add(route.key);
  const { direction } = flow;
  const { origin } = route;
  const decided = remember(flow, {
    kind: "decided",
    node: flow.node.key,
    origin,
    connected: next.kind === "connected",
    direction,
  });
  const f = table.kind === "route-table" ? seen(decided, table.name, table.kind, origin) : decided;
  switch (next.kind) {
    case "unknown":
      return because(on, f, next, `where \`${table.name}\` sends it`, table.name);
    case "nowhere":
      return stranded(on, f, { code: next.code, message: next.why, node: tableName(f, table), origin });
    case "connected":
      return connected(on, f, route, next.through);
    case "gateway":
      return toGateway(on, f, route, next);
    case "choice": {
      const balance = on.net.balance(next.balance);
      const what = `where \`${table.name}\` sends it`;
      if (balance === undefined) return because(on, f, unread(route), what, table.name);
      return parted(on, f, balance, f.node.key, (option, g) => {
        const target = targetOf(on.net, option);
        return isUnknown(target) ? because(on, g, target, what, table.name) : handTo(on, g, target.key, route);
      });
    }
    case "interface":
      return handTo(on, f, next.interface, route);
  }
}

function unread(route: Route): Unknown {
  const why = "what it chooses from was not read";
  return { kind: "unknown", code: "balance.thing.unknown", why, at: route.origin.at };
}

function tableName({ node }: Flow, table: Table): string {
  return table.kind === "route-table" ? table.name : node.name;
}

function handTo(on: Course, flow: Flow, key: string, route: Route): Result {
  const target = on.net.interface(key);
  const out = target === undefined ? undefined : joined(on.net, flow.node.key, target);
  if (target === undefined || out === undefined) {
    const message = `what the route hands packets to is not on a segment of \`${flow.node.name}\``;
    return stranded(on, flow, { code: "route.target.apart", message, origin: route.origin });
  }
  return emit(on, flow, out, target);
}

/** Out of `out`, translated and filtered, to whoever owns `target`. */
export function emit(on: Course, flow: Flow, out: Interface, target: Interface): Result {
  return translatedOut(on, flow, out, (f) =>
    checked(on, f, out, (g) =>
      passGates(on, g, out.out, (passed) => {
        const node = on.net.node(target.node);
        if (node === undefined) return parts(on.headers, []);
        const forgets = passed.node.forgetsSender === true || (passed.node.host && passed.arriving !== undefined);
        const forgotten = forgets || passed.forgotten;
        const onBehalf = forgotten ? undefined : passed.onBehalf;
        return arrive(on, { ...passed, node, arriving: target, forgotten, onBehalf });
      }),
    ),
  );
}

/** A strict interface sends only packets of its own addresses. */
function checked(on: Course, flow: Flow, out: Interface, next: (flow: Flow) => Result): Result {
  if (out.strict === undefined) return next(flow);
  const own = on.net.ownAddressesOf(flow.node.key).some((h) => {
    const address = on.net.term(h.address);
    return isUnknown(address) || siftAddress(on.headers, flow, "source", address).yes !== undefined;
  });
  if (own) return next(flow);
  const message = `\`${flow.node.name}\` sends only its own packets: ${out.strict}`;
  return refused(on, flow, { code: "interface.address.foreign", message, origin: out.origin }, next);
}
