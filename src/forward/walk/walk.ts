/**
 * One packet through the network, node by node:
 *
 *   loop mark → gates in → mine? { restore → listeners → accept } else { encapsulate → inward translation }
 *   → selector → table → next → outward translation → gates out → next node
 *
 * Where the input leaves two possibilities the walk goes both ways and says in which world each lies.
 */

import { internet } from "../../model/builder.ts";
import type { Interface, Next, Option, Route, Table } from "../../model/model.ts";
import { printIp } from "../../net/ip.ts";
import { normal } from "../../net/ranges.ts";
import { familyOfTerm, packetKey, test, type World } from "../../packet/packet.ts";
import type { Step } from "../../route/order.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { listening } from "../assumptions.ts";
import { targetOf } from "../choices.ts";
import { choose, followAll } from "./choose.ts";
import { refused, stranded } from "./despite.ts";
import { encapsulated, inspectedInline, over } from "./encapsulate.ts";
import { passGates } from "./gates.ts";
import { connected, heading, joined, toGateway } from "./handover.ts";
import { inNamed, sameAddress } from "./match.ts";
import { proxied } from "./proxy.ts";
import type { Network } from "../network.ts";
import type { Run } from "./run.ts";
import { because, type End, endsOf, hop, listOf, type Passed, push, recall, type State, undecided } from "./state.ts";
import { restoreKey, translatedIn, translatedOut } from "./translate.ts";
import { addressText, describe, targetText } from "../words.ts";

/** The node itself sends the packet. */
export function send(run: Run, state: State): readonly End[] {
  const mine = whoseIs(run, state);
  return mine.flatMap((m) =>
    m.own ? accepted(run, { ...state, world: m.world }) : forward(run, { ...state, world: m.world }),
  );
}

/** The packet stands at `state.arriving`. */
export function arrive(run: Run, state: State): readonly End[] {
  const { node, arriving } = state;
  if (!run.spend()) {
    const message = "the question needs more steps than its budget allows";
    return undecided(state, { code: "walk.budget.exhausted", message, origin: node.origin });
  }
  const mark = `${node.key} ${arriving?.key ?? "self"} ${packetKey(state.packet)}`;
  if (listOf(state.marks).includes(mark)) {
    const routes = listOf(state.decisions)
      .slice(-2)
      .sort((a, b) => (a.node < b.node ? -1 : 1));
    const message = `the packet comes back to \`${node.name}\` unchanged, and would for ever`;
    return stranded(run, state, {
      code: "path.loop",
      message,
      origin: routes[0]?.origin ?? node.origin,
      further: routes.slice(1).map((d) => d.origin),
    });
  }
  const here = { ...state, marks: push(state.marks, mark) };
  const doubt = node.doubt ?? arriving?.doubt;
  if (doubt !== undefined) return because(here, doubt, `whether \`${node.name}\` is there`);
  if (here.reply && here.returns !== undefined && here.returns.key === arriving?.key) return ended(here);
  return passGates(run, here, arriving?.in ?? [], (s) => taken(run, s));
}

function taken(run: Run, state: State): readonly End[] {
  return whoseIs(run, state).flatMap(({ world, own }) => {
    const here = { ...state, world };
    return own ? received(run, here) : passedOn(run, here);
  });
}

/** The worlds in which the destination is one of the node's own addresses, and the rest. */
function whoseIs(run: Run, state: State): readonly { readonly world: World; readonly own: boolean }[] {
  // Only what nobody else holds is handed to the internet's own host, and all of that is its.
  if (state.node.key === internet.node) return [{ world: state.world, own: state.arriving !== undefined }];
  const found: { world: World; own: boolean }[] = [];
  let rest: readonly World[] = [state.world];
  for (const holding of run.net.ownAddressesOf(state.node.key)) {
    const own = run.net.term(holding.address);
    if (isUnknown(own)) continue;
    const left: World[] = [];
    for (const world of rest) {
      const split = sameAddress(state.packet.destination, own, world);
      if (split.yes !== undefined) found.push({ world: split.yes, own: true });
      if (split.no !== undefined) left.push(split.no);
    }
    rest = left;
  }
  return [...found, ...rest.map((world) => ({ world, own: false }))];
}

/** To one of the node's own addresses: an answer to what it translated, or for the node itself. */
function received(run: Run, state: State): readonly End[] {
  const { node, packet, reply } = state;
  if (state.expects === node.key) return ended(state.context.depth === 0 ? arrived(state) : state);
  const restored = reply ? recall(state.memory, restoreKey(node.key, packet))?.restores : undefined;
  if (restored !== undefined) {
    const decision = `gives back ${addressText(restored.destination, state.world)}`;
    const here = hop(state, { node: node.name, kind: node.kind, decision, origin: node.origin });
    return forward(run, { ...here, packet: restored });
  }
  const listeners = run.net.listenersOf(node.key);
  if (!reply && listeners.length > 0) return proxied(run, state, listeners);
  return accepted(run, state);
}

function accepted(run: Run, state: State): readonly End[] {
  const { node, packet } = state;
  if ("nothing" in node.accepts) {
    const why = { code: "host.service.none", message: node.accepts.nothing, origin: node.origin };
    return refused(run, state, why, (s) => ended(arrived(s)));
  }
  const { protocols } = node.accepts;
  if (protocols === undefined) return ended(arrived(state));
  const split = test(packet.protocol, normal(protocols.map((p) => ({ first: p, last: p }))), state.world);
  return [
    ...(split.yes === undefined ? [] : ended(arrived({ ...state, world: split.yes }))),
    ...(split.no === undefined
      ? []
      : refused(
          run,
          { ...state, world: split.no },
          {
            code: "host.service.none",
            message: `\`${node.name}\` does not take ${describe(packet, split.no)}`,
            origin: node.origin,
          },
          (s) => ended(arrived(s)),
        )),
  ];
}

function arrived(state: State): State {
  const { node } = state;
  const decision = state.reply ? "gets the answer" : `receives ${describe(state.packet, state.world)}`;
  const assumptions = state.reply ? state.assumptions : new Set([...state.assumptions, listening(node)]);
  return hop({ ...state, assumptions }, { node: node.name, kind: node.kind, decision, origin: node.origin });
}

function ended(state: State): readonly End[] {
  return [{ verdict: "delivered", state, reasons: [] }];
}

/** To somebody else. */
function passedOn(run: Run, state: State): readonly End[] {
  const { node, arriving } = state;
  if (arriving?.strict !== undefined) {
    const message = `\`${node.name}\` takes only its own packets: ${arriving.strict}`;
    const why = { code: "interface.address.foreign", message, origin: arriving.origin };
    // A host that passes nothing on anyhow is no second hindrance.
    if (node.forwards !== true && node.encapsulate === undefined) return stranded(run, state, why);
    return refused(run, state, why, (s) => onwards(run, s));
  }
  return onwards(run, state);
}

function onwards(run: Run, state: State): readonly End[] {
  const { node } = state;
  if (node.encapsulate !== undefined) {
    return encapsulated(run, state, node.encapsulate).flatMap((p) =>
      p.end === undefined ? forward(run, p.on) : [p.end],
    );
  }
  if (node.forwards !== true) {
    return stranded(run, state, { code: "host.forward.none", message: node.forwards.nothing, origin: node.origin });
  }
  if (node.inspect !== undefined) {
    return inspectedInline(run, state, node.inspect).flatMap((p) =>
      p.end === undefined ? forward(run, p.on) : [p.end],
    );
  }
  return forward(run, speaks(run, state) ? state : passing(state));
}

/** A router's tables and a translation say themselves what they do; others are seen to pass a packet on. */
function speaks(run: Run, { node }: State): boolean {
  return (
    node.kind === "router" || run.net.translationsOf(node.key).length > 0 || run.net.portsOf(node.key) !== undefined
  );
}

function passing(state: State): State {
  const { node } = state;
  const decision = `passes on ${describe(state.packet, state.world)}`;
  return hop(state, { node: node.name, kind: node.kind, decision, origin: node.origin });
}

/** Which table, which route, and on. */
export function forward(run: Run, state: State): readonly End[] {
  return translatedIn(run, state, (s) => {
    const table = run.net.tableFor(s.node.key, s.arriving?.key);
    if (table === undefined) {
      const message = `\`${s.node.name}\` has no table for what arrives there`;
      return stranded(run, s, { code: "route.table.none", message, origin: s.node.origin });
    }
    if (isUnknown(table)) return because(s, table, `which table \`${s.node.name}\` uses`);
    return lookUp(run, s, table);
  });
}

function lookUp(run: Run, state: State, table: Table): readonly End[] {
  const ends: End[] = [];
  let worlds: readonly World[] = [state.world];
  for (const step of run.net.routesOf(table.key)) {
    const left: World[] = [];
    for (const world of worlds) {
      const here = { ...state, world };
      const { yes, no, maybe } = matches(run, step, here);
      if (yes !== undefined) ends.push(...take(run, { ...here, world: yes }, table, step));
      if (no !== undefined) left.push(no);
      if (maybe !== undefined) ends.push(...because(here, maybe, `which route of \`${table.name}\` matches`));
    }
    worlds = left;
    if (worlds.length === 0) break;
  }
  return [
    ...ends,
    ...worlds.flatMap((world) =>
      stranded(
        run,
        { ...state, world },
        {
          code: "route.destination.none",
          message: `no route of \`${table.name}\` matches ${addressText(state.packet.destination, world)}`,
          ...tableAs(state, table),
          origin: table.origin,
        },
      ),
    ),
  ];
}

/** Tables that people write are hops of their own; any other is its node's. */
function tableAs({ node }: State, table: Table): { readonly node: string; readonly kind: string } {
  return table.kind === "route-table" ? { node: table.name, kind: table.kind } : { node: node.name, kind: node.kind };
}

function matches(run: Run, step: Step, state: State): { yes?: World; no?: World; maybe?: Unknown } {
  const { to } = step;
  const destination = heading(run, state);
  if ("first" in to) return test(destination, step.ranges, state.world);
  if (to.kind === "unknown") {
    return to.family !== undefined && to.family !== familyOfTerm(destination) ? { no: state.world } : { maybe: to };
  }
  const [found] = inNamed(to, destination)(state.world);
  if (found === undefined || found.match === false) return { no: state.world };
  return found.match === true ? { yes: found.world } : { maybe: found.match };
}

/** Among equal routes either may be taken, so both are followed. */
function take(run: Run, state: State, table: Table, step: Step): readonly End[] {
  const unsure = step.routes.find((r) => r.doubt !== undefined);
  if (unsure?.doubt !== undefined)
    return because(state, unsure.doubt, `whether the route to ${targetText(step.to)} is there`);
  const [only, ...others] = step.routes;
  if (only === undefined) return [];
  if (others.length === 0) return along(run, state, table, only);
  const id = `route ${table.key} ${targetText(step.to)}`;
  const options = step.routes.map((route, index) => ({
    index,
    option: { key: route.key, origin: route.origin, balance: id, to: route.next as Unknown },
  }));
  return endsOf(
    followAll(
      id,
      state,
      options,
      (option, s) => {
        const route = step.routes.find((r) => r.key === option.key);
        return route === undefined ? [] : over(along(run, s, table, route));
      },
      "part",
    ),
  );
}

function along(run: Run, state: State, table: Table, route: Route): readonly End[] {
  const { next } = route;
  const decision = { node: state.node.key, origin: route.origin, connected: next.kind === "connected" };
  const decided: State = { ...state, decisions: push(state.decisions, decision) };
  const s = table.kind === "route-table" ? tableHop(run, decided, table, route) : decided;
  switch (next.kind) {
    case "unknown":
      return because(
        s,
        next,
        `where \`${table.name}\` sends ${addressText(s.packet.destination, s.world)}`,
        table.name,
      );
    case "nowhere":
      return stranded(run, s, { code: next.code, message: next.why, ...tableAs(s, table), origin: route.origin });
    case "connected":
      return connected(run, s, table, route, next.through);
    case "gateway":
      return toGateway(run, s, route, next);
    case "choice": {
      const balance = run.net.balance(next.balance);
      const what = `where \`${table.name}\` sends ${addressText(s.packet.destination, s.world)}`;
      if (balance === undefined) return because(s, unread(route), what, table.name);
      const via = (option: Option, chosen: State): readonly Passed[] => {
        const target = targetOf(run.net, option);
        return over(
          isUnknown(target) ? because(chosen, target, what, table.name) : handTo(run, chosen, target.key, route),
        );
      };
      return endsOf(choose(run, s, balance, s.node.key, via, "part"));
    }
    case "interface":
      return handTo(run, s, next.interface, route);
  }
}

function unread(route: Route): Unknown {
  const why = "what it chooses from was not read";
  return { kind: "unknown", code: "balance.thing.unknown", why, at: route.origin.at };
}

function handTo(run: Run, state: State, key: string, route: Route): readonly End[] {
  const target = run.net.interface(key);
  const out = target === undefined ? undefined : joined(run.net, state.node.key, target);
  if (target === undefined || out === undefined) {
    const message = `what the route hands packets to is not on a segment of \`${state.node.name}\``;
    return stranded(run, state, { code: "route.target.apart", message, origin: route.origin });
  }
  return emit(run, state, out, target);
}

function tableHop(run: Run, state: State, table: Table, route: Route): State {
  const to = targetText(route.to.kind === "known" ? route.to.value : route.to);
  const { next } = route;
  return hop(state, {
    node: table.name,
    kind: table.kind,
    decision: `${to} → ${nextText(run.net, next)}`,
    origin: route.origin,
  });
}

function nextText(net: Network, next: Next): string {
  switch (next.kind) {
    case "connected":
      return "local";
    case "nowhere":
      return "nowhere";
    case "gateway":
      return next.address.kind === "known" ? printIp(next.address.value) : "a gateway";
    case "interface": {
      const target = net.interface(next.interface);
      return (target === undefined ? undefined : net.node(target.node)?.name) ?? "a target";
    }
    default:
      return "a target";
  }
}

/** Out of `out`, translated and filtered, to whoever owns `target`. */
export function emit(run: Run, state: State, out: Interface, target: Interface): readonly End[] {
  return translatedOut(run, state, out, (s) => {
    if (out.strict !== undefined && !ownSource(run, s)) {
      const message = `\`${s.node.name}\` sends only its own packets: ${out.strict}`;
      const why = { code: "interface.address.foreign", message, origin: out.origin };
      return refused(run, s, why, (on) => leave(run, on, out, target));
    }
    return leave(run, s, out, target);
  });
}

function leave(run: Run, state: State, out: Interface, target: Interface): readonly End[] {
  return passGates(run, state, out.out, (passed) => {
    const node = run.net.node(target.node);
    if (node === undefined) return [];
    const forgets = passed.node.forgetsSender === true || (passed.node.host && passed.arriving !== undefined);
    return arrive(run, {
      ...passed,
      node,
      arriving: target,
      sender: forgets ? "forgotten" : passed.sender,
    });
  });
}

function ownSource(run: Run, state: State): boolean {
  return run.net.ownAddressesOf(state.node.key).some((h) => {
    const own = run.net.term(h.address);
    return isUnknown(own) || sameAddress(state.packet.source, own, state.world).yes !== undefined;
  });
}
