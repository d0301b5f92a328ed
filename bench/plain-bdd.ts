/**
 * The yardstick: a plain reduced ordered binary decision diagram on typed arrays, one variable per bit of the header, one
 * table for nodes and one for results. Nothing clever (Bryant 1986); memory is taken back by cutting at a mark.
 */

/** What `naive-bdd.mjs` of the anchors exports too. */
export interface PlainBdd {
  readonly AND: number;
  readonly OR: number;
  readonly DIFF: number;
  init(nodes: number, results: number): void;
  count(): number;
  reset(mark: number): void;
  mk(variable: number, low: number, high: number): number;
  apply(operation: number, a: number, b: number): number;
  bits(value: number, width: number, length: number, first: number, below: number): number;
  range(lo: number, hi: number, width: number, first: number, below: number): number;
}

export const AND = 1;
export const OR = 2;
export const DIFF = 3;

let variables = new Uint8Array(0);
let lows = new Int32Array(0);
let highs = new Int32Array(0);
let table = new Int32Array(0);
let results = new Int32Array(0);
let made = 2;

export function init(nodes: number, entries: number): void {
  variables = new Uint8Array(nodes).fill(255);
  lows = new Int32Array(nodes).fill(0);
  highs = new Int32Array(nodes).fill(0);
  table = new Int32Array(2 * nodes).fill(0);
  results = new Int32Array(4 * entries).fill(0);
  made = 2;
}

export function count(): number {
  return made;
}

export function reset(mark: number): void {
  made = mark;
  results.fill(0);
  refill();
}

export function mk(variable: number, low: number, high: number): number {
  if (low === high) return low;
  let slot = slotOf(variable, low, high);
  for (let found; (found = table[slot] as number) !== 0; slot = (slot + 1) & (table.length - 1)) {
    if (variables[found] === variable && lows[found] === low && highs[found] === high) return found;
  }
  if (made === lows.length) {
    enlarge();
    slot = slotOf(variable, low, high);
    while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
  }
  variables[made] = variable;
  lows[made] = low;
  highs[made] = high;
  table[slot] = made;
  return made++;
}

export function apply(operation: number, a: number, b: number): number {
  if (operation === AND) {
    if (a === b || b === 1) return a;
    if (a === 0 || b === 0) return 0;
    if (a === 1) return b;
  } else if (operation === OR) {
    if (a === b || b === 0) return a;
    if (a === 1 || b === 1) return 1;
    if (a === 0) return b;
  } else {
    if (a === b || a === 0 || b === 1) return 0;
    if (b === 0) return a;
  }
  let [x, y] = [a, b];
  if (operation !== DIFF && x > y) [x, y] = [y, x];
  let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ operation;
  hash ^= hash >>> 15;
  const entry = (hash << 2) & (results.length - 1);
  if (results[entry] === x && results[entry + 1] === y && results[entry + 2] === operation) {
    return results[entry + 3] as number;
  }
  const [ofX, ofY] = [variables[x] as number, variables[y] as number];
  const top = ofX < ofY ? ofX : ofY;
  const low = apply(operation, ofX === top ? (lows[x] as number) : x, ofY === top ? (lows[y] as number) : y);
  const high = apply(operation, ofX === top ? (highs[x] as number) : x, ofY === top ? (highs[y] as number) : y);
  const result = mk(top, low, high);
  results[entry] = x;
  results[entry + 1] = y;
  results[entry + 2] = operation;
  results[entry + 3] = result;
  return result;
}

/** The top `length` of `width` bits have that value. */
export function bits(value: number, width: number, length: number, first: number, below: number): number {
  let node = below;
  for (let i = length - 1; i >= 0; i--) {
    node = (value >>> (width - 1 - i)) & 1 ? mk(first + i, 0, node) : mk(first + i, node, 0);
  }
  return node;
}

export function range(lo: number, hi: number, width: number, first: number, below: number): number {
  let [from, to] = [below, below];
  for (let i = width - 1; i >= 0; i--) {
    const bit = width - 1 - i;
    from = (lo >>> bit) & 1 ? mk(first + i, 0, from) : mk(first + i, from, below);
    to = (hi >>> bit) & 1 ? mk(first + i, below, to) : mk(first + i, to, 0);
  }
  return apply(AND, from, to);
}

function slotOf(variable: number, low: number, high: number): number {
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b) ^ Math.imul(variable, 0xc2b2ae35);
  hash ^= hash >>> 15;
  return hash & (table.length - 1);
}

function refill(): void {
  table.fill(0);
  for (let node = 2; node < made; node++) {
    let slot = slotOf(variables[node] as number, lows[node] as number, highs[node] as number);
    while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
    table[slot] = node;
  }
}

function enlarge(): void {
  const [oldVariables, oldLows, oldHighs] = [variables, lows, highs];
  variables = new Uint8Array(2 * made);
  variables.set(oldVariables);
  lows = new Int32Array(2 * made);
  lows.set(oldLows);
  highs = new Int32Array(2 * made);
  highs.set(oldHighs);
  table = new Int32Array(4 * made);
  refill();
}
