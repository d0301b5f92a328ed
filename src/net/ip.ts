/**
 * Addresses, prefixes and ranges. An IPv4 address is a number, an IPv6 address a bigint, so that `typeof` tells the
 * family and `<` compares within one; text forms follow RFC 4632 and RFC 5952.
 */

export type Ip4 = number;
export type Ip6 = bigint;
export type Ip = Ip4 | Ip6;
export type Family = 4 | 6;

/** A CIDR block; `first` has all host bits clear. */
export interface Prefix {
  readonly first: Ip;
  readonly length: number;
}

/** Both ends included, of one family. */
export interface Range {
  readonly first: Ip;
  readonly last: Ip;
}

export function familyOf(ip: Ip): Family {
  return typeof ip === "number" ? 4 : 6;
}

export function bitsOf(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** The address `by` after (or before) this one; the caller stays within the family. */
export function offset(ip: Ip, by: number): Ip {
  return typeof ip === "number" ? ip + by : ip + BigInt(by);
}

export function parseIp(text: string): Ip | undefined {
  return text.includes(":") ? parseIp6(text) : parseIp4(text);
}

function parseIp4(text: string): Ip4 | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) return undefined;
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const octet = Number(parts[i]);
    if (octet > 255) return undefined;
    value = value * 256 + octet;
  }
  return value;
}

function parseIp6(text: string): Ip6 | undefined {
  let rest = text;
  const dotted = /:(\d+\.\d+\.\d+\.\d+)$/.exec(rest);
  if (dotted?.[1] !== undefined) {
    const low = parseIp4(dotted[1]);
    if (low === undefined) return undefined;
    rest = `${rest.slice(0, -dotted[1].length)}${(low >>> 16).toString(16)}:${(low & 0xffff).toString(16)}`;
  }
  const halves = rest.split("::");
  if (halves.length > 2) return undefined;
  const groups = (half: string | undefined) => (half === undefined || half === "" ? [] : half.split(":"));
  const left = groups(halves[0]);
  const right = groups(halves[1]);
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  let value = 0n;
  for (const group of [...left, ...Array.from({ length: missing }, () => "0"), ...right]) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    value = (value << 16n) | BigInt(Number.parseInt(group, 16));
  }
  return value;
}

export function printIp(ip: Ip): string {
  if (typeof ip === "number") {
    return `${(ip >>> 24) & 255}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
  }
  const groups = Array.from({ length: 8 }, (_, i) => Number((ip >> BigInt(112 - 16 * i)) & 0xffffn));
  // RFC 5952 §4.2: `::` stands for the longest run of two or more zero groups, the first of equals.
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (best.length < 2) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

/** Host bits that are set are cleared, as RFC 4632 readers and the clouds do. */
export function prefixOf(ip: Ip, length: number): Prefix {
  if (typeof ip === "number") {
    const size = 2 ** (32 - length);
    return { first: Math.floor(ip / size) * size, length };
  }
  const shift = BigInt(128 - length);
  return { first: (ip >> shift) << shift, length };
}

export interface ParsedPrefix {
  readonly prefix: Prefix;
  /** The text had bits set behind the mask. */
  readonly hostBits: boolean;
}

/** `10.0.0.0/8`, `2001:db8::/32`; a bare address is its own /32 or /128. */
export function parsePrefix(text: string): ParsedPrefix | undefined {
  const slash = text.indexOf("/");
  const ip = parseIp(slash < 0 ? text : text.slice(0, slash));
  if (ip === undefined) return undefined;
  const bits = bitsOf(familyOf(ip));
  if (slash < 0) return { prefix: { first: ip, length: bits }, hostBits: false };
  const digits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits)) return undefined;
  const length = Number(digits);
  if (length > bits) return undefined;
  const prefix = prefixOf(ip, length);
  return { prefix, hostBits: prefix.first !== ip };
}

export function printPrefix(prefix: Prefix): string {
  return `${printIp(prefix.first)}/${prefix.length}`;
}

export function rangeOf(prefix: Prefix): Range {
  if (typeof prefix.first === "number") {
    return { first: prefix.first, last: prefix.first + 2 ** (32 - prefix.length) - 1 };
  }
  return { first: prefix.first, last: prefix.first + (1n << BigInt(128 - prefix.length)) - 1n };
}

export function everything(family: Family): Prefix {
  return { first: family === 4 ? 0 : 0n, length: 0 };
}

export function samePrefix(a: Prefix, b: Prefix): boolean {
  return a.first === b.first && a.length === b.length;
}

export function inRange(range: Range, ip: Ip): boolean {
  return typeof ip === typeof range.first && range.first <= ip && ip <= range.last;
}

export function inPrefix(prefix: Prefix, ip: Ip): boolean {
  return inRange(rangeOf(prefix), ip);
}

export function prefixCovers(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && inPrefix(outer, inner.first);
}

export function prefixesOverlap(a: Prefix, b: Prefix): boolean {
  return prefixCovers(a, b) || prefixCovers(b, a);
}
