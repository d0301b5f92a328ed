/**
 * The line on which the addresses of one network lie, built once from everything that cuts it.
 *
 *   0 ………… 2^32 │ points of assigned IPv4 addresses │ ::/0, by labels │ points of assigned IPv6 addresses │
 *
 * An IPv4 number is its own place. An assigned address is none of the numbers: it is cut into *pieces* by every range of
 * the network, and each piece is one point. So two assigned addresses of one subnet differ, and union, complement and
 * subset need no special case. By convention a number means "held by nothing assigned".
 *
 * IPv6 has too many numbers for a line of exact places: an address at which some range begins or ends has a *label*
 * (`labels.ts`).
 */

import { bitsOf, type Family, familyOf, type Ip, offset, type Prefix, type Range, rangeOf } from "../net/ip.ts";
import type { Ranges } from "../net/ranges.ts";
import type { Assigned } from "../value/value.ts";
import { Labels, labelsEnd } from "./labels.ts";
import { numbersEnd } from "./masks.ts";
import { lowest } from "./search.ts";
import { common, each, joined, type Stretches, values } from "./stretches.ts";

/** A piece of an assigned address: whichever of these it will be, no range tells them apart. */
export interface Point {
  /** Id of the assigned address. */
  readonly id: string;
  readonly owner: string;
  readonly piece: Range;
}

/** What an address on the line is. */
export type Place = Ip | Point;

/** What a list of stretches holds, for people. */
export interface Content {
  readonly numbers: Ranges;
  readonly points: readonly Point[];
}

export type AssignedAddress = Pick<Assigned, "id" | "owner" | "within">;

/** Addresses of an IPv4 prefix by its length. */
const sizes4 = Array.from({ length: 33 }, (_, length) => 2 ** (32 - length));

export class AddressSpace {
  /** Where the places of IPv4 end and those of IPv6 begin. */
  readonly end4: number;
  /** Where the line ends. */
  readonly size: number;
  readonly #points: Readonly<Record<Family, readonly Point[]>>;
  readonly #cuts: Readonly<Record<Family, readonly Ip[]>>;
  readonly #places = new Map<string, number[]>();
  readonly #labels: Labels;
  /** Where there are points: by the label of the first address and the length. */
  readonly #prefixes6 = new Map<number, Stretches>();

  /** Every range that anything in the network or the question names, and every assigned address. */
  constructor(ranges: Iterable<Range>, assigned: Iterable<AssignedAddress>) {
    const cuts: Record<Family, Ip[]> = { 4: [], 6: [] };
    const list = [...assigned];
    for (const { first, last } of [...ranges, ...list.flatMap(({ within }) => within)]) {
      cuts[familyOf(first)].push(first, offset(last, 1));
    }
    this.#cuts = { 4: ordered(cuts[4]), 6: ordered(cuts[6]) };
    this.#points = { 4: pieces(list, this.#cuts[4], 4), 6: pieces(list, this.#cuts[6], 6) };
    this.end4 = numbersEnd + this.#points[4].length;
    this.size = labelsEnd + this.#points[6].length;
    this.#labels = new Labels(this.#cuts[6] as readonly bigint[], this.end4);
    for (const family of [4, 6] as const) {
      this.#points[family].forEach(({ id }, i) => {
        const places = this.#places.get(id);
        if (places === undefined) this.#places.set(id, [this.#annex(family) + i]);
        else places.push(this.#annex(family) + i);
      });
    }
  }

  /** Every address of a family, assigned or not. */
  family(family: Family): Stretches {
    return family === 4 ? [0, this.end4] : [this.end4, this.size];
  }

  /** The numbers of a range, and the points that lie in it. */
  range(range: Range): Stretches {
    const family = familyOf(range.first);
    const points = this.#points[family];
    if (points.length === 0) return this.numbers(range);
    this.#mustCut(range.first, family);
    this.#mustCut(offset(range.last, 1), family);
    const from = lowest(points, (point) => point.piece.first >= range.first);
    const to = lowest(points, (point) => point.piece.first > range.last);
    const numbers = this.numbers(range);
    if (from === to) return numbers;
    const annex = this.#annex(family);
    // The numbers of a family end where its points begin.
    return joined([numbers, [annex + from, annex + to]]);
  }

  prefix(prefix: Prefix): Stretches {
    if (typeof prefix.first === "number") {
      if (this.end4 === numbersEnd) return [prefix.first, prefix.first + (sizes4[prefix.length] as number)];
      return this.range(rangeOf(prefix));
    }
    if (this.#points[6].length === 0) return this.#labels.prefix(prefix.first, prefix.length);
    // Points are found by arithmetic on bigints, which is slow, and the same prefixes come again and again.
    const key = this.#labels.of(prefix.first) * 256 + prefix.length;
    let known = this.#prefixes6.get(key);
    if (known === undefined) {
      known = this.range(rangeOf(prefix));
      this.#prefixes6.set(key, known);
    }
    return known;
  }

  ranges(ranges: Ranges): Stretches {
    return joined(ranges.map((range) => this.range(range)));
  }

  /** Only numbers: addresses that nothing assigned holds. */
  numbers(range: Range): Stretches {
    if (typeof range.first === "number") return [range.first, (range.last as number) + 1];
    return [this.#labels.of(range.first), this.#labels.of((range.last as bigint) + 1n)];
  }

  /** Only points: those that lie in a range, which need not have been named before. */
  points(range: Range): Stretches {
    const family = familyOf(range.first);
    const points = this.#points[family];
    const found: number[] = [];
    for (let i = lowest(points, ({ piece }) => piece.first >= range.first); i < points.length; i++) {
      const { first, last } = (points[i] as Point).piece;
      if (first > range.last) break;
      if (last <= range.last) found.push(this.#annex(family) + i);
    }
    return values(found);
  }

  /** Every point of an assigned address. */
  assigned(id: string): Stretches {
    return values(this.#places.get(id) ?? []);
  }

  /** Points that may turn out to be that number. */
  touching(ip: Ip): Stretches {
    const family = familyOf(ip);
    const points = this.#points[family];
    const cut = this.#cuts[family][lowest(this.#cuts[family], (c) => c > ip) - 1];
    if (cut === undefined) return [];
    const found: number[] = [];
    for (let i = lowest(points, ({ piece }) => piece.first >= cut); i < points.length; i++) {
      const { first, last } = (points[i] as Point).piece;
      if (first > ip) break;
      if (last >= ip) found.push(this.#annex(family) + i);
    }
    return values(found);
  }

  /** What stands at a place; of a stretch of IPv6 numbers it is the first. */
  at(place: number): Place {
    if (place < numbersEnd) return place;
    const family = place < this.end4 ? 4 : 6;
    const point = this.#points[family][place - this.#annex(family)];
    if (point !== undefined) return point;
    return this.#labels.upTo(place);
  }

  read(stretches: Stretches): Content {
    const numbers: Range[] = [];
    const points: Point[] = [];
    each(common(stretches, [0, numbersEnd]), (from, to) => numbers.push({ first: from, last: to - 1 }));
    each(common(stretches, [this.end4, labelsEnd]), (from, to) => {
      numbers.push({ first: this.#labels.upTo(from), last: this.#labels.from(to) - 1n });
    });
    for (const [annex, end] of [
      [numbersEnd, this.end4],
      [labelsEnd, this.size],
    ] as const) {
      each(common(stretches, [annex, end]), (from, to) => {
        for (let place = from; place < to; place++) points.push(this.at(place) as Point);
      });
    }
    return { numbers, points };
  }

  /** How many addresses lie between two places, a point counting as one. */
  count(from: number, to: number): number {
    const { numbers, points } = this.read([from, to]);
    return numbers.reduce((sum, { first, last }) => sum + Number(BigInt(last) - BigInt(first)) + 1, points.length);
  }

  #annex(family: Family): number {
    return family === 4 ? numbersEnd : labelsEnd;
  }

  /** An edge that no range had when the line was built would cut points that are not cut. */
  #mustCut(edge: Ip, family: Family): void {
    if (BigInt(edge) === 1n << BigInt(bitsOf(family))) return;
    const next = lowest(this.#cuts[family], (cut) => cut >= edge);
    if (this.#cuts[family][next] === edge) return;
    const cut = next === 0 ? undefined : this.#cuts[family][next - 1];
    const points = this.#points[family];
    for (let i = cut === undefined ? 0 : lowest(points, ({ piece }) => piece.first >= cut); i < points.length; i++) {
      const { first, last } = (points[i] as Point).piece;
      if (first >= edge) return;
      if (last >= edge) throw new Error(`${edge} cuts an assigned address, but was not named when the line was built`);
    }
  }
}

/** Pieces between neighbouring cuts, in the order of their first address. */
function pieces(assigned: readonly AssignedAddress[], cuts: readonly Ip[], family: Family): Point[] {
  const out: Point[] = [];
  for (const { id, owner, within } of assigned) {
    for (const range of within) {
      if (familyOf(range.first) !== family) continue;
      let first = range.first;
      for (let i = lowest(cuts, (cut) => cut > first); ; i++) {
        const cut = cuts[i];
        const last = cut === undefined || cut > range.last ? range.last : offset(cut, -1);
        out.push({ id, owner, piece: { first, last } });
        if (last === range.last || cut === undefined) break;
        first = cut;
      }
    }
  }
  return out.sort((a, b) => compare(a.piece.first, b.piece.first) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Sorted, each once. */
function ordered(list: readonly Ip[]): readonly Ip[] {
  return list.toSorted(compare).filter((ip, i, sorted) => ip !== sorted[i - 1]);
}

function compare(a: Ip, b: Ip): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
