/** A report with one of everything, for the tests of every format. */

import { type CheckReport, head } from "../../api/report.ts";
import type { About } from "./about.ts";

const at = { file: "nets/web.yml", line: 2, column: 3, endLine: 4, endColumn: 9 };
const other = { file: "nets/웹.yml", line: 7, column: 1, endLine: 7, endColumn: 5 };
const project = { file: "tieline.yaml", line: 9, column: 5, endLine: 12, endColumn: 20 };

export const report: CheckReport = {
  ...head,
  findings: [
    {
      code: "path.loop",
      severity: "error",
      message: "it goes `round`, 100%\nof it",
      fix: "mend it",
      resource: "web/Route",
      at: [
        { ...at, label: "from here" },
        { ...other, implied: "the local route" },
      ],
    },
    { code: "odd.thing", severity: "warning", message: "odd <b>", resource: "web/Thing", at: [other] },
    { code: "odd.thing", severity: "warning", message: "odd too", resource: "web/Thing", at: [] },
    { code: "small.thing", severity: "note", message: "a note", resource: null, at: [] },
  ],
  expectations: [
    {
      name: "visitors reach the web",
      expected: "reachable",
      verdict: "reachable",
      holds: true,
      reasons: [],
      at: [project],
    },
    {
      name: 'nobody reaches "it" | <x> @all',
      expected: "blocked",
      verdict: "partly",
      holds: false,
      reasons: [{ code: "packet.arrives", message: "a packet arrives", node: "web/It", at: [at] }],
      at: [project],
    },
    {
      name: "mail gets out",
      expected: "reachable",
      verdict: "unknown",
      holds: null,
      reasons: [
        {
          code: "value.missing",
          message: "`Zone` has no value",
          node: "web/It",
          at: [at],
          wouldMakeItKnown: "a value",
        },
      ],
      at: [project],
    },
  ],
  assumptions: [],
  notModelled: [{ kind: "AWS::IAM::Role", count: 2 }],
  read: {
    projectFile: "tieline.yaml",
    inputs: [{ file: "nets/web.yml", stack: "web" }],
    skipped: [{ file: "notes.txt", why: "of no format that Tieline reads" }],
  },
  ignored: 2,
  ignoredFindings: [
    {
      code: "odd.thing",
      severity: "note",
      message: "m",
      resource: "web/A",
      at: [at],
      reason: "so be it",
      ignoredAt: at,
    },
    {
      code: "odd.thing",
      severity: "note",
      message: "m",
      resource: "web/B",
      at: [at],
      reason: "ours",
      ignoredAt: project,
    },
  ],
};

export const nothing: CheckReport = {
  ...head,
  findings: [],
  expectations: [],
  assumptions: [],
  notModelled: [],
  ignored: 0,
};

export const about: About = {
  rules: [{ code: "path.loop", severity: "error", title: "packets go round", page: "They do.\n\nMend it." }],
  folder: "",
  links: undefined,
  commit: undefined,
  failOn: "error",
  allowUnknown: false,
};

/** As a pipeline of GitHub sees it, started in a folder of the checkout. */
export const hosted: About = {
  ...about,
  folder: "infra",
  links: "https://github.com/o/r/blob/abc/",
  commit: { repository: "https://github.com/o/r", revision: "abc" },
};
