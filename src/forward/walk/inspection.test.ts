import { describe, expect, test } from "vitest";
import type { Model } from "../../model/model.ts";
import { known } from "../../value/value.ts";
import { anyPublic, ask, assigned, hops, ip, type Net, tcp, told, twoSegments } from "../networks.suite.ts";

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
