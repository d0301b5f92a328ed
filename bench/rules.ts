/**
 * Rule lists from a fixed seed. Prefixes: 70 % of 16 to 24 bits, the others of 8 to 32; *dense* lists lie in 10.0.0.0/8.
 * A quarter each of tcp, udp, icmp and any protocol; half of those with ports name one below 1024 or a range. Half permit;
 * a *denylist* denies everything it names and permits the rest.
 *
 * The draws are those of the anchors (`--anchors`), so that every engine works on the same lists.
 */

export interface Rule {
  readonly src: number;
  readonly dst: number;
  readonly srcLen: number;
  readonly dstLen: number;
  /** -1 = any. */
  readonly proto: number;
  readonly lo: number;
  readonly hi: number;
  permit: boolean;
}

export type Style = "sparse" | "dense" | "denylist";

/** What `rules.mjs` of the anchors exports too. */
export interface Rules {
  seed(value: number): void;
  rnd(below: number): number;
  r32(): number;
  acl(count: number, style: Style): Rule[];
  pair(index: number): [Rule[], Rule[]];
}

const protocols = [6, 17, 1, -1];
let state = 0;

export function seed(value: number): void {
  state = value >>> 0;
}

function r16(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state >>> 16;
}

export function rnd(below: number): number {
  return (r16() * below) >>> 16;
}

export function r32(): number {
  const high = r16();
  return (high * 65536 + r16()) >>> 0;
}

function prefix(dense: boolean): [first: number, length: number] {
  const [usual, by] = [rnd(10) < 7, r16()];
  const length = usual ? 16 + ((by * 9) >>> 16) : 8 + ((by * 25) >>> 16);
  const any = r32();
  const address = dense ? (any & 0x00ffffff) | 0x0a000000 : any;
  return [(length === 32 ? address : address & ~(0xffffffff >>> length)) >>> 0, length];
}

function rule(dense: boolean): Rule {
  const [src, srcLen] = prefix(dense);
  const [dst, dstLen] = prefix(dense);
  const proto = protocols[rnd(4)] as number;
  const [form, a, b] = [rnd(4), r16(), r16()];
  let [lo, hi] = [0, 65535];
  if (proto === 6 || proto === 17) {
    if (form === 2) lo = hi = a % 1024;
    else if (form === 3) [lo, hi] = [Math.min(a, b), Math.max(a, b)];
  }
  const permit = rnd(2) === 1;
  r16();
  return { src, dst, srcLen, dstLen, proto, lo, hi, permit };
}

function rules(count: number, dense: boolean): Rule[] {
  return Array.from({ length: count }, () => rule(dense));
}

export function acl(count: number, style: Style): Rule[] {
  const list = rules(count, style !== "sparse");
  if (style !== "denylist") return list;
  for (const each of list) each.permit = false;
  return [...list, { src: 0, dst: 0, srcLen: 0, dstLen: 0, proto: -1, lo: 0, hi: 65535, permit: true }];
}

/** Twenty rules, and the same with two exchanged, one dropped, one turned round, or twenty others. */
export function pair(index: number): [Rule[], Rule[]] {
  const a = rules(20, true);
  const b = [...a];
  if (index % 4 === 0) {
    const j = rnd(19);
    const [x, y] = [a[j] as Rule, a[j + 1] as Rule];
    if (x.permit === y.permit) [b[j], b[j + 1]] = [y, x];
  } else if (index % 4 === 1) b.splice(rnd(20), 1);
  else if (index % 4 === 2) {
    const j = rnd(20);
    const turned = a[j] as Rule;
    b[j] = { ...turned, permit: !turned.permit };
  } else return [a, rules(20, true)];
  return [a, b];
}
