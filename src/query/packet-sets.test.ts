/** The flood's sets as packet sets, beside the boxes on which its law is tested. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { boxes } from "../forward/flood/boxes.suite.ts";
import type { Field, Headers, HeaderSet } from "../forward/flood/headers.ts";
import { packetHeaders } from "./packet-sets.ts";

type Step =
  | { readonly op: "where"; readonly field: Field; readonly first: number; readonly last: number }
  | { readonly op: "and" | "minus" | "or"; readonly a: number; readonly b: number };

const tops: Readonly<Partial<Record<Field, number>>> = {
  source: 0xffff_ffff,
  destination: 0xffff_ffff,
  sourcePort: 0xffff,
  destinationPort: 0xffff,
};

const where = fc.constantFrom<Field>("source", "destination", "sourcePort", "destinationPort").chain((field) =>
  fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })).map(([a, b]): Step => {
    const unit = ((tops[field] ?? 0) + 1) / 8;
    return { op: "where", field, first: Math.min(a, b) * unit, last: (Math.max(a, b) + 1) * unit - 1 };
  }),
);
const joined = fc
  .tuple(fc.constantFrom("and" as const, "minus" as const, "or" as const), fc.nat(40), fc.nat(40))
  .map(([op, a, b]): Step => ({ op, a, b }));

/** Every set that the steps make, among packets of one family and of one protocol with ports. */
function made(headers: Headers, steps: readonly Step[]): readonly HeaderSet[] {
  const everybody = [{ first: 0, last: 0xffff_ffff }];
  const ends = headers.and(headers.where("source", everybody), headers.where("destination", everybody));
  const tcp = headers.and(ends, headers.where("protocol", [{ first: 6, last: 6 }]));
  const sets = [tcp];
  for (const step of steps) {
    if (step.op === "where") {
      const { field, first, last } = step;
      sets.push(headers.and(tcp, headers.where(field, [{ first, last }])));
      continue;
    }
    const [a = tcp, b = tcp] = [sets[step.a % sets.length], sets[step.b % sets.length]];
    sets.push(step.op === "or" ? headers.or([a, b]) : headers[step.op](a, b));
  }
  return sets;
}

test("hold what the boxes hold", () => {
  let empty = 0;
  let full = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(where, joined), { minLength: 4, maxLength: 14 }), (steps) => {
      const ours = packetHeaders();
      const [theirs, mine] = [made(boxes, steps), made(ours, steps)];
      theirs.forEach((a, i) =>
        theirs.forEach((b, j) => {
          const [p = ours.none, q = ours.none] = [mine[i], mine[j]];
          const none = boxes.isNone(boxes.minus(a, b));
          if (none) empty++;
          else full++;
          expect(ours.isNone(ours.minus(p, q))).toBe(none);
        }),
      );
    }),
    { seed: 1, numRuns: 60 },
  );
  expect(Math.min(empty, full)).toBeGreaterThan(500);
});

test.each<[Field, number]>([
  ["icmpType", 8],
  ["icmpCode", 3],
])("an %s is a part of its own", (field, value) => {
  const ours = packetHeaders();
  for (const headers of [boxes, ours]) {
    const icmp = headers.where("protocol", [{ first: 1, last: 1 }]);
    const one = headers.and(icmp, headers.where(field, [{ first: value, last: value }]));
    const next = headers.and(icmp, headers.where(field, [{ first: value + 1, last: value + 1 }]));
    expect(headers.isNone(headers.and(one, next))).toBe(true);
    expect(headers.isNone(headers.minus(icmp, one))).toBe(false);
    expect(headers.isNone(headers.minus(icmp, headers.or([one, headers.minus(icmp, one)])))).toBe(true);
  }
});

test("a witness lies in its set", () => {
  const ours = packetHeaders();
  const icmp = ours.and(
    ours.where("protocol", [{ first: 1, last: 1 }]),
    ours.and(ours.where("icmpType", [{ first: 8, last: 8 }]), ours.where("icmpCode", [{ first: 3, last: 3 }])),
  );
  const from = ours.and(icmp, ours.where("source", [{ first: 0x0a00_0001, last: 0x0a00_0009 }]));
  expect(ours.witness(from)).toMatchObject({ source: 0x0a00_0001, protocol: 1, icmpType: 8, icmpCode: 3 });
  const six = [{ first: 2n ** 125n + 7n, last: 2n ** 125n + 9n }];
  const both = ours.and(ours.where("source", six), ours.where("destination", six));
  expect(ours.witness(both)).toMatchObject({ source: 2n ** 125n + 7n, destination: 2n ** 125n + 7n });
  expect(ours.witness(ours.none)).toBeUndefined();
});
