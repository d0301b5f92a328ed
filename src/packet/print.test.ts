import { describe, expect, test } from "vitest";
import { ICMP, TCP, UDP } from "../net/protocol.ts";
import { AddressSpace } from "./address-space.ts";
import { listing, print } from "./print.ts";
import { rangeIn } from "./sets.suite.ts";
import { type PacketSet, Sets } from "./sets.ts";
import { between, one, type Stretches, values } from "./stretches.ts";

const prefixes = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "172.16.0.0/12", "192.168.0.0/16", "2001:db8::/32"];
const space = new AddressSpace(prefixes.map(rangeIn), [
  { id: "web", owner: "web-1", within: [rangeIn("10.1.2.0/24")] },
  { id: "db", owner: "db-1", within: [rangeIn("10.0.0.0/8")] },
]);
const sets = new Sets(space);
const at = (text: string): Stretches => space.range(rangeIn(text));
const tcp = (ports: Stretches, source: Stretches, destination: Stretches): PacketSet =>
  sets.box({ protocol: one(TCP), destinationPort: ports, source, destination });
const web = space.assigned("web");
const anyone = at("0.0.0.0/0");

describe("a set is printed as", () => {
  const cases: readonly (readonly [title: string, set: PacketSet, text: string])[] = [
    ["nothing, when it is empty", sets.empty(), "nothing"],
    ["any, when it is full", sets.full(), "any protocol, any to any\nand nothing else"],
    [
      "ports in one list, with icmp on a line of its own",
      sets.unionAll([
        ...[22, 80, 443].map((port) => tcp(one(port), anyone, web)),
        sets.box({ protocol: one(ICMP), source: anyone, destination: web }),
      ]),
      "icmp, 0.0.0.0/0 to web-1\ntcp 22,80,443, 0.0.0.0/0 to web-1\nand nothing else",
    ],
    [
      "overlapping lines, each as large as it can be",
      sets.union(tcp(one(22), at("10.0.0.0/8"), web), tcp(between(0, 1023), at("10.1.0.0/16"), web)),
      "tcp 0-1023, 10.1.0.0/16 to web-1\ntcp 22, 10.0.0.0/8 to web-1\nand nothing else",
    ],
    [
      "a prefix but the assigned addresses that are left out",
      sets.subtract(tcp(one(80), anyone, at("10.1.0.0/16")), sets.box({ destination: web })),
      "tcp 80, 0.0.0.0/0 to 10.1.0.0/16 but web-1\nand nothing else",
    ],
    [
      "the part of an assigned address that is meant",
      sets.intersect(tcp(one(80), anyone, space.assigned("db")), sets.box({ destination: at("10.1.0.0/16") })),
      "tcp 80, 0.0.0.0/0 to db-1 in 10.1.0.0/16\nand nothing else",
    ],
    [
      "everybody but a few, where that is shorter",
      sets.subtract(tcp(one(80), anyone, web), sets.box({ source: at("10.0.0.0/8") })),
      "tcp 80, 0.0.0.0/0 but 10.0.0.0/8 to web-1\nand nothing else",
    ],
    [
      "both families on one line, where nobody is named",
      sets.box({ protocol: values([TCP, UDP]), destinationPort: one(53) }),
      "tcp,udp 53, any to any\nand nothing else",
    ],
    [
      "any but a few ports and protocols",
      sets.subtract(sets.box({ source: anyone, destination: web }), tcp(one(25), anyone, web)),
      "any but tcp, 0.0.0.0/0 to web-1\ntcp any but 25, 0.0.0.0/0 to web-1\nand nothing else",
    ],
    [
      "one echo request, by its type",
      sets.box({ protocol: one(ICMP), icmp: between(8 << 8, (8 << 8) + 255), source: at("2001:db8::/32") }),
      "icmp type 8, 2001:db8::/32 to ::/0\nand nothing else",
    ],
  ];
  test.each(cases)("%s", (_title, set, text) => expect(print(sets, set)).toBe(text));

  test("its first lines, and that there are more", () => {
    const many = sets.unionAll(Array.from({ length: 6 }, (_, i) => tcp(one(i), [i * 256, i * 256 + 256], web)));
    const { lines, left } = listing(sets, many, 4);
    expect(lines).toHaveLength(4);
    expect(sets.isEmpty(left)).toBe(false);
    expect(print(sets, many, 4).split("\n").at(-1)).toBe("and more");
  });
});
