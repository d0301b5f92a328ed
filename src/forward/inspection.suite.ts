/** The network on which inspection is tested: two zones, inspectors, a balancer and its targets. */

import { known } from "../value/value.ts";
import { anyPublic, assigned, type Net, twoSegments } from "./networks.suite.ts";

/**
 * Two zones; an inspector in each, a balancer in front, hosts behind:
 *
 *   internet ── edge ── r ──┬── e-a (endpoint of zone a) ··· g-a ══ i-a1, i-a2
 *                           ├── e-b (endpoint of zone b) ··· g-b ══ i-b1, i-b2
 *                           ├── p-a: web-a    p-b: web-b   (one balancer, both zones)
 *                           └── s1: h1        s2: h2       (its targets)
 */
export function inspected(): Net {
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
