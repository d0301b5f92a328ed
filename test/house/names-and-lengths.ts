// Files are named for the thing they hold, and none is so long that nobody reads it to the end.
import { type File, type Problem, problem } from "./files.ts";

const longest = 400;

/** Sources that are longer for a reason: a path, and the reason. */
export const longForAReason: ReadonlyMap<string, string> = new Map();

export function lengthProblems(files: readonly File[], exceptions = longForAReason): Problem[] {
  return files.flatMap((file) => {
    const lines = file.text.split("\n").length - 1;
    const excused = exceptions.get(file.path);
    if (excused === undefined && lines > longest)
      return [problem(file, 0, `${lines} lines: split it above ${longest}`)];
    if (excused !== undefined && lines <= longest) return [problem(file, 0, "is short enough to need no exception")];
    return [];
  });
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const saysNothing = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager", "base"]);

export function nameProblems(files: readonly File[]): Problem[] {
  return files.flatMap((file) =>
    file.path.split("/").flatMap((name) => {
      if (!kebab.test(name)) return [problem(file, 0, `\`${name}\` is not in kebab case`)];
      const word = name.split(/[.-]/).find((part) => saysNothing.has(part));
      return word === undefined ? [] : [problem(file, 0, `\`${word}\` does not say what the file holds`)];
    }),
  );
}
