// What every kind of every cloud must keep, whatever it means.
import { describe, expect, test } from "vitest";
import type { AnyKind, Thing } from "./kind.ts";
import type { Properties } from "./property.ts";

/** Names that every thing has beside its values. */
const taken: Readonly<Record<keyof Thing, true>> = {
  key: true,
  name: true,
  scope: true,
  origin: true,
  doubt: true,
  observed: true,
  written: true,
  referrers: true,
  strangers: true,
  self: true,
  report: true,
};

export function kindSuite(kinds: readonly AnyKind[]): void {
  describe.each(kinds.map((kind) => [kind.label, kind] as const))("%s", (_, kind) => {
    const properties = Object.entries(kind.properties as Properties);

    test("no value hides what every thing has", () => {
      expect(properties.map(([name]) => name).filter((name) => name in taken)).toEqual([]);
    });

    test("says what it claims of the cloud once, in words and with evidence", () => {
      expect(kind.claims.length).toBeGreaterThan(0);
      const texts = kind.claims.map(({ text }) => text);
      expect(texts).toEqual([...new Set(texts)]);
      for (const { text, evidence } of kind.claims) {
        expect(text).not.toMatch(/\.$/);
        expect(Object.values(evidence).every((word) => word !== "")).toBe(true);
      }
    });

    test("ignores no property that it reads", () => {
      const read = properties.flatMap(([, { spelling }]) => {
        const canonical = typeof spelling === "string" ? spelling : (spelling["cloudformation"] ?? "");
        return canonical.split("|");
      });
      expect((kind.ignored ?? []).filter((name) => read.includes(name))).toEqual([]);
    });

    test("refers to a place inside another thing by one of its own properties", () => {
      const parents = Object.values(kind.spelled).flatMap((spelled) =>
        [spelled].flat().flatMap((form) => ("inside" in form ? [form.parent] : [])),
      );
      expect(properties.map(([name]) => name)).toEqual(expect.arrayContaining(parents));
    });
  });

  test("each kind has a term of its own", () => {
    const terms = kinds.map(({ term }) => term);
    const shared = terms.filter((term, i) => terms.indexOf(term) !== i).map(({ label }) => label);
    expect(shared).toEqual([]);
  });
}
