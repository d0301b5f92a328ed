import { describe, expect, test } from "vitest";
import { flood } from "../forward/flood/ask.ts";
import { corpusOf } from "../forward/flood/law/law.suite.ts";
import { type Network, network } from "../forward/network.ts";
import { assigned, ip, prefix, tcp, twoSegments } from "../forward/networks.suite.ts";
import { groupBy, internet } from "../model/builder.ts";
import type { Node } from "../model/model.ts";
import { inPrefix } from "../net/ip.ts";
import { known } from "../value/value.ts";
import { likeness } from "./alike.ts";
import { withGuest } from "./guest.ts";
import { packetHeaders } from "./packet-sets.ts";
import { sources } from "./sources.ts";
import { headerOf } from "./traffic.ts";
import { destinations } from "./destinations.ts";

const four = () => twoSegments().host("h3", "s1", "10.0.1.11").host("h4", "s1", "10.0.1.200");

function classes(net: Network): readonly string[] {
  const like = likeness(net);
  const groups = new Map<string, string[]>();
  for (const node of net.model.nodes.values()) {
    if (!node.host) continue;
    const text = like(node);
    groups.set(text, [...(groups.get(text) ?? []), node.key]);
  }
  return [...groups.values()].map((names) => names.join(" ")).sort();
}

describe("hosts of one segment", () => {
  test("are alike", () => {
    expect(classes(network(four().model()))).toEqual(["h1 h3 h4", "h2"]);
  });

  test("are not, where a rule tells their addresses apart", () => {
    const net = four().guard("g", "h2", { in: [tcp(80, "10.0.1.0/26")] });
    expect(classes(network(net.model()))).toEqual(["h1 h3", "h2", "h4"]);
  });

  test("are not, where a route leads to one of them", () => {
    const net = four().route("r-main", "10.9.0.0/16", { to: "h3" });
    expect(classes(network(net.model()))).toEqual(["h1 h4", "h2", "h3"]);
  });

  test("are not, behind different filters", () => {
    const net = four().guard("g", "h3", { in: [tcp(80)] });
    expect(classes(network(net.model()))).toEqual(["h1 h4", "h2", "h3"]);
  });

  test("are not, where one is a member of a group", () => {
    const net = four();
    net.at("group").group("group", { name: "group", label: "group", domain: known("r") });
    net.at("group").member("h4 group", { group: "group", interface: "h4" });
    expect(classes(network(net.model()))).toEqual(["h1 h3", "h2", "h4"]);
  });

  test("are, whichever addresses the deployment gives them", () => {
    const net = twoSegments()
      .host("h3", "s2", assigned("h3", "10.0.2.0/24"))
      .host("h4", "s2", assigned("h4", "10.0.2.0/24"));
    expect(classes(network(net.model()))).toEqual(["h1", "h2", "h3 h4"]);
  });
});

/** The sets of what one sends to the other, told without names. */
function treated(net: Network, headers: ReturnType<typeof packetHeaders>, from: Node, to: Node) {
  const one = (node: Node) => ({ kind: "nodes" as const, name: node.name, nodes: [node], set: false, others: [] });
  const [s, d] = [sources(net, one(from)), destinations(net, one(to), false)];
  if ("problem" in s || "problem" in d) return [];
  return s.sources.flatMap(({ address, node }) =>
    d.destinations.flatMap(({ address: destination }) => {
      const six = [address, destination].some((t) => typeof t === "bigint");
      if (six || typeof address !== typeof destination) return [];
      const packet = {
        source: address,
        destination,
        ...headerOf({ text: "any", protocol: undefined, ports: undefined }, 4),
      };
      const { result } = flood(net, headers, [{ node, packet }]);
      return [result.all, result.some, result.arrivedAll, result.arrivedSome, result.unknown];
    }),
  );
}

/** Two more on each segment, whose addresses are known or not. */
function twinned({ model }: Network): Network {
  const segments = [...model.segments.values()].filter((s) => s.listed);
  const ranges = ["10.0.0.200/32", "10.0.0.201/32", "10.1.0.200/32", "10.1.0.201/32"].map(prefix);
  const more = segments.reduce((before, segment) => {
    const [own] = segment.ranges.flatMap((r) =>
      r.kind === "known" && typeof r.value.first === "number" ? [r.value] : [],
    );
    if (own === undefined) return before;
    const inside = [own, own, ...ranges.filter((r) => inPrefix(own, r.first))];
    return inside.reduce((m, range, i) => withGuest(m, segment, range, `${segment.name} ${i}`)?.model ?? m, before);
  }, model);
  const holdings = more.holdings.map((h) =>
    h.address.kind === "assigned" && h.address.chooser === "sender"
      ? { ...h, address: { ...h.address, chooser: "deployment" as const } }
      : h,
  );
  return network({ ...more, holdings });
}

test("what goes for one of those that are alike goes for the others, on random networks", () => {
  let compared = 0;
  for (const { net: plain } of corpusOf({ seed: 3, networks: 40 })) {
    const net = twinned(plain);
    const like = likeness(net);
    const hosts = [...net.model.nodes.values()].filter((n) => n.host && n.key !== internet.node);
    const alike = [...groupBy(hosts, like).values()].filter((list) => list.length > 1);
    for (const [a, ...others] of alike) {
      for (const c of hosts) {
        const b = others.find((node) => node !== c);
        if (a === undefined || b === undefined || c === a) continue;
        const headers = packetHeaders();
        expect(treated(net, headers, a, c)).toEqual(treated(net, headers, b, c));
        expect(treated(net, headers, c, a)).toEqual(treated(net, headers, c, b));
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(100);
});

test("an address between two ranges is told from one inside them", () => {
  const net = four()
    .host("h5", "s1", "10.0.1.12")
    .guard("g", "h2", { in: [{ ...tcp(80), sources: [known({ first: ip("10.0.1.11"), length: 32 })] }] });
  expect(classes(network(net.model()))).toEqual(["h1", "h2", "h3", "h4 h5"]);
});
