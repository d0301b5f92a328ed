/** The answers that were judged by hand (`docs/judged/`), asked again. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LegReport, open, type PositionReport, trace, type TraceReport } from "../../src/api/index.ts";
import { describeCorpus } from "../corpus.ts";
import { project, Workshop } from "./workshop.ts";

interface Row {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
  readonly verdict: string;
  readonly lines: string;
}

function rowsOf(file: string): readonly Row[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs/judged", file), "utf8");
  return text.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const question = /^(\S+) → (\S+) (\S+)$/.exec(cells[1] ?? "");
    if (question === null) return [];
    const [, from = "", to = "", traffic = ""] = question;
    return [{ from, to, traffic, verdict: cells[2] ?? "", lines: cells[3] ?? "" }];
  });
}

/** `> VPC01.yml:1-2` for every place of the answer. */
function placesOf(report: TraceReport): ReadonlySet<string> {
  const texts = new Set<string>();
  const add = (mark: string, at: readonly PositionReport[]) => {
    for (const { file, line, endLine } of at) {
      texts.add(`${mark} ${file}:${line === endLine ? line : `${line}-${endLine}`}`);
    }
  };
  const leg = (mark: string, of: LegReport | null) => {
    for (const hop of of?.hops ?? []) add(mark, hop.at);
  };
  leg(">", report.forward);
  leg("<", report.back);
  for (const reason of report.reasons) add(report.back === null ? ">" : "<", reason.at);
  return texts;
}

type Ask = (from: string, to: string, traffic: string) => Promise<TraceReport>;

function asked(file: string, ask: Ask): void {
  test.each(rowsOf(file))("$from → $to $traffic: $verdict", async ({ from, to, traffic, verdict, lines }) => {
    const report = await ask(from, to, traffic);
    expect(`${report.verdict} ${report.branches.delivered}/${report.branches.count}`).toBe(verdict);
    const places = placesOf(report);
    for (const line of lines.split(/ (?=[<>])/)) expect(places).toContain(line);
  });
}

function judged(design: string, stacks: readonly string[]): void {
  describeCorpus(`${design}, judged by hand`, (corpus) => {
    let net: Workshop;
    beforeAll(() => {
      net = new Workshop(corpus, design, project(stacks));
    });
    afterAll(() => net.remove());
    asked(`${design}.md`, (from, to, traffic) => net.trace(from, to, traffic));
  });
}

judged("design-1", ["GWLBVPC", "VPC01", "VPC02", "VPC03"]);
judged("design-2", ["GWLBVPC", "N2SVPC", "VPC01", "VPC02", "VPC03", "GWLBTGW"]);

describeCorpus("a startup kit as it is published, judged by hand", (corpus) => {
  const cwd = join(corpus, "cloudformation/aws-samples__startup-kit-templates");
  const opened = open({ paths: [join(cwd, "vpc-bastion-fargate-rds.cfn.yml")], cwd });
  asked("startup-kit.md", async (from, to, traffic) => {
    const session = await opened;
    if ("error" in session) throw new Error(session.error.message);
    const report = trace(session, { from, to, traffic, all: false });
    if ("error" in report) throw new Error(report.error.message);
    return report;
  });
});
