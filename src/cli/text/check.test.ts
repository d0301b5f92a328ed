import { expect, test } from "vitest";
import { plain } from "../../api/rendering.ts";
import { type CheckReport, type ExpectationReport, head } from "../../api/report.ts";
import { checkText } from "./check.ts";
import { showText } from "./show.ts";

const template = { path: "web.yml", text: "Resources:\n  Vpc: x\n" };
const paper = { style: plain, width: 80, sources: () => template, verbose: false };
const at = [{ file: "web.yml", line: 2, column: 3, endLine: 2, endColumn: 9 }];

const holds: ExpectationReport = { name: "web", expected: "reachable", verdict: "reachable", holds: true, reasons: [] };
const reason = { code: "route.none", message: "no route fits", node: "web/Table", at: [] };

const report: CheckReport = {
  ...head,
  findings: [
    { code: "a.b.c", severity: "error", message: "it is wrong", fix: "mend it", resource: "web/Vpc", at },
    { code: "d.e.f", severity: "note", message: "it is odd", resource: "web/Vpc", at: [] },
  ],
  expectations: [
    holds,
    { name: "닫힘", expected: "blocked", verdict: "unknown", holds: null, reasons: [reason] },
    { ...holds, name: "through the inspection", holds: false },
  ],
  assumptions: [],
  notModelled: [],
  ignored: 1,
};

test("findings with their lines, expectations with their reasons, counts", () => {
  expect(checkText(report, paper)).toBe(`\
error[a.b.c]: it is wrong
 --> web.yml:2:3
  |
2 |   Vpc: x
  |   ^^^^^^
  = fix: mend it

note[d.e.f]: it is odd
  = in: web/Vpc

expectations
  ✓ web (reachable)
  ? 닫힘: expected blocked, is unknown

unknown[route.none]: no route fits
  = at: web/Table

  ✗ through the inspection: reachable, but not as expected

tieline explain a.b.c says what that means and how to mend it

1 error, 1 note, 1 ignored, 1 of 3 expectations hold, 1 fails, 1 unknown
everything that was read is modelled
`);
});

test("of many warnings alike, two are shown with their lines", () => {
  const warning = { code: "g.h.i", severity: "warning", message: "`web/Vpc` is odd", resource: "web/Vpc", at } as const;
  const many = { ...report, findings: Array.from({ length: 4 }, () => warning), expectations: [], ignored: 0 };
  const text = checkText(many, paper);
  expect(text.match(/--> web.yml:2:3/g)).toHaveLength(2);
  expect(text).toContain(`
warning[g.h.i]: \`web/Vpc\` is odd  web.yml:2
warning[g.h.i]: \`web/Vpc\` is odd  web.yml:2

-v shows every finding with its lines

tieline explain g.h.i says what that means and how to mend it

4 warnings, no expectations
`);
  expect(checkText(many, { ...paper, verbose: true }).match(/--> web.yml:2:3/g)).toHaveLength(4);
});

test("counts have the colours of what they count, and what is well needs no explanation", () => {
  const painted = checkText(report, { ...paper, style: (role, text) => `<${role} ${text}>` });
  expect(painted).toContain(
    "\n<error 1 error>, <note 1 note>, <strong 1 ignored>, <strong 1 of 3 expectations hold>, <error 1 fails>, <warning 1 unknown>\n",
  );
  expect(checkText({ ...report, findings: [], expectations: [holds] }, paper)).not.toContain("explain");
  expect(checkText({ ...report, findings: [] }, paper)).toContain("tieline explain route.none says");
});

test("ignored findings are listed when asked for", () => {
  const ignored = { ...report.findings[1], reason: "known", ignoredAt: at[0] };
  const text = checkText({ ...report, ignoredFindings: [ignored as never] }, paper);
  expect(text).toContain("ignored note[d.e.f]: it is odd\n  = in: web/Vpc\n  = note: ignored: known (web.yml:2)\n");
});

test("an inventory's columns align in every script, and empty ones are left out", () => {
  const inventory = {
    networks: [],
    gateways: [],
    balancers: [],
    endpoints: [],
    tunnels: [],
    hosts: [],
    notModelled: [],
  };
  const subnet = {
    prefixes: ["10.0.1.0/24"],
    zone: null,
    label: "private",
    via: null,
    publicAddresses: [],
    at,
  } as const;
  const subnets = [
    { ...subnet, name: "web/서브넷" },
    { ...subnet, name: "web/Public", label: "public" as const },
  ];
  expect(showText({ ...head, ...inventory, subnets }, paper)).toBe(`\
subnets
  name        prefixes     is       at
  web/서브넷  10.0.1.0/24  private  web.yml:2
  web/Public  10.0.1.0/24  public   web.yml:2

everything that was read is modelled
`);
});

test("what does not fit beside a terminal's other columns stands below them", () => {
  const [name, zone] = ["web/공용서브넷", "eu-west-1a"];
  const row = { name, prefixes: ["10.0.1.0/24"], zone, label: "public", via: "web/Gateway", publicAddresses: [], at };
  const empty = { gateways: [], balancers: [], endpoints: [], tunnels: [], hosts: [], notModelled: [] };
  const inventory = { ...head, ...empty, networks: [], subnets: [row as never, { ...row, via: null } as never] };
  expect(showText(inventory, { ...paper, columns: 60 })).toContain(`\
subnets
  name            prefixes     zone        is
  web/공용서브넷  10.0.1.0/24  eu-west-1a  public
      outbound through: web/Gateway
      at: web.yml:2
  web/공용서브넷  10.0.1.0/24  eu-west-1a  public
      at: web.yml:2
`);
});
