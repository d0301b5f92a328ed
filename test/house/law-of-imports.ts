// The law of imports as data: who may know whom, and why. `imports.ts` holds sources to it.
//
// A part is a folder of src. `formats/*` is one format, `vendors/*` one vendor, `clouds/*/*` one kind of one cloud: these
// never import another of their own sort. `formats`, `clouds` and `vendors` are the lists: files that lie directly in
// these folders, or in `clouds/<c>`. An entry with a file's name after the folder allows only files that begin so.

export interface Part {
  readonly part: string;
  readonly imports: readonly string[];
  /** May be imported with `import type` only. */
  readonly types?: readonly string[];
  /** May use Node's own modules: files, processes, the network. */
  readonly node?: true;
  /** npm packages. */
  readonly packages?: readonly string[];
  readonly reason: string;
}

const list = (text: string): string[] => text.split(" ");

/** The stages that every cloud and vendor shares. */
export const middle: readonly string[] = list("net value packet model ipsec route forward query checks");

const words = list("net source value model finding");
const everything = list(
  "net source value packet model finding contract ipsec route forward query checks syntax formats formats/* " +
    "formats/evaluate project clouds clouds/*/* clouds/*/terms vendors vendors/* read write lab",
);

export const law: readonly Part[] = [
  { part: "net", imports: [], reason: "addresses and ports are values of their own" },
  { part: "source", imports: [], reason: "where text came from says nothing of what it means" },
  { part: "value", imports: list("net source"), reason: "a value is known or not, wherever the model puts it" },
  { part: "packet", imports: list("net value model"), reason: "packet sets are algebra over the model's fields" },
  {
    part: "model",
    imports: list("net source value"),
    reason: "the waist is plain data: no unit and no algorithm shapes it",
  },
  {
    part: "finding",
    imports: list("source"),
    types: list("net value model packet forward/trace ipsec/proposal"),
    packages: ["string-width"],
    reason: "a proof is shown as data, so finding needs the shapes of proofs and never computes one",
  },
  {
    part: "ipsec",
    imports: list("net value model"),
    reason: "negotiation compares two ends, whoever made them",
  },
  {
    part: "route",
    imports: list("net value model"),
    reason: "routing is decided before there is a packet",
  },
  {
    part: "forward",
    imports: list("net value packet model route ipsec"),
    reason: "forwarding gives traces; their words are made elsewhere",
  },
  { part: "query", imports: [...middle, "finding"], reason: "a question is asked of the model, not of its sources" },
  {
    part: "checks",
    imports: [...middle, "finding"],
    reason: "a check is computed from floods and walks, never from a template",
  },
  { part: "contract", imports: words, reason: "what a unit is must not depend on any unit" },
  {
    part: "syntax",
    imports: list("source finding"),
    packages: list("yaml jsonc-parser"),
    reason: "text has no meaning yet",
  },
  {
    part: "formats",
    imports: list("formats/* formats/evaluate contract"),
    reason: "the list of formats",
  },
  {
    part: "formats/evaluate",
    imports: list("syntax net source value finding contract"),
    reason: "the one evaluator that formats share knows none of them",
  },
  {
    part: "formats/*",
    imports: list("syntax formats/evaluate net source value finding contract"),
    reason: "a format gives located, untyped items; what they mean is a unit's",
  },
  {
    part: "project",
    imports: list("syntax net source value finding"),
    node: true,
    packages: ["zod"],
    reason: "tieline.yaml names things, and does not know what they are",
  },
  {
    part: "clouds",
    imports: list("clouds clouds/*/* clouds/*/terms contract"),
    reason: "the lists of kinds: one per cloud, and the list of clouds",
  },
  {
    part: "clouds/*/terms",
    imports: list("contract net source value model"),
    types: ["finding"],
    reason: "all that kinds know of each other, a rule that several break among it; it knows no kind",
  },
  {
    part: "clouds/*/*",
    imports: ["clouds/*/terms", "contract", ...words],
    reason: "a kind declares and the middle decides; kinds meet in their cloud's terms",
  },
  { part: "vendors", imports: list("vendors/* contract"), reason: "the list of vendors" },
  {
    part: "vendors/*",
    imports: ["contract", "syntax", ...words],
    reason: "a vendor is read and written without knowing who is at the other end",
  },
  {
    part: "read",
    imports: [...list("formats formats/* formats/evaluate clouds vendors project syntax contract"), ...words],
    node: true,
    reason: "reading ends with the model; what is asked of it comes later",
  },
  {
    part: "write",
    imports: [...list("formats formats/* formats/evaluate clouds vendors project syntax contract"), ...words],
    reason: "writing goes through the units' own writers",
  },
  {
    part: "lab",
    imports: [...words, "write"],
    types: ["forward/trace"],
    node: true,
    reason: "the lab runs the model and sees no unit; api hands it the probes",
  },
  { part: "api", imports: everything, node: true, reason: "the only door: it joins what must not know each other" },
  {
    part: "cli",
    imports: ["api"],
    node: true,
    packages: list("commander string-width @resvg/resvg-wasm"),
    reason: "what a terminal can do, a library can",
  },
  { part: "server", imports: ["api"], node: true, reason: "what a web page can do, a library can" },
  { part: "index", imports: ["api"], reason: "the package's entry is the door" },
  { part: "matchers", imports: ["api"], reason: "what a test asserts, the library answers" },
];
