/**
 * What the flood asks of packet sets: sets of *first* headers, those with which the asked-about packets set out. Only
 * what the sender is free to choose varies in them; everything else is a term, as in the walk.
 */

import type { Ranges } from "../../net/ranges.ts";
import type { Packet } from "../../packet/packet.ts";

export type Field = keyof Packet;

export const fields: readonly Field[] = [
  "source",
  "destination",
  "protocol",
  "sourcePort",
  "destinationPort",
  "icmpType",
  "icmpCode",
];

/** Opaque: only `Headers` looks inside. */
export type HeaderSet = { readonly headerSet: unique symbol };

export interface Headers {
  readonly all: HeaderSet;
  readonly none: HeaderSet;
  where(field: Field, ranges: Ranges): HeaderSet;
  and(a: HeaderSet, b: HeaderSet): HeaderSet;
  minus(a: HeaderSet, b: HeaderSet): HeaderSet;
  or(list: readonly HeaderSet[]): HeaderSet;
  isNone(a: HeaderSet): boolean;
  /** The values that a field has in a set. */
  values(a: HeaderSet, field: Field): Ranges;
}
