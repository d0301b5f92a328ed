/**
 * Which packets match a rule. By a tied field the packets part; by a symbol the worlds do, and each world is an
 * alternative with its own parts.
 */

import type { AddressSet, NamedSet, Rule } from "../../model/model.ts";
import type { Family, Ip } from "../../net/ip.ts";
import { anyPort, type Ports, protocolNumbers } from "../../net/protocol.ts";
import { intersect, type Ranges, rangesOf } from "../../net/ranges.ts";
import { publicSpace } from "../../net/special.ts";
import { isSymbol, type Term, type World } from "../../packet/packet.ts";
import { isUnknown, type Unknown, unknown, type Value } from "../../value/value.ts";
import type { Network } from "../network.ts";
import { familyOf, type Flow, isTie, type Sifted, sift, siftAddress } from "./flow.ts";
import type { Field, Headers, HeaderSet } from "./headers.ts";

/** In one world: packets that match, perhaps only maybe, and those that do not. */
export interface Matched {
  readonly world: World;
  readonly live: readonly { readonly set: HeaderSet; readonly maybe: Unknown | undefined }[];
  readonly no: HeaderSet;
}

interface Judging {
  readonly net: Network;
  readonly headers: Headers;
  readonly flow: Flow;
}

type Condition = (on: Judging, set: HeaderSet, world: World) => readonly Matched[];

export function matchRule(on: Judging, rule: Rule, set: HeaderSet, world: World): readonly Matched[] {
  let condition = compiled.get(rule);
  if (condition === undefined) {
    condition = conditionOf(rule);
    compiled.set(rule, condition);
  }
  const found = condition(on, set, world);
  const { doubt } = rule;
  return doubt === undefined
    ? found
    : found.map((m) => ({ ...m, live: m.live.map((l) => ({ set: l.set, maybe: l.maybe ?? doubt })) }));
}

const compiled = new WeakMap<Rule, Condition>();

function conditionOf(rule: Rule): Condition {
  const conditions: Condition[] = [];
  const { protocols, sources, destinations, sourcePorts, destinationPorts, icmpType, icmpCode } = rule;
  if (protocols !== undefined) conditions.push(anyOf(protocols, (p) => inRanges("protocol", point(p))));
  if (sources !== undefined) conditions.push(inSets(sources, "source"));
  if (destinations !== undefined) conditions.push(inSets(destinations, "destination"));
  if (limits(sourcePorts)) conditions.push(withPorts, inPorts("sourcePort", sourcePorts));
  if (limits(destinationPorts)) conditions.push(withPorts, inPorts("destinationPort", destinationPorts));
  if (icmpType !== undefined) conditions.push(icmp("icmpType", icmpType));
  if (icmpCode !== undefined) conditions.push(icmp("icmpCode", icmpCode));
  return all(conditions);
}

/** Every condition in turn, on what those before it left alive. */
function all(conditions: readonly Condition[]): Condition {
  return (on, set, world) => {
    let found: readonly Matched[] = [{ world, live: [{ set, maybe: undefined }], no: on.headers.none }];
    for (const condition of conditions) found = found.flatMap((m) => narrowed(on, m, condition));
    return found;
  };
}

function narrowed(on: Judging, matched: Matched, condition: Condition): readonly Matched[] {
  let states: readonly Matched[] = [{ world: matched.world, live: [], no: matched.no }];
  for (const piece of matched.live) {
    states = states.flatMap((state) =>
      condition(on, piece.set, state.world).map((next) => ({
        world: next.world,
        live: [...state.live, ...next.live.map((l) => ({ set: l.set, maybe: l.maybe ?? piece.maybe }))],
        no: on.headers.or([state.no, next.no]),
      })),
    );
  }
  return states;
}

/** One of several; unknown ones might be any, so they count where no known one matches. */
function anyOf<T>(values: readonly (T | Value<T>)[], conditionOn: (value: T) => Condition): Condition {
  const doubt = values.findLast((v): v is T & Unknown => isUnknown(v));
  const conditions = values.flatMap((v) => (isUnknown(v) ? [] : [conditionOn(isKnown(v) ? v.value : (v as T))]));
  return (on, set, world) => {
    let states: readonly Matched[] = [{ world, live: [], no: set }];
    for (const condition of conditions) {
      states = states.flatMap((state) =>
        on.headers.isNone(state.no)
          ? [state]
          : condition(on, state.no, state.world).map((next) => ({
              world: next.world,
              live: [...state.live, ...next.live],
              no: next.no,
            })),
      );
    }
    if (doubt === undefined) return states;
    return states.map(({ world: w, live, no }) =>
      on.headers.isNone(no)
        ? { world: w, live, no }
        : { world: w, live: [...live, { set: no, maybe: doubt }], no: on.headers.none },
    );
  };
}

function isKnown<T>(value: T | Value<T>): value is Extract<Value<T>, { kind: "known" }> {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "known";
}

/** What a sifting says, as matches. */
function matches(on: Judging, set: HeaderSet, world: World, how: (flow: Flow) => Sifted): readonly Matched[] {
  const { none } = on.headers;
  const { yes, no, by } = how({ ...on.flow, first: set, world });
  if (by === "parts" || yes === undefined || no === undefined) {
    const live = yes === undefined ? [] : [{ set: yes.first, maybe: undefined }];
    return [{ world: (yes ?? no)?.world ?? world, live, no: no?.first ?? none }];
  }
  return [
    { world: yes.world, live: [{ set: yes.first, maybe: undefined }], no: none },
    { world: no.world, live: [], no: no.first },
  ];
}

function inRanges(field: Field, ranges: Ranges): Condition {
  return (on, set, world) => matches(on, set, world, (flow) => sift(on.headers, flow, field, ranges));
}

function inSets(sets: readonly AddressSet[], field: "source" | "destination"): Condition {
  return (on, set, world) => {
    const family = familyOf(on.flow.now[field]);
    const possible = sets.filter((s) => !isUnknown(s) || isPossible(s, family));
    return anyOf<AddressSet>(possible.map(wrap), (s) => inSet(s, field))(on, set, world);
  };
}

/** Of what nobody knows the family may be known all the same. */
function isPossible({ family }: Unknown, wanted: Family): boolean {
  return family === undefined || family === wanted;
}

/** Whether the source lies in one of the sets, for what a translation serves. */
export function sourceIn(on: Judging, sets: readonly AddressSet[]): readonly Matched[] {
  return inSets(sets, "source")(on, on.flow.first, on.flow.world);
}

function wrap(set: AddressSet): AddressSet | Value<AddressSet> {
  return isUnknown(set) ? set : { kind: "known", value: set, at: [] };
}

function inSet(set: AddressSet, field: "source" | "destination"): Condition {
  if (set.kind === "known") return inRanges(field, rangesOf([set.value]));
  if (set.kind === "named") return (on, packets, world) => inNamed(on, set, field, packets, world);
  if (set.kind === "group") return inGroup(set.group, field);
  return (on, packets, world) => [{ world, live: [{ set: packets, maybe: set }], no: on.headers.none }];
}

function inGroup(group: string, field: "source" | "destination"): Condition {
  return (on, set, world) => {
    if (field === "source" && on.flow.forgotten) return [{ world, live: [], no: set }];
    const members = on.net.membersOf(group);
    const { onBehalf } = on.flow;
    if (field === "source" && onBehalf !== undefined && members.some((i) => i.key === onBehalf)) {
      return [{ world, live: [{ set, maybe: undefined }], no: on.headers.none }];
    }
    const own = members
      .flatMap((i) => on.net.holdingsOf(i.key).filter((h) => h.as === "own"))
      .map((h) => ({ address: on.net.term(h.address), doubt: h.doubt }))
      .filter(({ address }) => !isUnknown(address) || isPossible(address, familyOf(on.flow.now[field])));
    return anyOf(own, ({ address, doubt }) => (inner, packets, w) => {
      if (isUnknown(address)) return [{ world: w, live: [{ set: packets, maybe: address }], no: inner.headers.none }];
      const found = matches(inner, packets, w, (flow) => siftAddress(inner.headers, flow, field, address as Term));
      if (doubt === undefined) return found;
      return found.map((m) => ({ ...m, live: m.live.map((l) => ({ set: l.set, maybe: l.maybe ?? doubt })) }));
    })(on, set, world);
  };
}

function inNamed(
  on: Judging,
  { name, at }: NamedSet,
  field: "source" | "destination",
  set: HeaderSet,
  world: World,
): readonly Matched[] {
  const now = on.flow.now[field];
  const { none } = on.headers;
  // A tie is an address that the asker picked as nobody's here: no host of a provider's list.
  if (now === undefined || isTie(now)) return [{ world, live: [], no: set }];
  if (isSymbol(now)) {
    return now.id === `named:${name}`
      ? [{ world, live: [{ set, maybe: undefined }], no: none }]
      : [{ world, live: [], no: set }];
  }
  if (!isPublic(now)) return [{ world, live: [], no: set }];
  const why = `which addresses \`${name}\` has is listed by its provider, not here`;
  const maybe = unknown("address.list.external", why, at, `a host of \`${name}\` by that name`);
  return [{ world, live: [{ set, maybe }], no: none }];
}

export function isPublic(address: Ip): boolean {
  return intersect(publicSpace, [{ first: address, last: address }]).length > 0;
}

function point(value: number): Ranges {
  return [{ first: value, last: value }];
}

function limits(ports: readonly Value<Ports>[] | undefined): ports is readonly Value<Ports>[] {
  if (ports === undefined) return false;
  return !ports.some((p) => p.kind === "known" && p.value.first <= anyPort.first && p.value.last >= anyPort.last);
}

const portProtocols: Ranges = ["tcp", "udp", "sctp"]
  .map((name) => protocolNumbers[name] ?? 0)
  .sort((a, b) => a - b)
  .map((n) => ({ first: n, last: n }));

/** Rules about ports match nothing that has none. */
const withPorts: Condition = inRanges("protocol", portProtocols);

function inPorts(field: Field, ranges: readonly Value<Ports>[]): Condition {
  return (on, set, world) =>
    on.flow.now[field] === undefined
      ? [{ world, live: [], no: set }]
      : anyOf(ranges, (range) => inRanges(field, [range]))(on, set, world);
}

function icmp(field: Field, wanted: Value<number>): Condition {
  return (on, set, world) => {
    if (wanted.kind === "unknown") return [{ world, live: [{ set, maybe: wanted }], no: on.headers.none }];
    if (on.flow.now[field] === undefined) return [{ world, live: [{ set, maybe: undefined }], no: on.headers.none }];
    return inRanges(field, point(wanted.value))(on, set, world);
  };
}
