/** What is drawn, before anything has a place: nested boxes, arrows between them, and words around them. */

import type { Course, PictureRole, PictureSubnet } from "../../api/index.ts";

/** A thing, or several that are alike. */
export interface Leaf {
  readonly id: string;
  readonly role: PictureRole | "network";
  readonly name: string;
  readonly details: readonly string[];
  /** How many it stands for. */
  readonly count: number;
  /** Told when somebody points at it. */
  readonly hover: string;
}

export interface SubnetScene {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly label: PictureSubnet["label"];
  readonly hover: string;
  /** Subnets of one row stand side by side. */
  readonly row: number;
  readonly leaves: readonly Leaf[];
}

/** A column of subnets; without a name it has no frame. */
export interface ZoneScene {
  readonly id: string;
  readonly name: string | undefined;
  readonly subnets: readonly SubnetScene[];
  /** What stands in the zone and on no subnet. */
  readonly leaves: readonly Leaf[];
}

export interface NetworkScene {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly hover: string;
  readonly gateways: readonly Leaf[];
  readonly zones: readonly ZoneScene[];
}

export interface RegionScene {
  readonly id: string;
  readonly name: string | undefined;
  /** Networks that are side by side; below them those that serve others. */
  readonly tiers: readonly (readonly NetworkScene[])[];
  /** Networks of which no more is drawn than a box, and what belongs to no network or to several. */
  readonly leaves: readonly Leaf[];
}

/** `both`: the packets of this way and of the opposite one. */
export type Line = Course | "both" | "leads" | "joined";

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly line: Line;
  readonly hover: string;
}

export interface Scene {
  readonly title: string;
  readonly subtitle: string;
  readonly notes: readonly string[];
  readonly internet: Leaf | undefined;
  readonly regions: readonly RegionScene[];
  readonly arrows: readonly Arrow[];
  /** Whether networks are boxes with counts; then the first note says so. */
  readonly summarised: boolean;
}

/** At which ends an arrow has a head: at `from`, at `to`. */
export function headsOf(line: Line): { readonly from: boolean; readonly to: boolean } {
  return { from: line === "both" || line === "inspected", to: line !== "joined" };
}

export function leavesOf({ internet, regions }: Scene): readonly Leaf[] {
  return [
    ...(internet === undefined ? [] : [internet]),
    ...regions.flatMap((r) => [
      ...r.tiers
        .flat()
        .flatMap((n) => [
          ...n.gateways,
          ...n.zones.flatMap((z) => [...z.subnets.flatMap((s) => s.leaves), ...z.leaves]),
        ]),
      ...r.leaves,
    ]),
  ];
}

export const lineWords: Readonly<Record<Line, string>> = {
  both: "packets from the internet, and their answers or what begins inside",
  in: "packets from the internet",
  lost: "packets from the internet whose answers do not get back",
  out: "packets to the internet",
  inspected: "carried to the inspector and back",
  session: "sessions that a balancer opens",
  leads: "leads to, as configured",
  joined: "joined",
};

export const roleWords: Readonly<Record<Leaf["role"], string>> = {
  internet: "internet",
  gateway: "gateway",
  translator: "address translation",
  balancer: "balancer",
  endpoint: "endpoint",
  inspector: "appliance that inspects",
  host: "host",
  network: "network",
};
