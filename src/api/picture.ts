/**
 * What a picture of the network needs, as data: places, things, and the arrows between them. No document that users get;
 * it is drawn by the command line and the page.
 */

import { internet } from "../model/builder.ts";
import type { Key, Origin } from "../model/model.ts";
import { printPrefix } from "../net/ip.ts";
import { zoneOf } from "../query/inventory.ts";
import { type Picture, picture, type Role } from "../query/picture.ts";
import type { Course } from "../query/ways.ts";
import type { Loaded } from "./engine.ts";
import { endpointOf } from "./packets.ts";
import { positionsOf } from "./positions.ts";
import type { NetworkReport, NotModelledReport, PositionReport, ReadReport, SubnetReport } from "./report.ts";

export type { Course, Role };

interface Identified {
  readonly id: string;
}

export interface PictureNetwork extends Identified, NetworkReport {}

export interface PictureSubnet extends Identified, SubnetReport {
  /** The id of its network. */
  readonly network: string;
}

export interface PictureNode extends Identified {
  readonly name: string;
  readonly role: Role;
  readonly kind: string;
  readonly zone: string | null;
  /** Ids of where it stands; without a network it belongs to several, or to none. */
  readonly subnet: string | null;
  readonly network: string | null;
  readonly addresses: readonly string[];
  readonly publicAddresses: readonly string[];
  readonly at: readonly PositionReport[];
}

/** No ways of packets: `joined` is what stands in two places, `leads` what hands packets to what. */
export interface PictureArrow {
  /** Ids of nodes, or of a network. */
  readonly from: string;
  readonly to: string;
  readonly course: Course | "joined" | "leads";
  readonly at: readonly PositionReport[];
}

export interface PictureReport {
  readonly networks: readonly PictureNetwork[];
  readonly subnets: readonly PictureSubnet[];
  readonly nodes: readonly PictureNode[];
  readonly arrows: readonly PictureArrow[];
  /** Whether the ways of packets were followed: with very many networks they are not. */
  readonly followed: boolean;
  readonly notModelled: readonly NotModelledReport[];
  readonly read: ReadReport;
}

export function pictureReport({ net, notModelled }: Loaded, read: ReadReport, mostNetworks: number): PictureReport {
  const all = picture(net, mostNetworks);
  const world = net.node(internet.node);
  return {
    networks: all.domains.map(({ key, name, label, ranges, region, account, origin }) => ({
      id: `network ${key}`,
      name,
      label,
      prefixes: ranges.flatMap((r) => (r.kind === "known" ? [printPrefix(r.value)] : [])),
      region: region.kind === "known" && region.value !== "" ? region.value : null,
      account: account.kind === "known" ? account.value : null,
      at: positionsOf(origin),
    })),
    subnets: all.segments.map(({ segment, label, via, origin, publicAddresses }) => ({
      id: `subnet ${segment.key}`,
      network: `network ${segment.domain}`,
      name: segment.name,
      prefixes: segment.ranges.flatMap((r) => (r.kind === "known" ? [printPrefix(r.value)] : [])),
      zone: segment.zone?.kind === "known" ? segment.zone.value : null,
      label,
      via: via ?? null,
      publicAddresses,
      at: positionsOf(segment.origin.at.length > 0 ? segment.origin : origin),
    })),
    nodes: [
      ...(world === undefined ? [] : [{ ...internetNode, id: nodeId(internet.node), name: world.name }]),
      ...all.nodes.map(nodeOf),
    ],
    arrows: arrowsOf(all),
    followed: all.followed,
    notModelled,
    read,
  };
}

const internetNode = {
  role: "internet" as const,
  kind: "internet",
  zone: null,
  subnet: null,
  network: null,
  addresses: [],
  publicAddresses: [],
  at: [],
};

function nodeId(key: Key): string {
  return `node ${key}`;
}

function nodeOf({ card, role, segment, domain }: Picture["nodes"][number]): PictureNode {
  const { node, addresses, publicAddresses } = card;
  const texts = (terms: typeof addresses) => terms.map((t) => endpointOf(t).text);
  return {
    id: nodeId(node.key),
    name: node.name,
    role,
    kind: node.kind,
    zone: zoneOf(node) ?? null,
    subnet: segment === undefined ? null : `subnet ${segment}`,
    network: domain === undefined ? null : `network ${domain}`,
    addresses: texts(addresses),
    publicAddresses: texts(publicAddresses),
    at: positionsOf(node.origin),
  };
}

/** What packets are seen to do is not said a second time as what is joined. */
function arrowsOf({ leaps, joints }: Picture): readonly PictureArrow[] {
  const at = (origins: readonly Origin[]) => origins.flatMap((o) => positionsOf(o));
  const seen = new Set(leaps.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
  return [
    ...leaps.map(({ from, to, course, origins }) => ({ from: nodeId(from), to: nodeId(to), course, at: at(origins) })),
    ...joints.flatMap(({ node, to, origin }): readonly PictureArrow[] => {
      if ("node" in to && seen.has(`${node} ${to.node}`)) return [];
      const [end, course] =
        "node" in to
          ? [nodeId(to.node), to.node === internet.node ? ("joined" as const) : ("leads" as const)]
          : [`network ${to.domain}`, "joined" as const];
      return [{ from: nodeId(node), to: end, course, at: at([origin]) }];
    }),
  ];
}
