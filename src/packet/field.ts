/**
 * The fields of a header, in the order in which diagrams ask for them. The order was measured (docs/decisions/0010):
 * destination before source before ports before protocol is the smallest for rule lists and for routes alike.
 *
 * `first…` is room for what a field was when the packet set out, so that one set can relate a header at the start to the
 * header now; `mark` and `tie` belong to whoever floods. A field that a set does not ask for costs nothing.
 */

export const fields = [
  "destination",
  "firstDestination",
  "source",
  "firstSource",
  "destinationPort",
  "firstDestinationPort",
  "protocol",
  "sourcePort",
  "firstSourcePort",
  "icmp",
  "tcpFlags",
  "mark",
  "tie",
] as const;

export type Field = (typeof fields)[number];

/** Where every line of values ends at the latest. */
export const endOfLine = 2 ** 52;

/** How many values a field has; the line of addresses is as long as its `AddressSpace` says. */
export const sizes: Readonly<Record<Field, number>> = {
  destination: endOfLine,
  firstDestination: endOfLine,
  source: endOfLine,
  firstSource: endOfLine,
  destinationPort: 0x10000,
  firstDestinationPort: 0x10000,
  protocol: 0x100,
  sourcePort: 0x10000,
  firstSourcePort: 0x10000,
  /** Type times 256 plus code (RFC 792, RFC 4443). */
  icmp: 0x10000,
  tcpFlags: 0x100,
  mark: 0x1_0000_0000,
  tie: 0x1_0000_0000,
};

export function isAddress(field: Field): boolean {
  return sizes[field] === endOfLine;
}

/** Between the levels of two fields lie those of the bits of an address (`masks.ts`). */
export const levelsPerField = 64;

/** Level of the ends of all diagrams. */
export const endLevel = 0xffff;

const levels = Object.fromEntries(fields.map((field, i) => [field, i * levelsPerField])) as Record<Field, number>;

export function levelOf(field: Field): number {
  return levels[field];
}

export function fieldAt(level: number): Field {
  const field = fields[Math.floor(level / levelsPerField)];
  if (field === undefined) throw new Error(`no field has level ${level}`);
  return field;
}
