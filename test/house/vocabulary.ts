// Holds the middle to the law of words, in code, strings and comments alike.
import { type File, type Problem, problem } from "./files.ts";
import { middle } from "./law-of-imports.ts";
import { clouds, products, vendors } from "./law-of-words.ts";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A name as a word of its own or as one part of a camel-case one, singular or plural: vpc, VPCs, vpcOf, toVpc, VPC_ID. */
function pattern(name: string): RegExp {
  const [first = "", ...rest] = name.split(" ");
  const tail = rest.map((word) => `[\\s_-]*(?:${word}|${capital(word)}|${word.toUpperCase()})`).join("");
  const start = `(?<![A-Za-z])${first}|${capital(first)}|(?<![A-Z])${first.toUpperCase()}`;
  return new RegExp(`(?:${start})${tail}s?(?![a-z])`, "g");
}

const patterns = [...clouds, ...products, ...vendors].map(pattern);

export function vocabularyProblems(files: readonly File[]): Problem[] {
  return files
    .filter(({ path }) => middle.some((part) => path.startsWith(`src/${part}/`)))
    .flatMap((file) =>
      patterns.flatMap((pattern) =>
        [...file.text.matchAll(pattern)].map((m) => problem(file, m.index, `the middle does not know "${m[0]}"`)),
      ),
    );
}
