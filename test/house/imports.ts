// Holds the sources to the law of imports. TypeScript 7 offers no parser to programs, and none is needed: the formatter
// puts every static import at the start of a line, and an import's clause holds nothing but names.
import { posix } from "node:path";
import { type File, type Problem, problem } from "./files.ts";
import { type Part, law } from "./law-of-imports.ts";

/** Tests and the suites that units share may import what they like. */
const isTest = /\.(test|suite)\.ts$/;

/** Files in front of the parts: what the package exports. */
const entryFiles: ReadonlySet<string> = new Set(["index.ts", "matchers.ts"]);

interface Import {
  readonly offset: number;
  /** Undefined for a dynamic import of something that is only known when it runs. */
  readonly target: string | undefined;
  readonly typesOnly: boolean;
}

function importsOf(text: string): Import[] {
  const fixed = /^(?:import|export)\s+(type\s)?(?:[\w$\s{},*]*?\bfrom\s*)?["']([^"']+)["']/gm;
  const dynamic = /^(?!\s*(?:\/\/|\*)).*?\bimport\(\s*(?:["']([^"']+)["'])?/gm;
  return [
    ...[...text.matchAll(fixed)].map((m) => ({ offset: m.index, target: m[2], typesOnly: m[1] !== undefined })),
    ...[...text.matchAll(dynamic)].map((m) => ({ offset: m.index, target: m[1], typesOnly: false })),
  ];
}

interface Place {
  readonly part: string;
  /** The folder that is one unit: within it everything may import everything. */
  readonly unit: string;
  readonly cloud?: string;
}

/** Where a source stands: `src/vendors/frr/read.ts` is in the unit `vendors/frr` of the part `vendors` + `/*`. */
function placeOf(path: string): Place {
  const [top = "", ...rest] = path.replace(/^src\//, "").split("/");
  const folders = rest.slice(0, -1);
  if (rest.length === 0) return { part: entryFiles.has(top) ? top.replace(".ts", "") : top, unit: top };
  if (top === "clouds") {
    const [cloud, kind] = folders;
    if (cloud === undefined) return { part: top, unit: top };
    if (kind === undefined) return { part: top, unit: `${top}/${cloud}`, cloud };
    return { part: kind === "terms" ? "clouds/*/terms" : "clouds/*/*", unit: `${top}/${cloud}/${kind}`, cloud };
  }
  if (top === "formats" || top === "vendors") {
    const [unit] = folders;
    if (unit === undefined) return { part: top, unit: top };
    return { part: unit === "evaluate" ? `${top}/evaluate` : `${top}/*`, unit: `${top}/${unit}` };
  }
  return { part: top, unit: top };
}

const partNames = new Set(law.map(({ part }) => part));

/** Whether one of `entries` allows a file: a part's name, or the beginning of a file's path below src. */
function allows(entries: readonly string[], place: Place, path: string): boolean {
  return entries.some((entry) => (partNames.has(entry) ? entry === place.part : path.startsWith(`src/${entry}`)));
}

function refusal(from: Place, row: Part, path: string, { target, typesOnly }: Import): string | undefined {
  if (target === undefined) return "imports something that is only known when it runs";
  if (target.startsWith("node:")) return row.node === true ? undefined : `${row.part} may not use Node: ${target}`;
  if (!target.startsWith(".")) {
    const name = target.split("/", target.startsWith("@") ? 2 : 1).join("/");
    return row.packages?.includes(name) === true ? undefined : `${row.part} may not use the package ${name}`;
  }
  const targetPath = posix.join(posix.dirname(path), target);
  if (!targetPath.startsWith("src/")) return `imports ${targetPath}, which is not below src`;
  if (isTest.test(targetPath)) return `imports the test ${targetPath}`;
  const to = placeOf(targetPath);
  if (to.unit === from.unit) return undefined;
  const sameCloud = from.cloud === undefined || to.cloud === undefined || from.cloud === to.cloud;
  if (sameCloud && allows(row.imports, to, targetPath)) return undefined;
  if (allows(row.types ?? [], to, targetPath)) {
    return typesOnly ? undefined : `${row.part} may import only types from ${to.unit}`;
  }
  return `${from.unit} may not import ${to.unit}: ${row.reason}`;
}

export function importProblems(files: readonly File[]): Problem[] {
  return files.flatMap((file) => {
    if (!file.path.startsWith("src/")) return [];
    const place = placeOf(file.path);
    const row = law.find(({ part }) => part === place.part);
    if (row === undefined) return [problem(file, 0, `src/${place.part} is not a part that the law of imports knows`)];
    if (isTest.test(file.path)) return [];
    return importsOf(file.text).flatMap((found) => {
      const message = refusal(place, row, file.path, found);
      return message === undefined ? [] : [problem(file, found.offset, message)];
    });
  });
}
