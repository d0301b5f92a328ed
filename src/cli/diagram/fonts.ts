/** Fonts of this machine with Korean and Chinese letters: the first that are found of those that systems bring. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const folders = [
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  join(homedir(), ".local/share/fonts"),
  join(homedir(), ".fonts"),
  "/System/Library/Fonts",
  "/Library/Fonts",
  join(homedir(), "Library/Fonts"),
  join(process.env["WINDIR"] ?? "C:\\Windows", "Fonts"),
];

/** With all letters of both: the first that is there is enough. */
const whole = [/^NotoSans(Mono)?CJK.*-(Regular|Medium)\.(ttc|otf)$/i, /^SourceHanSans.*-Regular\.(ttc|otf)$/i];

/** With most letters of one: those of Korean, and those of Chinese. */
const parts = [
  [/^AppleSDGothicNeo\.ttc$/i, /^malgun\.ttf$/i, /^NotoSansKR.*\.(ttf|otf)$/i, /^NanumGothic\.ttf$/i],
  [
    /^PingFang\.ttc$/i,
    /^msyh\.tt[cf]$/i,
    /^NotoSans(SC|TC).*\.(ttf|otf)$/i,
    /^wqy-(zenhei|microhei)\.ttc$/i,
    /^DroidSansFallback.*\.ttf$/i,
  ],
];

export function wideFonts(): readonly Uint8Array[] {
  const files = folders.flatMap(filesIn).sort((a, b) => (a.path < b.path ? -1 : 1));
  const first = (likes: readonly RegExp[]) =>
    likes.flatMap((like) => files.filter(({ name }) => like.test(name))).slice(0, 1);
  const all = first(whole);
  return (all.length > 0 ? all : parts.flatMap(first)).map(({ path }) => readFileSync(path));
}

interface Found {
  readonly name: string;
  readonly path: string;
}

function filesIn(folder: string): readonly Found[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
      entry.isFile() ? [{ name: entry.name, path: join(entry.parentPath ?? folder, entry.name) }] : [],
    );
  } catch {
    return []; // a folder that may not be read has no font for us
  }
}
