/**
 * Very many networks: each is one box with counts, and those that differ in nothing but their names and addresses are one
 * box together when even so they are too many.
 */

import type { PictureNetwork, PictureReport } from "../../api/index.ts";
import { arrowsBetween, last } from "./alike.ts";
import type { Leaf, RegionScene, Scene } from "./scene.ts";
import { notesOf, subtitleOf, titleOf } from "./title.ts";
import { many, networkHover, pattern } from "./words.ts";

/** More boxes than this are put together where they are alike. */
const mostBoxes = 60;

interface Summary {
  readonly network: PictureNetwork;
  readonly counts: readonly string[];
  readonly likeness: string;
}

export function summaryScene(report: PictureReport): Scene {
  const summaries = summariesOf(report);
  const groups = new Map<string, Summary[]>();
  for (const s of summaries) {
    const key = summaries.length > mostBoxes ? s.likeness : s.network.id;
    groups.set(key, [...(groups.get(key) ?? []), s]);
  }
  const boxes = new Map([...groups.values()].flatMap((g) => g.map((s) => [s.network.id, idOf(g)] as const)));
  const homes = new Map(report.nodes.map((n) => [n.id, n.network ?? n.id]));
  const names = new Map([...report.networks, ...report.nodes].map(({ id, name }) => [id, name]));
  const arrows = arrowsBetween(
    report.arrows,
    (id) => boxes.get(homes.get(id) ?? id) ?? homes.get(id),
    (id) => names.get(id) ?? id,
  );
  const world = report.nodes.find((n) => n.role === "internet");
  const leaves = [...groups.values()].map((g) => ({ region: g[0]?.network.region ?? null, leaf: leafOf(g) }));
  const loose = report.nodes.filter(
    (n) => n.network === null && n.role !== "internet" && arrows.some((a) => a.from === n.id || a.to === n.id),
  );
  const regions = [...new Set(leaves.map((l) => l.region))].sort(last);
  return {
    title: titleOf(report),
    subtitle: subtitleOf(report),
    notes: [`${summaryNote(report, groups.size)}.`, ...notesOf(report)],
    internet:
      world === undefined
        ? undefined
        : { id: world.id, role: "internet", name: "internet", details: [], count: 1, hover: "the internet" },
    regions: regions.map(
      (region, i): RegionScene => ({
        id: `region ${region ?? ""}`,
        name: region ?? undefined,
        tiers: [],
        leaves: [
          ...leaves.filter((l) => l.region === region).map((l) => l.leaf),
          ...(i > 0
            ? []
            : loose.map(
                (n): Leaf => ({ id: n.id, role: n.role, name: n.name, details: [n.kind], count: 1, hover: n.name }),
              )),
        ],
      }),
    ),
    arrows,
    summarised: true,
  };
}

/** Said in the picture, and on standard error. */
export function summaryNote({ networks, nodes, followed }: PictureReport, boxes: number): string {
  const what = followed ? `${many(nodes.length, "thing")} are` : `${many(networks.length, "network")} are`;
  const alike = boxes < networks.length ? `, alike ones together as ${many(boxes, "box")}` : "";
  const ways = followed ? "" : ", and ways of packets are not followed";
  return `${what} too many to draw whole: each network is one box with counts${alike}${ways}; ask for a part of the files to see more`;
}

function summariesOf({ networks, subnets, nodes, arrows }: PictureReport): readonly Summary[] {
  const subnetsOf = counted(subnets.map((s) => s.network));
  const rolesOf = new Map<string, Map<string, number>>();
  const homes = new Map<string, string>();
  for (const { id, network, role } of nodes) {
    if (network === null) continue;
    homes.set(id, network);
    const roles = rolesOf.get(network) ?? new Map<string, number>();
    rolesOf.set(network, roles.set(role, (roles.get(role) ?? 0) + 1));
  }
  const links = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [a, b] = [homes.get(from) ?? from, homes.get(to) ?? to];
    if (a === b) continue;
    links.set(a, (links.get(a) ?? new Set()).add(`to ${b}`));
    links.set(b, (links.get(b) ?? new Set()).add(`from ${a}`));
  }
  return networks.map((network) => {
    const n = (role: string) => rolesOf.get(network.id)?.get(role) ?? 0;
    const parts: readonly (readonly [number, string])[] = [
      [subnetsOf.get(network.id) ?? 0, "subnet"],
      [n("gateway") + n("translator"), "gateway"],
      [n("balancer"), "balancer"],
      [n("endpoint"), "endpoint"],
      [n("inspector"), "appliance"],
      [n("host"), "host"],
    ];
    const counts = parts.flatMap(([count, word]) => (count === 0 ? [] : [many(count, word)]));
    const { region, label, account } = network;
    // Whoever serves many is like no other.
    const to = [...(links.get(network.id) ?? [])].filter((l) => l.startsWith("to ")).sort();
    const from = [...(links.get(network.id) ?? [])].filter((l) => l.startsWith("from ")).length;
    return { network, counts, likeness: JSON.stringify([region, label, account, counts, to, from]) };
  });
}

function counted(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function idOf(group: readonly Summary[]): string {
  return group[0]?.network.id ?? "";
}

function leafOf(group: readonly Summary[]): Leaf {
  const [first] = group as readonly [Summary, ...Summary[]];
  const names = group.map((s) => s.network.name);
  const several = group.length > 1;
  return {
    id: idOf(group),
    role: "network",
    name: several ? (pattern(names) ?? many(group.length, "network")) : first.network.name,
    details: [
      several ? `${many(group.length, "network")}, each with` : first.network.prefixes.slice(0, 2).join(", "),
      ...[0, 2, 4].map((i) => first.counts.slice(i, i + 2).join(", ")),
    ].filter((d) => d !== ""),
    count: group.length,
    hover: [
      ...group.slice(0, 12).map((s) => networkHover(s.network)),
      ...(group.length > 12 ? [`and ${group.length - 12} more`] : []),
    ].join("\n"),
  };
}
