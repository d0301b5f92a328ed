/** The only door: what the command line, the server, the web page and users of the library may use. */

export { type Asked, type Expected, type Proof, read, Network, type Templates, TielineError } from "./library.ts";
export { type Baseline, readBaseline } from "./baseline.ts";
export { explainable, explainReport, rulesReport } from "./catalogue.ts";
export { doctorReport } from "./doctor.ts";
export type { Question } from "./engine.ts";
export { draftProject, firstScenario, initScenario, scenarioNames } from "./init.ts";
export * from "./report.ts";
export type {
  Course,
  PictureArrow,
  PictureNetwork,
  PictureNode,
  PictureReport,
  PictureSubnet,
  Role as PictureRole,
} from "./picture.ts";
export {
  check,
  type Choice,
  diff,
  type Doing,
  fails,
  open,
  picture,
  places,
  reach,
  type Refused,
  type Session,
  show,
  sinceBaseline,
  trace,
  writtenBaseline,
} from "./session.ts";
export { version } from "./version.ts";
