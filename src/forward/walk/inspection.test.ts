import { describe, expect, test } from "vitest";
import type { Model } from "../../model/model.ts";
import { known } from "../../value/value.ts";
import { inspected } from "../inspection.suite.ts";
import { ask, hops, ip, tcp, told } from "../networks.suite.ts";

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
