// What every vendor must keep, whatever its devices say.
import { describe, expect, test } from "vitest";
import { collector } from "../model/builder.ts";
import { known, unknown } from "../value/value.ts";
import type { AnyVendor, Place } from "./vendor.ts";

const nothing = unknown("test.gateway.unknown", "nobody is there");

/** A device with one interface, of which its own text has not been heard. */
export const place: Place = {
  node: "stack/Device",
  name: "stack/Device",
  table: "stack/Device#table",
  interfaces: [
    { key: "stack/Device#card", addresses: [known(0x0a00010a)], ranges: [known({ first: 0x0a000100, length: 24 })] },
  ],
  link: () => nothing,
  gateway: () => nothing,
};

const texts = ["", "null", "[]", "{}", "[[]]", '[{"ifname":7}]', '[{"dst":{}}]', "[{", "\u0000\uffff", "# a comment\n"];

export function vendorSuite(vendors: readonly AnyVendor[], documents: readonly string[]): void {
  describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))("%s", (_, vendor) => {
    test("says what it claims of its devices once, in words and with evidence", () => {
      expect(vendor.claims.length).toBeGreaterThan(0);
      const said = vendor.claims.map(({ text }) => text);
      expect(said).toEqual([...new Set(said)]);
      for (const { evidence } of vendor.claims) expect(Object.values(evidence).every((word) => word !== "")).toBe(true);
    });

    test("a device of which nothing is said stays as its template has it", () => {
      const into = collector();
      const { config, findings } = vendor.read({ documents: new Map(), options: new Map() });
      const lowered = vendor.lower(config, place, into.for({ at: [] }));
      expect([findings, lowered.findings, lowered.states, lowered.settled.size]).toEqual([[], [], [], 0]);
      const model = into.model();
      expect([model.interfaces.size, model.holdings.length]).toEqual([0, 0]);
    });

    test.each(documents.flatMap((name) => texts.map((text) => [name, text] as const)))("reads %s %j", (name, text) => {
      const document = { path: "device.txt", text };
      const { config } = vendor.read({ documents: new Map([[name, document]]), options: new Map() });
      const into = collector();
      expect(() => vendor.lower(config, place, into.for({ at: [] }))).not.toThrow();
      const { nodes, interfaces, segments, domains, holdings, routes } = into.model();
      const keys = [...nodes, ...interfaces, ...segments, ...domains].map(([key]) => key);
      for (const key of [...keys, ...[...holdings, ...routes].map((e) => e.key)])
        expect(key.startsWith(place.node)).toBe(true);
    });
  });
}
