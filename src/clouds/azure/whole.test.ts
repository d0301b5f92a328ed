import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { root } from "../../../test/house/files.ts";
import { network } from "../../forward/network.ts";
import { trace } from "../../query/trace.ts";
import { lowerInOrder } from "../../read/lower.ts";
import { gather, read } from "../../read/read.ts";
import { id, machine, net, resource, text, way } from "./templates.suite.ts";

const scenario = readFileSync(join(root, "scenarios/azure-small/azuredeploy.json"), "utf8");

describe("a whole template", () => {
  test("means the same in whatever order its things are lowered", () => {
    const { things, pins } = gather({ sources: [{ document: { path: "az.json", text: scenario } }] });
    const all = [...things.all()];
    const first = lowerInOrder(things, all, pins.ids);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(lowerInOrder(things, order, pins.ids)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });

  test("with pieces cut out, or put elsewhere, is read and asked without a throw", () => {
    const change = fc.tuple(fc.nat(scenario.length), fc.nat(80), fc.nat(scenario.length));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let changed = scenario;
        for (const [from, length, to] of changes) {
          const piece = changed.slice(from, from + length);
          const rest = changed.slice(0, from) + changed.slice(from + length);
          changed = rest.slice(0, to) + piece + rest.slice(to);
        }
        const { model } = read({ sources: [{ document: { path: "az.json", text: changed }, format: "arm" }] });
        trace(network(model), { from: "cloud-manager", to: "app", traffic: "tcp/22" });
      }),
      { numRuns: 200 },
    );
  });
});

describe("two templates", () => {
  const hub = text(net({ a: { addressPrefix: "10.0.1.0/24" } }), machine("one", "a", { address: "10.0.1.4" }));
  const group = "/subscriptions/0/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/net/subnets/a";
  const card = (subnet: object) =>
    resource("networkInterfaces", "two-nic", {
      ipConfigurations: [{ name: "main", properties: { subnet } }],
    });
  const host = resource("Microsoft.Compute/virtualMachines", "two", {
    networkProfile: { networkInterfaces: [id("networkInterfaces", "two-nic")] },
  });

  test.each([
    ["a full id", { id: group }],
    ["an id with another group", id("virtualNetworks/subnets", "net", "a")],
  ])("meet by %s", (_, subnet) => {
    const sources = [
      { document: { path: "hub.json", text: hub } },
      { document: { path: "web.json", text: text(card(subnet), host) } },
    ];
    const both = read({ sources });
    expect(both.findings).toEqual([]);
    expect(way(both, "web/two", "hub/one", "tcp/80").verdict).toBe("delivered");
  });

  test("do not meet where two have what the id says", () => {
    const sources = ["hub", "spare"].map((name) => ({ document: { path: `${name}.json`, text: hub } }));
    const web = { document: { path: "web.json", text: text(card({ id: group }), host) } };
    const { findings } = read({ sources: [...sources, web] });
    expect(findings.map(({ code }) => code)).toEqual(["reference.thing.ambiguous"]);
  });

  test("of which one is not there leave a reference that leads nowhere", () => {
    const { findings } = read({ sources: [{ document: { path: "web.json", text: text(card({ id: group }), host) } }] });
    expect(findings.map(({ code }) => code)).toEqual(["reference.thing.unknown"]);
  });
});
