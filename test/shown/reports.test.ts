/**
 * Reports of the workshop's design 3 as pipelines take them: the default route of zone B's public subnet leads past the
 * endpoint (VPC01.yml:373), so visitors and that zone's NAT gateway are asymmetric.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CheckReport } from "../../src/api/index.ts";
import { main } from "../../src/cli/main.ts";
import { describeCorpus } from "../corpus.ts";
import { sarifProblems } from "../sarif-schema.ts";
import { type Change, Workshop, yaml } from "./workshop.ts";

const before = process.cwd();
afterAll(() => process.chdir(before));

/** Runs a command in a folder, as a pipeline sees it. */
async function tieline(folder: string, ...args: string[]) {
  const { stdout, stderr } = process;
  const write = { out: stdout.write.bind(stdout), err: stderr.write.bind(stderr) };
  const texts = { out: "", err: "" };
  process.chdir(folder);
  stdout.write = (text: string | Uint8Array) => ((texts.out += String(text)), true);
  stderr.write = (text: string | Uint8Array) => ((texts.err += String(text)), true);
  try {
    return { code: await main(args), ...texts };
  } finally {
    stdout.write = write.out;
    stderr.write = write.err;
    process.chdir(before);
  }
}

const expectations = `expect:
  - name: visitors reach the web, inspected both ways
    from: internet
    to: VPC01/InternetALB
    traffic: tcp/80
    verdict: reachable
    through: GWLBVPC/GWLB
  - name: nobody outside reaches an appliance
    from: internet
    to: GWLBVPC/ApplianceInstance1
    traffic: tcp/22
    verdict: blocked
`;

const past: Change = {
  file: "VPC01.yml",
  line: 373,
  from: "VpcEndpointId: !Ref GWLBVPCEndpointB",
  to: "GatewayId: !Ref InternetGateway",
};

interface Placed {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
  };
}

interface Log {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly locations: readonly Placed[];
      readonly relatedLocations?: readonly Placed[];
    }[];
  }[];
}

function placeOf({ physicalLocation: { artifactLocation, region } }: Placed): string {
  const { startLine, startColumn, endLine, endColumn } = region;
  return `${artifactLocation.uri}:${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

describe("the scenario that npm start checks", () => {
  const scenario = resolve(import.meta.dirname, "../../scenarios/gwlb-distributed");
  const folder = mkdtempSync(join(tmpdir(), "tieline-"));
  const files = ["out.sarif", "comment.md"].map((name) => join(folder, name));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("text, SARIF and a comment at once, each to its place", async () => {
    const formats = ["--format", "text", "--format", "sarif=out.sarif", "--format", "markdown=comment.md"];
    const { code, out, err } = await tieline(folder, "check", "-C", scenario, ...formats);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("no findings, 7 of 7 expectations hold");
    expect(files.map((file) => existsSync(file))).toEqual([true, true]);
    expect(sarifProblems(JSON.parse(readFileSync(files[0] ?? "", "utf8")))).toEqual([]);
    expect(readFileSync(files[1] ?? "", "utf8")).toMatch(/^## Tieline: 7 of 7 expectations hold, no findings\n/);
  });
});

describeCorpus("design 3 with a default route past the endpoint", (corpus) => {
  let net: Workshop;
  beforeAll(() => {
    net = new Workshop(corpus, "design-3", yaml({ more: expectations }), [past]);
  });
  afterAll(() => net.remove());

  test("SARIF is valid, and its regions are the places of the JSON report", async () => {
    const { code, out } = await tieline(net.folder, "check", "-j", "--format", "sarif=out.sarif");
    expect(code).toBe(1);
    const report = JSON.parse(out) as CheckReport;
    const log = JSON.parse(readFileSync(join(net.folder, "out.sarif"), "utf8")) as Log;
    expect(sarifProblems(log)).toEqual([]);
    const results = log.runs[0]?.results ?? [];
    const regions = results.map((r) =>
      [r.ruleId, ...[...r.locations, ...(r.relatedLocations ?? [])].map(placeOf)].join(" "),
    );
    const written = report.findings.map(({ code, at }) =>
      [code, ...at.map((p) => `${p.file}:${p.line}:${p.column}-${p.endLine}:${p.endColumn}`)].join(" "),
    );
    expect(regions.filter((text) => !text.startsWith("expectation."))).toEqual(written);
    const asymmetric = "path.asymmetric VPC01.yml:504:3-510:39 VPC01.yml:368:3-374:49";
    expect(regions.filter((text) => text.startsWith("path.asymmetric"))).toEqual([asymmetric, asymmetric]);
    expect(
      regions.filter((text) => text.startsWith("expectation.")).map((text) => text.split(" ").slice(0, 2)),
    ).toEqual(
      report.expectations
        .filter(({ holds }) => holds === false)
        .map((e) => {
          const place = e.reasons[0]?.at[0];
          return [
            "expectation.verdict.differs",
            `${place?.file}:${place?.line}:${place?.column}-${place?.endLine}:${place?.endColumn}`,
          ];
        }),
    );
  });

  test("the comment fits a screen, the verdict first and the errors open", async () => {
    const { out } = await tieline(net.folder, "check", "--format", "markdown");
    expect(out.split("\n").length).toBeLessThan(60);
    expect(out).toMatch(/^## Tieline: \d of 2 expectations hold, 2 errors, 14 warnings, 4 notes\n/);
    expect(out.indexOf("visitors reach the web")).toBeLessThan(out.indexOf("### 2 errors"));
    expect(out).toContain("`VPC01.yml:504-510`, `VPC01.yml:368-374`");
    expect(out).toContain("<details><summary>14 warnings</summary>");
  });

  test("one line for each finding, with its line", async () => {
    const { out } = await tieline(net.folder, "check", "--format", "compact", "--only", "path.asymmetric");
    expect(out.trimEnd().split("\n").slice(-2)).toEqual([
      expect.stringMatching(/^VPC01\.yml:504:3: error: .*`VPC01\/InternetALB`.* \[path\.asymmetric\]$/),
      expect.stringMatching(/^VPC01\.yml:504:3: error: .*`VPC01\/NatGatewayB`.* \[path\.asymmetric\]$/),
    ]);
  });
});

describeCorpus("a baseline of design 3", (corpus) => {
  let net: Workshop;
  beforeAll(() => {
    net = new Workshop(corpus, "design-3", yaml({ more: expectations }));
  });
  afterAll(() => net.remove());

  const write = (change: (lines: string[]) => string[]): void => {
    const path = join(net.folder, "VPC01.yml");
    const lines = readFileSync(path, "utf8").split("\n");
    rmSync(path);
    writeFileSync(path, change(lines).join("\n"));
  };

  test("twenty lines above everything are nothing new; a route past the endpoint is", async () => {
    const before = await tieline(net.folder, "check", "--write-baseline", "baseline.json");
    expect(before).toMatchObject({ code: 0, err: "" });
    write((lines) => [...Array.from({ length: 20 }, () => ""), ...lines]);
    const moved = await tieline(net.folder, "check", "--baseline", "baseline.json", "-j");
    const report = JSON.parse(moved.out) as CheckReport;
    expect(moved.code).toBe(0);
    expect(report.findings).toEqual([]);
    expect(report.baseline).toMatchObject({ gone: { findings: [], expectations: [] } });
    expect(report.baseline?.known.length).toBe(18);
    expect((await tieline(net.folder, "check", "--baseline", "baseline.json")).out).toContain(
      "nothing new: no findings",
    );

    write((lines) => lines.map((line, i) => (i === 392 ? line.replace(past.from, past.to) : line)));
    const worse = await tieline(net.folder, "check", "--baseline", "baseline.json", "-j");
    const found = JSON.parse(worse.out) as CheckReport;
    expect(worse.code).toBe(1);
    expect(found.findings.map(({ code, resource }) => `${code} ${resource}`)).toEqual([
      "path.asymmetric VPC01/InternetALB",
      "path.asymmetric VPC01/NatGatewayB",
    ]);
  });
});

describeCorpus("findings of design 3 that are ignored", (corpus) => {
  const above: Change = {
    file: "VPC01.yml",
    line: 629,
    from: "  PrivateAInstance1:",
    to: "  # tieline: ignore path.uninspected a jump host\n  PrivateAInstance1:",
  };
  const metadata: Change = {
    file: "VPC01.yml",
    line: 750,
    from: "  Type: AWS::EC2::Instance",
    to: "  Metadata: { tieline: { ignore: [{ code: path.uninspected, reason: a test }] } }\n    Type: AWS::EC2::Instance",
  };
  const more = `ignore:
  - { code: source.key, at: VPC01.yml, reason: the workshop ships it so }
  - { code: path.loop, reason: never }
`;

  test("by a comment, by metadata, and in tieline.yaml; one without effect is a note", async () => {
    // From the end, so that the first change moves no line of the second.
    const net = new Workshop(corpus, "design-3", yaml({ more }), [metadata, above]);
    const { out } = await tieline(net.folder, "check", "--show-ignored", "-j");
    net.remove();
    const report = JSON.parse(out) as CheckReport;
    const of = (code: string) => report.findings.filter((f) => f.code === code).map((f) => f.resource);
    expect(of("path.uninspected")).toEqual(["VPC01/PrivateAInstance2", "VPC01/PrivateBInstance1"]);
    expect(of("ignore.effect.none")).toEqual(["tieline.yaml"]);
    expect(report.ignored).toBe(6);
    const ignored = (report.ignoredFindings ?? []).map((f) => `${f.resource}: ${f.reason} (${f.ignoredAt.file})`);
    expect(ignored).toContain("VPC01/PrivateAInstance1: a jump host (VPC01.yml)");
    expect(ignored).toContain("VPC01/PrivateBInstance2: a test (VPC01.yml)");
    expect(ignored).toContain("VPC01/AddRouteIgwRouteTable3: the workshop ships it so (tieline.yaml)");
  });
});
