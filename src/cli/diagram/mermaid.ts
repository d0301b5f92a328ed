/** A scene as a Mermaid flowchart with subgraphs, which GitHub, GitLab and many wikis draw by themselves. */

import { oneLine } from "../../api/rendering.ts";
import { type Leaf, leavesOf, type Line, type NetworkScene, type Scene } from "./scene.ts";
import { type Frame, themes } from "./theme.ts";

const theme = themes.light;

const arrows: Readonly<Record<Line, string>> = {
  both: "<-->",
  in: "-->",
  lost: "-.->",
  out: "-.->",
  inspected: "<-->",
  session: "-->",
  leads: "-.->",
  joined: "-.-",
};

export function mermaidText(scene: Scene): string {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const known = ids.get(id) ?? `n${ids.size}`;
    ids.set(id, known);
    return known;
  };
  const lines: string[] = [];
  const add = (depth: number, text: string) => lines.push(`${"  ".repeat(depth)}${text}`);
  const leaf = (depth: number, l: Leaf) => {
    add(depth, `${idOf(l.id)}["${[l.name, ...l.details].map(quoted).join("<br/>")}"]:::${l.role}`);
  };
  const looks = new Map<string, { readonly frame: Frame; readonly ids: string[] }>();
  const group = (
    depth: number,
    id: string,
    words: readonly string[],
    frame: Frame,
    inside: (depth: number) => void,
  ) => {
    const look = looks.get(frame.fill + frame.stroke) ?? { frame, ids: [] };
    looks.set(frame.fill + frame.stroke, look);
    look.ids.push(idOf(id));
    add(
      depth,
      `subgraph ${idOf(id)}["${words
        .filter((w) => w !== "")
        .map(quoted)
        .join("<br/>")}"]`,
    );
    inside(depth + 1);
    add(depth, "end");
  };
  const network = (depth: number, n: NetworkScene) =>
    group(depth, n.id, [n.name, n.detail], theme.network, (d) => {
      for (const g of n.gateways) leaf(d, g);
      for (const zone of n.zones) {
        const inside = (deeper: number) => {
          for (const s of zone.subnets) {
            group(deeper, s.id, [s.name, s.detail], theme.subnets[s.label], (e) => {
              for (const l of s.leaves) leaf(e, l);
              // A subgraph without anything in it is no subgraph to Mermaid.
              if (s.leaves.length === 0) add(e, `${idOf(`empty ${s.id}`)}[" "]:::empty`);
            });
          }
          for (const l of zone.leaves) leaf(deeper, l);
        };
        if (zone.name === undefined) inside(d);
        else group(d, zone.id, [zone.name], theme.zone, inside);
      }
      if (n.gateways.length === 0 && n.zones.length === 0) add(d, `${idOf(`empty ${n.id}`)}[" "]:::empty`);
    });
  add(0, "---");
  add(0, `title: "${oneLine(scene.title).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
  // A title of two lines needs more room than Mermaid gives it.
  for (const line of ["config:", "  flowchart:", "    subGraphTitleMargin:", "      top: 4", "      bottom: 26"])
    add(0, line);
  add(0, "---");
  for (const text of [scene.subtitle, ...scene.notes]) add(0, `%% ${comment(text)}`);
  add(0, "flowchart TB");
  if (scene.internet !== undefined) leaf(1, scene.internet);
  for (const region of scene.regions) {
    const inside = (d: number) => {
      for (const n of region.tiers.flat()) network(d, n);
      for (const l of region.leaves) leaf(d, l);
    };
    if (region.name === undefined) inside(1);
    else group(1, region.id, [region.name], theme.region, inside);
  }
  for (const { from, to, line } of scene.arrows) add(1, `${idOf(from)} ${arrows[line]} ${idOf(to)}`);
  const { roles, lines: colours } = theme;
  for (const role of new Set(leavesOf(scene).map((l) => l.role))) {
    add(1, `classDef ${role} fill:${theme.card},stroke:${roles[role]},color:${theme.ink},stroke-width:2px`);
  }
  add(1, "classDef empty fill:none,stroke:none");
  [...looks.values()].forEach(({ frame, ids: own }, i) => {
    add(1, `classDef frame${i} fill:${frame.fill},stroke:${frame.stroke},color:${theme.ink}`);
    add(1, `class ${own.join(",")} frame${i}`);
  });
  for (const line of Object.keys(colours) as Line[]) {
    const numbers = scene.arrows.flatMap((a, i) => (a.line === line ? [i] : []));
    if (numbers.length > 0) add(1, `linkStyle ${numbers.join(",")} stroke:${colours[line]},stroke-width:2px`);
  }
  return `${lines.join("\n")}\n`;
}

/** Inside of quotation marks: Mermaid knows entities as `#…;`, and would take Markdown and HTML for what they are. */
function quoted(text: string): string {
  return oneLine(text).replace(/[#&<>"`\\]/g, (letter) => `#${letter.charCodeAt(0)};`);
}

function comment(text: string): string {
  return oneLine(text).replace(/[{}%]/g, " ");
}
