/** Colours, for paper and for screens at night. What a colour says is also said in words or by the kind of line. */

import type { PictureSubnet } from "../../api/index.ts";
import type { Leaf, Line } from "./scene.ts";

export const themeNames = ["light", "dark"] as const;
export type ThemeName = (typeof themeNames)[number];

export interface Theme {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  readonly faint: string;
  readonly region: Frame;
  readonly network: Frame;
  readonly zone: Frame;
  readonly subnets: Readonly<Record<PictureSubnet["label"], Frame>>;
  readonly roles: Readonly<Record<Leaf["role"], string>>;
  readonly lines: Readonly<Record<Line, string>>;
}

export interface Frame {
  readonly fill: string;
  readonly stroke: string;
}

const frame = (fill: string, stroke: string): Frame => ({ fill, stroke });

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    paper: "#ffffff",
    card: "#ffffff",
    ink: "#18202b",
    faint: "#55606e",
    region: frame("#fbfcfd", "#aeb8c4"),
    network: frame("#f2f5f8", "#7f8c9b"),
    zone: frame("#fbfcfe", "#a9b5c2"),
    subnets: {
      public: frame("#e6f5ea", "#83bb94"),
      "public through inspection": frame("#f1ebfb", "#b298dd"),
      private: frame("#e6effb", "#8fb0dc"),
      isolated: frame("#ececec", "#a8a8a8"),
      unknown: frame("#fdf5df", "#d3b566"),
    },
    roles: {
      internet: "#18202b",
      gateway: "#0f766e",
      translator: "#b45309",
      balancer: "#6d28d9",
      endpoint: "#1d6fd1",
      inspector: "#be123c",
      host: "#5b6878",
      network: "#334155",
    },
    lines: {
      both: "#1742c4",
      in: "#0a7fb0",
      lost: "#d21f1f",
      out: "#c05a00",
      inspected: "#b0169a",
      session: "#4b5a6b",
      leads: "#8254c7",
      joined: "#8a96a5",
    },
  },
  dark: {
    paper: "#12161c",
    card: "#262e39",
    ink: "#eef2f7",
    faint: "#b3bdca",
    region: frame("#151a21", "#4a5667"),
    network: frame("#1a2029", "#66748a"),
    zone: frame("#161b23", "#4d596a"),
    subnets: {
      public: frame("#173023", "#3f7f58"),
      "public through inspection": frame("#2a2140", "#7357a8"),
      private: frame("#182a44", "#446fa8"),
      isolated: frame("#2a2a2a", "#6b6b6b"),
      unknown: frame("#3a3115", "#8f7733"),
    },
    roles: {
      internet: "#eef2f7",
      gateway: "#2dc4b6",
      translator: "#f0a03c",
      balancer: "#a98bff",
      endpoint: "#62a8ff",
      inspector: "#ff6b8b",
      host: "#9aa8ba",
      network: "#a9b8cc",
    },
    lines: {
      both: "#7ba0ff",
      in: "#4fc3f0",
      lost: "#ff6b6b",
      out: "#ff9d42",
      inspected: "#f07be0",
      session: "#b4c0cf",
      leads: "#b18cf5",
      joined: "#77859a",
    },
  },
};

/** How lines differ beside their colour. */
export const strokes: Readonly<Record<Line, { readonly width: number; readonly dash?: string }>> = {
  both: { width: 2 },
  in: { width: 2 },
  lost: { width: 2, dash: "7 4" },
  out: { width: 2, dash: "2 3" },
  inspected: { width: 2 },
  session: { width: 1.5 },
  leads: { width: 1.5, dash: "8 3" },
  joined: { width: 1.5, dash: "4 4" },
};
