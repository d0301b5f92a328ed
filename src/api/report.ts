/**
 * Every JSON document that Tieline prints, as types. A promise to users: fields may be added, never renamed; lists are
 * present even when they are empty. Built by the other files of this folder, rendered by the command line and the page.
 */

import type { Severity } from "../finding/finding.ts";
import type { Verdict } from "../forward/trace.ts";
import type {
  AssumptionReport,
  FindingReport,
  Head,
  NotModelledReport,
  PacketReport,
  PositionReport,
  ReadReport,
  ReasonReport,
} from "./report-parts.ts";

export * from "./report-parts.ts";

export type Expected = "reachable" | "blocked";

export interface ExpectationReport {
  readonly name: string;
  readonly expected: Expected;
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  /** Null: not known. */
  readonly holds: boolean | null;
  readonly reasons: readonly ReasonReport[];
  readonly at?: readonly PositionReport[];
  /** With `--baseline`: it does not hold, and did not when the baseline was written. */
  readonly known?: true;
}

export interface IgnoredReport extends FindingReport {
  readonly reason: string;
  /** Where somebody wrote that it is ignored. */
  readonly ignoredAt: PositionReport;
}

/** One code about one thing, so often. */
export interface BaselineFinding {
  readonly code: string;
  readonly resource: string | null;
  readonly count: number;
}

export interface BaselineReport {
  readonly file: string;
  /** Findings that the baseline holds; `findings` of the report are those that it does not. */
  readonly known: readonly FindingReport[];
  /** What the baseline holds and is no more. */
  readonly gone: {
    readonly findings: readonly BaselineFinding[];
    /** Names of expectations that hold now. */
    readonly expectations: readonly string[];
  };
}

export interface CheckReport extends Head {
  readonly findings: readonly FindingReport[];
  readonly expectations: readonly ExpectationReport[];
  readonly assumptions: readonly AssumptionReport[];
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: ReadReport;
  readonly ignored: number;
  /** Only with `--show-ignored`. */
  readonly ignoredFindings?: readonly IgnoredReport[];
  /** Only with `--baseline`. */
  readonly baseline?: BaselineReport;
}

export interface HopReport {
  /** A name that FROM and TO accept. */
  readonly node: string;
  readonly kind: string;
  readonly decision: string;
  readonly at: readonly PositionReport[];
  /** The innermost packet as it arrives here. */
  readonly packet: PacketReport;
  /** The packets around it, outermost first. */
  readonly outer: readonly PacketReport[];
  readonly encapsulation: readonly string[];
}

export interface LegReport {
  readonly verdict: Verdict;
  readonly hops: readonly HopReport[];
}

export interface BranchReport {
  readonly choices: readonly string[];
  readonly verdict: Verdict;
  readonly forward: LegReport;
  readonly back: LegReport | null;
  readonly reasons: readonly ReasonReport[];
  /** How many choices end like this one. */
  readonly count?: number;
}

export interface QuestionReport {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
  /** What a name was taken to mean: "the public address of `web/LoadBalancer`". */
  readonly took: readonly string[];
}

export interface TraceReport extends Head {
  readonly question: QuestionReport;
  readonly verdict: Verdict;
  readonly forward: LegReport;
  readonly back: LegReport | null;
  readonly reasons: readonly ReasonReport[];
  readonly branches: {
    readonly count: number;
    readonly delivered: number;
    readonly shown: readonly string[];
    /** What chooses, and between how many: "2 zones × 2 appliances × 4 targets". */
    readonly factors: readonly string[];
  };
  readonly assumptions: readonly AssumptionReport[];
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: ReadReport;
  readonly all?: readonly BranchReport[];
}

/** Packets of one row: text lists, null where a field has no meaning. */
export interface PacketsReport {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly sourcePorts: string | null;
  readonly destinationPorts: string | null;
}

export interface ReachedReport extends PacketsReport {
  readonly to: string;
  readonly reply: boolean;
  readonly through: readonly string[];
  /** The same, step by step: of several in one step each packet passes one. */
  readonly passes?: readonly (readonly string[])[];
  readonly at: readonly PositionReport[];
  readonly proxy?: string;
}

export interface RefusedReport extends PacketsReport {
  readonly to: string;
  /** Whether the packets stop, their answers, or nobody can tell. */
  readonly what: "packets" | "answers" | "unknown";
  readonly reasons: readonly ReasonReport[];
}

export interface ReachReport extends Head {
  readonly question: QuestionReport;
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  /** Packets addressed to TO itself. */
  readonly allowed: readonly ReachedReport[];
  readonly blocked: readonly RefusedReport[];
  /** Sessions that a balancer opens to TO on behalf of FROM. */
  readonly viaProxy: readonly ReachedReport[];
  readonly assumptions: readonly AssumptionReport[];
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: ReadReport;
}

/** On how many branches packets get there, or their answers back. */
export type LevelReport = "every" | "some" | "none" | "unknown";

interface DiffRowReport extends PacketsReport {
  /** Names; hosts that nothing tells apart in either network stand together. */
  readonly from: readonly string[];
  readonly to: string;
  /** Packets that arrive at TO, or answers that come home; answers of packets that do not arrive are not listed. */
  readonly direction: "forward" | "back";
  readonly old: LevelReport;
  readonly new: LevelReport;
  /** Why the other network does not let them through; for what is unknown, why it is. */
  readonly reasons: readonly ReasonReport[];
  /** Changed lines of the way, of these reasons, of both ends, the subnets that they stand on and their own filters. */
  readonly changed: readonly PositionReport[];
}

/**
 * `at`, `through` and `reply` are of the network in which the packets get further: NEW for gained, OLD for lost. `at` are
 * the lines of the way there, of answers those of the way back.
 */
export interface DiffEntryReport extends DiffRowReport {
  readonly reply: boolean;
  readonly through: readonly string[];
  readonly at: readonly PositionReport[];
}

export interface DiffUnknownReport extends DiffRowReport {
  /** Unknown in both networks for the same reasons, no changed line touching them: this is no difference. */
  readonly inBoth: boolean;
}

/** Ways about which nothing is said. */
export interface UncomparedReport {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** Lines of OLD and what stands in their place in NEW; null: nothing. */
export interface LineChangeReport {
  readonly old: PositionReport | null;
  readonly new: PositionReport | null;
}

export interface DiffReport extends Head {
  /** Paths as they were given. */
  readonly question: { readonly old: string; readonly new: string };
  /** `unknown`: nothing is certainly gained or lost, but of something nobody can say, or it was not compared. */
  readonly verdict: "same" | "different" | "unknown";
  readonly gained: readonly DiffEntryReport[];
  readonly lost: readonly DiffEntryReport[];
  readonly unknown: readonly DiffUnknownReport[];
  readonly uncompared: readonly UncomparedReport[];
  /** Every changed line of the files that were read. */
  readonly changes: readonly LineChangeReport[];
  readonly assumptions: readonly AssumptionReport[];
  /** In either network. */
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: { readonly old: ReadReport; readonly new: ReadReport };
}

interface NamedReport {
  readonly name: string;
  readonly at: readonly PositionReport[];
}

export interface SubnetReport extends NamedReport {
  readonly prefixes: readonly string[];
  readonly zone: string | null;
  readonly label: "public" | "public through inspection" | "private" | "isolated" | "unknown";
  /** What its traffic to the internet leaves through. */
  readonly via: string | null;
  readonly publicAddresses: readonly string[];
}

export interface NetworkReport extends NamedReport {
  readonly label: string;
  readonly prefixes: readonly string[];
  readonly region: string | null;
  readonly account: string | null;
}

export interface GatewayReport extends NamedReport {
  readonly kind: string;
  readonly zone: string | null;
  readonly network: string | null;
}

export interface BalancerReport extends NamedReport {
  readonly kind: string;
  readonly zones: readonly string[];
  readonly listeners: readonly string[];
  readonly targets: readonly string[];
}

export interface ServiceEndpointReport extends NamedReport {
  readonly kind: string;
  readonly zone: string | null;
  /** What it leads to. */
  readonly to: string | null;
}

export interface TunnelReport extends NamedReport {
  readonly ends: readonly string[];
}

export interface HostReport extends NamedReport {
  readonly kind: string;
  readonly zone: string | null;
  readonly addresses: readonly string[];
  readonly publicAddresses: readonly string[];
}

export interface ShowReport extends Head {
  readonly networks: readonly NetworkReport[];
  readonly subnets: readonly SubnetReport[];
  readonly gateways: readonly GatewayReport[];
  readonly balancers: readonly BalancerReport[];
  readonly endpoints: readonly ServiceEndpointReport[];
  readonly tunnels: readonly TunnelReport[];
  readonly hosts: readonly HostReport[];
  readonly notModelled: readonly NotModelledReport[];
  readonly read?: ReadReport;
}

export interface RuleReport {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** Markdown: what it means, why it matters, how to mend it. */
  readonly page: string;
}

export interface RulesReport extends Head {
  readonly rules: readonly RuleReport[];
}

export interface ExplainReport extends Head, RuleReport {
  readonly examples: {
    readonly bad: Readonly<Record<string, string>>;
    readonly good: Readonly<Record<string, string>>;
  };
}

export interface DoctorReport extends Head {
  readonly checks: readonly {
    readonly name: string;
    readonly found: string;
    /** Null: optional, and not there. */
    readonly ok: boolean | null;
    readonly serves: string;
  }[];
}

export interface InitReport extends Head {
  readonly folder: string;
  readonly files: readonly string[];
  /** Values that somebody has to fill in. */
  readonly missing: readonly string[];
}

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly at?: readonly PositionReport[];
}

export interface ErrorReport extends Head {
  readonly error: ErrorBody;
}
