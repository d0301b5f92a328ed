/** The words in and behind a box. */

import type { PictureNetwork, PictureNode, PictureSubnet } from "../../api/index.ts";
import { placeText } from "./alike.ts";

/** Without what the box around it says already: its network's name, or the stack of that, or what both are nested in. */
export function shortName(name: string, network: string | undefined): string {
  if (network === undefined) return name;
  const stack = `${network.split("/")[0]}/`;
  const around = stack.slice(0, stack.indexOf(":") + 1);
  const prefix = [`${network}/`, stack, around].find((p) => name.startsWith(p) && name.length > p.length);
  return prefix === undefined ? name : name.slice(prefix.length);
}

/** `web-*` for web-1 and web-2; undefined when the names have little in common. */
export function pattern(names: readonly string[]): string | undefined {
  const [first = "", ...others] = names;
  const ends = (text: string) => Array.from(text);
  const same = (a: readonly string[], b: readonly string[]) => {
    let n = 0;
    while (n < Math.min(a.length, b.length) && a[n] === b[n]) n += 1;
    return n;
  };
  const head = Math.min(...others.map((o) => same(ends(first), ends(o))));
  const rest = names.map((n) => ends(n).slice(head).reverse());
  const tail = Math.min(...rest.slice(1).map((r) => same(rest[0] ?? [], r)));
  if (head + tail < 3) return undefined;
  const letters = ends(first);
  return `${letters.slice(0, head).join("")}*${letters.slice(letters.length - tail).join("")}`;
}

export function kindWords(kind: string): string {
  return kind.replaceAll("-", " ");
}

export function many(n: number, word: string): string {
  return `${n.toLocaleString("en")} ${n === 1 ? word : /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`}`;
}

/** Addresses that are known, the same beginning said once: `10.1.21.101, .102`. */
export function addressWords(nodes: readonly PictureNode[]): string {
  const known = nodes.flatMap((n) => n.addresses.filter((a) => /^[\d.]+$/.test(a) || /^[\da-f:]+$/i.test(a)));
  const [first, ...others] = known;
  if (first === undefined || known.length > nodes.length) return first ?? "";
  const stem = first.slice(0, first.lastIndexOf(".") + 1);
  const short = (a: string) => (stem !== "" && a.startsWith(stem) ? a.slice(stem.length - 1) : a);
  if (others.length > 2) return `${first} … ${short(others.at(-1) ?? "")}`;
  return [first, ...others.map(short)].join(", ");
}

export function nodeHover(members: readonly PictureNode[]): string {
  const shown = members.slice(0, 12).map(({ name, kind, addresses, publicAddresses, at }) => {
    const [place] = at;
    return [
      `${name} (${kindWords(kind)})`,
      ...addresses,
      ...publicAddresses,
      ...(place === undefined ? [] : [placeText(place)]),
    ].join("\n");
  });
  const left = members.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("\n");
}

export function subnetHover({ name, prefixes, label, via, at }: PictureSubnet): string {
  const way = via === null ? label : `${label}, out through ${via}`;
  return [name, prefixes.join(", "), way, ...at.slice(0, 1).map(placeText)].filter((l) => l !== "").join("\n");
}

export function networkHover({ name, label, prefixes, region, account, at }: PictureNetwork): string {
  const where = [region, account === null ? null : `account ${account}`].filter((w) => w !== null).join(", ");
  const lines = [`${name} (${label})`, prefixes.join(", "), where, ...at.slice(0, 1).map(placeText)];
  return lines.filter((l) => l !== "").join("\n");
}
