import { expect, test } from "vitest";
import { plain, type Sources } from "../../api/rendering.ts";
import {
  head,
  type PacketsReport,
  type ReachedReport,
  type ReachReport,
  type RefusedReport,
} from "../../api/report.ts";
import { reachText } from "./reach.ts";

const template = { path: "web.yml", text: "Resources:\n  Group:\n    Type: AWS::EC2::SecurityGroup\n" };
const sources: Sources = (file) => (file === template.path ? template : undefined);
const paper = { style: plain, width: 80, sources, verbose: false };

const place = (file: string, line: number, endLine = line) => ({ file, line, column: 3, endLine, endColumn: 9 });
const packets = (protocol: string, ports: string | null, sourcePorts: string | null = "1024-65535"): PacketsReport => ({
  source: "any address",
  destination: "public address of web/Host",
  protocol,
  sourcePorts,
  destinationPorts: ports,
});
const arrived = (what: PacketsReport, more: Partial<ReachedReport> = {}): ReachedReport => ({
  to: "web/Host",
  ...what,
  reply: true,
  through: [],
  at: [place("web.yml", 2, 3), place("web.yml", 3), place("edge.yml", 7)],
  ...more,
});
const stopped = (what: PacketsReport, code: string, kind: RefusedReport["what"]): RefusedReport => ({
  to: "web/Host",
  ...what,
  what: kind,
  reasons: [{ code, message: "no rule permits it", node: "web/Group", at: [place("web.yml", 2, 3)] }],
});
const report = (more: Partial<ReachReport>): ReachReport => ({
  ...head,
  question: { from: "internet", to: "web/Host", traffic: "any", took: [] },
  verdict: "partly",
  allowed: [],
  blocked: [],
  viaProxy: [],
  assumptions: [],
  notModelled: [],
  ...more,
});

test("what gets through, by which way and lines, what goes unanswered and what does not get there", () => {
  const text = reachText(
    report({
      allowed: [
        arrived(packets("tcp", "80"), { through: ["edge/Left"] }),
        arrived(packets("tcp", "80"), { through: ["edge/Right"] }),
        arrived(packets("icmp", null, null), { reply: false }),
      ],
      viaProxy: [arrived(packets("tcp", "443"), { proxy: "web/Balancer" })],
      blocked: [
        stopped(packets("icmp", null, null), "route.none", "answers"),
        stopped(packets("udp", "any"), "filter.rule.none", "packets"),
        stopped(packets("tcp", "any but 80,443"), "filter.rule.none", "packets"),
      ],
    }),
    paper,
  );
  expect(text).toMatchInlineSnapshot(`
    "internet -> web/Host any: part of it gets through
      tcp and udp are sent from ports 1024-65535

    gets through, and so does the answer:
      web/Host: tcp 80, any address > public address of web/Host
        through edge/Left; by web.yml:2-3, 3; edge.yml:7
        through edge/Right; by web.yml:2-3, 3; edge.yml:7

    arrives, but the answer does not get back:
      web/Host: icmp, any address > public address of web/Host
        by web.yml:2-3, 3; edge.yml:7

    reaches it through a balancer:
      web/Host: tcp 443, any address > public address of web/Host
        opened by web/Balancer; by web.yml:2-3, 3; edge.yml:7

    no answer gets back to:
      web/Host: icmp, any address > public address of web/Host
    blocked[route.none]: no rule permits it
     --> web.yml:2:3
      |
    2 | /   Group:
    3 | |     Type: AWS::EC2::SecurityGroup
      | |________^
      = at: web/Group

    does not get through:
      web/Host: udp, any address > public address of web/Host
      web/Host: tcp any but 80,443, any address > public address of web/Host
    blocked[filter.rule.none]: no rule permits it
     --> web.yml:2:3
      |
    2 | /   Group:
    3 | |     Type: AWS::EC2::SecurityGroup
      | |________^
      = at: web/Group

    everything that was read is modelled
    "
  `);
});

test("ports of the sender stand in each row where they differ", () => {
  const allowed = [arrived(packets("tcp", "80", "any")), arrived(packets("udp", "53", "53"))];
  const text = reachText(report({ verdict: "reachable", allowed }), paper);
  expect(text).toContain("udp 53 from ports 53, any address > public address of web/Host");
  expect(text).toContain("tcp 80, any address > public address of web/Host");
  expect(text).not.toContain("are sent from");
});

test("nothing at all, and what nobody can tell", () => {
  const nothing = [stopped(packets("tcp", "any"), "filter.rule.none", "packets")];
  expect(reachText(report({ verdict: "blocked", blocked: nothing }), paper)).toContain("nothing gets through");
  const unsent = [
    stopped({ ...packets("any", null, null), source: "", destination: "" }, "address.public.none", "packets"),
  ];
  expect(reachText(report({ verdict: "blocked", blocked: unsent }), paper)).toContain(
    "does not get through:\n  web/Host: any protocol\n",
  );
  const unsure = [stopped(packets("tcp", "any"), "kind.unmodelled", "unknown")];
  expect(reachText(report({ verdict: "unknown", blocked: unsure }), paper)).toContain(
    "not known whether it gets through:\n  web/Host: tcp, any address > public address of web/Host",
  );
});
