import { describe, expect, test } from "vitest";
import type { Model } from "../model/model.ts";
import { known } from "../value/value.ts";
import { trace } from "../query/trace.ts";
import { network } from "./network.ts";
import { anyPublic, assigned, ip, Net, prefix, tcp } from "./networks.suite.ts";
import type { Answer } from "./trace.ts";

function ask(model: Model, from: string, to: string, traffic = "tcp/80"): Answer {
  const asked = trace(network(model), { from, to, traffic });
  if ("problem" in asked) throw new Error(`${asked.problem} ${asked.candidates.join(" ")}`);
  return asked.answer;
}

/** Verdict, and the names of the elements whose text decided each reason. */
function told(answer: Answer): string {
  const reasons = answer.reasons.map(
    (r) =>
      `${r.direction} ${r.code} [${[r.origin, ...r.further].map((o) => o.at.map((s) => s.document.path).join("+")).join(" | ")}]`,
  );
  return [answer.verdict, ...reasons].join("\n");
}

function hops(answer: Answer, direction: "forward" | "back" = "forward"): string {
  return (answer.shown[direction]?.hops ?? []).map((h) => h.node).join(" ");
}

const twoSegments = () =>
  new Net()
    .router("r", ["10.0.0.0/16"])
    .segment("s1", "r", "10.0.1.0/24", "a")
    .segment("s2", "r", "10.0.2.0/24", "b")
    .host("h1", "s1", "10.0.1.10")
    .host("h2", "s2", "10.0.2.10");

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
    expect(answer.shown.back?.hops[0]?.packet.destinationPort).toMatchObject({
      within: [{ first: 1024, last: 32767 }],
    });
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

/**
 * Two zones; an inspector in each, a balancer in front, hosts behind:
 *
 *   internet ── edge ── r ──┬── e-a (endpoint of zone a) ··· g-a ══ i-a1, i-a2
 *                           ├── e-b (endpoint of zone b) ··· g-b ══ i-b1, i-b2
 *                           ├── p-a: web-a    p-b: web-b   (one balancer, both zones)
 *                           └── s1: h1        s2: h2       (its targets)
 */
function inspected(): Net {
  const net = twoSegments();
  const web = { a: assigned("web", "10.0.11.0/24", "web a"), b: assigned("web", "10.0.12.0/24", "web b") };
  net.internet("r", ["10.0.0.0/16"], {
    "web a": [web.a, anyPublic("web a")],
    "web b": [web.b, anyPublic("web b")],
  });
  net.router("q", ["10.254.0.0/16"]);
  net.table("ingress", "r").route("ingress", "10.0.0.0/16", "connected").select("r", "edge#router", "ingress");
  for (const zone of ["a", "b"] as const) {
    const n = zone === "a" ? 1 : 2;
    net.segment(`e-${zone}`, "r", `10.0.${n + 20}.0/24`, zone);
    net.segment(`p-${zone}`, "r", `10.0.${n + 10}.0/24`, zone);
    net.segment(`i-${zone}`, "q", `10.254.${n}.0/24`, zone);
    net.host(`end-${zone}`, `e-${zone}`, assigned(`end-${zone}`, `10.0.${n + 20}.0/24`), {
      host: false,
      kind: "endpoint",
      forwards: true,
      forgetsSender: true,
      accepts: { nothing: "an endpoint" },
      encapsulate: { kind: "hand", balance: `service-${zone}` },
    });
    net.host(`g-${zone}`, `i-${zone}`, assigned(`g-${zone}`, `10.254.${n}.0/24`), {
      host: false,
      zone: known(zone),
      accepts: { nothing: "a balancer" },
      encapsulate: { kind: "wrap", name: "geneve", protocol: 17, port: 6081, balance: `targets-${zone}` },
    });
    const b = net.at(`service-${zone}`);
    const plain = { crossZone: known(false), failOpen: false, label: "balance" };
    b.balance(`service-${zone}`, { name: `service-${zone}`, ...plain });
    b.option(`service-${zone}`, { balance: `service-${zone}`, to: { kind: "interface", interface: `g-${zone}` } });
    b.balance(`targets-${zone}`, { name: `targets-${zone}`, node: `g-${zone}`, ...plain });
    for (const i of [1, 2]) {
      const name = `i-${zone}${i}`;
      net.host(name, `i-${zone}`, `10.254.${n}.${100 + i}`, {
        kind: "appliance",
        inspect: { mode: "stateful", assumption: "transparent" },
      });
      net.at(name).option(name, {
        balance: `targets-${zone}`,
        to: { kind: "interface", interface: name },
        zone: known(zone),
      });
    }
    net.route("ingress", `10.0.${n + 10}.0/24`, { to: `end-${zone}` });
    net.table(`from e-${zone}`, "r").select("r", `e-${zone}#router`, `from e-${zone}`);
    net.route(`from e-${zone}`, "10.0.0.0/16", "connected").route(`from e-${zone}`, "0.0.0.0/0", { to: "edge#inside" });
    net.table(`from p-${zone}`, "r").select("r", `p-${zone}#router`, `from p-${zone}`);
    net.route(`from p-${zone}`, "10.0.0.0/16", "connected").route(`from p-${zone}`, "0.0.0.0/0", { to: `end-${zone}` });
    net.host(`web-${zone}`, `p-${zone}`, web[zone], { zone: known(zone), accepts: { nothing: "no listener" } });
    net
      .at(`web-${zone}`)
      .balance(`web-${zone}`, { name: "web", label: "balance", crossZone: known(true), failOpen: true });
    net.at(`listener`).listener(`listener-${zone}`, {
      name: "listener",
      label: "listener",
      node: `web-${zone}`,
      protocols: [known(6)],
      ports: known({ first: 80, last: 80 }),
      balance: `web-${zone}`,
      source: "own",
    });
    for (const h of ["h1", "h2"]) {
      net.at(h).option(`web-${zone} ${h}`, { balance: `web-${zone}`, to: { kind: "interface", interface: h } });
    }
  }
  return net;
}

const webs = (model: Model, traffic = "tcp/80") => ({
  a: ask(model, "internet", "web-a", traffic),
  b: ask(model, "internet", "web-b", traffic),
});

describe("inspection and balancing", () => {
  test("every branch is delivered, merged, and counted", () => {
    const { a } = webs(inspected().model());
    expect(told(a)).toBe("delivered");
    expect(a.count).toBe(4);
    expect(a.delivered).toBe(4);
    expect(a.branches).toHaveLength(1);
    expect(hops(a)).toBe(
      "internet edge ingress end-a g-a q-main i-a1 q-main from e-a web-a from p-a h1".replaceAll("q-main ", ""),
    );
    expect(hops(a, "back")).toBe(
      "h1 r-main web-a from p-a end-a g-a i-a1 from e-a edge internet"
        .replace("h1 r-main web-a", "h1 r-main from p-a")
        .replace("from p-a from p-a", "from p-a"),
    );
  });

  test("the inspector sees the client and the balancer's own address, inside the tunnel", () => {
    const { a } = webs(inspected().model());
    const at = a.shown.forward.hops.find((h) => h.node === "i-a1");
    expect(at?.encapsulation).toEqual(["geneve"]);
    expect(at?.packet.source).toMatchObject({ id: "client" });
    expect(at?.packet.destination).toMatchObject({ id: "web a" });
    expect(at?.outer[0]?.destination).toBe(ip("10.254.1.101"));
  });

  test("a reply that goes past the inspector is asymmetric, with both deciding routes; the other zone stays clean", () => {
    const net = inspected().route("from p-b", "0.0.0.0/0", { to: "edge#inside" }, "from p-b 0.0.0.0/0");
    const { a, b } = webs(net.model());
    expect(a.verdict).toBe("delivered");
    expect(told(b)).toBe("dropped\nback path.asymmetric [ingress 10.0.12.0/24 | from p-b 0.0.0.0/0]");
  });

  test("a reply that meets an inspector which saw nothing is asymmetric at once", () => {
    const net = inspected().route("ingress", "10.0.12.0/24", "connected", "ingress 10.0.12.0/24");
    expect(told(webs(net.model()).b)).toBe("dropped\nback path.asymmetric [from p-b 0.0.0.0/0 | ingress 10.0.12.0/24]");
  });

  test("a port without a listener is dropped at the balancer", () => {
    expect(told(webs(inspected().model(), "tcp/443").a)).toBe(
      "dropped\nforward balancer.listener.none [web-a | listener]",
    );
  });

  test("one target that refuses makes it partly, and only its branches fail", () => {
    const net = inspected().guard("g", "h2", { in: [tcp(81)] });
    const { a } = webs(net.model());
    expect(told(a)).toBe("partly\nforward filter.rule.none [g-in]");
    expect([a.count, a.delivered]).toEqual([4, 2]);
  });

  test("an inspector that refuses the outer packet fails its own branch only", () => {
    const net = inspected().guard("g", "i-a2", { in: [tcp(80)] });
    const { a } = webs(net.model());
    expect(a.verdict).toBe("partly");
    // The refused branch ends before it picks a target: 1 of 1 × 2 + 1.
    expect([a.count, a.delivered]).toEqual([3, 2]);
  });

  test("an inspector that may not send the outer packet back loses it", () => {
    const net = inspected().guard("g", "i-a1", { out: [] }).guard("g2", "i-a2", { out: [] });
    expect(told(webs(net.model()).a)).toBe(
      "dropped\nforward filter.rule.none [g-out]\nforward filter.rule.none [g2-out]",
    );
  });

  test("two inspected zones with many inspectors and targets are one outcome, not their product", () => {
    const net = inspected();
    for (let i = 3; i < 40; i++) {
      const name = `i-a${i}`;
      net.host(name, "i-a", `10.254.1.${100 + i}`, {
        kind: "appliance",
        inspect: { mode: "stateful", assumption: "t" },
      });
      net.at(name).option(name, { balance: "targets-a", to: { kind: "interface", interface: name }, zone: known("a") });
      net.host(`x${i}`, "s1", `10.0.1.${100 + i}`);
      net.at(`x${i}`).option(`web-a x${i}`, { balance: "web-a", to: { kind: "interface", interface: `x${i}` } });
    }
    const { a } = webs(net.model());
    expect([a.verdict, a.count, a.branches.length]).toEqual(["delivered", 39 * 39, 1]);
  });
});
