/** The only door: what the command line, the server, the web page and users of the library may use. */

export { explainReport, rulesReport } from "./catalogue.ts";
export { doctorReport } from "./doctor.ts";
export type { Question } from "./engine.ts";
export { draftProject, firstScenario, initScenario, scenarioNames } from "./init.ts";
export * from "./report.ts";
export { check, type Choice, diff, fails, open, reach, type Refused, type Session, show, trace } from "./session.ts";
export { version } from "./version.ts";
