/** Translation of addresses as packets cross a node: pairs one to one, or many behind one address with memory. */

import type { Interface, Pair, Pairs, PortTranslation } from "../../model/model.ts";
import { normal } from "../../net/ranges.ts";
import {
  type Packet,
  packetKey,
  replyTo,
  sameTerm,
  type Symbol,
  type Term,
  test,
  type World,
} from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { inSets, sameAddress } from "./match.ts";
import type { Run } from "./run.ts";
import { because, dropped, type End, hop, listOf, push, type State } from "./state.ts";
import { addressText, describe } from "../words.ts";

type Next = (state: State) => readonly End[];

/** Key under which a translation remembers what the answer's header becomes. */
export function restoreKey(node: string, answer: Packet): string {
  return `restore ${node} ${packetKey(answer)}`;
}

/** As a packet comes in from the outside: the outside address of a pair becomes the inside one. */
export function translatedIn(run: Run, state: State, next: Next): readonly End[] {
  const crossing = run.net.translationsOf(state.node.key).find((t) => t.rewrite.outside === state.arriving?.key);
  if (crossing === undefined) return next(state);
  return paired(run, state, crossing, "destination", next);
}

/** As a packet goes out to the outside: the inside address of a pair becomes the outside one; then ports. */
export function translatedOut(run: Run, state: State, out: Interface, next: Next): readonly End[] {
  const ports = run.net.portsOf(state.node.key);
  if (ports !== undefined && state.arriving !== undefined) return behindOne(run, state, ports, next);
  const crossing = run.net.translationsOf(state.node.key).find((t) => t.rewrite.outside === out.key);
  if (crossing === undefined) return next(state);
  return paired(run, state, crossing, "source", next);
}

function paired(
  run: Run,
  state: State,
  { rewrite, pairs }: { readonly rewrite: Pairs; readonly pairs: readonly Pair[] },
  field: "source" | "destination",
  next: Next,
): readonly End[] {
  const ends: End[] = [];
  let worlds: readonly World[] = [state.world];
  for (const pair of pairs) {
    const [from, to] = field === "source" ? [pair.inside, pair.outside] : [pair.outside, pair.inside];
    const [old, fresh] = [run.net.term(from), run.net.term(to)];
    if (isUnknown(old)) continue;
    const left: World[] = [];
    for (const world of worlds) {
      const { yes, no } = sameAddress(state.packet[field], old, world);
      if (no !== undefined) left.push(no);
      if (yes === undefined) continue;
      const here = { ...state, world: yes };
      const doubt = pair.doubt ?? (isUnknown(fresh) ? fresh : undefined);
      if (doubt !== undefined) ends.push(...because(here, doubt, "to which address it is translated"));
      else if (!isUnknown(fresh)) ends.push(...next(translated(here, pair, field, fresh)));
    }
    worlds = left;
  }
  return [...ends, ...worlds.flatMap((world) => unpaired({ ...state, world }, rewrite, field, next))];
}

function translated(state: State, pair: Pair, field: "source" | "destination", fresh: Term): State {
  const { node, world, packet } = state;
  const changed: Packet = { ...packet, [field]: fresh };
  // IPv6 addresses stand in pairs with themselves: those that do are known outside.
  const decision = sameTerm(packet[field], fresh)
    ? `passes on ${describe(packet, world)}`
    : `${field} ${addressText(packet[field], world)} becomes ${addressText(fresh, world)}`;
  const seen = hop(state, { node: node.name, kind: node.kind, decision, origin: pair.origin });
  return { ...seen, packet: changed };
}

function unpaired(state: State, rewrite: Pairs, field: "source" | "destination", next: Next): readonly End[] {
  if (rewrite.otherwise === "pass") return next(state);
  const inline = field === "source" ? listOf(state.inspections).find((i) => i.inline) : undefined;
  if (inline !== undefined)
    return because(state, maybeTranslates(inline.name, rewrite), "under which address it leaves");
  const { code, nothing } = rewrite.otherwise;
  const message = `${addressText(state.packet[field], state.world)} ${nothing}`;
  return dropped(state, { code, message, origin: rewrite.origin });
}

/** An appliance that is taken to change nothing may be there to translate: then packets leave under its address. */
function maybeTranslates(name: string, { origin }: Pairs): Unknown {
  const why = `\`${name}\` is taken to pass packets on unchanged, and may be there to translate them`;
  const wanted = `what \`${name}\` does with a source address`;
  return { kind: "unknown", code: "appliance.translation.unknown", why, wanted, at: origin.at };
}

/** Source and port become the node's own, and the answer's header is remembered. */
function behindOne(run: Run, state: State, ports: PortTranslation, next: Next): readonly End[] {
  if (isRestored(state) || (state.reply && state.lost)) return next(state);
  const { node } = state;
  if (state.reply) {
    const message = `\`${node.name}\` knows no session to which this answer belongs`;
    return dropped(state, { code: "translation.session.none", message, origin: node.origin });
  }
  const allowed = normal(ports.protocols.map((p) => ({ first: p, last: p })));
  const { yes, no } = test(state.packet.protocol, allowed, state.world);
  const message = `\`${node.name}\` does not translate ${describe(state.packet, state.world)}`;
  const refused =
    no === undefined
      ? []
      : dropped({ ...state, world: no }, { code: "translation.protocol.none", message, origin: node.origin });
  return [...refused, ...(yes === undefined ? [] : served(run, { ...state, world: yes }, ports, next))];
}

function served(run: Run, state: State, ports: PortTranslation, next: Next): readonly End[] {
  const { node } = state;
  const parts =
    ports.sources === undefined
      ? [{ world: state.world, match: true as const }]
      : inSets(run.net, ports.sources, state.packet.source, state.sender)(state.world);
  const to = run.net.term(ports.to);
  return parts.flatMap(({ world, match }) => {
    const here = { ...state, world };
    if (match === false) {
      const message = `\`${node.name}\` does not serve ${addressText(state.packet.source, world)}`;
      return dropped(here, { code: "translation.source.foreign", message, origin: ports.origin });
    }
    if (match !== true) return because(here, match, `whether \`${node.name}\` serves this source`);
    if (isUnknown(to)) return because(here, to, `the address of \`${node.name}\``);
    return next(hidden(here, ports, to));
  });
}

function hidden(state: State, ports: PortTranslation, to: Term): State {
  const { node, world, packet } = state;
  const port: Symbol = {
    kind: "symbol",
    id: `port of ${node.key}`,
    chooser: "network",
    owner: node.name,
    within: [ports.ports],
    at: [],
  };
  const changed: Packet = { ...packet, source: to, ...(packet.sourcePort === undefined ? {} : { sourcePort: port }) };
  const decision = `source ${addressText(packet.source, world)} becomes ${addressText(to, world)}`;
  const seen = hop(state, { node: node.name, kind: node.kind, decision, origin: node.origin });
  const answer = replyTo(changed);
  const restores: Packet = {
    ...answer,
    destination: packet.source,
    ...(packet.sourcePort === undefined ? {} : { destinationPort: packet.sourcePort }),
  };
  return { ...seen, packet: changed, memory: push(seen.memory, { key: restoreKey(node.key, answer), restores }) };
}

/** Whether the packet is an answer whose header this node has just given back. */
function isRestored(state: State): boolean {
  for (let m = state.memory; m !== undefined; m = m.before) {
    const { key, restores } = m.last;
    if (restores === undefined || !key.startsWith(`restore ${state.node.key} `)) continue;
    if (state.reply && packetKey(restores) === packetKey(state.packet)) return true;
  }
  return false;
}
