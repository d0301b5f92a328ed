/** TRAFFIC as users write it: `tcp/443`, `tcp/1000-2000`, `udp`, `icmp`, `esp`, `any`, or a protocol's number. */

import { anyPort, hasPorts, ICMP, ICMPV6, parseProtocol, type Ports } from "../net/protocol.ts";
import type { Packet, Symbol } from "../packet/packet.ts";

/** Undefined protocol = any. */
export interface Traffic {
  readonly text: string;
  readonly protocol: number | undefined;
  readonly ports: Ports | undefined;
}

export type ParsedTraffic = { readonly traffic: Traffic } | { readonly problem: string };

export function parseTraffic(text: string): ParsedTraffic {
  const parts = /^([a-z0-9]+)(?:\/(\d+)(?:-(\d+))?)?$/i.exec(text.trim());
  const name = parts?.[1]?.toLowerCase();
  if (name === undefined)
    return { problem: `\`${text}\` is no traffic: write it like \`tcp/443\`, \`icmp\` or \`any\`` };
  const protocol = name === "any" || name === "all" ? undefined : parseProtocol(name);
  if (protocol === undefined && name !== "any" && name !== "all") {
    return { problem: `\`${name}\` is no protocol that is known by that name: give its number, 0 to 255` };
  }
  if (parts?.[2] === undefined) return { traffic: { text, protocol, ports: undefined } };
  if (protocol === undefined || !hasPorts(protocol)) return { problem: `\`${name}\` has no ports` };
  const first = Number(parts[2]);
  const last = parts[3] === undefined ? first : Number(parts[3]);
  if (last > anyPort.last) return { problem: `\`${last}\` is no port: ports end at 65535` };
  if (first > last) return { problem: `\`${first}-${last}\` is an empty range of ports` };
  return { traffic: { text, protocol, ports: { first, last } } };
}

function chosen(id: string, first: number, last: number): Symbol {
  return { kind: "symbol", id, chooser: "sender", within: [{ first, last }], at: [] };
}

/** The fields behind the addresses; a client's own port is any that is not reserved for services (RFC 6056). */
export function headerOf(traffic: Traffic, family: 4 | 6): Omit<Packet, "source" | "destination"> {
  const { protocol, ports } = traffic;
  const sourcePort = chosen("client port", 1024, 65535);
  const { first, last } = ports ?? anyPort;
  const destinationPort = first === last ? first : chosen("port", first, last);
  if (protocol === undefined) {
    const anyType = { icmpType: chosen("icmp type", 0, 255), icmpCode: chosen("icmp code", 0, 255) };
    return { protocol: chosen("protocol", 0, 255), sourcePort, destinationPort, ...anyType };
  }
  if (hasPorts(protocol)) return { protocol, sourcePort, destinationPort };
  if (protocol === ICMP || protocol === ICMPV6) {
    return family === 4
      ? { protocol: ICMP, icmpType: 8, icmpCode: 0 }
      : { protocol: ICMPV6, icmpType: 128, icmpCode: 0 };
  }
  return { protocol };
}
