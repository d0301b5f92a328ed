/** Sets of headers as plain lists of disjoint boxes: slow, short, and what the tests hold the flood by. */

import { intersect, isEmpty, normal, type Ranges, subtract } from "../../net/ranges.ts";
import { type Field, fields, type Headers, type HeaderSet } from "./headers.ts";

const everywhere: Ranges = [
  { first: 0, last: 2 ** 32 - 1 },
  { first: 0n, last: (1n << 128n) - 1n },
];

const whole: Readonly<Record<Field, Ranges>> = {
  source: everywhere,
  destination: everywhere,
  protocol: [{ first: 0, last: 255 }],
  sourcePort: [{ first: 0, last: 65535 }],
  destinationPort: [{ first: 0, last: 65535 }],
  icmpType: [{ first: 0, last: 255 }],
  icmpCode: [{ first: 0, last: 255 }],
};

export type Box = Readonly<Record<Field, Ranges>>;

type Boxes = readonly Box[];

const open = (set: HeaderSet): Boxes => set as unknown as Boxes;
const close = (boxes: Boxes): HeaderSet => boxes as unknown as HeaderSet;

function meet(a: Box, b: Box): Box | undefined {
  const box: Partial<Record<Field, Ranges>> = {};
  for (const f of fields) {
    const both = intersect(a[f], b[f]);
    if (isEmpty(both)) return undefined;
    box[f] = both;
  }
  return box as Box;
}

function cut(a: Box, b: Box): Boxes {
  if (meet(a, b) === undefined) return [a];
  const out: Box[] = [];
  let rest = a;
  for (const f of fields) {
    const outside = subtract(rest[f], b[f]);
    if (!isEmpty(outside)) out.push({ ...rest, [f]: outside });
    rest = { ...rest, [f]: intersect(rest[f], b[f]) };
  }
  return out;
}

const minus = (a: Boxes, b: Boxes): Boxes => b.reduce<Boxes>((left, box) => left.flatMap((x) => cut(x, box)), a);

export const boxes: Headers = {
  all: close([whole]),
  none: close([]),
  where: (field, ranges) => close(isEmpty(ranges) ? [] : [{ ...whole, [field]: ranges }]),
  and: (a, b) => close(open(a).flatMap((x) => open(b).flatMap((y) => meet(x, y) ?? []))),
  minus: (a, b) => close(minus(open(a), open(b))),
  or: (list) => close(list.reduce<Boxes>((sum, set) => [...sum, ...minus(open(set), sum)], [])),
  isNone: (a) => open(a).length === 0,
  values: (a, field) => normal(open(a).flatMap((box) => box[field])),
};

/** One box of a set, if it has any. */
export function boxesOf(set: HeaderSet): Boxes {
  return open(set);
}
