/** Short texts for decisions: a packet as engineers write it, a destination as a route has it. */

import type { NamedSet } from "../model/model.ts";
import { type Prefix, printIp, printPrefix } from "../net/ip.ts";
import { hasPorts, protocolName } from "../net/protocol.ts";
import { prefixesOf, type Ranges, sizeOf, subtract } from "../net/ranges.ts";
import { publicSpace } from "../net/special.ts";
import { isSymbol, type Packet, type Term, type World, withinOf } from "../packet/packet.ts";
import type { Unknown } from "../value/value.ts";

/** `tcp/80 from 203.0.113.9 to 10.0.0.4`. */
export function describe(packet: Packet, world: World): string {
  const { protocol, destinationPort } = packet;
  const name = protocolText(protocol, world);
  const possible = withinOf(protocol, world);
  const portful = possible.every((r) => r.first === r.last && hasPorts(Number(r.first)));
  const ports = portful && destinationPort !== undefined;
  const port = ports ? `/${portText(destinationPort, world)}` : "";
  return `${name}${port} from ${addressText(packet.source, world)} to ${addressText(packet.destination, world)}`;
}

function protocolText(protocol: Term, world: World): string {
  const possible = withinOf(protocol, world);
  const few = possible.length <= 3 && possible.every((r) => r.first === r.last);
  return few ? possible.map((r) => protocolName(Number(r.first))).join(",") : "any protocol";
}

export function portText(port: Term, world: World): string {
  return withinOf(port, world)
    .map((r) => (r.first === r.last ? String(r.first) : `${r.first}-${r.last}`))
    .join(",");
}

/** An address, or whose it is and where it can lie. */
export function addressText(term: Term, world: World): string {
  if (!isSymbol(term)) return printIp(term);
  if (term.owner === undefined) return rangesText(withinOf(term, world));
  const within = withinOf(term, world);
  return `${term.owner}'s ${subtract(within, publicSpace).length === 0 ? "public address" : "address"}`;
}

const many = 2 ** 31;

export function rangesText(ranges: Ranges): string {
  if (sizeOf(ranges) > many) return "any public address";
  const prefixes = prefixesOf(ranges);
  const shown = prefixes.slice(0, 3).map((p) => (isSingle(p) ? printIp(p.first) : printPrefix(p)));
  return prefixes.length > shown.length ? `${shown.join(", ")}, …` : shown.join(", ");
}

function isSingle({ first, length }: Prefix): boolean {
  return length === (typeof first === "number" ? 32 : 128);
}

export function targetText(to: Prefix | NamedSet | Unknown): string {
  if ("first" in to) return printPrefix(to);
  return to.kind === "named" ? to.name : "an unknown destination";
}
