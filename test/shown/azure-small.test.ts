// Two machines from a Resource Manager template: what the rule list of a subnet lets through, and what it does not.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check, open, type Session, trace, type TraceReport } from "../../src/api/index.ts";
import { root } from "../house/files.ts";
import { walkOf } from "./workshop.ts";

async function session(): Promise<Session> {
  const opened = await open({ cwd: join(root, "scenarios/azure-small"), paths: ["."] });
  if ("error" in opened) throw new Error(opened.error.message);
  return opened;
}

async function asked(from: string, to: string, traffic: string): Promise<TraceReport> {
  const traced = trace(await session(), { from, to, traffic, all: false });
  if ("error" in traced) throw new Error(traced.error.message);
  return traced;
}

describe("from the manager to the application", () => {
  test("ssh is delivered through the rule that permits it, and answered past the subnet's own routes", async () => {
    const report = await asked("azure-small/cloud-manager", "azure-small/app", "tcp/22");
    expect(report.verdict).toBe("delivered");
    expect(walkOf(report.forward)).toEqual([
      "host azure-small/cloud-manager azuredeploy.json:73-86",
      "route-table azure-small/net/default/routes azuredeploy.json:43",
      "filter azure-small/app-rules azuredeploy.json:22-26",
      "host azure-small/app azuredeploy.json:73-86",
    ]);
    expect(walkOf(report.back)).toEqual([
      "host azure-small/app azuredeploy.json:73-86",
      "route-table azure-small/app-routes azuredeploy.json:43",
      "host azure-small/cloud-manager azuredeploy.json:73-86",
    ]);
  });

  test("mail is dropped by the rule that denies it", async () => {
    const report = await asked("cloud-manager", "app", "tcp/25");
    expect(report.verdict).toBe("dropped");
    expect(walkOf(report.forward).at(-1)).toBe("filter azure-small/app-rules azuredeploy.json:27-31");
    expect(report.reasons.map(({ code }) => code)).toEqual(["filter.rule.denies"]);
  });
});

test("what is in the range of Docker's bridge stops inside the manager", async () => {
  const report = await asked("cloud-manager", "172.17.9.10", "icmp");
  expect(report.verdict).toBe("dropped");
  expect(JSON.stringify([report.forward, report.reasons])).toContain("docker0");
  expect(report.forward.hops.some(({ kind }) => kind === "route-table")).toBe(false);
});

test("nothing is wrong with it, and all of its expectations hold", async () => {
  const report = check(await session(), { only: [], skip: [], showIgnored: false, today: "2026-11-24" });
  expect(report.findings).toEqual([]);
  expect(report.notModelled).toEqual([]);
  expect(report.expectations.map(({ holds }) => holds)).toEqual([true, true, true, true, true]);
});
