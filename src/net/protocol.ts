/** IP protocol numbers that people name (IANA "Assigned Internet Protocol Numbers"), and ranges of ports. */

export const protocolNumbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipip: 4,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  ospf: 89,
  vrrp: 112,
  sctp: 132,
};

export const TCP = 6;
export const UDP = 17;
export const ICMP = 1;
export const ICMPV6 = 58;

const names = new Map(Object.entries(protocolNumbers).map(([name, number]) => [number, name]));

export function protocolName(number: number): string {
  return names.get(number) ?? String(number);
}

/** A name or a number 0 to 255. */
export function parseProtocol(text: string): number | undefined {
  const named = protocolNumbers[text.toLowerCase()];
  if (named !== undefined) return named;
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= 255 ? number : undefined;
}

export function hasPorts(protocol: number): boolean {
  return protocol === TCP || protocol === UDP || protocol === 132;
}

export interface Ports {
  readonly first: number;
  readonly last: number;
}

export const anyPort: Ports = { first: 0, last: 65535 };

export function printPorts(ports: Ports): string {
  return ports.first === ports.last ? String(ports.first) : `${ports.first}-${ports.last}`;
}
