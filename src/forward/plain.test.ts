import { expect, test } from "vitest";
import type { Term } from "../packet/packet.ts";
import { isUnknown } from "../value/value.ts";
import { network } from "./network.ts";
import { assigned, ip, type Net, twoSegments } from "./networks.suite.ts";
import { plainWays } from "./plain.ts";
import { lawOfPlainWays } from "./plain.suite.ts";

function way(net: Net, to: string): string | undefined {
  const on = network(net.model());
  const from = on.node("h1");
  const known = on.node(to) === undefined ? ip(to) : on.term(on.ownAddressesOf(to)[0]?.address ?? missing);
  return from === undefined || isUnknown(known)
    ? to
    : plainWays(on)(known as Term)(from)
        ?.map((n) => n.name)
        .join(" ");
}

const missing = { kind: "unknown", code: "x", why: "no address", at: [] } as const;
const passing = { forwards: true } as const;
const inspect = { ...passing, inspect: { mode: "stateful", assumption: "seen" } as const };
const encapsulate = { ...passing, encapsulate: { kind: "nowhere" } as never };
/** To h2 by way of m, which stands beside h1. */
const past = (extra: object) =>
  twoSegments().host("m", "s1", "10.0.1.9", extra).route("r-main", "10.0.2.0/24", { to: "m" }, "by m");

test.each<[string, string | undefined, Net, string]>([
  ["from segment to segment", "h1 r h2", twoSegments(), "10.0.2.10"],
  ["within a segment", "h1 h3", twoSegments().host("h3", "s1", "10.0.1.11"), "h3"],
  ["to itself", "h1", twoSegments(), "h1"],
  [
    "to an address that will be assigned",
    "h1 r h3",
    twoSegments().host("h3", "s2", assigned("h3", "10.0.2.0/24")),
    "h3",
  ],
  ["to nobody", undefined, twoSegments(), "10.0.2.99"],
  ["to where no route leads", undefined, twoSegments(), "192.0.2.1"],
  ["to a router that hands it back", undefined, twoSegments().route("r-main", "10.0.2.0/24", { to: "h1" }), "h2"],
  ["past one that passes nothing on", undefined, past({}), "h2"],
  ["past one that hands it back to the router", undefined, past(passing), "h2"],
  ["past one that inspects", undefined, past(inspect), "h2"],
  ["past one that wraps", undefined, past(encapsulate), "h2"],
  [
    "past one that translates",
    undefined,
    twoSegments()
      .internet("r", ["10.0.0.0/16"], {})
      .route("r-main", "10.0.2.0/24", { to: "edge#inside" }, "by the edge"),
    "h2",
  ],
  ["by either of two routes", undefined, past(passing).route("r-main", "10.0.2.0/24", { to: "h2" }, "directly"), "h2"],
  [
    "by a route for a part of where it may lie",
    undefined,
    twoSegments().host("h3", "s2", assigned("h3", "10.0.2.0/24")).route("r-main", "10.0.2.0/25", { to: "h2" }),
    "h3",
  ],
  ["to an address that two have", undefined, twoSegments().host("h3", "s2", "10.0.2.10"), "h3"],
])("the way %s is %s", (_, expected, net, to) => {
  expect(way(net, to)).toBe(expected);
});

test("on random networks every packet of a plain way meets its nodes, in that order", () => {
  const { wrong, ways } = lawOfPlainWays({ seed: 7, networks: 100 });
  expect(wrong).toEqual([]);
  expect(ways).toBeGreaterThan(100);
});
