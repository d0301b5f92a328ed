/** A host that the input does not have: an address typed by the user that lies on a segment where nobody holds it. */

import { internet } from "../model/builder.ts";
import type { Interface, Model, Node, Segment, Table } from "../model/model.ts";
import type { Network } from "../forward/network.ts";
import { everything, inPrefix, type Ip, type Prefix, printIp } from "../net/ip.ts";
import { rangesOf } from "../net/ranges.ts";
import { type Address, known } from "../value/value.ts";

export interface Guest {
  readonly model: Model;
  readonly node: Node;
}

/** What one more host adds to a model. */
export interface Guesthood extends Pick<Model, "holdings" | "selectors" | "routes"> {
  readonly node: Node;
  readonly on: Interface;
  readonly table: Table;
}

/** The segment on which an address lies; the first by key where domains share ranges. */
export function segmentsHolding(model: Model, ip: Ip): readonly Segment[] {
  const holding = [...model.segments.values()].filter((s) =>
    s.ranges.some((r) => r.kind === "known" && inPrefix(r.value, ip)),
  );
  // What people know as a network comes before links inside of devices.
  return holding.sort((a, b) => Number(b.listed) - Number(a.listed));
}

/** The model with one more host on that segment, which sends what is not near to the segment's router. */
export function withGuest(model: Model, segment: Segment, addresses: Prefix, text: string): Guest | undefined {
  const guest = guestOn(model, segment, addresses, text);
  return guest === undefined ? undefined : { model: withGuests(model, [guest]), node: guest.node };
}

/** The model with all of them. */
export function withGuests(model: Model, guests: readonly Guesthood[]): Model {
  return {
    ...model,
    nodes: new Map([...model.nodes, ...guests.map(({ node }) => [node.key, node] as const)]),
    interfaces: new Map([...model.interfaces, ...guests.map(({ on }) => [on.key, on] as const)]),
    tables: new Map([...model.tables, ...guests.map(({ table }) => [table.key, table] as const)]),
    holdings: [...model.holdings, ...guests.flatMap((g) => g.holdings)],
    selectors: [...model.selectors, ...guests.flatMap((g) => g.selectors)],
    routes: [...model.routes, ...guests.flatMap((g) => g.routes)],
  };
}

export function guestOn(model: Model, segment: Segment, addresses: Prefix, text: string): Guesthood | undefined {
  const router = routerOn(model, segment);
  if (router === undefined) return undefined;
  const key = `guest ${segment.key} ${text}`;
  const origin = { at: segment.origin.at, implied: "a host that the question supposes there" };
  const single = addresses.length === (typeof addresses.first === "number" ? 32 : 128);
  const address: Address = single
    ? known(addresses.first)
    : { kind: "assigned", id: key, chooser: "sender", owner: text, within: rangesOf([addresses]), at: [] };
  const node: Node = {
    key,
    origin,
    name: text,
    label: "host",
    kind: "host",
    host: true,
    accepts: {},
    forwards: { nothing: "a host passes on no packets of others" },
  };
  const near = segment.ranges.flatMap((r) => (r.kind === "known" ? [r.value] : []));
  const route = (name: string, to: Prefix, next: Model["routes"][number]["next"]) => ({
    key: `${key} ${name}`,
    origin,
    table: known(key),
    to: known(to),
    next,
    preference: 0,
  });
  const family = typeof addresses.first === "number" ? 4 : 6;
  return {
    node,
    on: { key, origin, node: key, segment: known(segment.key), in: [], out: [] },
    table: { key, origin, name: text, label: "host", kind: "host", node: key },
    holdings: [{ key, origin, interface: key, address, as: "own" }],
    selectors: [{ key, origin, node: key, table: known(key) }],
    routes: [
      ...near.map((to, n) => route(`near${n}`, to, { kind: "connected", through: key })),
      route("default", everything(family), { kind: "interface", interface: router.key }),
    ],
  };
}

/** What hosts of the segment send other people's packets to. */
function routerOn(model: Model, segment: Segment): Interface | undefined {
  const forwards = [...model.interfaces.values()].filter((i) => {
    const node = model.nodes.get(i.node);
    const here = i.segment.kind === "known" && i.segment.value === segment.key;
    return here && node !== undefined && node.key !== internet.node && node.forwards === true && !node.host;
  });
  return forwards.find((i) => model.nodes.get(i.node)?.kind === "router") ?? forwards[0];
}

/** For a segment without a host: an address to ask for, which then stands for somebody there. */
export function insteadOf(net: Network, name: string): string {
  const segment = [...net.model.segments.values()].find((s) => s.name === name);
  const range = segment?.ranges.find((r) => r.kind === "known");
  if (range?.kind !== "known") return "";
  const { first } = range.value;
  // The first few of a range are often taken by its router and other services.
  const address = typeof first === "number" ? first + 10 : first + 10n;
  return `: ask for an address in it, such as \`${printIp(address)}\``;
}
