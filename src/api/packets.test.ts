import { describe, expect, test } from "vitest";
import { parseIp, parsePrefix } from "../net/ip.ts";
import { type Ranges, rangesOf, subtract } from "../net/ranges.ts";
import { publicSpace } from "../net/special.ts";
import type { Packet, Symbol } from "../packet/packet.ts";
import { endpointOf, packetOf, rangeText } from "./packets.ts";

const prefixes = (...texts: string[]): Ranges => rangesOf(texts.flatMap((text) => parsePrefix(text)?.prefix ?? []));
const ip = (text: string): number => Number(parseIp(text));

const subnet = subtract(prefixes("10.1.11.0/24"), prefixes("10.1.11.0/30", "10.1.11.255/32"));
const balancer: Symbol = {
  kind: "symbol",
  id: "b",
  chooser: "deployment",
  owner: "web/LoadBalancer",
  within: subnet,
  at: [],
};
const client: Symbol = { kind: "symbol", id: "c", chooser: "sender", within: publicSpace, at: [] };
const high: Symbol = { kind: "symbol", id: "p", chooser: "sender", within: [{ first: 1024, last: 65535 }], at: [] };

describe("where an address can lie", () => {
  test.each([
    ["one prefix", prefixes("10.0.0.0/8"), undefined, "10.0.0.0/8"],
    ["several prefixes", prefixes("10.0.0.0/8", "192.168.0.0/16"), undefined, "10.0.0.0/8,192.168.0.0/16"],
    ["a subnet without its reserved addresses is the subnet", subnet, undefined, "10.1.11.0/24"],
    ["narrowed to a block", subtract(prefixes("10.1.11.0/28"), prefixes("10.1.11.0/30")), subnet, "10.1.11.0/28"],
    ["narrowed to all but a block", subtract(subnet, prefixes("10.1.11.128/25")), subnet, "10.1.11.0/25"],
    [
      "a block in the middle cut out",
      subtract(subnet, prefixes("10.1.11.64/26")),
      subnet,
      "10.1.11.0/26,10.1.11.128/25",
    ],
    ["both families", prefixes("10.0.0.0/8", "2001:db8::/32"), undefined, "10.0.0.0/8,2001:db8::/32"],
    ["nothing", [], undefined, "nowhere"],
  ])("%s", (_, ranges, whole, text) => expect(rangeText(ranges, whole ?? ranges)).toBe(text));
});

describe("an end of a packet", () => {
  test("that is known", () => {
    expect(endpointOf(ip("10.1.21.101"), undefined, () => "web/Host")).toEqual({
      text: "10.1.21.101",
      address: "10.1.21.101",
      within: null,
      owner: "web/Host",
    });
  });

  test("that the deployment assigns has no address, but a range and an owner", () => {
    expect(endpointOf(balancer)).toEqual({
      text: "web/LoadBalancer in 10.1.11.0/24",
      address: null,
      within: "10.1.11.0/24",
      owner: "web/LoadBalancer",
    });
  });

  test("that a decision has narrowed", () => {
    const world = new Map([["b", subtract(prefixes("10.1.11.16/28"), [])]]);
    expect(endpointOf(balancer, world).within).toBe("10.1.11.16/28");
  });

  test("that the sender picks", () => {
    expect(endpointOf(client)).toEqual({ text: "any address", address: null, within: "0.0.0.0/0", owner: null });
  });
});

test("a packet says its protocol by name, and an open port as a range", () => {
  const packet: Packet = { source: client, destination: balancer, protocol: 6, sourcePort: high, destinationPort: 80 };
  expect(packetOf(packet)).toMatchObject({ protocol: "tcp", sourcePort: "1024-65535", destinationPort: 80 });
  expect(packetOf({ source: 1, destination: 2, protocol: 99 })).toMatchObject({ protocol: 99, sourcePort: null });
  expect(packetOf({ source: 1, destination: 2, protocol: 1, icmpType: 8 })).toMatchObject({ icmpType: 8 });
});
