/**
 * Where reading, walking and asking are joined: a project goes in, and what the documents of `report.ts` need comes out.
 * Text and files end here; nothing behind this door opens a file or prints a word.
 */

import { findings as findingsOf } from "../checks/checks.ts";
import type { Scoped } from "../contract/format.ts";
import type { Finding } from "../finding/finding.ts";
import type { Ignore } from "../finding/ignore.ts";
import { commentIgnores } from "../finding/ignore-comments.ts";
import { network, type Network } from "../forward/network.ts";
import { ownAssumptions } from "../forward/assumptions.ts";
import type { Assumption, Key, Model } from "../model/model.ts";
import { attempt, Exhausted } from "../packet/limits.ts";
import type { Expectation, Project, ProjectInput } from "../project/project.ts";
import { readableFiles } from "../formats/formats.ts";
import { unreadFindings } from "../project/unread.ts";
import { assumeInspectors } from "../query/assume.ts";
import { judge } from "../query/expect.ts";
import { inventory } from "../query/inventory.ts";
import { type PacketHeaders, packetHeaders } from "../query/packet-sets.ts";
import { reach as reachOf } from "../query/reach.ts";
import { type Problem, trace as ask } from "../query/trace.ts";
import type { Source } from "../read/detect.ts";
import { titlesOfAssumed } from "../read/catalogue.ts";
import { read } from "../read/read.ts";
import { known } from "../value/value.ts";
import { reachReport } from "./reach.ts";
import { showReport } from "./inventory.ts";
import { positionsOf } from "./positions.ts";
import type {
  AssumptionReport,
  ErrorBody,
  ExpectationReport,
  NotModelledReport,
  ReachReport,
  TraceReport,
} from "./report.ts";
import { assumptionOf, once, reasonOf, traceReport } from "./traces.ts";

export interface Loaded {
  readonly project: Project;
  readonly model: Model;
  readonly net: Network;
  /** The project's own and those of reading; not those of `check`. */
  readonly findings: readonly Finding[];
  readonly notModelled: readonly NotModelledReport[];
  /** What the files name, for questions about things that have no place in the network. */
  readonly placeless: readonly { readonly name: string; readonly what: string }[];
  /** Those of which some format has made a stack of its own; none: there is nothing to answer from. */
  readonly inputs: readonly ProjectInput[];
  /** Every stack, nested ones among them, and of which document it was made. */
  readonly scopes: readonly Scoped[];
  /** What the project file, the files themselves and their comments accept. */
  readonly ignores: readonly Ignore[];
}

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly traffic: string | undefined;
  /** Every branch, and not only the one to show. */
  readonly all: boolean;
}

export interface Checked {
  /** Beyond those of reading. */
  readonly findings: readonly Finding[];
  readonly expectations: readonly ExpectationReport[];
  readonly assumptions: readonly AssumptionReport[];
}

export function load(project: Project): Loaded {
  const { model, findings, notModelled, scopes, unread, things, others, ignores } = read({
    sources: project.inputs.map(sourceOf),
    open: (from, path) => project.open(from, path),
    physical: project.physical,
    hosts: project.hosts,
  });
  const made = new Set(scopes.map(({ scope, document }) => `${scope} ${document.path}`));
  const mode = project.appliances?.value ?? "transparent";
  const assumed = mode === "transparent" ? model : assumeInspectors(model, mode);
  return {
    project,
    model: assumed,
    net: network(assumed),
    findings: [...project.findings, ...findings, ...unreadFindings(project.inputs, unread, readableFiles())],
    notModelled,
    placeless: [
      ...things.map(({ name, label }) => ({ name, what: `${/^[aeiou]/i.test(label) ? "an" : "a"} ${label}` })),
      ...others.map(({ name, type }) => ({ name, what: `an \`${type}\`, which is not modelled` })),
    ],
    inputs: project.inputs.filter(({ document, scope }) => made.has(`${scope} ${document.path}`)),
    scopes,
    ignores: [
      ...project.ignores,
      ...ignores,
      ...project.documents().flatMap((document) => (unread.includes(document) ? [] : commentIgnores(document))),
    ],
  };
}

function sourceOf({ document, format, scope, listed, region, account, parameters }: ProjectInput): Source {
  return {
    document,
    scope,
    listed,
    parameters,
    ...(format === undefined ? {} : { format }),
    ...(region === undefined ? {} : { region: known(region.text, [region.at]) }),
    ...(account === undefined ? {} : { account: known(account.text, [account.at]) }),
  };
}

/** An error body when the question itself cannot be understood: an unknown name, a wrong traffic. */
export function trace(loaded: Loaded, question: Question): TraceReport | { readonly error: ErrorBody } {
  const { from, to, traffic = "any", all } = question;
  const traced = ask(loaded.net, { from, to, traffic });
  if ("problem" in traced) return { error: refusal(loaded, traced, { from, to, traffic }[traced.part]) };
  return traceReport(traced.answer, {
    question: { from, to, traffic, took: traced.took },
    assumptions: assumptionsIn(loaded),
    assumed: assumedInReading(loaded),
    notModelled: loaded.notModelled,
    owners: (address) => traced.net.ownerOf(address) ?? null,
    all,
  });
}

/** Every packet of the question: which get through, and why the others do not. */
export function reach(loaded: Loaded, question: Question): ReachReport | { readonly error: ErrorBody } {
  const { from, to, traffic = "any" } = question;
  const headers = packetHeaders();
  const answer = attempt(() => reachOf(loaded.net, headers, { from, to, traffic }));
  if (answer instanceof Exhausted) {
    const message = `the question needs larger sets than its budget allows (${answer.limit}): ask for less traffic`;
    return { error: { code: "question.budget.exhausted", message } };
  }
  if ("problem" in answer) return { error: refusal(loaded, answer, { from, to, traffic }[answer.part]) };
  const used = new Set(answer.assumptions);
  return reachReport(answer, headers, {
    question: { from, to, traffic, took: answer.took },
    assumptions: once([
      ...assumedInReading(loaded),
      ...assumptionsIn(loaded)
        .filter(({ key }) => used.has(key))
        .map(assumptionOf),
    ]),
    notModelled: loaded.notModelled,
  });
}

export function assumptionsIn({ model }: Loaded): readonly Assumption[] {
  return [...new Map<Key, Assumption>([...ownAssumptions, ...model.assumptions]).values()];
}

/** What every answer rests on. */
export function assumedInReading({ findings }: Loaded): readonly AssumptionReport[] {
  return findings.flatMap(({ code, at }) => {
    const message = titlesOfAssumed.get(code);
    return message === undefined ? [] : [{ code, message, at: positionsOf(at) }];
  });
}

function refusal(loaded: Loaded, asked: Problem, said: string): ErrorBody {
  return { code: `question.${asked.part}.unclear`, message: problemText(loaded, asked, said) };
}

export function problemText({ placeless }: Loaded, { problem, candidates }: Problem, said: string): string {
  const fits = placeless.filter(({ name }) => name === said || name.slice(name.indexOf("/") + 1) === said);
  const [first] = fits;
  if (first !== undefined && problem.startsWith("nothing")) {
    return `${fits.map(({ name }) => `\`${name}\``).join(", ")} is ${first.what}: ask for something that has an address`;
  }
  const names = candidates.map((name) => `\`${name}\``).join(", ");
  if (names === "") return problem;
  return problem.includes("several") ? `${problem}: ${names}` : `${problem}; did you mean ${names}?`;
}

export function check(loaded: Loaded): Checked {
  const headers = packetHeaders();
  const judged = loaded.project.expectations.map((expected) => expectation(loaded, headers, expected));
  const used = new Set(judged.flatMap((j) => j.assumptions));
  return {
    findings: findingsOf(loaded.net, headers),
    expectations: judged.map((j) => j.report),
    assumptions: once(
      assumptionsIn(loaded)
        .filter(({ key }) => used.has(key))
        .map(assumptionOf),
    ),
  };
}

function expectation(loaded: Loaded, headers: PacketHeaders, expected: Expectation) {
  const { name, verdict, at } = expected;
  headers.renew();
  const judged = judge(loaded.net, headers, {
    from: expected.from.text,
    to: expected.to.text,
    traffic: expected.traffic?.text ?? "any",
    verdict: verdict.value,
    through: expected.through.map((t) => t.text),
  });
  const written = positionsOf([at]);
  if ("problem" in judged) {
    const said = { from: expected.from, to: expected.to, traffic: expected.traffic }[judged.part] ?? expected.from;
    const message = problemText(loaded, judged, said.text);
    const reason = { code: `question.${judged.part}.unclear`, message, node: said.text, at: positionsOf([said.at]) };
    const report: ExpectationReport = {
      name,
      expected: verdict.value,
      verdict: "unknown",
      holds: null,
      reasons: [reason],
      at: written,
    };
    return { report, assumptions: [] };
  }
  const { reasons, assumptions } = judged;
  const report: ExpectationReport = {
    name,
    expected: verdict.value,
    verdict: judged.verdict,
    holds: judged.holds,
    reasons: reasons.map(reasonOf),
    at: written,
  };
  return { report, assumptions };
}

export function show(loaded: Loaded): ReturnType<typeof showReport> {
  return showReport(inventory(loaded.net));
}
