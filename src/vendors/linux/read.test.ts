import { describe, expect, test } from "vitest";
import { readJson } from "../../syntax/json.ts";
import type { Tree } from "../../syntax/tree.ts";
import type { Span } from "../../source/document.ts";
import { devicesIn, recorded, routesIn, text, told } from "./cases.suite.ts";
import { dockerNetworks } from "./facts.ts";
import { printPrefix } from "../../net/ip.ts";
import { listIn } from "./output.ts";

const codes = ({ findings }: ReturnType<typeof told>) => findings.map(({ code, message }) => `${code} ${message}`);

describe("routes", () => {
  const everything = [
    "0.0.0.0/0 via 10.0.1.1 dev eth0 metric 100",
    "0.0.0.0/0 via 10.7.2.1 dev eth1 metric 200",
    "10.0.1.0/24 dev eth0",
    "10.7.2.0/24 dev eth1",
    "10.8.0.5/32 dev tun0",
    "10.9.0.0/16 blackhole",
    "10.10.0.0/16 unreachable metric 50",
    "10.11.0.0/16 prohibit",
    "10.12.0.0/16 throw",
    "10.20.0.0/16 via 10.0.1.1 dev eth0 | via 10.7.2.1 dev eth1",
    "10.22.0.0/16 ? the gateway is of another family than the route",
    "10.23.0.0/16 dev tun0",
    "10.25.0.0/16 via 10.0.1.1 dev eth0",
    "10.27.0.5/32 via 10.0.1.20 dev eth0",
    "10.28.0.0/16 ? the route puts packets into others, and what becomes of these is not modelled",
    "172.17.0.0/16 dev docker0",
    "172.19.0.0/16 dev docker0",
  ];

  test.each(["route.json", "route-d.json"])("%s holds the main table's IPv4 routes", (file) => {
    const done = told({ routes: recorded(`every-route/${file}`) });
    expect(routesIn(done.config)).toEqual(everything);
    expect(done.config.states).toEqual([4]);
    expect(codes(done).filter((c) => !c.startsWith("host.line.unsupported"))).toEqual([]);
  });

  test("with `show table all` IPv6 and the other tables come too", () => {
    const { config } = told({ routes: recorded("every-route/route-table-all.json") });
    expect(routesIn(config)).toEqual([...everything, "2001:db8::/32 via fe80::1 dev eth0 metric 1024"]);
    expect(config.states).toEqual([4, 6]);
    expect(config.leftOut.filter(({ why }) => why.matters).map(({ what }) => what)).toEqual([
      "10.24.0.0/16",
      "10.26.0.0/16",
    ]);
  });

  test.each<[string, object, readonly string[]]>([
    [
      "the default of IPv6 is told by its gateway",
      { dst: "default", gateway: "fe80::1", dev: "e" },
      ["::/0 via fe80::1 dev e"],
    ],
    ["the default of IPv6 is told by its preference", { dst: "default", dev: "e", pref: "medium" }, ["::/0 dev e"]],
    [
      "a next hop that is an object of its own is printed out",
      { dst: "10.21.0.0/16", nhid: 7, gateway: "10.0.1.1", dev: "eth0" },
      ["10.21.0.0/16 via 10.0.1.1 dev eth0"],
    ],
    [
      "one that is not printed is unknown",
      { dst: "10.21.0.0/16", nhid: 7 },
      ["10.21.0.0/16 ? the next hop is an object whose content is not printed"],
    ],
    ["a dead next hop is not used", { dst: "10.0.0.0/8", dev: "e", flags: ["dead", "linkdown"] }, []],
    [
      "a bridge without a carrier is used",
      { dst: "172.17.0.0/16", dev: "docker0", flags: ["linkdown"] },
      ["172.17.0.0/16 dev docker0"],
    ],
    ["the main table may be given by its number", { dst: "10.0.0.0/8", dev: "e", table: "254" }, ["10.0.0.0/8 dev e"]],
    ["link-local routes are nobody's", { dst: "fe80::/64", dev: "e", metric: 256 }, []],
  ])("%s", (_, route, expected) => {
    expect(routesIn(told({ routes: text("r.json", route) }).config)).toEqual(expected);
  });

  test("a file without a route says that there is none of IPv4", () => {
    expect(told({ routes: text("r.json") }).config.states).toEqual([4]);
    expect(told({ routes: recorded("every-route/route-6.json") }).config.states).toEqual([6]);
  });
});

describe("devices", () => {
  test("have their kind and their networks", () => {
    expect(devicesIn(told({ addresses: recorded("every-route/addr.json") }).config)).toEqual([
      "lo loopback",
      "eth0 card 10.0.1.10 in 10.0.1.0/24",
      "eth1 card 10.7.2.10 in 10.7.2.0/24 10.7.2.11 in 10.7.2.0/24",
      "docker0 bridge 172.17.0.1 in 172.17.0.0/16",
      "tun0 tunnel 10.8.0.6 in 10.8.0.5/32",
      "br-4f1e2d3c4b5a bridge down 172.18.0.1 in 172.18.0.0/16",
      "veth9 bridge",
      "veth1a2b3c4 bridge",
    ]);
  });

  test("of which only routes speak have the routes' preferred addresses", () => {
    expect(devicesIn(told({ routes: recorded("docker-host/route.json") }).config)).toEqual([
      "eth0 card 10.0.1.10 in 10.0.1.10/32",
      "docker0 bridge 172.17.0.1 in 172.17.0.0/16",
    ]);
  });

  test.each([
    ["ens5", undefined, "card"],
    ["br0", "bridge", "bridge"],
    ["bond0", "bond", "card"],
    ["wg0", undefined, "tunnel"],
    ["office", "wireguard", "tunnel"],
    ["br-lan", undefined, "card"],
  ])("%s of kind %s is a %s", (ifname, info_kind, kind) => {
    const linkinfo = info_kind === undefined ? {} : { linkinfo: { info_kind } };
    const { config } = told({ addresses: text("a.json", { ifname, flags: ["UP"], ...linkinfo, addr_info: [] }) });
    expect(config.devices.map((d) => d.kind)).toEqual([kind]);
  });
});

describe("nothing is dropped in silence", () => {
  const within = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;
  const items = (tree: Tree | undefined) => (tree?.kind === "list" ? tree.items : []);

  test.each(["route.json", "route-d.json", "route-6.json", "route-table-all.json"])("%s", (file) => {
    const routes = recorded(`every-route/${file}`);
    const { config } = told({ routes });
    const said = [...config.routes, ...config.leftOut].map(({ at }) => at);
    for (const { at } of items(readJson(routes).tree)) expect(said.filter((s) => within(at, s))).toHaveLength(1);
  });

  test.each(["addr.json", "addr-4.json"])("%s", (file) => {
    const addresses = recorded(`every-route/${file}`);
    const { config } = told({ addresses });
    const said = [...config.devices.flatMap((d) => d.addresses), ...config.leftOut].map(({ at }) => at);
    // A device without addresses is one thing, any other as many as it has addresses.
    const things = items(readJson(addresses).tree).flatMap((device) => {
      const inside = listIn(device, "addr_info");
      return inside.length === 0 ? [device] : inside;
    });
    for (const { at } of things) expect(said.filter((s) => within(at, s))).toHaveLength(1);
  });

  test("what an answer may depend on is a finding", () => {
    expect(codes(told({ routes: recorded("every-route/route-table-all.json") }))).toEqual([
      "host.line.unsupported `10.24.0.0/16` is not modelled: the table is used only where `ip rule` says so, and the rules are not read",
      "host.line.unsupported `10.26.0.0/16` is not modelled: the route serves only packets of one type of service, and packets without one are asked about",
      "host.line.unsupported `10.22.0.0/16 dev eth0` is not modelled: the gateway is of another family than the route",
      "host.line.unsupported `10.28.0.0/16 dev eth0` is not modelled: the route puts packets into others, and what becomes of these is not modelled",
    ]);
  });
});

describe("files that are none of these", () => {
  test.each([
    ["", "source.syntax.invalid a value is due here"],
    ['{"dst": "default"}', "host.output.wrong this is not what `ip -j route` prints: a list is due"],
    ["[7]", "host.output.wrong this is not what `ip -j route` prints: each entry is an object"],
    [
      '[{"ifname": "eth0"}]',
      "host.output.wrong this is not what `ip -j route` prints: a route has a `dst`: a prefix, an address or `default`",
    ],
    ["default via 10.0.0.1 dev eth0", "source.syntax.invalid"],
  ])("%j", (words, expected) => {
    const done = told({ routes: { path: "r.json", text: words } });
    expect(codes(done)[0]).toMatch(expected);
    expect(done.config.states).toEqual([]);
  });
});

test("Docker's networks are those of its documentation, in its order", () => {
  const printed = dockerNetworks.map(printPrefix);
  expect(printed.slice(0, 2)).toEqual(["172.17.0.0/16", "172.18.0.0/16"]);
  expect(printed.slice(14, 17)).toEqual(["172.31.0.0/16", "192.168.0.0/20", "192.168.16.0/20"]);
  expect(printed).toHaveLength(31);
});
