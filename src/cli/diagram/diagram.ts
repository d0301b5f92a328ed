/** A picture of the network in each of its forms. The same data gives the same bytes. */

import { writeFileSync } from "node:fs";
import type { PictureReport } from "../../api/index.ts";
import { causeOf } from "../output.ts";
import { mostNetworks, sceneOf } from "./compose.ts";
import { dotText } from "./dot.ts";
import type { Ending } from "./endings.ts";
import { mermaidText } from "./mermaid.ts";
import { pageOf } from "./page.ts";
import { drawingOf } from "./route.ts";
import type { Scene } from "./scene.ts";
import { svgText } from "./svg.ts";
import type { ThemeName } from "./theme.ts";

export { mostNetworks };

export interface Diagram {
  readonly scene: Scene;
  /** What must be said beside the picture. */
  readonly remarks: readonly string[];
  draw(
    ending: Ending,
    theme: ThemeName | undefined,
  ): Promise<{ readonly data: string | Uint8Array; readonly remarks: readonly string[] }>;
}

export function diagramOf(report: PictureReport): Diagram {
  const scene = sceneOf(report);
  let page: ReturnType<typeof pageOf> | undefined;
  // Mermaid and DOT have a layout of their own.
  const laid = () => (page ??= pageOf(scene, drawingOf(scene)));
  return {
    scene,
    remarks: scene.summarised ? scene.notes.slice(0, 1) : [],
    async draw(ending, theme) {
      if (ending === "mmd") return { data: mermaidText(scene), remarks: [] };
      if (ending === "dot") return { data: dotText(scene), remarks: [] };
      if (ending === "svg") return { data: svgText(laid(), theme ?? "auto"), remarks: [] };
      const { pngOf } = await import("./png.ts");
      const { width, height } = laid();
      const { bytes, missing } = await pngOf(svgText(laid(), theme ?? "light"), width, height);
      const remark = "no font with Korean or Chinese letters was found, so the PNG lacks them; the SVG has them";
      return { data: bytes, remarks: missing ? [remark] : [] };
    },
  };
}

/** Why it could not be written; empty when it is. */
export function writePicture(data: string | Uint8Array, file: string): readonly string[] {
  try {
    writeFileSync(file, data);
    return [];
  } catch (error) {
    return [`\`${file}\` cannot be written: ${causeOf(error)}`];
  }
}
