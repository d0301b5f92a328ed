import { describe, expect, test } from "vitest";
import {
  codesOf,
  id,
  machine,
  net,
  publicAddress,
  readResources,
  resource,
  routesOf,
  way,
  type Written,
} from "./templates.suite.ts";

const table = (
  name: string,
  routes: Readonly<Record<string, readonly [prefix: string, next: string, address?: string]>>,
) =>
  resource("routeTables", name, {
    routes: Object.entries(routes).map(([route, [addressPrefix, nextHopType, nextHopIpAddress]]) => ({
      name: route,
      properties: { addressPrefix, nextHopType, ...(nextHopIpAddress === undefined ? {} : { nextHopIpAddress }) },
    })),
  });

const a = { addressPrefix: "10.0.1.0/24" };
const b = { addressPrefix: "10.0.2.0/24" };
const withTable = { routeTable: id("routeTables", "rt") };
const closed = { defaultOutboundAccess: false };

describe("the system's routes", () => {
  test("lead to the network's ranges, to the internet, and nowhere for private and shared space", () => {
    const read = readResources(net({ a }));
    expect(routesOf(read, "net/a")).toEqual([
      "0.0.0.0/0 internet (2)",
      "10.0.0.0/16 local (2)",
      "10.0.0.0/8 nowhere (2)",
      "100.64.0.0/10 nowhere (2)",
      "168.63.129.16/32 platform (2)",
      "169.254.169.254/32 platform (2)",
      "172.16.0.0/12 nowhere (2)",
      "192.168.0.0/16 nowhere (2)",
      "::/0 internet (2)",
    ]);
  });

  test("to nowhere go away for a range that the network holds whole, and for all under a default route of the user's own", () => {
    const whole = readResources(net({ a }, ["10.0.0.0/8"]));
    expect(routesOf(whole, "net/a")).not.toContain("10.0.0.0/8 nowhere (2)");
    const own = readResources(net({ a: { ...a, ...withTable } }), table("rt", { all: ["0.0.0.0/0", "Internet"] }));
    expect(routesOf(own, "net/a").filter((route) => route.includes("nowhere"))).toEqual([]);
  });

  test("may have company from a gateway that the network has a subnet for", () => {
    const read = readResources(net({ a, GatewaySubnet: b }));
    expect(routesOf(read, "net/a")).toContain("172.16.0.0/12 ?route.gateway.unread (2)");
  });

  test("have none where the subnet's table keeps the gateway's routes out", () => {
    const kept = resource("routeTables", "rt", { disableBgpRoutePropagation: true });
    const read = readResources(net({ a: { ...a, ...withTable }, GatewaySubnet: b }), kept);
    expect(routesOf(read, "net/a")).toContain("172.16.0.0/12 nowhere (2)");
  });

  test("lead to a peer's ranges, where crossing is not modelled", () => {
    const peer = resource("virtualNetworks", "peer", { addressSpace: { addressPrefixes: ["10.9.0.0/16"] } });
    const peering = resource("virtualNetworks/virtualNetworkPeerings", "net/to-peer", {
      remoteVirtualNetwork: id("virtualNetworks", "peer"),
    });
    const read = readResources(net({ a }), peer, peering);
    expect(routesOf(read, "net/a")).toContain("10.9.0.0/16 ?kind.unmodelled (2)");
  });
});

describe("the user's routes", () => {
  const read = readResources(
    net({ a: { ...a, ...withTable }, b }),
    table("rt", {
      drop: ["10.0.2.0/24", "None"],
      keep: ["10.0.1.0/24", "VnetLocal"],
      away: ["192.0.2.0/24", "Internet"],
      vpn: ["172.17.0.0/16", "VirtualNetworkGateway"],
      lost: ["198.51.100.0/24", "VirtualAppliance", "10.0.2.77"],
      tag: ["Storage.WestEurope", "Internet"],
    }),
    machine("one", "a", { address: "10.0.1.4" }),
    machine("two", "b", { address: "10.0.2.4" }),
    machine("near", "a", { address: "10.0.1.5" }),
  );

  test("stand in the subnets that name the table, and there only", () => {
    expect(routesOf(read, "net/a").filter((route) => route.endsWith("(0)"))).toEqual([
      "10.0.1.0/24 local (0)",
      "10.0.2.0/24 nowhere (0)",
      "172.17.0.0/16 ?kind.unmodelled (0)",
      "192.0.2.0/24 internet (0)",
      "198.51.100.0/24 ?route.gateway.unread (0)",
      "Storage.WestEurope internet (0)",
    ]);
    expect(routesOf(read, "net/b").filter((route) => route.endsWith("(0)"))).toEqual([]);
  });

  test("decide for what the subnet sends, not for what it receives", () => {
    expect(way(read, "az/one", "az/two", "tcp/80")).toMatchObject({ verdict: "dropped", codes: ["route.next.none"] });
    const reply = way(read, "az/two", "az/one", "tcp/80");
    expect(reply).toMatchObject({ verdict: "dropped", there: "two net/b/routes one", codes: ["route.next.none"] });
  });

  test("are asked even between neighbours", () => {
    expect(way(read, "az/one", "az/near", "tcp/80")).toMatchObject({ verdict: "delivered", there: "one rt near" });
  });

  test("written by themselves count as if they stood in the table", () => {
    const properties = { addressPrefix: "10.0.2.0/24", nextHopType: "None" };
    const own = resource("routeTables/routes", "rt/drop", properties);
    const two = readResources(net({ a: { ...a, ...withTable } }), table("rt", {}), own);
    expect(routesOf(two, "net/a")).toContain("10.0.2.0/24 nowhere (0)");
    expect(codesOf(two)).toEqual([]);
  });
});

describe("an appliance as next hop", () => {
  const routes = table("rt", { through: ["10.0.2.0/24", "VirtualAppliance", "10.0.3.4"] });
  const c = { addressPrefix: "10.0.3.0/24" };
  const around = (forwards: boolean) => {
    const back = table("rb", { through: ["10.0.1.0/24", "VirtualAppliance", "10.0.3.4"] });
    const subnets = net({ a: { ...a, ...withTable }, b: { ...b, routeTable: id("routeTables", "rb") }, c });
    const hosts = [machine("one", "a", { address: "10.0.1.4" }), machine("two", "b", { address: "10.0.2.4" })];
    return readResources(subnets, routes, back, ...hosts, machine("firewall", "c", { address: "10.0.3.4", forwards }));
  };

  test("passes on what it gets if its IP forwarding is on", () => {
    expect(way(around(true), "az/one", "az/two", "tcp/80")).toMatchObject({
      verdict: "delivered",
      there: "one rt firewall net/c/routes two",
      back: "two rb firewall net/c/routes one",
    });
  });

  test("drops it if not", () => {
    const { verdict, codes } = way(around(false), "az/one", "az/two", "tcp/80");
    expect([verdict, codes]).toEqual(["dropped", ["interface.address.foreign"]]);
  });

  test("in front of all traffic between neighbours: the network's range", () => {
    const all = table("rt", { through: ["10.0.0.0/16", "VirtualAppliance", "10.0.3.4"] });
    const hosts = [machine("one", "a", { address: "10.0.1.4" }), machine("two", "a", { address: "10.0.1.5" })];
    const firewall = machine("firewall", "c", { address: "10.0.3.4", forwards: true });
    const read = readResources(net({ a: { ...a, ...withTable }, c }), all, ...hosts, firewall);
    expect(way(read, "az/one", "az/two", "tcp/80").there).toBe("one rt firewall net/c/routes two");
  });
});

describe("the way to the internet", () => {
  const read = (more: object, ...others: readonly Written[]) => readResources(net({ a: { ...a, ...more } }), ...others);

  test("has a public address translated at the edge", () => {
    const out = way(
      read({}, publicAddress("front", "Basic"), machine("web", "a", { public: "front" })),
      "az/web",
      "internet",
      "tcp/443",
    );
    expect(out).toMatchObject({ verdict: "delivered", there: "web net/a/routes net/internet internet" });
  });

  test.each([
    ["is closed to a machine without one in a private subnet", closed, {}, "dropped", "address.public.none"],
    ["is uncertain where nobody says that the subnet is private", {}, {}, "unknown", "internet.outbound.unsaid"],
    [
      "is a NAT gateway's, which is not modelled",
      { ...closed, natGateway: { id: "x" } },
      {},
      "unknown",
      "kind.unmodelled",
    ],
    ["is a load balancer's, which is not modelled", closed, { pools: [{ id: "x" }] }, "unknown", "kind.unmodelled"],
  ])("%s", (_, subnet, card, verdict, code) => {
    const { verdict: is, codes } = way(read(subnet, machine("web", "a", card)), "az/web", "internet", "tcp/443");
    expect([is, codes]).toEqual([verdict, [code]]);
  });

  test("is no way in for one that only may go out", () => {
    const { verdict, codes } = way(read({}, machine("web", "a")), "internet", "az/web", "tcp/443");
    expect([verdict, codes]).toEqual(["dropped", ["address.public.none"]]);
  });

  test("is not needed for what the platform serves", () => {
    expect(way(read(closed, machine("web", "a")), "az/web", "168.63.129.16", "udp/53").verdict).toBe("delivered");
  });
});

test("an address that the deployment picks is none of the five that the subnet keeps", () => {
  const { model } = readResources(net({ a }), machine("web", "a"));
  const address = model.holdings.find(({ interface: key }) => key === "az/web-nic")?.address;
  expect(address).toMatchObject({ kind: "assigned", owner: "az/web-nic" });
  expect(address?.kind === "assigned" && address.within).toEqual([{ first: 167_772_420, last: 167_772_670 }]);
});
