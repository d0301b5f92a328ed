/**
 * Where everything stands: subnets in columns by zone and in rows from the internet inwards, networks side by side, those
 * that serve others beneath them. `spread` widens every gap, for arrows that found no room.
 */

import { type Block, column, nothing, type Placed, row, step, up, type Words, wrap } from "./boxes.ts";
import { textWidth, type Weight, wrapped } from "./measure.ts";
import type { Leaf, NetworkScene, RegionScene, Scene, SubnetScene, ZoneScene } from "./scene.ts";

export interface Placement {
  readonly boxes: readonly Placed[];
  readonly width: number;
  readonly height: number;
}

const nameSize = 12;
const detailSize = 11;
const narrowest = 110;
const widest = 170;
const inset = 12;

export function place(scene: Scene, spread: number): Placement {
  const gaps = gapsOf(spread);
  const regions = wrap(
    scene.regions.map((r) => regionBlock(r, gaps)),
    gaps.regions,
  );
  const world = scene.internet;
  const internet = world === undefined ? nothing : leafBlock(world, undefined, Math.max(leafWidth(world), 240));
  const whole = column([internet, regions], gaps.regions);
  return { boxes: whole.at(0, 0), width: whole.w, height: whole.h };
}

interface Gaps {
  readonly leaves: number;
  readonly rows: number;
  readonly zones: number;
  readonly networks: number;
  readonly regions: number;
  /** Between a frame and what is in it. */
  readonly inner: number;
}

function gapsOf(spread: number): Gaps {
  const more = spread * step;
  return {
    leaves: 30 + more,
    rows: 30 + more,
    zones: 30 + more,
    networks: 50 + 2 * more,
    regions: 40 + 2 * more,
    inner: 20 + more,
  };
}

function words(text: string, x: number, y: number, size: number, weight: Weight, tone: Words["tone"]): Words {
  return { text, x, y, size, weight, tone, width: textWidth(text, size, weight) };
}

interface Said {
  readonly text: string;
  readonly strong: boolean;
}

function linesOf(leaf: Leaf, room: number): readonly Said[] {
  const details = leaf.details.flatMap((d) => wrapped(d, room, detailSize, "regular", 2));
  return [
    ...wrapped(leaf.name, room, nameSize, "bold", 3).map((text) => ({ text, strong: true })),
    ...details.map((text) => ({ text, strong: false })),
  ];
}

function leafWidth(leaf: Leaf): number {
  const room = widest - 2 * inset;
  const longest = Math.max(
    ...linesOf(leaf, room).map(({ text, strong }) =>
      textWidth(text, strong ? nameSize : detailSize, strong ? "bold" : "regular"),
    ),
  );
  return Math.min(widest, Math.max(narrowest, up(longest + 2 * inset)));
}

const nameLine = 16;
const detailLine = 15;

function leafHeight(leaf: Leaf, width: number): number {
  const lines = linesOf(leaf, width - 2 * inset);
  const names = lines.filter((l) => l.strong).length;
  return up(12 + names * nameLine + (lines.length - names) * detailLine);
}

function leafBlock(leaf: Leaf, parent: string | undefined, w: number, height = 0): Block {
  const h = Math.max(height, leafHeight(leaf, w));
  return {
    w,
    h,
    at(x, y) {
      let base = y + 6;
      const texts = linesOf(leaf, w - 2 * inset).map(({ text, strong }) => {
        base += strong ? nameLine : detailLine;
        const size = strong ? nameSize : detailSize;
        return words(text, x + inset, base - 4, size, strong ? "bold" : "regular", strong ? "strong" : "muted");
      });
      const { id, role, count, hover } = leaf;
      return [{ id, kind: "leaf", parent, x, y, w, h, texts, hover, role, count }];
    },
  };
}

/** In rows of two, three or four. */
function leavesBlock(leaves: readonly Leaf[], parent: string, w: number, gap: number): Block {
  const across = leaves.length <= 4 ? 2 : leaves.length <= 9 ? 3 : 4;
  const rows: Block[] = [];
  for (let from = 0; from < leaves.length; from += across) {
    const own = leaves.slice(from, from + across);
    const height = Math.max(...own.map((l) => leafHeight(l, w)));
    rows.push(
      row(
        own.map((l) => leafBlock(l, parent, w, height)),
        gap,
      ),
    );
  }
  return column(rows, gap);
}

/** Subnets have two lines above what is in them. */
const subnetHead = 40;

function subnetBlock(subnet: SubnetScene, w: number, gaps: Gaps): Pick<Block, "w" | "h"> {
  const inside = leavesBlock(subnet.leaves, subnet.id, w, gaps.leaves);
  const title = Math.max(textWidth(subnet.name, nameSize, "bold"), textWidth(subnet.detail, detailSize));
  const body = inside.h === 0 ? 10 : gaps.inner + inside.h + gaps.inner;
  return {
    w: Math.max(inside.w + 2 * gaps.inner, up(title + 2 * inset)),
    h: subnetHead + body,
  };
}

function subnetAt(subnet: SubnetScene, parent: string, leaf: number, gaps: Gaps, w: number, h: number): Block {
  const inside = leavesBlock(subnet.leaves, subnet.id, leaf, gaps.leaves);
  return {
    w,
    h,
    at(x, y) {
      const texts = [
        words(subnet.name, x + inset, y + 18, nameSize, "bold", "strong"),
        words(subnet.detail, x + inset, y + 33, detailSize, "regular", "muted"),
      ];
      const left = x + Math.floor((w - inside.w) / 2 / step) * step;
      return [
        { id: subnet.id, kind: "subnet", parent, x, y, w, h, texts, hover: subnet.hover, label: subnet.label },
        ...inside.at(left, y + subnetHead + gaps.inner),
      ];
    },
  };
}

const zoneHead = 30;

/** All zones of a network have the same rows, so that subnets of a kind are side by side. */
function zoneBlocks(network: NetworkScene, leaf: number, gaps: Gaps): readonly Block[] {
  const numbers = [...new Set(network.zones.flatMap((z) => z.subnets.map((s) => s.row)))].sort((a, b) => a - b);
  const sizes = new Map(network.zones.map((z) => [z.id, z.subnets.map((s) => ({ s, b: subnetBlock(s, leaf, gaps) }))]));
  const measured = (z: ZoneScene) => sizes.get(z.id) ?? [];
  const heights = numbers.map((n) =>
    Math.max(...network.zones.flatMap((z) => measured(z).flatMap(({ s, b }) => (s.row === n ? [b.h] : [])))),
  );
  const framed = network.zones.some((z) => z.name !== undefined);
  return network.zones.map((zone) => {
    const title = zone.name === undefined ? 0 : up(textWidth(zone.name, nameSize, "bold") + 2 * inset);
    const loose = leavesBlock(zone.leaves, zone.id, leaf, gaps.leaves);
    const inner = Math.max(loose.w, ...measured(zone).map(({ b }) => b.w), title - 2 * gaps.inner, leaf);
    const rows = numbers.map((n, i): Block => {
      const own = zone.subnets.find((s) => s.row === n);
      const h = heights[i] ?? 0;
      return own === undefined ? { w: inner, h, at: () => [] } : subnetAt(own, zone.id, leaf, gaps, inner, h);
    });
    const body = column([...rows, loose], gaps.rows);
    const w = framed ? inner + 2 * gaps.inner : inner;
    const head = framed ? zoneHead : 0;
    const h = head + body.h + (framed ? gaps.inner : 0);
    return {
      w,
      h,
      at(x, y) {
        const texts =
          zone.name === undefined ? [] : [words(zone.name, x + inset, y + 19, nameSize, "bold", "muted" as const)];
        const frame: Placed = {
          id: zone.id,
          kind: "zone",
          parent: network.id,
          x,
          y,
          w,
          h,
          texts,
          hover: zone.name ?? "",
        };
        const bare = zone.name === undefined ? { bare: true } : {};
        return [{ ...frame, ...bare }, ...body.at(x + Math.floor((w - body.w) / 2 / step) * step, y + head)];
      },
    };
  });
}

function networkBlock(network: NetworkScene, parent: string, gaps: Gaps): Block {
  const leaves = [
    ...network.gateways,
    ...network.zones.flatMap((z) => [...z.leaves, ...z.subnets.flatMap((s) => s.leaves)]),
  ];
  const leaf = Math.max(narrowest, ...leaves.map(leafWidth));
  const height = Math.max(0, ...network.gateways.map((g) => leafHeight(g, leaf)));
  const gateways = row(
    network.gateways.map((g) => leafBlock(g, network.id, leaf, height)),
    gaps.leaves,
  );
  const zones = row(zoneBlocks(network, leaf, gaps), gaps.zones);
  const title = up(Math.max(textWidth(network.name, 14, "bold"), textWidth(network.detail, detailSize)) + inset + 20);
  const inner = Math.max(zones.w, gateways.w);
  // The gateways stand in the middle, beside the title if that leaves them the room.
  const middle = Math.floor((inner + 2 * gaps.inner - gateways.w) / 2 / step) * step;
  const left = Math.max(middle, title);
  const w = Math.max(inner + 2 * gaps.inner, left + gateways.w + gaps.inner, title + 10);
  const head = Math.max(50, gateways.h === 0 ? 50 : gaps.inner + gateways.h + gaps.rows);
  const h = head + zones.h + gaps.inner;
  return {
    w,
    h,
    at(x, y) {
      const texts = [
        words(network.name, x + inset, y + 22, 14, "bold", "strong"),
        words(network.detail, x + inset, y + 39, detailSize, "regular", "muted"),
      ];
      const { id, hover } = network;
      return [
        { id, kind: "network", parent, x, y, w, h, texts, hover },
        ...gateways.at(x + left, y + gaps.inner),
        ...zones.at(x + Math.floor((w - zones.w) / 2 / step) * step, y + head),
      ];
    },
  };
}

function regionBlock(region: RegionScene, gaps: Gaps): Block {
  const tiers = region.tiers.map((tier) =>
    wrap(
      tier.map((n) => networkBlock(n, region.id, gaps)),
      gaps.networks,
      2.2,
    ),
  );
  const height = Math.max(0, ...region.leaves.map((l) => leafHeight(l, summaryWidth(l))));
  const leaves = wrap(
    region.leaves.map((l) => leafBlock(l, region.id, summaryWidth(l), height)),
    gaps.leaves + 10,
    2.4,
    "left",
  );
  const body = column([...tiers, leaves], gaps.networks);
  const name = region.name ?? "";
  const framed = name !== "";
  const pad = framed ? gaps.regions - 10 : 0;
  const w = Math.max(body.w + 2 * pad, up(textWidth(name, 13, "bold") + 2 * inset));
  const h = (framed ? 40 : 0) + body.h + pad;
  return {
    w,
    h,
    at(x, y) {
      const texts = framed ? [words(name, x + inset, y + 24, 13, "bold", "muted" as const)] : [];
      const frame: Placed = { id: region.id, kind: "region", parent: undefined, x, y, w, h, texts, hover: name };
      return [
        framed ? frame : { ...frame, bare: true },
        ...body.at(x + Math.floor((w - body.w) / 2 / step) * step, y + (framed ? 40 : 0)),
      ];
    },
  };
}

function summaryWidth(leaf: Leaf): number {
  return leaf.role === "network" ? 190 : leafWidth(leaf);
}
