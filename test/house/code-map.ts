// ARCHITECTURE.md is the map of the code: it names every folder of src, and none that is not there.
import type { Problem } from "./files.ts";

/** Folders named as `src/net`, or in a drawn tree: lines indented below a line that is `src/`. */
export function foldersNamed(map: string): Map<string, number> {
  const named = new Map<string, number>();
  let inTree = false;
  map.split("\n").forEach((line, index) => {
    const names = [...line.matchAll(/\bsrc\/([a-z][a-z0-9-]*)(?![\w.-])/g)].map(([, name]) => name);
    if (inTree) names.push(/^ {2}([a-z][a-z0-9-]*)\//.exec(line)?.[1]);
    inTree = /^src\/(\s|$)/.test(line) || (inTree && line.startsWith(" "));
    for (const name of names) if (name !== undefined && !named.has(name)) named.set(name, index + 1);
  });
  return named;
}

export function mapProblems(map: string, folders: ReadonlySet<string>): Problem[] {
  const path = "ARCHITECTURE.md";
  const named = foldersNamed(map);
  return [
    ...[...folders].filter((f) => !named.has(f)).map((f) => ({ path, line: 1, message: `does not name src/${f}` })),
    ...[...named]
      .filter(([f]) => !folders.has(f))
      .map(([f, line]) => ({ path, line, message: `names src/${f}: no such` })),
  ];
}
