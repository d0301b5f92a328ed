/** All that is asked of one project, guarded against never ending, and what was wrong with the answers. */

import { Script } from "node:vm";
import { check, open, reach, show, type Session, type ShowReport, trace } from "../../src/api/index.ts";
import { checkComplaints, complaintsOf, reachComplaints, traceComplaints } from "./answers.suite.ts";

export type Texts = Readonly<Record<string, string>>;

export interface Asked {
  readonly complaints: readonly string[];
  readonly end: "refused" | "findings" | "clean";
  /** Processor time, whatever else the machine does. */
  readonly milliseconds: number;
  readonly shown: ShowReport | undefined;
}

/** Reading, or answering, that takes longer is stopped and is a complaint. */
const GUARD_MILLISECONDS = 30_000;

const today = "2026-11-24";
const choice = { only: [], skip: [], showIgnored: false, today };

export async function asked(texts: Texts, question: number): Promise<Asked> {
  const start = process.cpuUsage();
  const complaints: string[] = [];
  const said = Object.values(texts);
  let end: Asked["end"] = "refused";
  let shown: ShowReport | undefined;
  try {
    const opened = await open({ cwd: "/", paths: [], texts }, guarded);
    const told = (what: string, report: object) => {
      complaints.push(...complaintsOf(what, report, opened.sources, said));
    };
    if ("error" in opened) {
      told("open", { error: opened.error, findings: opened.findings });
      if (opened.error.message === "") complaints.push("open: refused without a word");
    } else {
      const { checked, inventory, traced, reached } = guarded(() => answersOf(opened, question));
      shown = inventory;
      end = checked.findings.length > 0 ? "findings" : "clean";
      for (const [what, report] of Object.entries({ checked, inventory, traced, reached })) told(what, report);
      complaints.push(...checkComplaints(checked, opened.sources));
      if (!("error" in traced)) complaints.push(...traceComplaints(traced));
      if (!("error" in reached)) complaints.push(...reachComplaints(reached));
    }
  } catch (error) {
    complaints.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { user, system } = process.cpuUsage(start);
  return { complaints, end, milliseconds: (user + system) / 1000, shown };
}

function answersOf(session: Session, number: number) {
  const checked = check(session, choice);
  const inventory = show(session);
  const hosts = inventory.hosts.map(({ name }) => name);
  const others = [...inventory.balancers, ...inventory.subnets, ...inventory.networks].map(({ name }) => name);
  const ends = [...hosts, ...others, "internet", "10.20.11.7", "10.0.0.0/8", "2001:db8::1", "nowhere"];
  const of = (n: number): string => ends[n % ends.length] ?? "internet";
  const traffic = ["any", "tcp/443", "tcp/1000-2000", "icmp", "udp/53"][number % 5];
  const question = { from: number % 3 === 0 ? "internet" : of(number >> 3), to: of(number >> 7), traffic, all: false };
  return { checked, inventory, traced: trace(session, question), reached: reach(session, question) };
}

/** Runs it as a script of its own, the only thing that Node can end from outside. */
function guarded<T>(work: () => T): T {
  const done: { value?: T; error?: { readonly thrown: unknown } } = {};
  Object.defineProperty(globalThis, place, {
    configurable: true,
    value: () => {
      try {
        done.value = work();
      } catch (thrown) {
        done.error = { thrown };
      }
    },
  });
  script.runInThisContext({ timeout: GUARD_MILLISECONDS });
  if (done.error !== undefined) throw done.error.thrown;
  return done.value as T;
}

const place = Symbol.for("tieline.hardening");
const script = new Script("globalThis[Symbol.for('tieline.hardening')]()", { filename: "guarded" });
