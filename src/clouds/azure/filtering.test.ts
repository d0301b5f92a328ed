import { describe, expect, test } from "vitest";
import {
  id,
  machine,
  net,
  publicAddress,
  readResources,
  resource,
  rules,
  rulesIn,
  way,
  type Written,
  type Card,
} from "./templates.suite.ts";

const guarded = { addressPrefix: "10.0.1.0/24", networkSecurityGroup: id("networkSecurityGroups", "sg") };
const open = { addressPrefix: "10.0.2.0/24" };

describe("a rule list", () => {
  test("ends with six rules that no line says", () => {
    const read = readResources(net({ a: guarded }), rules("sg", []));
    expect(rulesIn(read, "sg", "in", "a", true)).toEqual([
      "65000 permit from 10.0.0.0/16, 168.63.129.16/32 to 10.0.0.0/16, 168.63.129.16/32",
      "65001 permit from 168.63.129.16/32",
      "65500 deny",
    ]);
    expect(rulesIn(read, "sg", "out", "a", true)).toEqual([
      "0 permit to 168.63.129.16/32, 169.254.169.254/32",
      "65000 permit from 10.0.0.0/16, 168.63.129.16/32 to 10.0.0.0/16, 168.63.129.16/32",
      "65001 permit to the internet",
      "65500 deny",
    ]);
  });

  test("takes its rules in the order of their priorities, singular and plural alike", () => {
    const plural = resource("networkSecurityGroups/securityRules", "sg/many", {
      access: "Allow",
      direction: "Inbound",
      priority: 90,
      protocol: "*",
      sourceAddressPrefixes: ["192.0.2.0/24", "198.51.100.7"],
      sourcePortRange: "*",
      destinationAddressPrefix: "VirtualNetwork",
      destinationPortRanges: ["80", "8000-8080"],
    });
    const list = [
      "deny in 200 Tcp 25 from *",
      "permit in 100 Udp 53 from Internet",
      "permit in 150 Icmp 7 from 10.0.0.4-10.0.0.5",
    ];
    const read = readResources(net({ a: guarded }), rules("sg", list), plural);
    expect(rulesIn(read, "sg", "in", "a")).toEqual([
      "90 permit 80 8000-8080 from 192.0.2.0/24, 198.51.100.7/32 to 10.0.0.0/16, 168.63.129.16/32",
      "100 permit udp 53 from the internet",
      "150 permit icmp from 10.0.0.4/31",
      "200 deny tcp 25",
    ]);
  });

  test("names other services by their tags, and sets of interfaces", () => {
    const group = resource("applicationSecurityGroups", "web");
    const rule = resource("networkSecurityGroups/securityRules", "sg/web", {
      access: "Allow",
      direction: "Inbound",
      priority: 100,
      protocol: "Tcp",
      sourceAddressPrefix: "AzureMonitor",
      destinationApplicationSecurityGroups: [id("applicationSecurityGroups", "web")],
      destinationPortRange: "80",
    });
    const read = readResources(net({ a: guarded }), rules("sg", []), group, rule);
    expect(rulesIn(read, "sg", "in", "a")).toEqual(["100 permit tcp 80 from AzureMonitor to az/web"]);
  });

  test("lets in what is for members of a set, and nothing for others", () => {
    const rule = resource("networkSecurityGroups/securityRules", "sg/web", {
      access: "Deny",
      direction: "Inbound",
      priority: 100,
      protocol: "*",
      sourceAddressPrefix: "*",
      destinationApplicationSecurityGroups: [id("applicationSecurityGroups", "web")],
      destinationPortRange: "*",
    });
    const read = readResources(
      net({ a: guarded, b: open }),
      rules("sg", []),
      resource("applicationSecurityGroups", "web"),
      rule,
      machine("member", "a", { applications: ["web"] }),
      machine("other", "a"),
      machine("client", "b"),
    );
    expect(way(read, "az/client", "az/member", "tcp/80").verdict).toBe("dropped");
    expect(way(read, "az/client", "az/other", "tcp/80").verdict).toBe("delivered");
  });

  test("knows the network by its peers and the user's routes too; whether by a default route, nobody says", () => {
    const routes = (prefix: string) =>
      resource("routeTables", "rt", {
        routes: [{ name: "r", properties: { addressPrefix: prefix, nextHopType: "None" } }],
      });
    const subnet = { ...guarded, routeTable: id("routeTables", "rt") };
    const certain = readResources(net({ a: subnet }), rules("sg", []), routes("172.17.0.0/16"));
    expect(rulesIn(certain, "sg", "in", "a", true)[0]).toContain("from 10.0.0.0/16, 172.17.0.0/16, ");
    const uncertain = readResources(net({ a: subnet }), rules("sg", []), routes("0.0.0.0/0"));
    expect(rulesIn(uncertain, "sg", "in", "a", true)).toContain("65000 permit perhaps");
  });

  test("whose own words nobody knows may decide either way", () => {
    const list = ["deny in 100 Tcp 80 from [parameters('who')]"];
    const text = readResources(net({ a: guarded, b: open }), rules("sg", list), machine("w", "a"), machine("c", "b"));
    expect(way(text, "az/c", "az/w", "tcp/80").verdict).toBe("unknown");
  });
});

describe("rule lists of subnet and interface", () => {
  const build = (subnetList: readonly string[], ownList: readonly string[]) =>
    readResources(
      net({ a: guarded, b: open }),
      rules("sg", subnetList),
      rules("own", ownList),
      machine("web", "a", { group: "own" }),
      machine("near", "a"),
      machine("client", "b"),
    );

  test("both have to permit what comes in, the subnet's first", () => {
    const both = ["permit in 100 Tcp 80 from *"];
    expect(way(build(both, both), "az/client", "az/web", "tcp/80").there).toBe("client net/b/routes sg own web");
    const none = ["deny in 100 Tcp 80 from *"];
    expect(way(build(none, both), "az/client", "az/web", "tcp/80").there).toBe("client net/b/routes sg");
    expect(way(build(both, none), "az/client", "az/web", "tcp/80").there).toBe("client net/b/routes sg own");
  });

  test("both have to permit what goes out, the interface's first", () => {
    const out = ["permit out 100 Tcp 80 from *"];
    expect(way(build(out, out), "az/web", "az/client", "tcp/80").there).toBe("web own sg net/a/routes client");
  });

  test("judge what passes between neighbours as well", () => {
    const { verdict, there } = way(build(["deny in 100 Tcp 80 from *"], []), "az/web", "az/near", "tcp/80");
    expect([verdict, there]).toEqual(["dropped", "web net/a/routes sg"]);
  });

  test("let answers pass that no rule of the other direction would", () => {
    const list = ["permit in 100 Tcp 80 from *", "deny out 100 * * from *"];
    expect(way(build(list, list), "az/client", "az/web", "tcp/80").verdict).toBe("delivered");
    expect(way(build(list, list), "az/web", "az/client", "tcp/80").verdict).toBe("dropped");
  });

  test("let everything pass where none is named", () => {
    const read = readResources(net({ b: open }), machine("one", "b"), machine("two", "b"));
    expect(way(read, "az/one", "az/two", "tcp/1").verdict).toBe("delivered");
  });
});

describe("a public address", () => {
  const front = (sku: string, more: Card = {}, ...others: readonly Written[]) =>
    readResources(
      net({ b: open }),
      publicAddress("front", sku),
      machine("web", "b", { public: "front", ...more }),
      ...others,
    );

  test("of the Basic kind is open, of the Standard kind closed until a rule list opens it", () => {
    expect(way(front("Basic"), "internet", "az/web", "tcp/80").verdict).toBe("delivered");
    expect(way(front("Standard"), "internet", "az/web", "tcp/80")).toMatchObject({
      verdict: "dropped",
      codes: ["filter.rule.denies"],
    });
    const opened = front("Standard", { group: "own" }, rules("own", ["permit in 100 Tcp 80 from Internet"]));
    expect(way(opened, "internet", "az/web", "tcp/80").verdict).toBe("delivered");
    expect(way(opened, "internet", "az/web", "tcp/81").verdict).toBe("dropped");
  });

  test("that is closed lets answers in", () => {
    expect(way(front("Standard"), "az/web", "internet", "tcp/443").verdict).toBe("delivered");
  });
});
