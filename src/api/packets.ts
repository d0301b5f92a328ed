/**
 * Packets and their ends as reports carry them. An address that nobody knows yet is null, with the range it can lie in:
 * the whole of the owner's subnet, or the part to which an answer that splits has narrowed it.
 */

import { bitsOf, familyOf, type Prefix, prefixOf, printIp, printPrefix, type Range, rangeOf } from "../net/ip.ts";
import { ICMP, ICMPV6, protocolName } from "../net/protocol.ts";
import { intersect, isEmpty, prefixesOf, type Ranges, sizeOf, subtract } from "../net/ranges.ts";
import { anyWorld, isSymbol, type Packet, type Symbol, type Term, withinOf, type World } from "../packet/packet.ts";
import type { EndpointReport, PacketReport, PortReport } from "./report.ts";

/** Who owns a known address, for people. */
export type Owners = (address: number | bigint) => string | null;

const nobody: Owners = () => null;

export function endpointOf(term: Term, world: World = anyWorld, owners: Owners = nobody): EndpointReport {
  if (!isSymbol(term)) return { text: printIp(term), address: printIp(term), within: null, owner: owners(term) };
  const within = rangeText(withinOf(term, world), term.within);
  return { text: symbolText(term, within), address: null, within, owner: term.owner ?? null };
}

function symbolText({ owner }: Symbol, within: string): string {
  const open = /^(0\.0\.0\.0|::)\/0$/.test(within);
  const blocks = within.split(",");
  const some = blocks.length > 4 ? `${blocks.slice(0, 3).join(",")} and ${blocks.length - 3} more` : within;
  if (owner === undefined) return open ? "any address" : `any of ${some}`;
  return open ? `public address of ${owner}` : `${owner} in ${some}`;
}

export function packetOf(packet: Packet, world: World = anyWorld, owners: Owners = nobody): PacketReport {
  const { source, destination, protocol, sourcePort, destinationPort, icmpType } = packet;
  const icmp = protocol === ICMP || protocol === ICMPV6;
  return {
    source: endpointOf(source, world, owners),
    destination: endpointOf(destination, world, owners),
    protocol: isSymbol(protocol) ? "any" : protocolReport(Number(protocol)),
    sourcePort: portOf(sourcePort, world),
    destinationPort: portOf(destinationPort, world),
    ...(icmp && icmpType !== undefined && !isSymbol(icmpType) ? { icmpType: Number(icmpType) } : {}),
  };
}

function protocolReport(number: number): string | number {
  const name = protocolName(number);
  return name === String(number) ? number : name;
}

function portOf(port: Term | undefined, world: World): PortReport {
  if (port === undefined) return null;
  if (!isSymbol(port)) return Number(port);
  return withinOf(port, world)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
    .join(",");
}

/**
 * Ranges as prefixes, as short as they can be said. `whole` is where the value could lie before anything narrowed it:
 * a subnet without its reserved addresses is still spoken of as the subnet.
 */
export function rangeText(ranges: Ranges, whole: Ranges = ranges): string {
  const [first] = ranges;
  if (first === undefined) return "nowhere";
  // The families never share a prefix.
  const families = [ranges.filter(isIp4), ranges.filter((range) => !isIp4(range))].filter((list) => list.length > 0);
  return families
    .map((family) =>
      familyText(
        family,
        whole.filter((r) => isIp4(r) === isIp4(family[0] as Range)),
      ),
    )
    .join(",");
}

function isIp4({ first }: Range): boolean {
  return familyOf(first) === 4;
}

function familyText(ranges: Ranges, whole: Ranges): string {
  const cover = covering(ranges);
  const possible = intersect(whole, [rangeOf(cover)]);
  const dense = 2 * sizeOf(ranges) >= sizeOf([rangeOf(cover)]);
  if (dense && sizeOf(possible) === sizeOf(ranges)) return printPrefix(cover);
  // What is left of the whole when one block has been cut out: the whole's block without it.
  const cut = subtract(whole, ranges);
  const all = covering(whole);
  const hole = isEmpty(cut) ? undefined : covering(cut);
  if (hole !== undefined && isEmpty(intersect(ranges, [rangeOf(hole)]))) {
    return prefixesOf(subtract([rangeOf(all)], [rangeOf(hole)]))
      .map(printPrefix)
      .join(",");
  }
  return prefixesOf(ranges).map(printPrefix).join(",");
}

/** The smallest prefix around all of them. */
function covering(ranges: Ranges): Prefix {
  const first = (ranges[0] as Range).first;
  const last = (ranges[ranges.length - 1] as Range).last;
  for (let length: number = bitsOf(familyOf(first)); length > 0; length--) {
    const prefix = prefixOf(first, length);
    if (rangeOf(prefix).last >= last) return prefix;
  }
  return prefixOf(first, 0);
}
