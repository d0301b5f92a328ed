/**
 * Places of IPv6 addresses on the line. There are too many for exact places, and few are needed: an address at which some
 * range begins or ends (an *edge*) has a label, in the order of the addresses, with room between for those that come later.
 *
 * Arithmetic on bigints is slow, so edges are found by their four words of 32 bits, in a table of our own.
 */

import { Exhausted } from "./limits.ts";
import { lowest } from "./search.ts";

/** The address after all. */
export const allNumbers6 = 1n << 128n;
/** Its label. */
export const labelsEnd = 2 ** 42;

/** One address as words, the low ones first. */
const long = new BigUint64Array(2);
const words = new Int32Array(long.buffer);
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const order = littleEndian ? ([0, 1, 2, 3] as const) : ([1, 0, 3, 2] as const);

/** Numbers of 8 bytes an entry: two of words and the label, which is never 0. */
const wide = 3;

export class Labels {
  /** In order; the last edge is the address after all. */
  readonly #edges: bigint[];
  readonly #labels: number[] = [];
  #table = new Float64Array(0);
  #words = new Int32Array(0);
  #mask = 0;

  /** `edges` in order, each once; labels begin with that of `::`. */
  constructor(edges: readonly bigint[], first: number) {
    this.#edges = [0n, ...edges.filter((edge) => edge !== 0n && edge !== allNumbers6), allNumbers6];
    // An odd distance, so that the low bits of labels differ.
    const distance = Math.floor((labelsEnd - first) / this.#edges.length / 2) * 2 - 1;
    for (let i = 0; i < this.#edges.length; i++) this.#labels.push(first + i * distance);
    this.#labels[this.#labels.length - 1] = labelsEnd;
    this.#refill();
  }

  of(edge: bigint): number {
    if (edge === allNumbers6) return labelsEnd;
    write(edge);
    return this.#find() || this.#insert(edge);
  }

  /** Where the addresses of a prefix begin and end. */
  prefix(first: bigint, length: number): readonly [number, number] {
    write(first);
    let from = this.#find();
    if (from === 0) {
      from = this.#insert(first);
      write(first);
    }
    if (carried(128 - length)) return [from, labelsEnd];
    return [from, this.#find() || this.#insert(first + (1n << BigInt(128 - length)))];
  }

  /** The last edge that is not behind the place. */
  upTo(place: number): bigint {
    return this.#edges[lowest(this.#labels, (label) => label > place) - 1] as bigint;
  }

  /** The first edge that is not before the place. */
  from(place: number): bigint {
    return this.#edges[lowest(this.#labels, (label) => label >= place)] as bigint;
  }

  /** The label of the address in `words`; 0 when it has none. */
  #find(): number {
    const own = this.#words;
    for (let slot = this.#slot(); ; slot = (slot + 1) & this.#mask) {
      const label = this.#table[wide * slot + 2] as number;
      if (label === 0) return 0;
      const at = 2 * wide * slot;
      if (own[at] === words[0] && own[at + 1] === words[1] && own[at + 2] === words[2] && own[at + 3] === words[3]) {
        return label;
      }
    }
  }

  #slot(): number {
    const low = Math.imul(words[0] as number, 0x9e3779b1) + Math.imul(words[1] as number, 0x27d4eb2f);
    const high = Math.imul(words[2] as number, 0x85ebca6b) + Math.imul(words[3] as number, 0xc2b2ae35);
    let hash = low ^ high;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }

  #insert(edge: bigint): number {
    const next = lowest(this.#edges, (other) => other > edge);
    const before = this.#labels[next - 1] as number;
    const label = Math.floor((before + (this.#labels[next] as number)) / 2);
    if (label === before) throw new Exhausted("labels");
    this.#edges.splice(next, 0, edge);
    this.#labels.splice(next, 0, label);
    if (2 * this.#edges.length > this.#mask) this.#refill();
    else this.#add(edge, label);
    return label;
  }

  #add(edge: bigint, label: number): void {
    write(edge);
    let slot = this.#slot();
    while (this.#table[wide * slot + 2] !== 0) slot = (slot + 1) & this.#mask;
    this.#words.set(words, 2 * wide * slot);
    this.#table[wide * slot + 2] = label;
  }

  #refill(): void {
    const slots = 2 ** Math.ceil(Math.log2(4 * this.#edges.length));
    this.#table = new Float64Array(wide * slots);
    this.#words = new Int32Array(this.#table.buffer);
    this.#mask = slots - 1;
    for (let i = 0; i < this.#edges.length - 1; i++) this.#add(this.#edges[i] as bigint, this.#labels[i] as number);
  }
}

function write(address: bigint): void {
  long[0] = address;
  long[1] = address >> 64n;
}

/** Adds 2^bit to the address in `words`; true when that is the address after all. */
function carried(bit: number): boolean {
  let add = (1 << (bit & 31)) >>> 0;
  for (let i = bit >> 5; i < 4; i++) {
    const at = order[i] as number;
    const sum = ((words[at] as number) >>> 0) + add;
    words[at] = sum | 0;
    if (sum < 2 ** 32) return false;
    add = 1;
  }
  return true;
}
