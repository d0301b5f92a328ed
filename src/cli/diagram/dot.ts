/** A scene in the language of Graphviz, with clusters: `dot -Tsvg`. */

import { oneLine } from "../../api/rendering.ts";
import { headsOf, type Leaf, type Line, type NetworkScene, type Scene } from "./scene.ts";
import { strokes, themes } from "./theme.ts";

const theme = themes.light;

export function dotText(scene: Scene): string {
  const lines: string[] = [];
  const add = (depth: number, text: string) => lines.push(`${"  ".repeat(depth)}${text}`);
  /** Any node of a cluster, for edges that end at the cluster. */
  const anchors = new Map<string, string>();
  const clusters = new Map<string, string>();
  const leaf = (depth: number, l: Leaf) => {
    const label = [l.name, ...l.details].map(inQuotes).join("\\n");
    add(depth, `"${inQuotes(l.id)}" [label="${label}", color="${theme.roles[l.role]}", tooltip="${tip(l.hover)}"];`);
  };
  const cluster = (depth: number, id: string, words: readonly string[], look: string, inside: (d: number) => void) => {
    const name = `cluster_${clusters.size}`;
    clusters.set(id, name);
    add(depth, `subgraph ${name} {`);
    add(
      depth + 1,
      `label="${words
        .filter((w) => w !== "")
        .map(inQuotes)
        .join("\\l")}\\l"; ${look}`,
    );
    const anchor = `anchor ${id}`;
    anchors.set(id, anchor);
    // A cluster without a node is not drawn.
    add(depth + 1, `"${inQuotes(anchor)}" [shape=point, style=invis, width=0, height=0];`);
    inside(depth + 1);
    add(depth, "}");
  };
  const network = (depth: number, n: NetworkScene) =>
    cluster(depth, n.id, [n.name, n.detail], look(theme.network), (d) => {
      for (const g of n.gateways) leaf(d, g);
      for (const zone of n.zones) {
        const inside = (deeper: number) => {
          for (const s of zone.subnets) {
            cluster(deeper, s.id, [s.name, s.detail], look(theme.subnets[s.label]), (e) => {
              for (const l of s.leaves) leaf(e, l);
            });
          }
          for (const l of zone.leaves) leaf(deeper, l);
        };
        if (zone.name === undefined) inside(d);
        else cluster(d, zone.id, [zone.name], look(theme.zone), inside);
      }
    });
  add(0, "digraph tieline {");
  add(
    1,
    `label="${[scene.title, scene.subtitle, ...scene.notes].map(inQuotes).join("\\l")}\\l"; labelloc=t; labeljust=l;`,
  );
  add(1, `compound=true; rankdir=TB; nodesep=0.3; ranksep=0.5; fontname="Helvetica"; fontsize=12;`);
  add(1, `node [shape=box, style="rounded,filled", fillcolor="${theme.card}", fontname="Helvetica", fontsize=11];`);
  add(1, `edge [fontname="Helvetica", fontsize=10, arrowsize=0.7];`);
  if (scene.internet !== undefined) leaf(1, scene.internet);
  for (const region of scene.regions) {
    const inside = (d: number) => {
      for (const n of region.tiers.flat()) network(d, n);
      for (const l of region.leaves) leaf(d, l);
    };
    if (region.name === undefined) inside(1);
    else cluster(1, region.id, [region.name], look(theme.region), inside);
  }
  for (const { from, to, line, hover } of scene.arrows) {
    const end = (id: string) => `"${inQuotes(anchors.get(id) ?? id)}"`;
    const tail = clusters.get(from);
    const head = clusters.get(to);
    const ends = [...(tail === undefined ? [] : [`ltail=${tail}`]), ...(head === undefined ? [] : [`lhead=${head}`])];
    add(1, `${end(from)} -> ${end(to)} [${[...ends, edgeLook(line), `tooltip="${tip(hover)}"`].join(", ")}];`);
  }
  add(0, "}");
  return `${lines.join("\n")}\n`;
}

function look({ fill, stroke }: { readonly fill: string; readonly stroke: string }): string {
  return `style="rounded,filled"; fillcolor="${fill}"; color="${stroke}"; labeljust=l;`;
}

function edgeLook(line: Line): string {
  const heads = headsOf(line);
  const direction = heads.from ? "both" : heads.to ? "forward" : "none";
  const dashed = strokes[line].dash === undefined ? "solid" : line === "out" ? "dotted" : "dashed";
  return `color="${theme.lines[line]}", dir=${direction}, style=${dashed}, penwidth=1.5`;
}

/** A backslash begins an escape in a label; a quotation mark ends it. */
function inQuotes(text: string): string {
  return oneLine(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

function tip(text: string): string {
  return text.split("\n").map(inQuotes).join("\\n");
}
