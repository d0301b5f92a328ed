/**
 * A set as a short list that people read. Each line is a box that cannot be made larger in any field without leaving the
 * set; lines may overlap, and together they are the set and nothing else.
 */

import { hasPorts, ICMP, ICMPV6, printPorts, protocolName } from "../net/protocol.ts";
import { printPrefix, type Range } from "../net/ip.ts";
import { normal, prefixesOf } from "../net/ranges.ts";
import type { AddressSpace, Point } from "./address-space.ts";
import { fields } from "./field.ts";
import type { Box } from "./reading.ts";
import type { PacketSet, Sets } from "./sets.ts";
import { common, each, joined, others, same, type Stretches, values } from "./stretches.ts";

/** Sets as text lists, `any` where nothing is asked for. */
export interface Line {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly sourcePorts: string;
  readonly destinationPorts: string;
  readonly icmp: string;
}

export interface Listing {
  /** Largest first. */
  readonly lines: readonly Line[];
  /** What the lines leave out, where the limit cut them short. */
  readonly left: PacketSet;
}

const portProtocols = values(Array.from({ length: 0x100 }, (_, p) => p).filter(hasPorts));

/** In this order a line is made larger. */
const shown = ["source", "destination", "sourcePort", "icmp", "destinationPort", "protocol"] as const;
const hidden = fields.filter((field) => !shown.some((s) => s === field));

export function listing(sets: Sets, all: PacketSet, limit = 40): Listing {
  const set = hidden.reduce((s, field) => sets.forget(s, field), all);
  const withPorts = sets.box({ protocol: portProtocols });
  const boxes: Box[] = [];
  let left = set;
  while (left !== sets.empty() && boxes.length < limit) {
    // Protocols without ports first: what is said of ports then need not be said of them.
    const portless = sets.subtract(left, withPorts);
    const [piece] = sets.pieces(sets.isEmpty(portless) ? left : portless);
    const box = useful(sets, left, largest(sets, set, piece ?? {}));
    boxes.push(box);
    left = sets.subtract(left, sets.box(box));
  }
  const sorted = boxes.map((box) => ({ box, size: volume(sets, box) })).sort((a, b) => b.size - a.size);
  return {
    lines: needed(
      sets,
      sorted.map(({ box }) => box),
    ).map((box) => lineOf(sets, box)),
    left,
  };
}

/** One line per box, and the last says that this is all. */
export function print(sets: Sets, set: PacketSet, limit?: number): string {
  if (sets.isEmpty(set)) return "nothing";
  const { lines, left } = listing(sets, set, limit);
  const end = sets.isEmpty(left) ? "and nothing else" : "and more";
  return [...lines.map(lineText), end].join("\n");
}

export function lineText(line: Line): string {
  const of = [
    line.protocol === "any" ? "any protocol" : line.protocol,
    ...(line.destinationPorts === "any" ? [] : [line.destinationPorts]),
    ...(line.icmp === "any" ? [] : [`type ${line.icmp}`]),
    ...(line.sourcePorts === "any" ? [] : [`from port ${line.sourcePorts}`]),
  ];
  return `${of.join(" ")}, ${line.source} to ${line.destination}`;
}

/** The box with every field as large as the set allows. */
function largest(sets: Sets, set: PacketSet, piece: Box): Box {
  let box = piece;
  const anyone = { ...piece };
  delete anyone.source;
  delete anyone.destination;
  if (sets.isSubset(sets.box(anyone), set)) box = anyone;
  for (const field of shown) {
    if (box[field] === undefined) continue;
    const free = { ...box };
    delete free[field];
    const around = sets.box(free);
    const bad = sets.values(sets.subtract(around, set), field);
    if (bad.length === 0 && field !== "source" && field !== "destination") box = free;
    else box = { ...box, [field]: common(others(bad, sets.sizeOf(field)), sets.values(around, field)) };
  }
  return box;
}

/** On a line about ports or types only the protocols that it is needed for. */
function useful(sets: Sets, left: PacketSet, box: Box): Box {
  const { destinationPort, sourcePort, icmp, protocol } = box;
  if (destinationPort === undefined && sourcePort === undefined && icmp === undefined) return box;
  const needed = sets.values(sets.intersect(left, sets.box(box)), "protocol");
  return { ...box, protocol: protocol === undefined ? needed : common(protocol, needed) };
}

function volume(sets: Sets, box: Box): number {
  return shown.reduce((product, field) => {
    let size = 0;
    each(box[field] ?? [0, sets.sizeOf(field)], (from, to) => {
      size += field === "source" || field === "destination" ? sets.space.count(from, to) : to - from;
    });
    return product * size;
  }, 1);
}

/** Without the boxes that the others cover, the smallest going first. */
function needed(sets: Sets, boxes: readonly Box[]): readonly Box[] {
  let kept = boxes;
  for (const box of boxes.toReversed()) {
    const rest = kept.filter((other) => other !== box);
    const covered = sets.unionAll(rest.map((other) => sets.box(other)));
    if (sets.isSubset(sets.box(box), covered)) kept = rest;
  }
  return kept;
}

function lineOf(sets: Sets, box: Box): Line {
  return {
    source: addresses(sets.space, box.source),
    destination: addresses(sets.space, box.destination),
    protocol: numbers(box.protocol, 0x100, (first, last) =>
      first === last ? protocolName(first) : `${first}-${last}`,
    ),
    sourcePorts: ports(box, "sourcePort"),
    destinationPorts: ports(box, "destinationPort"),
    icmp: onlyOf(box, (p) => p === ICMP || p === ICMPV6) ? numbers(box.icmp, 0x10000, icmpText) : "any",
  };
}

function ports(box: Box, field: "sourcePort" | "destinationPort"): string {
  return numbers(box[field], 0x10000, (first, last) => printPorts({ first, last }));
}

function onlyOf(box: Box, test: (protocol: number) => boolean): boolean {
  const { protocol } = box;
  if (protocol === undefined) return box.icmp !== undefined;
  for (let p = 0; p < 0x100; p++) if (common(protocol, [p, p + 1]).length > 0 && test(p)) return true;
  return false;
}

/** `8` for a type with any code, `3/4` for one with its code. */
function icmpText(first: number, last: number): string {
  if (first % 256 === 0 && last % 256 === 255) return printPorts({ first: first >> 8, last: last >> 8 });
  const text = (value: number): string => `${value >> 8}/${value & 255}`;
  return first === last ? text(first) : `${text(first)}-${text(last)}`;
}

function numbers(held: Stretches | undefined, size: number, text: (first: number, last: number) => string): string {
  if (held === undefined || same(held, [0, size])) return "any";
  const list = (stretches: Stretches): string[] => {
    const out: string[] = [];
    each(stretches, (from, to) => out.push(text(from, to - 1)));
    return out;
  };
  const left = others(held, size);
  return left.length < held.length && left.length <= 2 * 8 && !reaches(held, size)
    ? `any but ${list(left).join(",")}`
    : list(held).join(",");
}

/** A single range up to the end is shorter than what it leaves out. */
function reaches(held: Stretches, size: number): boolean {
  return held.length === 2 && (held[0] === 0 || held[1] === size);
}

/** Prefixes of the numbers, then assigned addresses by owner; `but` for those that lie in the prefixes and are left out. */
export function addresses(space: AddressSpace, held: Stretches | undefined): string {
  if (held === undefined || same(held, [0, space.size])) return "any";
  const { numbers: ranges, points } = space.read(held);
  const inside = joined(ranges.map((range) => space.points(range)));
  const covered = new Set(space.read(common(inside, held)).points);
  const missing = space.read(common(inside, others(held, space.size))).points;
  const named = owners(
    space,
    held,
    points.filter((point) => !covered.has(point)),
  );
  const text = [...prefixes(space, held, ranges), ...named].join(",");
  return missing.length === 0 ? text : `${text} but ${few(owners(space, others(held, space.size), missing)).join(",")}`;
}

function prefixes(space: AddressSpace, held: Stretches, ranges: readonly Range[]): string[] {
  const list = prefixesOf(ranges).map(printPrefix);
  if (list.length < 4) return list;
  const out: string[] = [];
  for (const family of [4, 6] as const) {
    const [whole] = space.read(space.family(family)).numbers;
    const own = prefixesOf(ranges.filter(({ first }) => typeof first === (family === 4 ? "number" : "bigint")));
    const left = space.read(common(others(held, space.size), space.family(family))).numbers;
    const exceptions = prefixesOf(left);
    if (own.length <= exceptions.length + 1 || whole === undefined) out.push(...own.map(printPrefix));
    else out.push(`${prefixesOf([whole]).map(printPrefix).join()} but ${exceptions.map(printPrefix).join(",")}`);
  }
  return out;
}

/** Each owner once; where only a part of where its address can lie is meant, with that part. */
function owners(space: AddressSpace, held: Stretches, points: readonly Point[]): string[] {
  const byId = new Map<string, Point[]>();
  for (const point of points) byId.set(point.id, [...(byId.get(point.id) ?? []), point]);
  return [...byId].map(([id, own]) => {
    const [first] = own;
    const every = space.assigned(id);
    const whole = same(common(every, held), every);
    const within = prefixesOf(normal(own.map(({ piece }) => piece))).map(printPrefix);
    return whole ? (first?.owner ?? id) : `${first?.owner ?? id} in ${few(within).join(",")}`;
  });
}

function few(list: readonly string[]): readonly string[] {
  return list.length <= 5 ? list : [...list.slice(0, 4), `${list.length - 4} more`];
}
