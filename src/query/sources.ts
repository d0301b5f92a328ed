/** Who sends, for FROM: anybody on the internet, the hosts that a name or a range stands for, a host that is supposed. */

import { network, type Network } from "../forward/network.ts";
import { internet } from "../model/builder.ts";
import type { Node, Segment } from "../model/model.ts";
import { prefixCovers, type Prefix, rangeOf } from "../net/ip.ts";
import { intersect, prefixesOf, rangesOf } from "../net/ranges.ts";
import { anyWorld, isSymbol, type Term, type World, withinOf } from "../packet/packet.ts";
import { addressesOf, anybodys, anyOf, nobodys, onePerFamily, unsureOf } from "./addresses.ts";
import { insteadOf, withGuest } from "./guest.ts";
import { isUnknown } from "../value/value.ts";
import type { Place } from "./names.ts";
import { noSession, type Refused, refusedAmong, refusedFor } from "./refused.ts";

export interface Source {
  readonly node: Node;
  readonly address: Term;
  readonly name: string;
  readonly world?: World;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** With the hosts that the question supposes. */
  readonly net: Network;
  readonly refused: readonly Refused[];
}

type Missing = { readonly problem: string; readonly candidates: readonly string[] };

export function sources(net: Network, place: Place): Sources | Missing {
  if (place.kind === "internet") return fromInternet(net, anybodys(net, "client"));
  if (place.kind === "prefix") return fromPrefix(net, place.prefix, place.text);
  if (place.kind === "public") return behind(net, place);
  const senders = place.nodes.filter((node) => (place.set ? isSender(net, node) : node.starts === undefined));
  const found = senders.flatMap((node) =>
    onePerFamily(addressesOf(net, node, false, place.on)).map((address) => ({ node, address, name: node.name })),
  );
  const refused = [
    ...(place.set ? [] : place.nodes.flatMap(noSession)),
    ...senders.flatMap((node) =>
      unsureOf(net, node, false, place.on).map((why) =>
        refusedFor(node, why, `from which address \`${node.name}\` sends`),
      ),
    ),
    ...refusedAmong(place.name, place.others),
  ];
  if (found.length > 0 || refused.length > 0) return { sources: found, net, refused };
  const what = place.set ? `has no host with an address${insteadOf(net, place.name)}` : "has no address of its own";
  return { problem: `\`${place.name}\` ${what}`, candidates: [] };
}

/** What is sent under a public address is sent by the node behind it. */
function behind(net: Network, { name, pair, node }: Extract<Place, { kind: "public" }>): Sources {
  const address = net.term(pair.inside);
  if (node.starts !== undefined) return { sources: [], net, refused: noSession(node) };
  if (!isUnknown(address)) return { sources: [{ node, address, name }], net, refused: [] };
  return { sources: [], net, refused: [refusedFor(node, address, `from which address \`${name}\` is sent`)] };
}

/** What a balancer sends of its own goes to its targets alone, and is part of every way in to it. */
function isSender(net: Network, node: Node): boolean {
  return node.starts === undefined && net.listenersOf(node.key).length === 0;
}

function fromInternet(net: Network, addresses: readonly Term[]): Sources | Missing {
  const node = net.node(internet.node);
  if (node === undefined) return { problem: "no network here has a way to the internet", candidates: [] };
  return { sources: addresses.map((address) => ({ node, address, name: internet.node })), net, refused: [] };
}

/** The hosts that stand in the range, somebody there whom no file names, and whoever has it on the internet. */
function fromPrefix(net: Network, prefix: Prefix, text: string): Sources | Missing {
  const single = rangeOf(prefix).first === rangeOf(prefix).last;
  const held = holdersIn(net, prefix);
  if (single && held.some((s) => !isSymbol(s.address))) return { sources: held, net, refused: [] };
  const supposed = guests(net, prefix, text);
  const outside = intersect([...nobodys(net), ...nobodys(net, 6)], rangesOf([prefix]));
  const everyone = supposed.net.node(internet.node);
  const abroad: readonly Source[] =
    outside.length === 0 || everyone === undefined
      ? []
      : [{ node: everyone, address: single ? prefix.first : anyOf("client", outside), name: internet.node }];
  const all = [...held, ...supposed.sources, ...abroad];
  if (all.length > 0) return { sources: all, net: supposed.net, refused: [] };
  return { problem: `no network here holds \`${text}\``, candidates: [] };
}

/** Hosts whose address lies in the range, or may. */
function holdersIn(net: Network, prefix: Prefix): readonly Source[] {
  const wanted = rangesOf([prefix]);
  return [...net.model.nodes.values()].flatMap((node) =>
    node.host && isSender(net, node) && node.key !== internet.node
      ? addressesOf(net, node, false).flatMap((address): readonly Source[] => {
          const inside = intersect(withinOf(address, anyWorld), wanted);
          if (inside.length === 0) return [];
          const world = isSymbol(address) ? { world: new Map([[address.id, inside]]) } : {};
          return [{ node, address, name: node.name, ...world }];
        })
      : [],
  );
}

/** Somebody on every segment of the range whom no file names. */
function guests(net: Network, prefix: Prefix, text: string): Sources {
  let inside = net;
  const found: Node[] = [];
  for (const segment of net.model.segments.values()) {
    for (const part of segment.listed ? shared(segment, prefix) : []) {
      const guest = withGuest(inside.model, segment, part, text);
      if (guest === undefined) continue;
      inside = network(guest.model);
      found.push(guest.node);
    }
  }
  const all = found.flatMap((node) =>
    addressesOf(inside, node, false).map((address) => ({ node, address, name: text })),
  );
  return { sources: all, net: inside, refused: [] };
}

function shared(segment: Segment, prefix: Prefix): readonly Prefix[] {
  return segment.ranges.flatMap((r) => {
    if (r.kind === "unknown") return [];
    if (prefixCovers(r.value, prefix)) return [prefix];
    return prefixesOf(intersect(rangesOf([r.value]), rangesOf([prefix])));
  });
}
