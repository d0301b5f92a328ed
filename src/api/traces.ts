/** What a walk found, as the document that `trace` prints. */

import type { Answer, Branch, Hop, Leg, Reason } from "../forward/trace.ts";
import type { Assumption } from "../model/model.ts";
import { anyWorld, type World } from "../packet/packet.ts";
import { type Owners, packetOf } from "./packets.ts";
import { positionsOf } from "./positions.ts";
import {
  type AssumptionReport,
  type BranchReport,
  head,
  type HopReport,
  type LegReport,
  type NotModelledReport,
  type QuestionReport,
  type ReasonReport,
  type TraceReport,
} from "./report.ts";

/** What a report needs beside the answer. */
export interface Around {
  readonly question: QuestionReport;
  readonly assumptions: readonly Assumption[];
  /** What every answer rests on. */
  readonly assumed: readonly AssumptionReport[];
  readonly notModelled: readonly NotModelledReport[];
  readonly owners?: Owners;
  /** `--branch all`. */
  readonly all?: boolean;
}

export function hopOf(hop: Hop, world: World = anyWorld, owners?: Owners): HopReport {
  const { node, kind, decision, origin, packet, outer, encapsulation } = hop;
  return {
    node,
    kind,
    decision,
    at: positionsOf(origin),
    packet: packetOf(packet, world, owners),
    outer: outer.map((around) => packetOf(around, world, owners)),
    encapsulation,
  };
}

export function legOf({ verdict, hops }: Leg, world: World = anyWorld, owners?: Owners): LegReport {
  return { verdict, hops: hops.map((hop) => hopOf(hop, world, owners)) };
}

export function reasonOf({ code, message, node, origin, further, wouldMakeItKnown }: Reason): ReasonReport {
  return {
    code,
    message,
    node,
    at: [origin, ...further].flatMap((place) => positionsOf(place)),
    ...(wouldMakeItKnown === undefined ? {} : { wouldMakeItKnown }),
  };
}

export function assumptionOf({ code, message, origin }: Assumption): AssumptionReport {
  return { code, message, at: positionsOf(origin) };
}

function branchOf(branch: Branch, { owners }: Around): BranchReport {
  return {
    choices: branch.choices,
    verdict: branch.verdict,
    forward: legOf(branch.forward, branch.world, owners),
    back: branch.back && legOf(branch.back, branch.world, owners),
    reasons: branch.reasons.map(reasonOf),
    count: branch.count,
  };
}

export function traceReport(answer: Answer, around: Around): TraceReport {
  const { verdict, shown, branches, count, delivered, reasons, assumptions } = answer;
  const used = new Set(assumptions);
  const { forward, back } = branchOf(shown, around);
  return {
    ...head,
    question: around.question,
    verdict,
    forward,
    back,
    reasons: reasons.map(reasonOf),
    branches: { count, delivered, shown: shown.choices, factors: answer.factors },
    assumptions: once([...around.assumed, ...around.assumptions.filter(({ key }) => used.has(key)).map(assumptionOf)]),
    notModelled: around.notModelled,
    ...(around.all === true ? { all: branches.map((branch) => branchOf(branch, around)) } : {}),
  };
}

/** Assumptions of one kind are one assumption about several things. */
export function once(assumptions: readonly AssumptionReport[]): readonly AssumptionReport[] {
  const merged = new Map<string, AssumptionReport>();
  for (const assumption of assumptions) {
    const identity = `${assumption.code}\n${assumption.message}`;
    const before = merged.get(identity);
    merged.set(identity, before === undefined ? assumption : { ...before, at: [...before.at, ...assumption.at] });
  }
  return [...merged.values()];
}
