import { describe, expect, test } from "vitest";
import { known } from "../../value/value.ts";
import { anyPublic, ask, assigned, hops, ip, Net, prefix, tcp, told, twoSegments } from "../networks.suite.ts";

describe("routing", () => {
  test("hosts of two segments meet through their router, both ways", () => {
    const answer = ask(twoSegments().model(), "h1", "h2");
    expect(told(answer)).toBe("delivered");
    expect(hops(answer)).toBe("h1 r-main h2");
    expect(hops(answer, "back")).toBe("h2 r-main h1");
  });

  test("hosts of one segment do not meet the router", () => {
    const answer = ask(twoSegments().host("h3", "s1", "10.0.1.11").model(), "h1", "h3");
    expect(hops(answer)).toBe("h1 h3");
  });

  test("an address that nobody holds ends on its segment", () => {
    expect(told(ask(twoSegments().model(), "h1", "10.0.2.99"))).toBe(
      "dropped\nforward segment.address.nobody [r-main local 10.0.0.0/16]",
    );
  });

  test("a longer route wins, whatever its preference", () => {
    const net = twoSegments();
    net.segment("s3", "r", "10.0.3.0/24").host("h4", "s3", "10.0.3.10", { forwards: true });
    net.table("from s2", "r").route("from s2", "10.0.0.0/16", "connected").select("r", "s2#router", "from s2");
    net.table("from s3", "r").route("from s3", "10.0.0.0/16", "connected").select("r", "s3#router", "from s3");
    const answer = ask(net.route("r-main", "10.0.2.0/25", { to: "h4" }).model(), "h1", "h2");
    expect(hops(answer)).toBe("h1 r-main h4 from s3 h2");
    expect(hops(answer, "back")).toBe("h2 from s2 h1");
  });

  test("two routers that point at each other loop, and both routes are named", () => {
    const net = new Net()
      .router("r", ["10.0.0.0/16"])
      .router("q", ["10.1.0.0/16"])
      .segment("s", "r", "10.0.1.0/24")
      .host("h", "s", "10.0.1.10");
    net.at("between").segment("between", { name: "b", label: "link", domain: "r", ranges: [], listed: false });
    net.at("r#b").interface("r#b", { node: "r", segment: known("between") });
    net.at("q#b").interface("q#b", { node: "q", segment: known("between") });
    net.route("r-main", "10.9.0.0/16", { to: "q#b" }).route("q-main", "10.9.0.0/16", { to: "r#b" });
    const answer = ask(net.model(), "h", "10.9.0.1");
    expect(told(answer)).toBe("dropped\nforward path.loop [q-main 10.9.0.0/16 | r-main 10.9.0.0/16]");
  });
});

describe("routes by a gateway's address", () => {
  test("the packet goes to whoever holds it next door", () => {
    const net = twoSegments().host("h3", "s1", "10.0.1.11", { forwards: true });
    net.at("by address").route("by address", {
      table: known("h1-table"),
      to: known(prefix("10.0.2.0/24")),
      next: { kind: "gateway", address: known(ip("10.0.1.11")) },
      preference: 0,
    });
    expect(hops(ask(net.model(), "h1", "h2"))).toBe("h1 h3 r-main h2");
  });

  test("a gateway that nobody is drops it", () => {
    const net = twoSegments();
    net.at("by address").route("by address", {
      table: known("h1-table"),
      to: known(prefix("10.0.2.0/24")),
      next: { kind: "gateway", address: known(ip("10.0.1.77")) },
      preference: 0,
    });
    expect(told(ask(net.model(), "h1", "h2"))).toBe("dropped\nforward route.gateway.nobody [by address]");
  });
});

describe("filters", () => {
  test("a stateful filter lets the answer out that its other direction denies", () => {
    const net = twoSegments().guard("g", "h2", { in: [tcp(80)], out: [] });
    expect(told(ask(net.model(), "h1", "h2"))).toBe("delivered");
    expect(told(ask(net.model(), "h1", "h2", "tcp/81"))).toBe("dropped\nforward filter.rule.none [g-in]");
    expect(told(ask(net.model(), "h2", "h1"))).toBe("dropped\nforward filter.rule.none [g-out]");
  });

  test("a stateless filter judges the answer by the client's port", () => {
    const net = twoSegments().guard("acl", "s2#router", { in: [tcp(443)] }, false);
    expect(told(ask(net.model(), "h1", "h2"))).toMatch(/^partly|^dropped/);
    const open = twoSegments().guard(
      "acl",
      "s2#router",
      { in: [{ protocols: [known(6)], destinationPorts: [known({ first: 1024, last: 65535 })] }] },
      false,
    );
    expect(told(ask(open.model(), "h1", "h2"))).toBe("delivered");
  });

  test("half of the client's ports through a stateless filter is partly, and the denied half is shown", () => {
    const net = twoSegments().guard(
      "acl",
      "s2#router",
      { in: [{ protocols: [known(6)], destinationPorts: [known({ first: 32768, last: 65535 })] }] },
      false,
    );
    const answer = ask(net.model(), "h1", "h2");
    expect(answer.verdict).toBe("partly");
    expect(answer.count).toBe(1);
    expect(answer.shown.world.get("client port")).toEqual([{ first: 1024, last: 32767 }]);
  });
});

describe("addresses that are assigned later", () => {
  const web = () => twoSegments().host("web", "s2", assigned("web", "10.0.2.0/24"));

  test("what holds for any of them is delivered", () => {
    expect(
      told(
        ask(
          web()
            .guard("g", "h1", { out: [tcp(80)] })
            .model(),
          "h1",
          "web",
        ),
      ),
    ).toBe("delivered");
  });

  test("a rule that cuts the range in two is partly, and names what to pin", () => {
    const rule = { ...tcp(80), destinations: [known(prefix("10.0.2.16/28"))] };
    const answer = ask(
      web()
        .guard("g", "h1", { out: [rule] })
        .model(),
      "h1",
      "web",
    );
    expect(answer.verdict).toBe("partly");
    expect(answer.reasons[0]?.wouldMakeItKnown).toContain("`web`");
    expect(answer.count).toBe(1);
    expect(answer.delivered).toBe(0);
  });

  test("an address stated on the segment is not the assigned one", () => {
    const rule = { ...tcp(80), destinations: [known(prefix("10.0.2.10/32"))] };
    const answer = ask(
      web()
        .guard("g", "h1", { out: [rule] })
        .model(),
      "h1",
      "web",
    );
    expect(answer.verdict).toBe("dropped");
  });
});

describe("the edge to the internet", () => {
  const pairs = {
    h1: [known(ip("10.0.1.10")), anyPublic("h1")] as [
      ReturnType<typeof known<ReturnType<typeof ip>>>,
      ReturnType<typeof anyPublic>,
    ],
  };
  const net = () =>
    twoSegments().internet("r", ["10.0.0.0/16"], pairs).route("r-main", "0.0.0.0/0", { to: "edge#inside" });

  test("the public address becomes the private one on the way in, and again on the way back", () => {
    const answer = ask(net().model(), "internet", "h1");
    expect(told(answer)).toBe("delivered");
    expect(hops(answer)).toBe("internet edge r-main h1");
    expect(answer.shown.forward.hops.map((h) => h.packet.destination)).toMatchObject([
      { id: "h1 public" },
      { id: "h1 public" },
      ip("10.0.1.10"),
      ip("10.0.1.10"),
    ]);
    expect(hops(answer, "back")).toBe("h1 r-main edge internet");
  });

  test("a host without a public address cannot get out", () => {
    expect(told(ask(net().model(), "h2", "internet"))).toContain("forward address.public.none");
    expect(told(ask(net().model(), "internet", "h2"))).toContain("forward address.public.none");
  });

  test("behind a translation a host without a public address gets out, and nobody gets in", () => {
    const nat = net();
    const own = assigned("nat", "10.0.1.0/24");
    nat.host("nat", "s1", own, { forwards: true, host: false, accepts: { nothing: "nothing listens" } });
    nat.at("nat").rewrite("nat", {
      kind: "ports",
      name: "nat",
      label: "nat",
      node: "nat",
      to: own,
      ports: { first: 1024, last: 65535 },
      protocols: [6, 17, 1],
    });
    nat.at("nat public").pair("nat", { rewrite: "edge pairs", inside: own, outside: anyPublic("nat"), owner: "nat" });
    nat.at("nat public").holding("nat public", { interface: "edge#outside", address: anyPublic("nat"), as: "held" });
    nat.table("private", "r").route("private", "10.0.0.0/16", "connected").route("private", "0.0.0.0/0", { to: "nat" });
    nat.select("r", "s2#router", "private");
    const answer = ask(nat.model(), "h2", "internet", "tcp/443");
    expect(told(answer)).toBe("delivered");
    expect(hops(answer)).toBe("h2 private nat r-main edge internet");
    expect(hops(answer, "back")).toBe("internet edge r-main nat r-main h2");
    expect(told(ask(nat.model(), "internet", "nat"))).toContain("host.service.none");
  });
});
