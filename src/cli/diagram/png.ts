/**
 * A picture as PNG: the SVG, drawn by resvg (WebAssembly, in the package) with Inter, whose letters for Latin, Greek and
 * Cyrillic come along. Korean and Chinese letters are taken from a font of the machine, if a label needs them.
 */

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { wideFonts } from "./fonts.ts";

/** Pixels for each of the page, so that it is sharp on paper; fewer of a large page, but one at least. */
const zoom = 2;
const manyPixels = 24_000_000;
/** What programs still open. */
const mostPixels = 120_000_000;

const alphabets = ["latin", "latin-ext", "greek", "cyrillic"];

let started: Promise<void> | undefined;

export interface Png {
  readonly bytes: Uint8Array;
  /** Letters for which there was no font. */
  readonly missing: boolean;
}

export async function pngOf(svg: string, width: number, height: number): Promise<Png> {
  started ??= initWasm(asset("@resvg/resvg-wasm/index_bg.wasm", "resvg.wasm")).catch(unlessStarted);
  await started;
  const wide = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]|[\ud840-\ud8ff]/.test(
    svg,
  );
  const extra = wide ? wideFonts() : [];
  const own = alphabets.flatMap((name) =>
    [400, 700].map((weight) => {
      const file = `inter-${name}-${weight}-normal.woff2`;
      return asset(`@fontsource/inter/files/${file}`, file);
    }),
  );
  const fits = (pixels: number) => Math.sqrt(pixels / (width * height));
  const scale = Math.min(zoom, Math.max(1, fits(manyPixels)), fits(mostPixels));
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: {
      fontBuffers: [...own, ...extra],
      defaultFontFamily: "Inter",
      sansSerifFamily: "Inter",
    },
  });
  const image = resvg.render();
  const bytes = image.asPng();
  image.free();
  resvg.free();
  return { bytes, missing: wide && extra.length === 0 };
}

/** It can be started once in a process. */
function unlessStarted(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith("Already initialized")) throw error;
}

/** From the package's own folder where it is built, else from the package that it is built from. */
function asset(source: string, name: string): Uint8Array {
  for (const near of ["./assets/", "../assets/"]) {
    const built = fileURLToPath(new URL(near + name, import.meta.url));
    if (existsSync(built)) return readFileSync(built);
  }
  return readFileSync(createRequire(import.meta.url).resolve(source));
}
