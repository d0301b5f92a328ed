/**
 * The workshop's design 3 against itself, changed by a line or two: what a reviewer of the change must be shown.
 *
 *   internet ─ gateway ─[ingress table]─ endpoint A|B ═ balancer ═ 4 appliances ─ ALB ─ 4 instances
 */

import { afterAll, beforeAll, expect, test } from "vitest";
import { diff, type DiffEntryReport, type DiffReport } from "../../src/api/index.ts";
import { describeCorpus } from "../corpus.ts";
import { type Change, lines, Workshop, yaml } from "./workshop.ts";

const file = "VPC01.yml";
const instances = ["PrivateAInstance1", "PrivateAInstance2", "PrivateBInstance1", "PrivateBInstance2"];

function rows(entries: readonly DiffEntryReport[]): readonly string[] {
  return entries.map((e) => {
    const packets = `${e.protocol}${e.destinationPorts === null ? "" : ` ${e.destinationPorts}`}`;
    return `${e.direction} ${e.from.join()} > ${e.to}: ${packets}${e.reply ? ", answered" : ""}`;
  });
}

describeCorpus("design 3 and a change of it", (corpus) => {
  const made: Workshop[] = [];
  const design = (changes: readonly Change[] = []) => {
    const workshop = new Workshop(corpus, "design-3", yaml(), changes);
    made.push(workshop);
    return workshop;
  };
  let plain: Workshop;
  beforeAll(() => {
    plain = design();
  });
  afterAll(() => {
    for (const workshop of made) workshop.remove();
  });
  const against = async (old: Workshop, next: Workshop): Promise<DiffReport> =>
    diff(await old.session(), await next.session(), { old: "old", new: "new" });

  test("without a change, nothing is gained or lost", async () => {
    const report = await against(plain, design());
    expect(report).toMatchObject({ verdict: "same", gained: [], lost: [], unknown: [], uncompared: [], changes: [] });
  });

  test("instances without public addresses lose the ways from the internet, which were never answered", async () => {
    const hidden = [401, 412].map((line): Change => ({ file, line, from: "true", to: "false" }));
    const report = await against(plain, design(hidden));
    expect(report.verdict).toBe("different");
    expect(report.gained).toEqual([]);
    expect(report.unknown).toEqual([]);
    expect(rows(report.lost)).toEqual(
      instances.flatMap((name) => [
        `forward internet > VPC01/${name}: icmp`,
        `forward internet > VPC01/${name}: tcp 22,80,443`,
      ]),
    );
    expect(report.lost.map((e) => e.source)).toEqual(Array.from({ length: 8 }, () => "any address"));
    expect(report.lost.map((e) => `${e.reasons[0]?.code} ${lines(e.changed)}`)).toEqual(
      [401, 412].flatMap((line) =>
        Array.from({ length: 4 }, () => `address.public.none VPC01.yml:${line} VPC01.yml:${line}`),
      ),
    );
    const [first] = report.lost;
    expect(lines(first?.at ?? [])).toContain("VPC01.yml:571-574");
  });

  test("the other way round the same is gained", async () => {
    const hidden = [401, 412].map((line): Change => ({ file, line, from: "true", to: "false" }));
    const report = await against(design(hidden), plain);
    expect(report.lost).toEqual([]);
    expect(report.gained).toHaveLength(8);
    expect(new Set(report.gained.map((e) => `${e.old} ${e.new} ${e.reply}`))).toEqual(new Set(["none every false"]));
  });

  test("a port that a group no longer admits is lost to everybody, by that line", async () => {
    const port = [573, 574].map((line): Change => ({ file, line, from: '"22"', to: '"23"' }));
    const report = await against(plain, design(port));
    const from = (entries: readonly DiffEntryReport[]) =>
      entries.filter((e) => e.to === "VPC01/PrivateAInstance1").map((e) => `${e.protocol} ${e.destinationPorts}`);
    expect(new Set(from(report.lost))).toEqual(new Set(["tcp 22"]));
    expect(new Set(from(report.gained))).toEqual(new Set(["tcp 23"]));
    expect(new Set(report.lost.map((e) => e.to))).toEqual(new Set(instances.map((name) => `VPC01/${name}`)));
    expect(new Set(report.lost.map((e) => lines(e.changed)))).toEqual(new Set(["VPC01.yml:573-574"]));
  });

  test("answers that go past the appliances are lost, and only they", async () => {
    // The way out of the balancer's subnet in zone A leads to the other zone's endpoint.
    const astray: Change = { file, line: 365, from: "GWLBVPCEndpointA", to: "GWLBVPCEndpointB" };
    const report = await against(plain, design([astray]));
    const web = report.lost.filter((e) => e.to === "VPC01/InternetALB" && e.from.includes("internet"));
    expect(web.map((e) => `${e.direction} ${e.old} ${e.new}`)).toEqual(["back every some"]);
    expect(web[0]?.reasons.map((r) => r.code)).toContain("path.asymmetric");
    expect(lines(web[0]?.changed ?? [])).toBe("VPC01.yml:365");
    expect(lines(web[0]?.at ?? [])).toContain("VPC01.yml:360-366");
    expect(report.gained).toEqual([]);
  });
});
