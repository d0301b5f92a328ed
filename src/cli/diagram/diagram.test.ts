import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PictureReport } from "../../api/index.ts";
import { mostNetworks, sceneOf } from "./compose.ts";
import { diagramOf } from "./diagram.ts";
import { breaches } from "./laws.suite.ts";
import { pictureOf, pictures } from "./reports.suite.ts";
import { leavesOf } from "./scene.ts";

const scenarios = resolve(import.meta.dirname, "../../../scenarios");
const names = readdirSync(scenarios);

/** A network with one host, many times; all but the first lead to it. */
function copies(count: number): PictureReport {
  const at = [{ file: "a.yml", line: 1, column: 1, endLine: 1, endColumn: 1 }];
  const each = Array.from({ length: count }, (_, i) => i);
  return {
    networks: each.map((i) => {
      const prefixes = [`10.${i % 256}.0.0/16`];
      return { id: `network ${i}`, name: `net-${i}/Net`, label: "network", prefixes, region: "r", account: null, at };
    }),
    subnets: [],
    nodes: each.map((i) => {
      const place = { zone: null, subnet: null, network: `network ${i}` };
      const name = `net-${i}/Host`;
      return { id: `node ${i}`, name, role: "host", kind: "host", addresses: [], publicAddresses: [], at, ...place };
    }),
    arrows: each.slice(1).map((i) => ({ from: `node ${i}`, to: "node 0", course: "leads", at })),
    followed: count <= mostNetworks,
    notModelled: [],
    read: { projectFile: null, inputs: [] },
  };
}

describe("every picture", () => {
  test.each(names)("of the scenario %s keeps the laws", async (name) => {
    expect(breaches(sceneOf(await pictureOf(join(scenarios, name))))).toEqual([]);
  });

  test("of any network keeps the laws", () => {
    fc.assert(
      fc.property(pictures, (report) => {
        expect(breaches(sceneOf(report))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("is the same, byte for byte, when it is made again", async () => {
    const [a, b] = [await pictureOf(join(scenarios, names[0] ?? "")), await pictureOf(join(scenarios, names[0] ?? ""))];
    for (const ending of ["svg", "png", "mmd", "dot"] as const) {
      const [first, again] = [await diagramOf(a).draw(ending, undefined), await diagramOf(b).draw(ending, undefined)];
      expect(Buffer.from(first.data).equals(Buffer.from(again.data))).toBe(true);
    }
  });
});

describe("many networks", () => {
  test(`up to ${mostNetworks} are drawn whole, beyond that as boxes with counts, and that is said`, () => {
    expect(diagramOf(copies(mostNetworks)).remarks).toEqual([]);
    const { scene, remarks } = diagramOf(copies(mostNetworks + 1));
    expect(leavesOf(scene).map((l) => l.details)).toContainEqual(["10.1.0.0/16", "1 host"]);
    expect(remarks).toEqual([expect.stringContaining(`${mostNetworks + 1} networks are too many to draw whole`)]);
    expect(scene.notes).toEqual(expect.arrayContaining([...remarks]));
    expect(breaches(scene)).toEqual([]);
  });

  test("a thousand alike are one box, and what they all lead to another", () => {
    const { scene } = diagramOf(copies(1000));
    expect(leavesOf(scene).map(({ name, count }) => `${name} ${count}`)).toEqual(["net-0/Net 1", "net-*/Net 999"]);
    expect(scene.arrows).toHaveLength(1);
  });
});

describe("hosts", () => {
  test("that are alike are one box with their number and all their names behind it", async () => {
    const leaves = leavesOf(sceneOf(await pictureOf(join(scenarios, "gwlb-distributed"))));
    const servers = leaves.find((l) => l.name === "ServerA*");
    expect(servers).toMatchObject({ count: 2, details: ["2 hosts"] });
    expect(servers?.hover).toMatch(/^web\/ServerA1 \(host\)\n.*\nweb\.yml:\d+-\d+\nweb\/ServerA2/);
  });
});

describe("arrows", () => {
  test("show the inspected way: in by the endpoint, to the appliance and back, on to the balancer and its hosts", async () => {
    const scene = sceneOf(await pictureOf(join(scenarios, "gwlb-distributed")));
    const name = new Map(leavesOf(scene).map((l) => [l.id, l.name]));
    const drawn = scene.arrows.map((a) => `${a.line}: ${name.get(a.from)} > ${name.get(a.to)}`);
    expect(drawn).toEqual(
      expect.arrayContaining([
        "both: internet > InternetGateway",
        "both: InternetGateway > InspectionEndpointA",
        "inspected: InspectionEndpointA > GatewayLoadBalancer",
        "inspected: GatewayLoadBalancer > ApplianceA*",
        "both: InspectionEndpointA > LoadBalancer",
        "session: LoadBalancer > ServerB*",
        "out: ServerA* > NatGatewayA",
        "out: NatGatewayA > InspectionEndpointA",
      ]),
    );
  });
});
