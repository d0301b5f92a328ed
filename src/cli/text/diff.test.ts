import { expect, test } from "vitest";
import { plain, type Sources } from "../../api/rendering.ts";
import { type DiffEntryReport, type DiffReport, type DiffUnknownReport, head } from "../../api/report.ts";
import { diffText } from "./diff.ts";

const documents = [
  { path: "old/web.yml", text: "Subnet:\n  Public: true\n  AdminPassword: swordfish\n" },
  { path: "new/web.yml", text: "Subnet:\n  Public: false\n  AdminPassword: mackerel\n" },
];
const sources: Sources = (file) => documents.find(({ path }) => path === file);
const paper = { style: plain, width: 80, sources, verbose: false };

const place = (file: string, line: number, endLine = line) => ({ file, line, column: 1, endLine, endColumn: 9 });
const changed = [place("old/web.yml", 2), place("new/web.yml", 2)];
const row = (to: string, more: Partial<DiffEntryReport> = {}): DiffEntryReport => ({
  to,
  source: "any address",
  destination: `public address of ${to}`,
  protocol: "tcp",
  sourcePorts: "1024-65535",
  destinationPorts: "22,80",
  from: ["internet"],
  direction: "forward",
  old: "every",
  new: "none",
  reasons: [
    {
      code: "address.public.none",
      message: `\`${to}\` has no public address`,
      node: to,
      at: [place("new/web.yml", 1)],
    },
  ],
  changed,
  reply: true,
  through: [],
  at: [place("old/web.yml", 1)],
  ...more,
});
const unsure = (more: Partial<DiffUnknownReport>): DiffUnknownReport => {
  const { to, source, destination, protocol, sourcePorts, destinationPorts, from, direction } = row("web/호스트");
  const rest = { to, source, destination, protocol, sourcePorts, destinationPorts, from, direction, changed: [] };
  const why = { code: "parameter.value.missing", message: "which address it has", node: "web/호스트", at: [] };
  const reasons = [{ ...why, wouldMakeItKnown: "a value for `Address`" }];
  return { ...rest, old: "none", new: "unknown", reasons, inBoth: false, ...more };
};
const report = (more: Partial<DiffReport>): DiffReport => ({
  ...head,
  question: { old: "old", new: "new" },
  verdict: "different",
  gained: [],
  lost: [],
  unknown: [],
  uncompared: [],
  changes: [2, 3].map((line) => ({ old: place("old/web.yml", line), new: place("new/web.yml", line) })),
  assumptions: [],
  notModelled: [],
  ...more,
});

test("what is lost, each direction for itself, why, and the changed lines on these ways", () => {
  const icmp = { protocol: "icmp", sourcePorts: null, destinationPorts: null };
  const lost = [
    row("web/호스트"),
    row("web/호스트", icmp),
    row("web/Second", { reply: false }),
    row("web/Third", {
      direction: "back",
      new: "some",
      from: ["web/A", "web/B", "web/C", "web/D", "web/E"],
      reasons: [],
    }),
  ];
  expect(diffText(report({ lost }), paper)).toMatchInlineSnapshot(`
    "old -> new: 4 lost

    no longer gets through:
      - internet > web/호스트  tcp 22,80; icmp
      - internet > web/Second  tcp 22,80        and was not answered
    because[address.public.none]: \`web/호스트\` has no public address
     --> new/web.yml:1:1
      |
    1 | Subnet:
      | ^^^^^^^
      = at: web/호스트
      = likewise: web/Second (new/web.yml:1)

    is no longer answered:
      - web/A, web/B, web/C and 2 more > web/Third  tcp 22,80  answered before, on some branches now

    changed lines on these ways:
     --> new/web.yml:2
    2 | -   Public: true
    2 | +   Public: false
    also changed: new/web.yml:3

    everything that was read is modelled
    "
  `);
});

test("columns that are wider than the terminal are not aligned", () => {
  const lost = [row("web/A"), row("web/Second")];
  const lines = (columns: number) => diffText(report({ lost }), { ...paper, columns }).match(/^ {2}- .*$/gm);
  expect(lines(60)).toEqual(["  - internet > web/A       tcp 22,80", "  - internet > web/Second  tcp 22,80"]);
  expect(lines(36)).toEqual(["  - internet > web/A  tcp 22,80", "  - internet > web/Second  tcp 22,80"]);
});

test("what is gained by no changed line, what nobody can say, and what was not compared", () => {
  const gained = [row("web/Second", { old: "none", new: "every", changed: [], through: ["edge/Left"], reasons: [] })];
  const unknown = [unsure({}), unsure({ inBoth: true, old: "unknown" })];
  const message = "there are more ways than the budget allows";
  const uncompared = [{ from: ["web/A"], to: ["web/B", "web/C"], code: "diff.budget.exhausted", message }];
  expect(diffText(report({ gained, unknown, uncompared }), paper)).toMatchInlineSnapshot(`
    "old -> new: 1 gained, 1 not known, not everything was compared

    newly gets through:
      + internet > web/Second  tcp 22,80
          through edge/Left; by old/web.yml:1

    not known, so not known whether it changed:
      ? internet > web/호스트  tcp 22,80  not before, not known now
    unknown[parameter.value.missing]: which address it has
      = at: web/호스트
      = would make it known: a value for \`Address\`

    not compared:
      web/A > web/B, web/C: there are more ways than the budget allows

    changed lines: new/web.yml:2, 3

    1 row of packets not known in either, for the same reasons: parameter.value.missing

    everything that was read is modelled
    "
  `);
});

test("lines that change nothing are named", () => {
  expect(diffText(report({ verdict: "same" }), paper)).toMatchInlineSnapshot(`
    "old -> new: the same packets get through, both ways

    changed without effect: new/web.yml:2, 3

    everything that was read is modelled
    "
  `);
});

test("a line that may hold a secret is not shown", () => {
  const text = diffText(report({ lost: [row("web/Second", { changed: [place("new/web.yml", 3)] })] }), paper);
  expect(text).toContain("(not shown: it may be a secret)");
  expect(text).not.toMatch(/swordfish|mackerel/);
});
