/** For programs and tests: templates go in, questions are asked, and what must be so is asserted. */

import { judge } from "../query/expect.ts";
import { packetHeaders } from "../query/packet-sets.ts";
import { problemText } from "./engine.ts";
import { reasonOf } from "./traces.ts";
import { plain, renderDiagnostic } from "./rendering.ts";
import type {
  CheckReport,
  ErrorBody,
  FindingReport,
  PositionReport,
  ReachReport,
  ReasonReport,
  ShowReport,
  TraceReport,
} from "./report.ts";
import { check, open, reach, type Session, show, trace } from "./session.ts";

/** Templates by file name, as text or as the object that a tool has synthesized; `tieline.yaml` may be among them. */
export type Templates = Readonly<Record<string, string | object>>;

/** Nothing could be read, or a question cannot be understood. */
export class TielineError extends Error {
  /** `question.to.unclear`, `input.nothing.read`: stable for ever. */
  readonly code: string;
  /** Lines that it is about. */
  readonly at: readonly PositionReport[];

  constructor({ code, message, at = [] }: ErrorBody) {
    super(`${message} [${code}]`);
    this.name = "TielineError";
    this.code = code;
    this.at = at;
  }
}

export interface Asked {
  /** `internet`, an address, a prefix, or a name as the templates spell it. */
  readonly from: string;
  readonly to: string;
  /** `tcp/443`, `tcp/1000-2000`, `udp/53`, `icmp`, `any` (the default). */
  readonly traffic?: string;
}

export interface Expected extends Asked {
  readonly verdict: "reachable" | "blocked";
  /** Names that both directions must pass. */
  readonly through?: string | readonly string[];
}

/** Whether an expectation holds, for every source, port and branch that it names. */
export interface Proof {
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  /** Null: the templates do not say. It is neither a yes nor a no. */
  readonly holds: boolean | null;
  readonly reasons: readonly ReasonReport[];
  /** The reasons with their lines, as the terminal shows them. */
  readonly text: string;
}

/**
 * Reads a folder, a file, a `tieline.yaml` (paths as `-C` takes them), or templates that are in memory. Throws a
 * `TielineError` when nothing of it can be read; what can be read gives findings instead.
 */
export async function read(input: string | readonly string[] | Templates): Promise<Network> {
  if (typeof input !== "string" && (typeof input !== "object" || input === null)) {
    const message = "what shall be read is missing: a path, several, or templates by their names";
    throw new TielineError({ code: "input.nothing.read", message });
  }
  const asked =
    typeof input === "string" || Array.isArray(input)
      ? { cwd: process.cwd(), paths: typeof input === "string" ? [input] : (input as readonly string[]) }
      : { cwd: process.cwd(), paths: [], texts: textsOf(input as Templates) };
  const session = await open(asked);
  if ("error" in session) throw new TielineError(session.error);
  return new Network(session);
}

function textsOf(templates: Templates): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, it]) => [name, typeof it === "string" ? it : JSON.stringify(it, null, 2)]),
  );
}

/** The network that templates describe. */
export class Network {
  readonly #session: Session;
  readonly #headers = packetHeaders();

  constructor(session: Session) {
    this.#session = session;
  }

  /** What is wrong in the templates, and in the network as a whole. */
  get findings(): readonly FindingReport[] {
    return this.check().findings;
  }

  /** Findings and the expectations of `tieline.yaml`, as `tieline check` prints them. */
  check(): CheckReport {
    const today = new Date().toISOString().slice(0, 10);
    return check(this.#session, { only: [], skip: [], showIgnored: false, today });
  }

  /** The inventory, as `tieline show` prints it. */
  show(): ShowReport {
    return show(this.#session);
  }

  /** One packet there and back, hop by hop. Throws a `TielineError` for a name that means nothing. */
  trace(asked: Asked): TraceReport {
    const { from, to, traffic } = written(asked);
    const report = trace(this.#session, { from, to, traffic, all: true });
    if ("error" in report) throw new TielineError(report.error);
    return report;
  }

  /** Every packet: which get through, and why the others do not. */
  reach(asked: Asked): ReachReport {
    const { from, to, traffic } = written(asked);
    const report = reach(this.#session, { from, to, traffic, all: false });
    if ("error" in report) throw new TielineError(report.error);
    return report;
  }

  /** Whether that is so, proven. */
  prove(expected: Expected): Proof {
    const { from, to, traffic = "any", verdict, through = [] } = written(expected);
    this.#headers.renew();
    const { loaded, sources } = this.#session;
    const names = typeof through === "string" ? [through] : through;
    const judged = judge(loaded.net, this.#headers, { from, to, traffic, verdict, through: names });
    if ("problem" in judged) {
      const message = problemText(loaded, judged, { from, to, traffic }[judged.part]);
      throw new TielineError({ code: `question.${judged.part}.unclear`, message });
    }
    const reasons = judged.reasons.map(reasonOf);
    const head = judged.holds === null ? "unknown" : judged.verdict;
    const shown = reasons.map((reason) =>
      renderDiagnostic(
        { head, role: "error", code: reason.code, message: reason.message, at: reason.at, notes: notesOf(reason) },
        sources,
        { style: plain, width: 100 },
      ),
    );
    const { verdict: found, holds } = judged;
    return { verdict: found, holds, reasons, text: shown.join("\n") };
  }

  /** Throws, with the reasons and their lines, unless it is proven to be so. */
  assert(expected: Expected): void {
    const { holds, verdict, text } = this.prove(expected);
    if (holds === true) return;
    const { from, to, traffic = "any" } = expected;
    throw new TielineError({
      code: holds === null ? "expectation.unknown" : "expectation.failed",
      message: `${from} -> ${to} ${traffic}: expected ${expected.verdict}, is ${verdict}\n\n${text}`,
    });
  }
}

/** Those who write no types are told in words. */
function written<A extends Asked>(asked: A): A {
  for (const part of ["from", "to"] as const) {
    if (typeof asked?.[part] === "string") continue;
    const message = `\`${part}\` is missing: ask like { from: "internet", to: "web/LoadBalancer", traffic: "tcp/443" }`;
    throw new TielineError({ code: `question.${part}.unclear`, message });
  }
  return asked;
}

function notesOf({ node, wouldMakeItKnown }: ReasonReport) {
  return [
    { word: "at", text: node },
    ...(wouldMakeItKnown === undefined ? [] : [{ word: "would make it known", text: wouldMakeItKnown }]),
  ];
}
