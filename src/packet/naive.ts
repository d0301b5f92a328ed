/**
 * The naive twin of `Sets`: explicit sets of headers over a tiny universe, under the same names. It stays for ever as the
 * specification. A *cell* is a few values of a field that nothing in the universe tells apart, so a header of cells
 * stands for all packets in it, and what is true here is true of the packets.
 */

import type { AddressSpace } from "./address-space.ts";
import { type Field, fields } from "./field.ts";
import type { Box, Header } from "./reading.ts";
import { holds, type Stretches } from "./stretches.ts";

/** Headers as numbers: the cell of each field is a digit. */
export type NaiveSet = ReadonlySet<number>;

export interface NaiveRule {
  readonly match: NaiveSet;
  readonly outcome: number;
}

export class Universe {
  readonly cells: ReadonlyMap<Field, readonly Stretches[]>;
  /** What one more of a digit adds. */
  readonly #weights = new Map<Field, number>();
  readonly #full: NaiveSet;

  constructor(space: AddressSpace, cells: ReadonlyMap<Field, readonly Stretches[]>) {
    this.cells = cells;
    let size = 1;
    for (const [field, list] of cells) {
      this.#weights.set(field, size);
      size *= list.length;
    }
    const is4 = (header: number, field: Field): boolean => (this.#cell(header, field)[0] as number) < space.end4;
    const headers = Array.from({ length: size }, (_, header) => header);
    this.#full = new Set(headers.filter((h) => is4(h, "source") === is4(h, "destination")));
  }

  /** One packet of each header, and the box of all its packets. */
  packet(header: number): Header {
    const values = fields.map((field) => [field, this.cells.has(field) ? this.#cell(header, field)[0] : 0]);
    return Object.fromEntries(values) as Record<Field, number>;
  }

  boxOf(header: number): Box {
    return Object.fromEntries([...this.cells.keys()].map((field) => [field, this.#cell(header, field)]));
  }

  full(): NaiveSet {
    return this.#full;
  }

  box(box: Box): NaiveSet {
    const inside = [...this.cells].map(([field, list]) => {
      const wanted = box[field];
      return { field, inside: list.map((cell) => wanted === undefined || holds(wanted, cell[0] as number)) };
    });
    return this.#where((header) => inside.every((i) => i.inside[this.#digit(header, i.field)] === true));
  }

  union(a: NaiveSet, b: NaiveSet): NaiveSet {
    return new Set([...a, ...b]);
  }

  unionAll(list: readonly NaiveSet[]): NaiveSet {
    return new Set(list.flatMap((set) => [...set]));
  }

  intersect(a: NaiveSet, b: NaiveSet): NaiveSet {
    return new Set([...a].filter((header) => b.has(header)));
  }

  subtract(a: NaiveSet, b: NaiveSet): NaiveSet {
    return new Set([...a].filter((header) => !b.has(header)));
  }

  complement(a: NaiveSet): NaiveSet {
    return this.subtract(this.full(), a);
  }

  isSubset(a: NaiveSet, b: NaiveSet): boolean {
    return [...a].every((header) => b.has(header));
  }

  /** Headers for which the first rule that matches has the outcome. */
  firstMatch(rules: readonly NaiveRule[], outcome: number): NaiveSet {
    return this.#where((header) => rules.find(({ match }) => match.has(header))?.outcome === outcome);
  }

  forget(set: NaiveSet, field: Field): NaiveSet {
    const all = [...(this.cells.get(field) ?? []).keys()];
    return this.#image(set, (header) => all.map((digit) => this.#with(header, field, digit)));
  }

  assign(set: NaiveSet, field: Field, values: Stretches): NaiveSet {
    return this.intersect(this.forget(set, field), this.box({ [field]: values }));
  }

  beforeAssign(set: NaiveSet, field: Field, values: Stretches): NaiveSet {
    const list = this.cells.get(field) ?? [];
    const due = [...list.keys()].filter((digit) => holds(values, list[digit]?.[0] as number));
    return this.#where((header) => due.some((digit) => set.has(this.#with(header, field, digit))));
  }

  /** Whole cells become other cells. */
  move(set: NaiveSet, field: Field, to: ReadonlyMap<number, number>, rest: "keep" | "drop"): NaiveSet {
    return this.#image(set, (header) => {
      const goal = to.get(this.#digit(header, field));
      if (goal !== undefined) return [this.#with(header, field, goal)];
      return rest === "keep" ? [header] : [];
    });
  }

  fix(set: NaiveSet, field: Field, digit: number): NaiveSet {
    return this.forget(new Set([...set].filter((header) => this.#digit(header, field) === digit)), field);
  }

  reply(set: NaiveSet): NaiveSet {
    const cellOf = (type: number): number => (this.cells.get("icmp") ?? []).findIndex((cell) => holds(cell, type << 8));
    const echo = new Map(echoes.map(([from, to]) => [cellOf(from), cellOf(to)]));
    return this.#image(set, (header) => {
      let turned = header;
      for (const [a, b] of turns) turned = this.#with(turned, a, this.#digit(header, b));
      const icmp = this.#digit(header, "icmp");
      return [this.#with(turned, "icmp", echo.get(icmp) ?? icmp)];
    });
  }

  /** Cells that the field has in some header of the set. */
  values(set: NaiveSet, field: Field): ReadonlySet<number> {
    return new Set([...set].map((header) => this.#digit(header, field)));
  }

  #where(test: (header: number) => boolean): NaiveSet {
    return new Set([...this.#full].filter(test));
  }

  /** Headers that are none (of two families) are left out. */
  #image(set: NaiveSet, change: (header: number) => readonly number[]): NaiveSet {
    return new Set([...set].flatMap(change).filter((header) => this.#full.has(header)));
  }

  #digit(header: number, field: Field): number {
    return Math.floor(header / this.#weight(field)) % (this.cells.get(field)?.length ?? 1);
  }

  #with(header: number, field: Field, digit: number): number {
    return header + (digit - this.#digit(header, field)) * this.#weight(field);
  }

  #weight(field: Field): number {
    return this.#weights.get(field) ?? 0;
  }

  #cell(header: number, field: Field): Stretches {
    return this.cells.get(field)?.[this.#digit(header, field)] as Stretches;
  }
}

const turns = [
  ["source", "destination"],
  ["destination", "source"],
  ["sourcePort", "destinationPort"],
  ["destinationPort", "sourcePort"],
] as const;

/** ICMP types (RFC 792, RFC 4443). */
const echoes = [
  [8, 0],
  [0, 8],
  [128, 129],
  [129, 128],
] as const;
