import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLines } from "./changed-lines.ts";
import { type Document, textOf } from "./document.ts";

const document = (lines: readonly string[], path = "a"): Document => ({ path, text: lines.join("\n") });
const told = (old: readonly string[], next: readonly string[]) =>
  changedLines(document(old), document(next)).map((c) => `-${textOf(c.old)}+${textOf(c.new)}`);

test.each<[string, string, readonly string[]]>([
  ["a b c", "a b c", []],
  ["a b c", "a x c", ["-b+x"]],
  ["a b c", "a c", ["-b+"]],
  ["a c", "a b c", ["-+b"]],
  ["a b c d e", "a x c y e", ["-b+x", "-d+y"]],
  ["a b", "c d", ["-a\nb+c\nd"]],
  ["", "a b", ["-+a\nb"]],
])("%s becomes %s", (old, next, changes) => {
  const lines = (text: string) => text.split(" ").filter((line) => line !== "");
  expect(told(lines(old), lines(next))).toEqual(changes);
});

const texts = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 12 });

test("what is left when the changed lines are taken away is the same in both", () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const [old, next] = [document(a, "old"), document(b, "new")];
      const changes = changedLines(old, next);
      const rest = (of: Document, side: "old" | "new") => {
        const gone = new Set(
          changes.flatMap((c) => (c[side].start === c[side].end ? [] : lineNumbers(of, c[side].start, c[side].end))),
        );
        return of.text.split("\n").filter((_, i) => !gone.has(i));
      };
      expect(rest(old, "old")).toEqual(rest(next, "new"));
      expect(changes.length > 0).toBe(a.join() !== b.join());
    }),
    { seed: 1, numRuns: 300 },
  );
});

function lineNumbers({ text }: Document, start: number, end: number): readonly number[] {
  const first = text.slice(0, start).split("\n").length - 1;
  return text
    .slice(start, end)
    .split("\n")
    .map((_, i) => first + i);
}
