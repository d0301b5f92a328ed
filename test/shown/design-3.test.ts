/**
 * The distributed inspection of the workshop, design 3, from the published templates: what a right answer must show.
 *
 *   internet ─ gateway ─[ingress table]─ endpoint A|B ═ balancer ═ 4 appliances ─ ALB ─ 4 instances
 */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { CheckReport, PacketsReport, TraceReport } from "../../src/api/index.ts";
import { describeCorpus } from "../corpus.ts";
import { type Change, lines, walkOf, Workshop, yaml } from "./workshop.ts";

function reasons(report: TraceReport): readonly string[] {
  return report.reasons.map((r) => `${r.code} ${r.node} ${lines(r.at)}`);
}

function errors(report: CheckReport): readonly string[] {
  return report.findings
    .filter((f) => f.severity === "error")
    .map((f) => `${f.code} ${f.resource} ${lines(f.at)}`)
    .sort();
}

function of(report: CheckReport, code: string): readonly string[] {
  return report.findings
    .filter((f) => f.code === code)
    .map((f) => `${f.severity} ${f.resource}`)
    .sort();
}

describeCorpus("design 3, correctly parameterised", (corpus) => {
  let net: Workshop;
  beforeAll(() => {
    net = new Workshop(corpus, "design-3", yaml());
  });
  afterAll(() => net.remove());

  test("visitors reach the web on every branch, inspected both ways", async () => {
    const report = await net.trace("internet", "VPC01/InternetALB", "tcp/80", true);
    expect(report.verdict).toBe("delivered");
    expect(report.branches).toMatchObject({ count: 16, delivered: 16 });
    const zoneA = report.all?.[0];
    expect(walkOf(zoneA?.forward ?? null)).toEqual([
      "internet internet",
      "internet-gateway VPC01/InternetGateway VPC01.yml:822-839",
      "route-table VPC01/IgwRouteTable VPC01.yml:496-502",
      "endpoint VPC01/GWLBVPCEndpointA VPC01.yml:475-482",
      "gateway-load-balancer GWLBVPC/GWLB GWLBVPC.yml:330-340",
      "filter GWLBVPC/ApplianceEC2SG GWLBVPC.yml:444-447",
      "appliance GWLBVPC/ApplianceInstance1 GWLBVPC.yml:460-541",
      "route-table VPC01/GWLBeSubnetARouteTable VPC01.yml:112",
      "filter VPC01/ALBSecurityGroup VPC01.yml:594-597",
      "load-balancer VPC01/InternetALB VPC01.yml:841-849",
      "route-table VPC01/PublicSubnetARouteTable VPC01.yml:112",
      "filter VPC01/PrivateEC2SG VPC01.yml:575-578",
      "host VPC01/PrivateAInstance1 VPC01.yml:629-667",
    ]);
    expect(walkOf(zoneA?.back ?? null)).toEqual([
      "host VPC01/PrivateAInstance1 VPC01.yml:629-667",
      "route-table VPC01/PrivateSubnetARouteTable VPC01.yml:112",
      "route-table VPC01/PublicSubnetARouteTable VPC01.yml:360-366",
      "endpoint VPC01/GWLBVPCEndpointA VPC01.yml:475-482",
      "gateway-load-balancer GWLBVPC/GWLB GWLBVPC.yml:330-340",
      "filter GWLBVPC/ApplianceEC2SG GWLBVPC.yml:444-447",
      "appliance GWLBVPC/ApplianceInstance1 GWLBVPC.yml:460-541",
      "route-table VPC01/GWLBeSubnetARouteTable VPC01.yml:283-289",
      "internet-gateway VPC01/InternetGateway VPC01.yml:822-839",
      "internet internet",
    ]);
    const appliance = zoneA?.forward.hops.find((h) => h.kind === "appliance");
    expect(appliance?.encapsulation).toEqual(["geneve"]);
    expect(appliance?.packet.destination).toMatchObject({
      address: null,
      within: "10.1.11.0/24",
      owner: "VPC01/InternetALB",
    });
    const zoneB = report.all?.find((b) => b.forward.hops.some((h) => h.node === "VPC01/GWLBVPCEndpointB"));
    expect(walkOf(zoneB?.forward ?? null)).toContain("route-table VPC01/IgwRouteTable VPC01.yml:504-510");
    expect(walkOf(zoneB?.forward ?? null)).toContain("appliance GWLBVPC/ApplianceInstance3 GWLBVPC.yml:626-707");
    expect(walkOf(zoneB?.back ?? null)).toContain("route-table VPC01/PublicSubnetBRouteTable VPC01.yml:368-374");
  });

  test("outbound, the appliance sees the NAT gateway's address, never the instance's", async () => {
    const report = await net.trace("VPC01/PrivateAInstance1", "internet", "tcp/443");
    expect(report.verdict).toBe("delivered");
    const seen = report.forward.hops.find((h) => h.kind === "appliance")?.packet.source;
    expect(seen).toMatchObject({ address: null, within: "10.1.11.0/24", owner: "VPC01/NatGatewayA" });
    const last = report.forward.hops.at(-1);
    expect(last).toMatchObject({ kind: "internet", packet: { source: { owner: "VPC01/NatGatewayAEIP" } } });
  });

  test("from the internet to an instance: past the appliances, and dropped on the way back", async () => {
    const report = await net.trace("internet", "VPC01/PrivateAInstance1", "tcp/80");
    expect(report.verdict).toBe("dropped");
    expect(report.forward.verdict).toBe("delivered");
    expect(report.forward.hops.map((h) => h.kind)).not.toContain("appliance");
    expect(walkOf(report.forward)[2]).toBe("route-table VPC01/IgwRouteTable VPC01.yml:112");
    expect(walkOf(report.back)).toContain("route-table VPC01/PrivateSubnetARouteTable VPC01.yml:436-444");
    expect(report.back?.hops.at(-1)).toMatchObject({ kind: "nat-gateway", node: "VPC01/NatGatewayA" });
  });

  test("a port that the group admits and no listener takes is dropped at the balancer", async () => {
    const report = await net.trace("internet", "VPC01/InternetALB", "tcp/443");
    expect(report.verdict).toBe("dropped");
    expect(report.reasons.map((r) => [r.code, r.node])).toEqual([["balancer.listener.none", "VPC01/InternetALB"]]);
    expect(walkOf(report.forward).slice(-2)).toEqual([
      "filter VPC01/ALBSecurityGroup VPC01.yml:598-601",
      "load-balancer VPC01/InternetALB VPC01.yml:822-839",
    ]);
  });

  const rows = (entries: readonly (PacketsReport & { readonly to: string })[]) =>
    entries.map((r) => `${r.to}: ${r.protocol} ${r.destinationPorts ?? "-"}, ${r.source} > ${r.destination}`);

  test("the packets that reach a balancer from the internet, and why the others do not", async () => {
    const report = await net.reach("internet", "VPC01/InternetALB");
    const to = "VPC01/InternetALB";
    const ends = `any address > public address of ${to}`;
    expect(report.verdict).toBe("partly");
    expect(new Set(rows(report.allowed))).toEqual(new Set([`${to}: tcp 80, ${ends}`]));
    expect(report.allowed.map((r) => r.reply)).not.toContain(false);
    expect(report.allowed.map((r) => r.through.join(" "))).toEqual([
      "GWLBVPC/GWLB GWLBVPC/ApplianceInstance1 GWLBVPC/ApplianceInstance2",
      "GWLBVPC/GWLB GWLBVPC/ApplianceInstance3 GWLBVPC/ApplianceInstance4",
    ]);
    const why = report.blocked.map((r) => `${r.reasons.map((x) => x.code).join(" ")}: ${rows([r])[0] ?? ""}`);
    expect(new Set(why)).toEqual(
      new Set([
        `balancer.listener.none: ${to}: tcp 443, ${ends}`,
        // The balancer itself takes a ping; everything else would stop there as well.
        `filter.rule.none: ${to}: icmp,icmpv6 -, ${ends}`,
        `filter.rule.none balancer.listener.none: ${to}: any but icmp,tcp,icmpv6 -, ${ends}`,
        `filter.rule.none balancer.listener.none: ${to}: tcp any but 80,443, ${ends}`,
      ]),
    );
  });

  test.each([
    ["VPC01/PrivateAInstance1", false, [], ["VPC01/InternetALB 80"]],
    [
      "VPC02/PrivateAInstanace1",
      true,
      ["GWLBVPC/GWLB", "GWLBVPC/ApplianceInstance1", "GWLBVPC/ApplianceInstance2"],
      [],
    ],
  ])("what reaches %s itself, and what a balancer opens to it", async (to, reply, through, proxies) => {
    const report = await net.reach("internet", to);
    const ends = `any address > public address of ${to}`;
    expect(rows(report.allowed).sort()).toEqual([`${to}: icmp -, ${ends}`, `${to}: tcp 22,80,443, ${ends}`]);
    expect(report.allowed.map((r) => [r.reply, r.through])).toEqual([
      [reply, through],
      [reply, through],
    ]);
    expect(new Set(report.viaProxy.map((r) => `${r.proxy ?? ""} ${r.destinationPorts ?? ""}`))).toEqual(
      new Set(proxies),
    );
  });

  test("check finds no error, and warns of exactly what is not as meant", async () => {
    const report = await net.check();
    expect(errors(report)).toEqual([]);
    expect(of(report, "source.key.duplicate")).toEqual([
      "note VPC01/AddRouteIgwRouteTable1",
      "note VPC01/AddRouteIgwRouteTable2",
      "warning VPC01/AddRouteIgwRouteTable3",
      "warning VPC01/AddRouteIgwRouteTable4",
    ]);
    expect(of(report, "path.uninspected")).toEqual([
      "warning VPC01/PrivateAInstance1",
      "warning VPC01/PrivateAInstance2",
      "warning VPC01/PrivateBInstance1",
      "warning VPC01/PrivateBInstance2",
    ]);
    const never = report.findings.filter((f) => f.code === "route.ingress.never-matches");
    expect(never.map((f) => lines(f.at))).toEqual(["VPC01.yml:512-518", "VPC01.yml:520-526"]);
    const codes = new Set(report.findings.map((f) => f.code));
    expect([...codes].sort()).toEqual([
      "address.public.no-return",
      "path.uninspected",
      "route.ingress.never-matches",
      "source.key.duplicate",
    ]);
  });

  test("show says what each subnet's routes make of it, and who has a public address", async () => {
    const { subnets } = await net.show();
    const label = (name: string) => {
      const found = subnets.find((s) => s.name === name);
      return `${found?.label}, ${found?.via}`;
    };
    expect(label("VPC01/PublicSubnetA")).toBe("public through inspection, VPC01/GWLBVPCEndpointA");
    expect(label("VPC01/PublicSubnetB")).toBe("public through inspection, VPC01/GWLBVPCEndpointB");
    expect(label("VPC01/GWLBeSubnetA")).toBe("public, VPC01/InternetGateway");
    expect(label("VPC01/PrivateSubnetA")).toBe("private, VPC01/NatGatewayA");
    expect(label("VPC01/PrivateSubnetB")).toBe("private, VPC01/NatGatewayB");
    expect(subnets.find((s) => s.name === "VPC01/PrivateSubnetA")?.publicAddresses).toEqual([
      "VPC01/PrivateAInstance1",
      "VPC01/PrivateAInstance2",
    ]);
  });
});

async function checked(corpus: string, project: string | undefined, changes: readonly Change[] = []) {
  const net = new Workshop(corpus, "design-3", project, changes);
  try {
    return await net.check();
  } finally {
    net.remove();
  }
}

describeCorpus("design 3, with values missing or changed", (corpus) => {
  test("zones left at their defaults: four endpoints where the service is not offered", async () => {
    expect(errors(await checked(corpus, yaml({ zoned: false })))).toEqual([
      "endpoint.zone.not-offered VPC01/GWLBVPCEndpointA VPC01.yml:26 VPC01.yml:475-482 GWLBVPC.yml:376-381",
      "endpoint.zone.not-offered VPC01/GWLBVPCEndpointB VPC01.yml:31 VPC01.yml:484-491 GWLBVPC.yml:376-381",
      "endpoint.zone.not-offered VPC02/GWLBVPCEndpointA VPC02.yml:24 VPC02.yml:284-291 GWLBVPC.yml:376-381",
      "endpoint.zone.not-offered VPC02/GWLBVPCEndpointB VPC02.yml:29 VPC02.yml:293-300 GWLBVPC.yml:376-381",
    ]);
  });

  test("nothing given but the files: the missing service name is an error in both stacks", async () => {
    const report = await checked(corpus, yaml({ region: false, service: false, zoned: false }));
    const missing = report.findings.filter((f) => f.code === "parameter.value.missing");
    expect(missing.map((f) => `${f.severity} ${lines(f.at.slice(0, 1))}`).sort()).toEqual([
      "error VPC01.yml:68-70",
      "error VPC02.yml:56-58",
    ]);
  });

  test("nothing given but the files: the region of each stack is that of its zones", async () => {
    const net = new Workshop(corpus, "design-3", yaml({ region: false, service: false, zoned: false }));
    const { networks } = await net.show();
    net.remove();
    expect(networks.map((n) => `${n.name} ${n.region}`).sort()).toEqual([
      "GWLBVPC/VPC ap-northeast-2",
      "VPC01/VPC ap-northeast-1",
      "VPC02/VPC ap-northeast-1",
    ]);
  });

  const past: Change = {
    file: "VPC01.yml",
    line: 373,
    from: "VpcEndpointId: !Ref GWLBVPCEndpointB",
    to: "GatewayId: !Ref InternetGateway",
  };

  test("a default route past the endpoint of zone B is asymmetric for the web and the NAT gateway of that zone", async () => {
    const found = errors(await checked(corpus, yaml(), [past]));
    expect(found.map((f) => f.split(" ").slice(0, 2).join(" "))).toEqual([
      "path.asymmetric VPC01/InternetALB",
      "path.asymmetric VPC01/NatGatewayB",
    ]);
    for (const text of found) {
      expect(text).toContain("VPC01.yml:368-374");
      expect(text).toContain("VPC01.yml:504-510");
    }
    const net = new Workshop(corpus, "design-3", yaml(), [past]);
    const report = await net.trace("internet", "VPC01/InternetALB", "tcp/80");
    net.remove();
    expect(report.verdict).toBe("partly");
    expect(report.branches).toMatchObject({ count: 16, delivered: 8 });
    expect(reasons(report)).toHaveLength(1);
    expect(reasons(report)[0]).toContain("path.asymmetric");
  });

  const closed: readonly Change[] = [
    { file: "VPC01.yml", line: 596, from: '"80"', to: '"81"' },
    { file: "VPC01.yml", line: 597, from: '"80"', to: '"81"' },
    { file: "VPC01.yml", line: 848, from: "80", to: "8080" },
  ];
  const elsewhere = { file: "VPC01.yml", line: 500, from: "!Ref PublicSubnetABlock", to: "10.1.99.0/24" };
  const backwards = { ...elsewhere, line: 501, from: "VpcEndpointId: !Ref GWLBVPCEndpointA" };
  const group = "filter.rule.none VPC01.yml:587-604";
  const listener = "balancer.listener.none VPC01.yml:822-839 VPC01.yml:841-849";

  test.each([
    [
      "its range is another",
      elsewhere,
      [group, listener, "path.asymmetric VPC01.yml:112 VPC01.yml:35 VPC01.yml:360-366"],
    ],
    [
      "it leads to the other zone",
      { ...elsewhere, line: 501, from: "GWLBVPCEndpointA", to: "GWLBVPCEndpointB" },
      [group, listener, "path.asymmetric VPC01.yml:360-366 VPC01.yml:496-502"],
    ],
    [
      "it leads back to the gateway",
      { ...backwards, to: "GatewayId: !Ref InternetGateway" },
      ["path.loop VPC01.yml:126-131 VPC01.yml:496-502", group, listener],
    ],
  ])(
    "group, listener and ingress route broken at once are all told, where of the route %s",
    async (_, route, wanted) => {
      const net = new Workshop(corpus, "design-3", yaml(), [...closed, route]);
      const traced = await net.trace("internet", "VPC01/InternetALB", "tcp/80");
      const reached = await net.reach("internet", "VPC01/InternetALB", "tcp/80");
      net.remove();
      const told = (reasons: TraceReport["reasons"]) =>
        reasons.map((r) => `${r.code} ${lines(r.at).split(" ").sort().join(" ")}`);
      expect(traced.verdict).toBe("dropped");
      expect(told(traced.reasons)).toEqual(wanted);
      expect(reached).toMatchObject({ verdict: "blocked", allowed: [] });
      expect(new Set(reached.blocked.flatMap((row) => told(row.reasons)))).toEqual(new Set(wanted));
    },
  );

  test("a subnet moved away from under fixed addresses", async () => {
    const change: Change = { file: "VPC01.yml", line: 60, from: "10.1.21.0/24", to: "10.1.31.0/24" };
    const found = errors(await checked(corpus, yaml(), [change]));
    expect(found).toEqual([
      expect.stringContaining("address.fixed.outside-subnet VPC01/PrivateAInstance1 VPC01.yml:635"),
      expect.stringContaining("address.fixed.outside-subnet VPC01/PrivateAInstance2 VPC01.yml:675"),
    ]);
  });

  test("a rule for part of the balancer's subnet makes the answer partly, and names what to pin", async () => {
    const change: Change = { file: "VPC01.yml", line: 576, from: "0.0.0.0/0", to: "10.1.11.0/28" };
    const net = new Workshop(corpus, "design-3", yaml(), [change]);
    const report = await net.trace("internet", "VPC01/InternetALB", "tcp/80");
    net.remove();
    expect(report.verdict).toBe("partly");
    expect(report.reasons.map((r) => r.wouldMakeItKnown).join()).toContain("VPC01/InternetALB");
  });

  test("opaque appliances make inspected answers unknown, and are named", async () => {
    const net = new Workshop(corpus, "design-3", yaml({ more: "assume: { appliances: opaque }\n" }));
    const report = await net.trace("internet", "VPC01/InternetALB", "tcp/80");
    const direct = await net.trace("internet", "VPC01/PrivateAInstance1", "tcp/80");
    net.remove();
    expect(report.verdict).toBe("unknown");
    expect(report.reasons.map((r) => r.node)).toEqual([1, 2, 3, 4].map((n) => `GWLBVPC/ApplianceInstance${n}`));
    expect(direct.verdict).toBe("dropped");
  });
});
