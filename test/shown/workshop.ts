/** The workshop's templates in a folder of their own, changed as a test says, with a `tieline.yaml` beside them. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ReachReport,
  type Refused,
  type Session,
  type TraceReport,
  check,
  open,
  reach,
  show,
  trace,
} from "../../src/api/index.ts";
import type { CheckReport, PositionReport, ShowReport } from "../../src/api/index.ts";

export interface Change {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

const zones = `
      AvailabilityZoneA: ap-northeast-2a
      AvailabilityZoneB: ap-northeast-2b`;

export function yaml({ region = true, service = true, zoned = true, more = "" } = {}): string {
  const where = region ? "\n    region: ap-northeast-2" : "";
  const name = `
      VPCEndpointServiceName: com.amazonaws.vpce.ap-northeast-2.\${GWLBVPC.VpcEndpointService}`;
  const given = service || zoned ? `\n    parameters:${service ? name : ""}${zoned ? zones : ""}` : "";
  return `inputs:
  - cloudformation: GWLBVPC.yml
    stack: GWLBVPC${where}${zoned ? `\n    parameters:${zones}` : ""}
  - cloudformation: VPC01.yml
    stack: VPC01${where}${given}
  - cloudformation: VPC02.yml
    stack: VPC02${where}${given}
${more}`;
}

/** Every stack named as its file; the zones and the service's name for those that ask for them. */
export function project(stacks: readonly string[]): string {
  const consumers = /^(?:N2SVPC|VPC0\d)$/;
  const entries = stacks.map((stack) => {
    const service = consumers.test(stack)
      ? "\n      VPCEndpointServiceName: com.amazonaws.vpce.ap-northeast-2.${GWLBVPC.VpcEndpointService}"
      : "";
    const given = stack === "GWLBTGW" ? "" : `\n    parameters:${service}${zones}`;
    return `  - cloudformation: ${stack}.yml\n    stack: ${stack}\n    region: ap-northeast-2${given}`;
  });
  return `inputs:\n${entries.join("\n")}\n`;
}

export class Workshop {
  readonly folder: string;

  constructor(corpus: string, design: string, project: string | undefined, changes: readonly Change[] = []) {
    this.folder = mkdtempSync(join(tmpdir(), "tieline-"));
    cpSync(join(corpus, "gwlb-workshop", design), this.folder, { recursive: true });
    for (const { file, line, from, to } of changes) {
      const path = join(this.folder, file);
      const lines = readFileSync(path, "utf8").split("\n");
      const old = lines[line - 1] ?? "";
      if (!old.includes(from)) throw new Error(`${file}:${line} does not hold ${from}`);
      lines[line - 1] = old.replace(from, to);
      rmSync(path);
      writeFileSync(path, lines.join("\n"));
    }
    if (project !== undefined) writeFileSync(join(this.folder, "tieline.yaml"), project);
  }

  async session(): Promise<Session> {
    const opened: Session | Refused = await open({ cwd: this.folder, paths: ["."] });
    if ("error" in opened) throw new Error(opened.error.message);
    return opened;
  }

  async trace(from: string, to: string, traffic: string, all = false): Promise<TraceReport> {
    const traced = trace(await this.session(), { from, to, traffic, all });
    if ("error" in traced) throw new Error(traced.error.message);
    return traced;
  }

  async reach(from: string, to: string, traffic = "any"): Promise<ReachReport> {
    const reached = reach(await this.session(), { from, to, traffic, all: false });
    if ("error" in reached) throw new Error(reached.error.message);
    return reached;
  }

  async check(): Promise<CheckReport> {
    return check(await this.session(), { only: [], skip: [], showIgnored: false, today: "2026-11-24" });
  }

  async show(): Promise<ShowReport> {
    return show(await this.session());
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `VPC01.yml:496-502`. */
export function lines(at: readonly PositionReport[]): string {
  return at.map(({ file, line, endLine }) => `${file}:${line === endLine ? line : `${line}-${endLine}`}`).join(" ");
}

/** One line a hop: kind, node, lines. */
export function walkOf(leg: TraceReport["forward"] | null): readonly string[] {
  return (leg?.hops ?? []).map((h) => `${h.kind} ${h.node} ${lines(h.at.slice(0, 1))}`.trim());
}
