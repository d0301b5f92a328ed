/** A font of this machine with Korean and Chinese letters: the first that is found of those that systems bring. */

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

/** In the order in which they are liked: those with all letters of both first. */
const liked = [
  /^NotoSans(Mono)?CJK.*-(Regular|Medium)\.(ttc|otf)$/i,
  /^NotoSans(KR|SC|TC|JP).*\.(ttf|otf)$/i,
  /^SourceHanSans.*-Regular\.(ttc|otf)$/i,
  /^AppleSDGothicNeo\.ttc$/i,
  /^PingFang\.ttc$/i,
  /^malgun\.ttf$/i,
  /^msyh\.tt[cf]$/i,
  /^NanumGothic\.ttf$/i,
  /^wqy-(zenhei|microhei)\.ttc$/i,
  /^DroidSansFallback.*\.ttf$/i,
];

export function wideFont(): Uint8Array | undefined {
  const files = folders.flatMap(filesIn);
  for (const like of liked) {
    const [file] = files.filter(({ name }) => like.test(name)).sort((a, b) => (a.path < b.path ? -1 : 1));
    if (file !== undefined) return readFileSync(file.path);
  }
  return undefined;
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
