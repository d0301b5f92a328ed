/** From the data of a picture to what is drawn: what stands in which box, in which row, and in which order. */

import type { PictureNetwork, PictureNode, PictureReport, PictureSubnet } from "../../api/index.ts";
import { arrowsBetween, compare, type Group, groupsOf, last } from "./alike.ts";
import type { Arrow, Leaf, NetworkScene, RegionScene, Scene, SubnetScene, ZoneScene } from "./scene.ts";
import { summaryScene } from "./summary.ts";
import { notesOf, subtitleOf, titleOf } from "./title.ts";
import * as words from "./words.ts";

/** More networks than this are drawn as one box each. */
export const mostNetworks = 24;
/** And so are all networks, when more things than this would have to be drawn. */
export const mostThings = 800;

export function sceneOf(report: PictureReport): Scene {
  const groups = groupsOf(report);
  if (report.networks.length > mostNetworks || groups.length > mostThings) return summaryScene(report);
  const boxes = new Map(groups.flatMap(({ id, members }) => members.map((m) => [m.id, id] as const)));
  const networks = new Set(report.networks.map(({ id }) => id));
  const names = new Map([...report.nodes, ...report.networks].map(({ id, name }) => [id, name]));
  const arrows = arrowsBetween(
    report.arrows,
    (id) => boxes.get(id) ?? (networks.has(id) ? id : undefined),
    (id) => names.get(id) ?? id,
  ).filter((a) => !redundant(a, boxes, report));
  const touched = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const view: View = { report, groups, far: distances(arrows), touched, arrows };
  const world = groups.find(({ members }) => members[0]?.role === "internet");
  return {
    title: titleOf(report),
    subtitle: subtitleOf(report),
    notes: notesOf(report),
    internet: world !== undefined && touched.has(world.id) ? leafOf(world, undefined) : undefined,
    regions: regionsOf(view),
    arrows,
    summarised: false,
  };
}

/** That a gateway belongs to its own network, the frame around it says already. */
function redundant({ from, to, line }: Arrow, boxes: ReadonlyMap<string, string>, { nodes }: PictureReport): boolean {
  return line === "joined" && nodes.some((n) => boxes.get(n.id) === from && n.network === to);
}

interface View {
  readonly report: PictureReport;
  readonly groups: readonly Group[];
  readonly arrows: readonly Arrow[];
  /** How many arrows it is away from the internet. */
  readonly far: ReadonlyMap<string, number>;
  /** What some arrow begins or ends at. */
  readonly touched: ReadonlySet<string>;
}

const world = "node internet";

/** Ways that do not work say nothing of how far in something stands. */
function distances(arrows: readonly Arrow[]): ReadonlyMap<string, number> {
  const near = new Map<string, string[]>();
  for (const { from, to } of arrows.filter((a) => a.line !== "lost")) {
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  const far = new Map<string, number>();
  let edge: readonly string[] = near.has(world) ? [world] : [];
  for (let steps = 0; edge.length > 0; steps++) {
    for (const id of edge) far.set(id, steps);
    edge = [...new Set(edge.flatMap((id) => near.get(id) ?? []))].filter((id) => !far.has(id));
  }
  return far;
}

function regionsOf(view: View): readonly RegionScene[] {
  const { report, groups } = view;
  const homeless = groups.filter(({ members: [m] }) => m?.network === null && m.role !== "internet");
  const places = new Map(report.networks.map((n) => [n.id, regionOf(view, n)]));
  const regions = [...new Set(places.values())].sort(last);
  const named = regions.map((region, i): RegionScene => {
    const own = report.networks.filter((n) => places.get(n.id) === region);
    const full = own.filter((n) => isFull(view, n));
    const bare = own.filter((n) => !isFull(view, n)).map((n) => bareNetwork(n));
    const serving = full.filter((n) => serves(view, n));
    const others = full.filter((n) => !serving.includes(n));
    const tiers = [others, serving].map((t) =>
      t.sort((a, b) => compare(a.name, b.name)).map((n) => networkOf(view, n)),
    );
    const loose = i === 0 ? homeless.map((g) => leafOf(g, undefined)) : [];
    const id = `region ${region ?? ""}`;
    return { id, name: region ?? undefined, tiers: tiers.filter((t) => t.length > 0), leaves: [...bare, ...loose] };
  });
  if (named.length > 0 || homeless.length === 0) return named;
  return [{ id: "region", name: undefined, tiers: [], leaves: homeless.map((g) => leafOf(g, undefined)) }];
}

/** What has no region of its own is where the thing is that stands in it. */
function regionOf({ report, arrows, groups }: View, network: PictureNetwork): string | null {
  if (network.region !== null) return network.region;
  const joined = arrows.find((a) => a.to === network.id);
  const home = groups.find((g) => g.id === joined?.from)?.members[0]?.network;
  return report.networks.find((n) => n.id === home)?.region ?? null;
}

/** Whether there is anything in it to draw. */
function isFull({ report }: View, { id }: PictureNetwork): boolean {
  return report.subnets.some((s) => s.network === id) || report.nodes.some((n) => n.network === id);
}

function bareNetwork(network: PictureNetwork): Leaf {
  return {
    id: network.id,
    role: "network",
    name: network.name,
    details: [network.label, network.prefixes.join(", ")].filter((d) => d !== ""),
    count: 1,
    hover: words.networkHover(network),
  };
}

/** Others' packets are carried to it. */
function serves({ groups, arrows }: View, { id }: PictureNetwork): boolean {
  const home = new Map(groups.map((g) => [g.id, g.members[0]?.network]));
  return arrows.some(({ from, to }) => {
    const [a, b] = [home.get(from), home.get(to)];
    return b === id && a !== undefined && a !== null && a !== id;
  });
}

function networkOf(view: View, network: PictureNetwork): NetworkScene {
  const { report, groups } = view;
  const own = groups.filter(({ members: [m] }) => m?.network === network.id);
  const subnets = report.subnets.filter((s) => s.network === network.id);
  const rows = rowsOf(view, subnets);
  const zones = [...new Set([...subnets.map((s) => s.zone), ...own.flatMap(({ members: [m] }) => standing(m))])];
  const columns = zones.sort(last).flatMap((zone): readonly ZoneScene[] => {
    const here = subnets.filter((s) => s.zone === zone).sort((a, b) => (rows.get(a.id) ?? 0) - (rows.get(b.id) ?? 0));
    const loose = own.filter(({ members: [m] }) => standing(m).includes(zone));
    const scene = (list: readonly PictureSubnet[], column: number): ZoneScene => ({
      id: `zone ${network.id} ${zone ?? ""} ${column}`,
      name: zone ?? undefined,
      subnets: list.map((s, i) => subnetOf(view, network, s, zone === null ? i : (rows.get(s.id) ?? 0))),
      leaves: column === 0 ? ordered(view, loose).map((g) => leafOf(g, network.name)) : [],
    });
    return zone === null ? spread(here).map((list, i) => scene(list, i)) : [scene(here, 0)];
  });
  const gateways = own.filter(({ members: [m] }) => m?.subnet === null && standing(m).length === 0);
  return {
    id: network.id,
    name: network.name,
    detail: [network.prefixes.slice(0, 3).join(", "), network.label].filter((d) => d !== "").join(" "),
    hover: words.networkHover(network),
    gateways: ordered(view, gateways).map((g) => leafOf(g, network.name)),
    zones: columns,
  };
}

/** The zone of what stands in one without a subnet. */
function standing(node: PictureNode | undefined): readonly (string | null)[] {
  return node !== undefined && node.subnet === null && node.zone !== null ? [node.zone] : [];
}

/** Subnets without a zone are no column of their own: they are laid out in up to three. */
function spread(subnets: readonly PictureSubnet[]): readonly (readonly PictureSubnet[])[] {
  const columns = Math.min(3, Math.max(1, Math.ceil(Math.sqrt(subnets.length))));
  return Array.from({ length: columns }, (_, c) => subnets.filter((__, i) => i % columns === c));
}

const labels: readonly PictureSubnet["label"][] = [
  "public",
  "public through inspection",
  "unknown",
  "private",
  "isolated",
];

/** Rows from the internet inwards; subnets of a kind stand in the same row in every zone. */
function rowsOf(view: View, subnets: readonly PictureSubnet[]): ReadonlyMap<string, number> {
  const kindOf = (s: PictureSubnet): readonly [number, number] => {
    const inside = view.groups.filter(({ members: [m] }) => m?.subnet === s.id).map((g) => view.far.get(g.id) ?? 90);
    return [Math.min(99, ...inside), labels.indexOf(s.label)];
  };
  const order = ([far, label]: readonly [number, number]) => far * 10 + label;
  const sorted = [...subnets].sort((a, b) => order(kindOf(a)) - order(kindOf(b)) || compare(a.name, b.name));
  const rows = new Map<string, number>();
  let first = 0;
  for (let i = 0; i < sorted.length; ) {
    const kind = sorted[i] === undefined ? 0 : order(kindOf(sorted[i] as PictureSubnet));
    const same = sorted.filter((s) => order(kindOf(s)) === kind);
    const taken = new Map<string | null, number>();
    for (const s of same) {
      const row = first + (taken.get(s.zone) ?? 0);
      taken.set(s.zone, row - first + 1);
      rows.set(s.id, row);
    }
    first += Math.max(...taken.values());
    i += same.length;
  }
  return rows;
}

function subnetOf(view: View, network: PictureNetwork, subnet: PictureSubnet, row: number): SubnetScene {
  const inside = view.groups.filter(({ members: [m] }) => m?.subnet === subnet.id);
  return {
    id: subnet.id,
    name: words.shortName(subnet.name, network.name),
    detail: [subnet.prefixes.slice(0, 2).join(", "), subnet.label].filter((d) => d !== "").join(", "),
    label: subnet.label,
    hover: words.subnetHover(subnet),
    row,
    leaves: ordered(view, inside).map((g) => leafOf(g, network.name)),
  };
}

const order: readonly PictureNode["role"][] = [
  "internet",
  "gateway",
  "balancer",
  "endpoint",
  "inspector",
  "translator",
  "host",
];

/** What the way meets first stands first. */
function ordered(view: View, groups: readonly Group[]): readonly Group[] {
  const farOf = (id: string) => view.far.get(id) ?? (view.touched.has(id) ? 80 : 90);
  const rank = ({ id, members: [m] }: Group) => farOf(id) * 10 + order.indexOf(m?.role ?? "host");
  return [...groups].sort((a, b) => rank(a) - rank(b) || compare(a.members[0]?.name ?? "", b.members[0]?.name ?? ""));
}

export function leafOf({ id, members }: Group, network: string | undefined): Leaf {
  const [first] = members as readonly [PictureNode, ...PictureNode[]];
  const names = members.map((m) => words.shortName(m.name, network));
  const kind = words.kindWords(first.kind);
  const several = members.length > 1;
  const common = several ? words.pattern(names) : names[0];
  const open = members.some((m) => m.publicAddresses.length > 0);
  return {
    id,
    role: first.role,
    name: common ?? `${names[0] ?? ""} …`,
    details: [
      ...(first.role === "internet"
        ? []
        : [`${several ? words.many(members.length, kind) : kind}${open ? ", public" : ""}`]),
      words.addressWords(members),
    ].filter((d) => d !== ""),
    count: members.length,
    hover: first.role === "internet" ? "the internet" : words.nodeHover(members),
  };
}
